"""Values that the rules read off words: stems that stay, parts, sides, amounts, misspelt languages."""

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.quantity import quantities
from engine.planner.slots.stems import named_stems
from engine.planner.slots.texts import languages
from tests.engine.planner.session import BAND, calls


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("stems of the sunday mix without the singer", ["instrumental"]),
        ("a karaoke version of the sunday mix", ["instrumental"]),
        ("stems of the sunday mix except the drums", ["vocals", "bass", "other"]),
        ("from the sunday mix lose the music and leave me the voice", ["vocals"]),
        ("separate the bass stem from the sunday mix", ["bass"]),
    ],
)
def test_stems_that_stay(text: str, stems: list[str]) -> None:
    assert calls(text) == [{"tool": "separate_stems", "args": {"clip": "c7", "stems": stems}}]


def test_breaking_it_down_names_no_drums() -> None:
    assert named_stems("break it down") == []
    assert named_stems("the break and the vocals") == ["vocals", "drums"]


def test_two_measurements_are_two_steps() -> None:
    asked = calls("what are the tempo and the key of the sunday mix")
    assert [(call["tool"], call["args"].get("aspect")) for call in asked] == [
        ("describe_music", "tempo"),
        ("describe_music", "key"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("chop the vocal into 4 equal pieces", {"clip": "c4", "action": "split", "count": 4}),
        ("fade out the last two bars of the vocal", {"clip": "c4", "action": "fade_out", "duration": 5}),
        ("loop the vocal x4", {"clip": "c4", "action": "loop", "count": 4}),
    ],
)
def test_edits(text: str, wanted: dict[str, Any]) -> None:
    assert calls(text) == [{"tool": "edit_clip", "args": wanted}]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I want the pad about half as loud", {"track": "Pad", "action": "gain", "value_db": -6}),
        ("pan the pad all the way left", {"track": "Pad", "action": "pan", "value": -1}),
        ("pan the pad three quarters to the right", {"track": "Pad", "action": "pan", "value": 0.75}),
        ("the pad is way louder than the bass, turn the pad down 4 dB", None),
    ],
)
def test_mixing(text: str, wanted: dict[str, Any] | None) -> None:
    planned = calls(text)[-1]
    assert planned["tool"] == "mix"
    if wanted:
        assert planned["args"] == wanted
    else:
        assert planned["args"]["value_db"] == -4


def test_what_comes_late_is_moved_to_the_front() -> None:
    planned = calls("the vocal comes in half a second too late, move the vocal by 0.5 s")
    assert planned == [{"tool": "arrange", "args": {"action": "move", "clip": "c4", "offset": -0.5}}]


def test_this_is_the_selection_and_not_a_name_like_it() -> None:
    chosen = replace(BAND, selected_clips=("c6",))
    assert calls("make this voice clearer", chosen) == [{"tool": "enhance_speech", "args": {"clip": "c6"}}]


def test_what_the_step_before_made_a_track_for_goes_there() -> None:
    planned = calls("add a track called Throws and move the vocal onto it")
    assert planned[-1] == {"tool": "arrange", "args": {"action": "move", "clip": "c4", "track": "Throws"}}


def test_a_slip_in_the_name_of_a_language() -> None:
    assert languages("into frnech please") == [("french", 5)]
    assert languages("the words of the song") == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0 to 1.5", [(0, ""), (1.5, "")]),
        ("seventy five beats a minute", [(75, "bpm")]),
        ("another dB", [(1, "dB")]),
        ("from one minute to one thirty", [(60, "s"), (90, "s")]),
        ("ratio 4 to 1", [(4, "ratio")]),
    ],
)
def test_quantities(text: str, values: list[tuple[float, str]]) -> None:
    assert [(one.value, one.unit) for one in quantities(text)] == values
