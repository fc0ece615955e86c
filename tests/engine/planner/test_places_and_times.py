"""Places and times: rides of the tempo, swells, entries, loops, copies elsewhere, clock times, bars from a number."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

_TRACKS = ("Congas", "Sweep", "Loop", "Host", "Tenor", "Altos", "Organ")
SONG = Context(
    tempo=120,
    clips=(
        ClipInfo("c1", "congas", "Congas", "audio", 0, 32, ("drums",), (1, 17)),
        ClipInfo("c2", "sweep", "Sweep", "audio", 16, 8, ("noise",), (9, 13)),
        ClipInfo("c3", "loop", "Loop", "audio", 8, 4, (), (5, 7)),
        ClipInfo("c4", "host", "Host", "audio", 20, 6, ("speech",), (11, 14)),
        ClipInfo("c5", "tenor", "Tenor", "midi", 0, 8, (), (1, 5)),
        ClipInfo("c6", "altos", "Altos", "midi", 0, 8, (), (1, 5)),
        ClipInfo("c7", "organ", "Organ", "audio", 0, 32, (), (1, 17)),
    ),
    tracks=_TRACKS,
    track_views=tuple(TrackInfo(name, gain_db=-6.0 if name == "Sweep" else 0.0) for name in _TRACKS),
    markers=(("Verse 1", 1), ("Verse 2", 9), ("Coda", 13)),
)
SPOKEN = after(SONG, ("turn the host up 2 dB", [("mix", {"track": "Host", "action": "gain", "value_db": 2}, ())]))
MADE = after(
    SONG,
    ("make a glass break at bar 6", [("generate_audio", {"prompt": "glass break"}, ("glass break",)),
                                     ("arrange", {"action": "place", "clip": "$1", "bar": 6}, ())]),
)  # fmt: skip
RIDE: dict[str, Any] = {"action": "set_tempo", "bpm": 120, "to_bpm": 90, "start_bar": 15, "end_bar": 17}
RIDDEN = after(SONG, ("a ritardando over the last two bars, down to 90", [("transport", RIDE, ())]))


def _one(said: str, context: Context = SONG) -> tuple[str, dict[str, Any]]:
    made = calls(said, context)
    assert len(made) == 1, made
    return made[0]["tool"], made[0]["args"]


@pytest.mark.parametrize(
    ("said", "start", "end", "bpm"),
    [
        ("rallentando over the last three bars, down to 80 please", 14, 17, 80),
        ("slow down towards the end, to 100", 13, 17, 100),
        ("gradually to 132 between bars 5 and 9", 5, 9, 132),
        ("an accelerando in the last two bars, up to 140 bpm", 15, 17, 140),
        ("ein Ritardando über die letzten zwei Takte, runter auf 90", 15, 17, 90),
        ("un ritardando sur les deux dernières mesures, jusqu'à 90", 15, 17, 90),
        ("que vaya más lento hacia el final, hasta 90", 13, 17, 90),
        ("acelera gradualmente até 140 entre os compassos 5 e 9", 5, 9, 140),
        ("最后两小节渐慢到90", 15, 17, 90),
    ],
)
def test_the_tempo_rides_over_bars(said: str, start: int, end: int, bpm: int) -> None:
    ride = {"action": "set_tempo", "bpm": 120, "to_bpm": bpm, "start_bar": start, "end_bar": end}
    assert _one(said) == ("transport", ride)


@pytest.mark.parametrize(
    ("said", "change"),
    [("hm, too much. only to 104", {"to_bpm": 104}), ("just to 100", {"to_bpm": 100}),
     ("over the last four bars", {"start_bar": 13, "end_bar": 17})],
)  # fmt: skip
def test_a_ride_is_corrected(said: str, change: dict[str, Any]) -> None:
    assert _one(said, RIDDEN) == ("transport", {**RIDE, **change})


@pytest.mark.parametrize("said", ["slow the organ down", "a ritardando at the end", "the ritardando is lovely"])
def test_no_ride_without_its_figures(said: str) -> None:
    assert not any("to_bpm" in call["args"] for call in calls(said, SONG))


@pytest.mark.parametrize(
    ("said", "low", "start", "end"),
    [
        ("the sweep comes up from zero into the coda", -60, 9, 13),
        ("let the sweep build up into the coda", -18, 9, 13),
        ("bring the organ up from silence to bar 9", -60, 5, 9),
        ("congas rise out of nothing into verse 2", -60, 5, 9),
        ("der Sweep kommt von null in die Coda hoch", -60, 9, 13),
        ("el sweep sube desde cero hasta la coda", -60, 9, 13),
    ],
)
def test_what_comes_up_into_a_place_is_faded_and_stays(said: str, low: float, start: float, end: float) -> None:
    task, args = _one(said)
    assert (task, args["parameter"]) == ("automate", "volume")
    assert (args["from"], args["start_bar"], args["end_bar"]) == (low, start, end)


@pytest.mark.parametrize("said", ["move the sweep to the coda", "put the sweep at bar 13"])
def test_what_is_moved_is_moved(said: str) -> None:
    assert calls(said, SONG)[0]["tool"] == "arrange"


@pytest.mark.parametrize(
    "said",
    [
        "congas only from verse 2 on",
        "the congas not before the second verse",
        "no congas until verse 2",
        "have the congas only come in at bar 9",
        "die Congas erst ab Strophe 2",
        "les congas seulement à partir du couplet 2",
        "Congas只从Verse 2开始",
    ],
)
def test_only_from_there_on(said: str) -> None:
    tool, args = _one(said)
    assert (tool, {**args, "end_bar": 16}) == (
        "edit_clip", {"clip": "c1", "action": "trim", "start_bar": 9, "end_bar": 16},
    )  # fmt: skip


@pytest.mark.parametrize("said", ["congas louder from verse 2 on", "the congas are too loud from verse 2 on"])
def test_a_level_from_there_on_cuts_nothing(said: str) -> None:
    assert "edit_clip" not in [call["tool"] for call in calls(said, SONG)]


@pytest.mark.parametrize(
    "said",
    [
        "let the loop go on until bar 13",
        "the loop should continue up to bar 13",
        "make the loop last until the coda",
        "keep the loop going through verse 2",
        "lass den Loop bis Takt 13 weiterlaufen",
        "laisse Loop continuer jusqu'à la mesure 13",
    ],
)
def test_what_goes_on_is_looped_where_it_lies(said: str) -> None:
    assert _one(said) == ("edit_clip", {"clip": "c3", "action": "loop", "duration": 16})


def test_all_that_plays_is_repeated_elsewhere() -> None:
    made = calls("please repeat the four bars of both voices from bar 5", SONG)
    assert [(call["args"]["action"], call["args"]["clip"], call["args"]["bar"]) for call in made] == [
        ("duplicate", "c5", 5),
        ("duplicate", "c6", 5),
    ]
    assert calls("repeat all three voices from bar 5", SONG)[0]["tool"] == "ask"


@pytest.mark.parametrize(
    ("said", "bar", "db"),
    [
        ("same again at bar 9, but quieter", 9, -3),
        ("and another one at bar 13, a bit softer", 13, -2),
        ("once more at bar 11, 6 dB down", 11, -6),
        ("the same glass again at bar 10, a touch louder", 10, 1),
        ("das Gleiche nochmal bei Takt 9, aber leiser", 9, -3),
        ("lo mismo otra vez en el compás 9, pero más suave", 9, -3),
    ],
)
def test_what_was_made_is_copied_and_the_copy_is_levelled(said: str, bar: int, db: float) -> None:
    copy, level = calls(said, MADE)
    assert (copy["tool"], copy["args"]["action"], copy["args"]["bar"]) == ("arrange", "duplicate", bar)
    assert (level["tool"], level["args"]) == ("edit_clip", {"clip": "$1", "action": "gain", "value_db": db})


def test_another_of_another_kind_is_made_anew() -> None:
    assert calls("another glass break at bar 9, a huge one", MADE)[0]["tool"] == "generate_audio"


@pytest.mark.parametrize(
    "said",
    [
        "he coughs from 0:22 to 0:23, silence that bit, nothing else should move",
        "mute the host from 0:22 to 0:23",
        "silence the host between twenty-two and twenty-three seconds",
    ],
)
def test_a_stretch_told_by_the_clock_is_silenced_where_it_lies(said: str) -> None:
    silent = {"clip": "c4", "action": "gain", "value_db": -120, "start": 2, "end": 3}
    assert _one(said, SPOKEN) == ("edit_clip", silent)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [("cut 0:22 to 0:23 out of the host", 2, 3), ("cut 0:01 to 0:02 out of the host", 1, 2),
     ("schneide bei Host 0:22 bis 0:23 raus", 2, 3)],
)  # fmt: skip
def test_times_count_in_the_clip_or_on_the_clock(said: str, start: float, end: float) -> None:
    assert _one(said) == ("edit_clip", {"clip": "c4", "action": "cut", "start": start, "end": end})


@pytest.mark.parametrize(
    ("said", "bar"),
    [
        ("make me a hat loop, 4 bars starting at 5", 5),
        ("hazme unos hi-hats, 4 compases a partir del 5", 5),
        ("mach mir Hi-Hats, 4 Takte ab 9", 9),
        ("fais-moi des charleys, 4 mesures à partir de la 9", 9),
        ("faz-me uns hi-hats, 4 compassos a partir do 5", 5),
    ],
)
def test_so_many_bars_from_a_number(said: str, bar: int) -> None:
    made, placed = calls(said, SONG)
    assert (made["args"]["bars"], placed["args"]["bar"]) == (4, bar)
