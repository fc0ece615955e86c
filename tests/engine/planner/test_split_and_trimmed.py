"""Where clips are split, begin and end, told by bars, by sections and one turn after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from tests.engine.planner.session import PLANNER, calls
from tests.engine.planner.test_sections_meant import SONG

_BAR_S = 2.5


def _lying(clip: ClipInfo, first: float, end: float, name: str = "") -> ClipInfo:
    start, length = (first - 1) * _BAR_S, (end - first) * _BAR_S
    return replace(clip, id=name or clip.id, bars=(first, end), start=start, length=length)


def _done(text: str, context: Context, clips: dict[str, ClipInfo | None], *outs: tuple[str, ...]) -> Context:
    """The context after a request, with the clips that it left."""
    planned = tuple(dict(call) for call in PLANNER.plan(text, context).calls())
    results = tuple(CallResult(at, True, outs[at] if at < len(outs) else ()) for at in range(len(planned)))
    found = {clip.id: clip for clip in context.clips} | clips
    left = tuple(clip for clip in found.values() if clip)
    return replace(context, clips=left, dialogue=(*context.dialogue, Exchange(text, planned, results)))


def _clip(name: str) -> ClipInfo:
    return next(clip for clip in SONG.clips if clip.name == name)


@pytest.mark.parametrize(
    ("text", "splits"),
    [
        ("split the pad at 13, 17 and 21", [("c7", 10), ("$1.part_2", 10), ("$2.part_2", 10)]),
        ("split the beat at bar 13 and bar 21", [("c1", 30), ("$1.part_2", 20)]),
        ("cut the beat at bars 9, 17 and 25", [("c1", 20), ("$1.part_2", 20), ("$2.part_2", 20)]),
        ("split the pad at the chorus", [("c7", 10)]),
        ("cut the beat in two at the outro", [("c1", 80)]),
        ("split the drums and the bass at verse 2", [("c1", 50), ("c2", 40)]),
        ("split bassline at 13", [("c2", 20)]),
        ("chop the beat at the chorus and the outro", [("c1", 30), ("$1.part_2", 50)]),
        ("split the pad every 4 bars", [("c7", 10), ("$1.part_2", 10), ("$2.part_2", 10)]),
    ],
)
def test_split_there(text: str, splits: list[tuple[str, float]]) -> None:
    made = calls(text, SONG)
    assert all(call["args"]["action"] == "split" for call in made)
    assert [(call["args"]["clip"], call["args"]["at"]) for call in made] == splits


def test_pieces_are_split_further_and_counted() -> None:
    beat = _clip("beat")
    at_13 = {"c1": _lying(beat, 1, 13), "p2": _lying(beat, 13, 41, "p2")}
    once = _done("split the beat at the chorus", SONG, at_13, ("c1", "p2"))
    assert calls("and at the end of it", once)[0]["args"] == {"clip": "p2", "action": "split", "at": 20}
    assert calls("now at verse 2 too", once)[0]["args"] == {"clip": "p2", "action": "split", "at": 20}
    at_21 = {"p2": _lying(beat, 13, 21, "p2"), "p3": _lying(beat, 21, 41, "p3")}
    twice = _done("and at 21", once, at_21, ("p2", "p3"))
    assert calls("delete the middle one", twice)[0]["args"] == {"action": "delete", "clip": "p2"}
    assert calls("lose the last bit", twice)[0]["args"] == {"action": "delete", "clip": "p3"}
    assert calls("mute the middle part", twice)[0]["args"] == {
        **{"track": "Drums", "parameter": "mute", "from": 1, "to": 1},
        **{"start_bar": 13, "end_bar": 21},
    }


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("trim the pad so it ends at 20", {"clip": "c7", "start_bar": 9, "end_bar": 19}),
        ("trim the beat so it starts at 5", {"clip": "c1", "start_bar": 5, "end_bar": 40}),
        ("end the beat at the outro", {"clip": "c1", "start_bar": 1, "end_bar": 32}),
        ("delete the beat after bar 33", {"clip": "c1", "start_bar": 1, "end_bar": 33}),
        ("trim the start of the bassline to bar 9", {"clip": "c2", "start_bar": 9, "end_bar": 36}),
        ("shorten the pad by 4 bars", {"clip": "c7", "start_bar": 9, "end_bar": 20}),
        ("have the bassline stop at bar 30", {"clip": "c2", "start_bar": 5, "end_bar": 29}),
        ("let the beat end with the solo", {"clip": "c1", "start_bar": 1, "end_bar": 32}),
        ("trim the beat to 5-36", {"clip": "c1", "start_bar": 5, "end_bar": 36}),
    ],
)
def test_edges(text: str, args: dict[str, Any]) -> None:
    (call,) = calls(text, SONG)
    assert call["args"] == {"action": "trim", **args}


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("and end it at 36", (5, 35)),
        ("stop it at bar 30 too", (5, 29)),
        ("start it at bar 9", (9, 40)),
        ("give me the first four bars back", (1, 40)),
        ("2 bars shorter", (5, 38)),
    ],
)
def test_trimmed_further(text: str, bars: tuple[int, int]) -> None:
    trimmed = _done("trim the beat so it starts at bar 5", SONG, {"c1": _lying(_clip("beat"), 5, 41)}, ("c1",))
    (call,) = calls(text, trimmed)
    told = call["args"]
    assert (told["action"], told["start_bar"], told["end_bar"]) == ("trim", *bars)


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("split the solo in half", {"clip": "c6", "action": "split", "count": 2}),
        ("cut the beat into 4 equal pieces", {"clip": "c1", "action": "split", "count": 4}),
        ("fade the guitar out at the end of the solo", {"clip": "c6", "action": "fade_out"}),
        ("fade out the guitar at the end of the solo over 2 bars", {"clip": "c6", "action": "fade_out", "duration": 5}),
        ("fade the beat out from 37", {"clip": "c1", "action": "fade_out", "duration": 10}),
    ],
)
def test_in_equal_parts_and_faded_there(text: str, args: dict[str, Any]) -> None:
    assert [call["args"] for call in calls(text, SONG)] == [args]


def test_another_bar_is_counted_as_the_first() -> None:
    cut = _done("cut the drums off at bar 37", SONG, {"c1": _lying(_clip("beat"), 1, 37)}, ("c1",))
    assert calls("actually 39", cut)[0]["args"]["end_bar"] == 38


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("I only wanted the first 4 bars gone", {"start": 0, "end": 10}),
        ("sorry, only the last 8 bars of it", {"start": -20}),
        ("i meant just bars 9 to 12 of it", {"start_bar": 9, "end_bar": 12}),
        ("I only wanted the chorus gone", {"start_bar": 13, "end_bar": 20}),
    ],
)
def test_part_of_what_was_deleted(text: str, where: dict[str, float]) -> None:
    gone = _done("delete the beat", SONG, {"c1": None})
    back, cut = calls(text, gone)
    assert back["tool"] == "undo"
    assert cut["args"] == {"clip": "c1", "action": "cut", **where}
