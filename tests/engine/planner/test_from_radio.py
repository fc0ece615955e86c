"""What a presenter's talk showed: beds told by the part they play in, seconds at an end, speech that is squeezed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

LYING = {
    "Mic 1": (("hello", 3, 5), ("weather", 26, 28.25)),
    "Jingle": (("jingle open", 1, 3), ("jingle close", 33, 35)),
    "Bed 1": (("bed chat", 9, 19),),
    "Bed 2": (("bed rain", 25, 31),),
    "Sound FX": (("sea", 7, 11),),
}
IDS = {name: name.replace(" ", "-") for clips in LYING.values() for name, _, _ in clips}
SHOW = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(IDS[name], name, track, "audio", 2 * (start - 1), 2 * (end - start), bars=(float(start), float(end)))
        for track, clips in LYING.items()
        for name, start, end in clips
    ),
    tracks=tuple(LYING),
    track_views=(
        TrackInfo("Talk", kind="group", gain_db=0, pan=0.0),
        *(TrackInfo(name, kind="audio", gain_db=-8, pan=0.0) for name in LYING),
    ),
    markers=(("Top of show", 1), ("Interview", 9), ("Caller", 19), ("Weather", 25), ("Goodbye", 31)),
)


def steps(text: str, context: Context = SHOW) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], dict(one["args"])) for one in calls(text, context)]


def _gain(track: str, by: float) -> tuple[str, dict[str, Any]]:
    return "mix", {"track": track, "action": "gain", "value_db": by}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the music under the interview is drowning us, take it down by 4 please", _gain("Bed 1", -4)),
        ("turn the weather music down 4", _gain("Bed 2", -4)),
        ("the interview music up 2", _gain("Bed 1", 2)),
    ],
)
def test_a_bed_is_told_by_the_part_it_plays_in(text: str, meant: tuple[str, dict[str, Any]]) -> None:
    assert steps(text) == [meant]


LOWER = after(SHOW, ("bed 1 down 4", [("mix", {"track": "Bed 1", "action": "gain", "value_db": -4}, ())]))


def test_behind_a_bed_the_one_of_another_part_is_a_bed() -> None:
    assert steps("the weather one by the same", LOWER) == [_gain("Bed 2", -4)]
    assert steps("the interview one has gone a bit too shy now, bring it up by one", LOWER) == [_gain("Bed 1", 1)]
    assert steps("weather 4 db down")[0][1].get("clip") == IDS["weather"]


@pytest.mark.parametrize(
    "text",
    [
        "can the interview music dip whenever one of us talks and come back up in between",
        "let bed 1 duck whenever somebody speaks",
    ],
)
def test_a_bed_dips_when_somebody_talks(text: str) -> None:
    assert steps(text) == [("route", {"action": "sidechain", "track": "Bed 1", "to": "Talk"})]


@pytest.mark.parametrize(
    ("text", "clip", "action", "seconds"),
    [
        ("fade out the last second of jingle open", "jingle open", "fade_out", 1),
        ("the opening jingle just stops dead. fade the last second of it", "jingle open", "fade_out", 1),
        ("fade the sea out over its last two seconds", "sea", "fade_out", 2),
        ("fade in the first second of the sea", "sea", "fade_in", 1),
    ],
)
def test_the_last_second_is_no_second_one(text: str, clip: str, action: str, seconds: float) -> None:
    ((task, args),) = steps(text)
    assert (task, args) == ("edit_clip", {"clip": IDS[clip], "action": action, "duration": seconds})


def test_what_is_trimmed_off_goes() -> None:
    ((_, args),) = steps("trim the last second off jingle close")
    assert (args["clip"], args["action"], args["start"], args["end"]) == (IDS["jingle close"], "trim", 0, 3)
    ((_, args),) = steps("trim hello to the first second")
    assert (args["start"], args["end"]) == (0, 1)


def test_the_one_at_the_end_is_another_clip() -> None:
    faded = after(
        SHOW, ("fade", [("edit_clip", {"clip": IDS["jingle open"], "action": "fade_out", "duration": 1}, ())])
    )
    ((_, args),) = steps("and the one at the end", faded)
    assert args["clip"] == IDS["jingle close"]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("squeeze weather to 4 seconds but don't make me a chipmunk", {"ratio": 1.125}),
        ("make weather 4 seconds long without changing the pitch", {"ratio": 1.125}),
        ("squeeze bed chat to 8 bars", {"bars": 8}),
    ],
)
def test_what_is_squeezed_loses_nothing(text: str, args: dict[str, Any]) -> None:
    ((task, own),) = steps(text)
    assert task == "change_tempo_key"
    assert args.items() <= own.items()


def test_what_is_trimmed_to_a_length_loses_its_end() -> None:
    assert steps("trim weather to 2 seconds")[0][1]["action"] == "trim"


def test_at_the_normal_speed_takes_a_stretch_back() -> None:
    squeezed = after(SHOW, ("squeeze it", [("change_tempo_key", {"clip": IDS["weather"], "ratio": 1.125}, ())]))
    assert steps("sounds rushed, leave it at the normal speed after all", squeezed) == [("undo", {})]


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("3 more, it treads on the sea", "Bed 1"),
        ("pan it left 20, it clashes with the jingle", "Bed 1"),
        ("it drowns the sea, sea up 2", "Sound FX"),
        ("it drowns the sea, bring them up 2", "Sound FX"),
    ],
)
def test_what_it_disturbs_is_not_meant(text: str, track: str) -> None:
    ((task, args),) = steps(text, LOWER)
    assert (task, args["track"]) == ("mix", track)


NOTES = replace(
    SHOW,
    clips=(*SHOW.clips, ClipInfo("pips", "pips", "Pips", "midi", 46, 2, bars=(24.0, 25.0))),
    tracks=(*SHOW.tracks, "Pips"),
    track_views=(*SHOW.track_views, TrackInfo("Pips", kind="midi", gain_db=-12, pan=0.0)),
)
LOW = after(NOTES, ("pips an octave lower", [("change_tempo_key", {"clip": "pips", "semitones": -12}, ())]))


def test_the_first_one_is_a_note_of_the_clip() -> None:
    assert steps("drop the first one so there's three", LOW) == [
        ("edit_notes", {"clip": "pips", "note": 1, "action": "delete"})
    ]
    assert steps("and the last one twice as long", LOW)[0][1]["note"] == -1


def test_the_one_at_the_end_with_a_length_of_its_own() -> None:
    faded = after(
        SHOW, ("fade", [("edit_clip", {"clip": IDS["jingle open"], "action": "fade_out", "duration": 1}, ())])
    )
    ((_, args),) = steps("and the one at the end, only make that two seconds", faded)
    assert (args["clip"], args["duration"]) == (IDS["jingle close"], 2)
