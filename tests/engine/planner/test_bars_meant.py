"""What holds over bars is done in the bars that are meant, however the place is told."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import after, calls

BAR_S = 2.5
SONG = Context(
    tempo=96,
    clips=(
        ClipInfo("r", "rhodes", "Rhodes", "midi", 0, 36 * BAR_S, ("keys",), bars=(1.0, 37.0)),
        ClipInfo("h", "harp", "Harp", "audio", 0, 36 * BAR_S, ("harp",), bars=(1.0, 37.0)),
        ClipInfo("v", "viola", "Viola", "midi", 0, 36 * BAR_S, ("strings",), bars=(1.0, 37.0)),
    ),
    tracks=("Rhodes", "Harp", "Viola"),
    markers=(("Intro", 1.0), ("Verse 1", 5.0), ("Chorus", 13.0), ("Verse 2", 21.0), ("Outro", 29.0)),
)
ACTS = (
    "mute the harp",
    "pan the rhodes right",
    "bring the viola down 4 dB",
    "transpose the viola down an octave",
    "put a reverb on the harp",
    "quantize the rhodes",
)
PLACES = {
    "from the chorus on": [(13, 37)],
    "from bar 13 onwards": [(13, 37)],
    "starting at the outro": [(29, 37)],
    "from verse 2 to the end": [(21, 37)],
    "until the chorus": [(1, 13)],
    "up to bar 9": [(1, 9)],
    "before the outro": [(1, 29)],
    "after the chorus": [(21, 37)],
    "in the second half of the chorus": [(17, 21)],
    "in the first half of the song": [(1, 19)],
    "in the last two bars of verse 2": [(27, 29)],
    "for the last 4 bars": [(33, 37)],
    "in the 2 bars before the chorus": [(11, 13)],
    "in the four bars after the intro": [(5, 9)],
    "from verse 1 through the chorus": [(5, 21)],
    "from bar 9 for 4 bars": [(9, 13)],
    "for two bars at the outro": [(29, 31)],
    "in the intro and the outro": [(1, 5), (29, 37)],
    "in the intro, the chorus and the outro": [(1, 5), (13, 21), (29, 37)],
    "everywhere but the chorus": [(1, 13), (21, 37)],
    "except in the intro": [(5, 37)],
    "in bars 9, 10 and 11": [(9, 12)],
    "in 9 to 12": [(9, 13)],
    "all through verse 1": [(5, 13)],
}


def _bars(text: str) -> list[tuple[float, float]]:
    found = []
    for call in calls(text, SONG):
        args = call["args"]
        assert call["tool"] in ("automate", "apply_effect", "change_tempo_key", "edit_notes"), call
        behind = 1 if call["tool"] == "apply_effect" else 0
        found.append((args["start_bar"], args["end_bar"] + behind))
    return found


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("place", PLACES)
def test_an_act_is_done_in_the_bars_that_are_meant(act: str, place: str) -> None:
    assert _bars(f"{act} {place}") == PLACES[place]


@pytest.mark.parametrize("act", ACTS[:4])
def test_a_place_may_be_told_first(act: str) -> None:
    assert _bars(f"from the outro on, {act}") == [(29, 37)]
    assert _bars(f"In the second half of the chorus {act}, please.") == [(17, 21)]


@pytest.mark.parametrize("act", [ACTS[0], ACTS[2], ACTS[3]])
@pytest.mark.parametrize(
    "place", ["only the first time", "at the beginning", "in the middle of the song", "every other bar"]
)
def test_a_place_that_is_not_understood_is_asked_about(act: str, place: str) -> None:
    assert [call["tool"] for call in calls(f"{act} {place}", SONG)] == ["ask"]


@pytest.mark.parametrize(
    ("text", "task", "bar"),
    [
        ("move the harp to the chorus", "arrange", 13.0),
        ("add a marker Solo before the outro", "marker", None),
        ("start the harp at the chorus", "arrange", 13.0),
        ("set the tempo to 100 from the outro on", "transport", 29.0),
        ("play from the chorus on", "transport", None),
    ],
)
def test_what_lies_or_begins_somewhere_is_no_stretch(text: str, task: str, bar: float | None) -> None:
    made = calls(text, SONG)
    assert made[0]["tool"] in (task, "ask")
    assert "start_bar" not in made[0]["args"]
    assert bar is None or made[0]["args"].get("bar", bar) == bar


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The harp is too loud in the chorus. Turn it down 3 dB there.", "turn the harp down 3 dB in the chorus"),
        ("The rhodes is too busy from bar 9 on. Mute it.", "mute the rhodes from bar 9 on"),
        ("The viola has nothing in the intro. Pan it left there.", "pan the viola left in the intro"),
        ("I hear the harp clashing with the viola in bars 5 to 8. Mute it there.", "mute the harp in bars 5 to 8"),
        ("The viola drags in verse 1, bring it down 2 dB there", "bring the viola down 2 dB in verse 1"),
    ],
)
def test_it_and_there_are_what_the_sentence_before_told_of(text: str, same: str) -> None:
    assert calls(text, SONG) == calls(same, SONG)


PANNED = after(SONG, ("pan the harp left", [("mix", {"track": "Harp", "action": "pan", "value": -1.0}, ())]))
SOFTER = after(SONG, ("a reverb on the harp", [("apply_effect", {"clip": "h", "effect": "reverb"}, ())]))
CORRECTED = {
    "only in the second half of the chorus": [(17, 21)],
    "just in the first half of the song": [(1, 19)],
    "only in the two bars before the chorus": [(11, 13)],
    "from verse 1 through the chorus": [(5, 21)],
    "no, for 2 bars from bar 9": [(9, 11)],
    "everywhere but the chorus": [(1, 13), (21, 37)],
    "only in the intro and the outro": [(1, 5), (29, 37)],
    "not before the outro": [(29, 37)],
    "not in the last two bars of the chorus": [(1, 19), (21, 37)],
}


@pytest.mark.parametrize("words", CORRECTED)
@pytest.mark.parametrize(("before", "behind"), [(PANNED, 0), (SOFTER, 1)], ids=["pan", "reverb"])
def test_what_was_done_is_done_in_the_bars_that_are_meant(words: str, before: Context, behind: int) -> None:
    made = [call["args"] for call in calls(words, before)]
    assert [(args["start_bar"], args["end_bar"] + behind) for args in made] == CORRECTED[words]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fade the harp out in the second half of the chorus", ("automate", 17, 21)),
        ("export the mix in the second half of the song", ("export", 19, 37)),
        ("slow down to 80 in the bar before the outro", ("transport", 28, 29)),
        ("slow down to 80 in the second half of the chorus", ("transport", 17, 21)),
        ("delete the harp until the chorus", ("automate", 1, 13)),
        ("no harp in the second half of the chorus", ("automate", 17, 21)),
    ],
)
def test_parts_with_both_ends_are_so_for_every_act(text: str, told: tuple[str, float, float]) -> None:
    (call,) = calls(text, SONG)
    assert (call["tool"], call["args"]["start_bar"], call["args"]["end_bar"]) == told


def test_a_tempo_until_a_bar_is_the_old_one_behind_it() -> None:
    made = [(call["args"]["bpm"], call["args"]["bar"]) for call in calls("tempo 110 until the chorus", SONG)]
    assert made == [(110, 1), (96, 13)]


@pytest.mark.parametrize("place", ["from the chorus on", "in the second half of verse 1", "everywhere but the intro"])
def test_a_solo_is_for_the_whole_song(place: str) -> None:
    assert [call["tool"] for call in calls(f"solo the harp {place}", SONG)] == ["ask"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mach die Viola in der zweiten Hälfte des Chorus 3 dB leiser", [(17, 21)]),
        ("pan die Harp ab dem Chorus nach links", [(13, 37)]),
        ("mach die Harp bis zum Chorus 2 dB leiser", [(1, 13)]),
        ("mach die Harp nach dem Chorus 2 dB leiser", [(21, 37)]),
        ("baja la Harp 2 dB antes del Chorus", [(1, 13)]),
        ("baja la Harp 2 dB en todas partes menos en el Chorus", [(1, 13), (21, 37)]),
        ("baisse la Harp de 2 dB après le Chorus", [(21, 37)]),
        ("coupe la Harp partout sauf dans le Chorus", [(1, 13), (21, 37)]),
    ],
)
def test_in_other_languages_too(text: str, told: list[tuple[float, float]]) -> None:
    assert _bars(text) == told
