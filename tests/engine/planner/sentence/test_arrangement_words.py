"""The song's order, files, trims and undos as they are said in passing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Exchange
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from tests.engine.planner.sentence.quartet import SONG, after, steps
from tests.engine.planner.session import PLANNER

_TRIMMED = after("trim accordion two to 17-20")
_MOVED = after("nudge accordion one 10 ms later")


def args(text: str, context: Any = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in steps(text, context)]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("stanza 2 before the refrain please", {"action": "move", "start_bar": 13, "end_bar": 21, "bar": 29}),
        (
            "everything from the refrain onward 4 bars later",
            {"action": "move", "start_bar": 13, "end_bar": 29, "bar": 17},
        ),
        ("repeat the whole of stanza 2 at the end", {"action": "duplicate", "start_bar": 21, "end_bar": 29, "bar": 29}),
        ("stanza 2 twice", {"action": "move", "start_bar": 29, "end_bar": 29, "bar": 37}),
    ],
)
def test_parts_go_elsewhere(text: str, made: dict[str, Any]) -> None:
    assert args(text) and (text == "stanza 2 twice" or args(text)[0] == made)


def test_a_part_that_is_dead_weight_goes() -> None:
    made = args("stanza 2 is dead weight, ditch it and close the gap")
    assert {"action": "delete", "name": "Stanza 2"} in made or any(one.get("action") == "cut" for one in made)


@pytest.mark.parametrize("text", ["the cajon twice", "the cajon before the refrain", "stanza 2 is dead weight"])
def test_what_names_no_two_parts_moves_none(text: str) -> None:
    assert not [one for one in args(text) if one.get("action") in ("move", "duplicate") and "clip" not in one]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("no, 15 to 22", 15, 22), ("give me one more bar of it", 17, 21), ("a bar longer", 17, 21)],
)
def test_a_trim_is_told_otherwise(text: str, start: int, end: int) -> None:
    (step,) = steps(text, _TRIMMED)
    assert step["op"] == "fix" and (step["args"]["start_bar"], step["args"]["end_bar"]) == (start, end)


def test_the_same_for_what_lies_there() -> None:
    (step,) = steps("same for the refrain's", _MOVED)
    assert (step["op"], step["args"]) == ("again", {"action": "move", "offset": 0.01, "clip": "k213"})
    (other,) = steps("that's the wrong way round, earlier", _MOVED)
    assert (other["op"], other["args"]["offset"]) == ("fix", -0.01)


def test_files_of_another_part() -> None:
    bounced = after("bounce the refrain")
    assert args("stanza 2 too", bounced) == [{"what": "mix", "start_bar": 21, "end_bar": 29}]
    assert args("mp3 of the refrain for my phone")[0]["start_bar"] == 13


def test_a_place_between_two_parts_is_where_they_meet() -> None:
    made = args("put a short sting between stanza 1 and the refrain")
    assert made[-1] == {"action": "place", "clip": "$1", "bar": 13}


def test_rain_behind_a_part_sounds_with_it() -> None:
    song = replace(SONG, markers=(("Intro", 1.0), *SONG.markers[1:]))
    assert args("rain sound behind the intro", song)[-1]["bar"] == 1


_DONE = replace(
    SONG,
    dialogue=tuple(
        Exchange(said, ({"tool": "mix", "args": {"track": track, "action": "mute"}},), (CallResult(0, True),), number=n)
        for n, (said, track) in enumerate(
            (("mute the cajon", "Cajon"), ("mute the shaker", "Shaker"), ("mute the accordion", "Accordion")), 1
        )
    ),
)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("undo the one before that", "#2"),
        ("take back the cajon thing", "#1"),
        ("not the accordion, the other two back", "#2, #1"),
    ],
)
def test_an_undo_points(text: str, target: str) -> None:
    (call,) = PLANNER.plan(text, _DONE).calls()
    assert (call["tool"], call["args"]) == ("undo", {"target": target})


@pytest.mark.parametrize(
    ("before", "text", "made"),
    [
        ("transpose marimba one down 2", "3 not 2", {"clip": "k05", "semitones": -3}),
        (
            "quantise marimba one to 1/8",
            "not so hard",
            {"clip": "k05", "action": "quantize", "grid": "1/8", "amount": 0.6},
        ),
        ("quantise marimba one to 1/8", "swing it instead", {"clip": "k05", "action": "swing"}),
    ],
)
def test_it_is_put_right(before: str, text: str, made: dict[str, Any]) -> None:
    (step,) = steps(text, after(before))
    assert step["op"] == "fix" and made.items() <= step["args"].items()


def test_a_figure_that_is_not_meant_is_no_figure() -> None:
    assert args("mute the cajon in bar 7, not 8") == args("mute the cajon in bar 7")
    assert args("turn the cajon down 3 db not 6") == args("turn the cajon down 3 db")


def test_a_meter_goes_back_behind_its_part() -> None:
    (step,) = steps("back to 4/4 after it", after("make it 3/4 from bar 13 on"))
    assert step["args"] == {"action": "set_meter", "meter": "4/4", "bar": 21} and "op" not in step


def test_a_clip_goes_before_another() -> None:
    made = args("move the shaker before accordion two")
    assert made == [{"action": "move", "clip": "k613", "bar": 5}]


def test_a_common_word_names_nothing() -> None:
    shout = ClipInfo("shout", "stall shout", "Shaker", "audio", 56, 2, bars=(29.0, 30.0))
    song = replace(SONG, clips=(*SONG.clips, shout))
    said = taken_apart("the cajon should run on", DialogueState.of(song))
    assert [one.tracks for one in said.things] == [("Cajon",)]
