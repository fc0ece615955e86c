"""What was done over bars is put right: made smaller, meant for another track, told by its length and its bar."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import PLANNER, calls

NAMES = ("Beat", "Bass", "Strings", "Piano")
CLIPS = tuple(ClipInfo(name.lower(), name.lower(), name, "midi", 0, 40, bars=(1.0, 17.0)) for name in NAMES)
COPY = ClipInfo("copy", "beat copy", "Beat", "midi", 40, 40, bars=(17.0, 33.0))
SONG = Context(tempo=96, clips=CLIPS, tracks=NAMES, track_views=tuple(map(TrackInfo, NAMES)))


def behind(*acts: tuple[str, dict[str, Any], tuple[str, ...]], clips: tuple[ClipInfo, ...] = ()) -> Context:
    told = tuple({"tool": tool, "args": args} for tool, args, _ in acts)
    results = tuple(CallResult(at, True, out) for at, (_, _, out) in enumerate(acts))
    return replace(SONG, clips=(*CLIPS, *clips), dialogue=(Exchange("…", told, results, number=1),))


def silent(start: float, end: float) -> dict[str, Any]:
    return {"track": "Beat", "parameter": "mute", "from": 1, "to": 1, "start_bar": start, "end_bar": end}


def test_two_bars_joined_by_and_are_two():
    [call] = calls("beat out in bar 7 and 8", SONG)
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (7, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2 bars gap is too long for the beat. only bar 8 empty, bar 7 must just play",
        "only bar 8 empty, bar 7 must just play",
        "just bar 8, 7 should play",
        "let bar 7 play, just 8 out",
        "too long, only bar 8 please",
    ],
)
def test_a_gap_is_made_smaller(text):
    [call] = calls(text, behind(("automate", silent(7, 9), ())))
    assert (call["tool"], call["args"]["start_bar"], call["args"]["end_bar"]) == ("automate", 8, 9)


RIDE = {"track": "Strings", "parameter": "volume", "from": 0.0, "to": -6.0, "start_bar": 13, "end_bar": 17}


@pytest.mark.parametrize(
    "text",
    [
        "sorry, I meant the piano. clear it off the strings, same ride on the piano",
        "i meant the piano, not the strings",
        "take it off the strings and do it on the piano instead",
    ],
)
def test_it_was_meant_for_another(text):
    [step] = PLANNER.plan(text, behind(("automate", RIDE, ()))).steps
    assert (step.task, step.args["track"], step.op) == ("automate", "Piano", "fix")


def test_a_marker_and_from_there():
    said = "put a marker Break on bar 13, and from there till the end no beat"
    [_, call] = calls(said, SONG)
    assert call["args"] == silent(13, 17)
    both = behind(("marker", {"action": "add", "name": "Break", "bar": 13}, ()), ("automate", silent(13, 17), ()))
    [call] = calls("same for the bass there", both)
    assert call["args"] == {**silent(13, 17), "track": "Bass"}
    assert calls("take that last one back", both) == [{"tool": "undo", "args": {"target": "#1.2"}}]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("that copy backwards please, the first one stays how it is", "reverse"),
        ("reverse the copy, leave the original", "reverse"),
        ("fade the copy out, original as is", "fade_out"),
    ],
)
def test_the_copy_alone(text, action):
    context = behind(("arrange", {"action": "duplicate", "clip": "beat", "bar": 17}, ("copy",)), clips=(COPY,))
    [call] = calls(text, context)
    assert (call["args"]["action"], call["args"]["clip"]) == (action, "copy")


def test_a_fade_told_by_its_length_and_its_bar():
    context = behind(("edit_clip", {"clip": "beat", "action": "fade_out", "duration": 5.0}, ("beat",)))
    [call] = calls("That closes too abruptly. Take four bars for it instead, so from bar 13.", context)
    assert (call["args"]["clip"], call["args"]["duration"]) == ("beat", 10)


def test_of_what_was_deleted_together_one_comes_back():
    gone = [("arrange", {"action": "delete", "clip": f"g{n}"}, ()) for n in (1, 2)]
    said = replace(behind(*gone).dialogue[0], user="delete adlib 1 and adlib 2")
    context = replace(behind(*gone), dialogue=(said,))
    assert calls("bring back just the second adlib", context) == [{"tool": "undo", "args": {"target": "#1.2"}}]
    assert calls("bring back the adlibs you took out", context) == [{"tool": "undo", "args": {"target": "#1"}}]
