"""What was just copied, moved, looped, automated or set goes on, comes back or is had otherwise, by a few words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from tests.engine.planner.session import PLANNER, calls
from tests.engine.planner.test_sections_meant import SONG

_BRASS = replace(
    SONG,
    clips=(*SONG.clips, ClipInfo("c8", "horn line", "Trombone", "midi", 50, 10, (), (21.0, 25.0))),
    tracks=(*SONG.tracks, "Trombone"),
)


def _after(context: Context, *said: str) -> Context:
    for text in said:
        plan = PLANNER.plan(text, context)
        done = tuple(dict(call) for call in plan.calls())
        results = tuple(CallResult(at, True) for at in range(len(done)))
        for call in done:
            args = call["args"]
            if call["tool"] == "marker" and args["action"] == "add":
                context = replace(context, markers=(*context.markers, (args["name"], args["bar"])))
        context = replace(context, dialogue=(*context.dialogue, Exchange(text, done, results)))
    return context


def _told(said: tuple[str, ...], text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [dict(call["args"]) for call in calls(text, _after(context, *said))]


def _copies(*clips: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"action": "duplicate", "clip": clip, "bar": bar} for clip, bar in clips]


_BOTH = ("copy the riff to bar 33", "and the horn line")


@pytest.mark.parametrize(
    ("said", "text", "made"),
    [
        (("copy the pad to bar 25",), "and again right after", _copies(("c7", 41))),
        (("copy the riff to bar 29",), "once more 8 bars later", _copies(("c5", 37))),
        (_BOTH, "again 4 bars after that", _copies(("c5", 37), ("c8", 37))),
        (_BOTH, "and once more after that, both", _copies(("c5", 37), ("c8", 37))),
        (("copy the beat to bar 41",), "bring the chorus along", _copies(("c4", 53))),
    ],
)
def test_copied_further(said: tuple[str, ...], text: str, made: list[dict[str, Any]]) -> None:
    assert _told(said, text, _BRASS) == made


@pytest.mark.parametrize("text", ["copy the riff to 29 and 33", "repeat the riff at bar 29 and the outro"])
def test_copied_to_each(text: str) -> None:
    assert [call["args"] for call in calls(text, SONG)] == _copies(("c5", 29), ("c5", 33))


def test_a_clip_called_like_its_section_moves_alone_and_comes_back() -> None:
    assert calls("move the solo to the outro", SONG)[0]["args"] == {"action": "move", "clip": "c6", "bar": 33}
    moved = ("move the solo to bar 33",)
    assert _told(moved, "and the marker") == [{"action": "move", "name": "Solo", "bar": 33}]
    assert _told((*moved, "and the marker"), "actually put both back") == [{"steps": 2}]
    undone, earlier = calls("no, put it back and start it one bar earlier than it was", _after(SONG, *moved))
    assert undone["tool"] == "undo"
    assert earlier["args"] == {"action": "move", "clip": "c6", "offset_beats": -4}


@pytest.mark.parametrize(
    ("said", "text", "args"),
    [
        ("automate the guitar pan left to right across the solo", "other direction", {"from": 1, "to": -1}),
        ("automate the guitar pan left to right across the solo", "the other way round", {"from": 1, "to": -1}),
        (
            "automate the guitar pan left to right across the solo",
            "not all the way, 40 each side",
            {"from": -0.4, "to": 0.4},
        ),
        ("loop the riff until bar 33", "stop at 29", {"action": "loop", "duration": 20}),
        ("loop the riff until bar 33", "just twice is enough", {"action": "loop", "count": 2}),
        ("tempo 100", "and back to 96 from the outro", {"action": "set_tempo", "bpm": 96, "bar": 33}),
        ("slow down over the last 2 bars", "down to 70", {"to_bpm": 70, "start_bar": 39, "end_bar": 41}),
        ("2 bar fade in on the beat", "4, with an s curve", {"action": "fade_in", "duration": 10}),
        ("rename the Outro marker Coda", "and put it at 37", {"action": "move", "name": "Coda", "bar": 37}),
        ("put a marker called Lift at 17", "move it a bar earlier", {"action": "move", "name": "Lift", "bar": 16}),
        ("move the Solo marker to 27", "and add one at 37 called Tag", {"action": "add", "name": "Tag", "bar": 37}),
    ],
)
def test_otherwise(said: str, text: str, args: dict[str, Any]) -> None:
    (told,) = _told((said,), text)
    assert {name: told.get(name) for name in args} == args


def test_a_bar_of_another_meter_goes_to_another_bar() -> None:
    back, *set_there = calls("wait no, bar 20", _after(SONG, "make bar 24 a 2/4"))
    assert back["tool"] == "undo"
    assert [(call["args"]["meter"], call["args"]["bar"]) for call in set_there] == [("2/4", 20), ("4/4", 21)]


def test_what_a_fade_cannot_have_is_told() -> None:
    plan = PLANNER.plan("4, with an s curve", _after(SONG, "2 bar fade in on the beat"))
    assert plan.note == "Heard but not used: s curve."
