"""A copy is what "that" means next; a part left out is cut, and what was made stays when it is put back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Exchange
from tests.engine.planner.session import BAND, after, calls

_COPY = ClipInfo("copy", "lo-fi beat", "lo-fi beat", "audio", 40, 10, ("drums", "loop"))
COPIED = replace(
    BAND,
    clips=(*BAND.clips, _COPY),
    selected_clips=(),
    last="copy",
    dialogue=(
        Exchange(
            "copy the beat to bar 17",
            ({"tool": "arrange", "args": {"action": "duplicate", "clip": "c2", "bar": 17}},),
            (CallResult(0, True, ("copy",)),),
            number=1,
        ),
    ),
)


@pytest.mark.parametrize(
    ("said", "tool"),
    [("turn that down 4 dB", "edit_clip"), ("reverse it", "edit_clip"), ("an octave higher", "change_tempo_key")],
)
def test_what_was_copied_is_meant_next(said: str, tool: str) -> None:
    (call,) = calls(said, COPIED)
    assert (call["tool"], call["args"]["clip"]) == (tool, "copy")


@pytest.mark.parametrize(
    "said",
    [
        "leave out the last bar of that",
        "lose the last bar",
        "drop the first two bars of it",
        "take the last bar out again",
        "without the last bar",
    ],
)
def test_a_part_left_out_is_cut(said: str) -> None:
    (call,) = calls(said, COPIED)
    assert (call["tool"], call["args"]["action"], call["args"]["clip"]) == ("edit_clip", "cut", "copy")


def test_a_copy_on_a_named_track_is_one_copy() -> None:
    copied, moved = calls("duplicate the melody an octave down on a new track called Cellar", BAND)
    assert copied["args"] == {"action": "duplicate", "clip": "c1", "track": "Cellar"}
    assert moved["args"] == {"clip": "$1", "semitones": -12.0}


def _asked(*turns: tuple[str, list[tuple[str, dict[str, Any], tuple[str, ...]]]]) -> Any:
    context = after(BAND, *turns)
    return replace(context, dialogue=tuple(replace(one, number=n) for n, one in enumerate(context.dialogue, 1)))


_MARKER = ("a marker called Out at bar 30", [("marker", {"action": "add", "name": "Out", "bar": 30}, ())])
_PLATE = (
    "a plate on the pad and the amb",
    [
        ("apply_effect", {"clip": "c5", "effect": "reverb"}, ("pad wet",)),
        ("apply_effect", {"clip": "c8", "effect": "reverb"}, ("amb wet",)),
    ],
)


@pytest.mark.parametrize("said", ["take the reverb off again", "take the plate off", "undo the reverb"])
def test_all_that_a_request_did_alike_goes(said: str) -> None:
    assert calls(said, _asked(_PLATE, _MARKER)) == [{"tool": "undo", "args": {"target": "#1"}}]


@pytest.mark.parametrize("said", ["take the delay off again", "lose the distortion again"])
def test_what_was_never_done_takes_nothing_back(said: str) -> None:
    (call,) = calls(said, _asked(_PLATE, _MARKER))
    assert call["tool"] == "ask"


def test_too_loud_beside_another_is_about_the_last_one() -> None:
    sung = _asked(("a third below the vocal", [("harmonize", {"clip": "c4", "interval": "third below"}, ("Third",))]))
    (call,) = calls("it's too loud compared to the lead", sung)
    assert call["tool"] == "mix" and call["args"]["value_db"] < 0 and call["args"].get("clip") != "c4"
