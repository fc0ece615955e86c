"""What is done behind a copy is done to the copy; a copy of a part of a track's music is of that clip."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.sentence.quartet import SONG, after, steps
from tests.engine.planner.session import PLANNER


def calls(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [call["args"] for call in PLANNER.plan(text, context).calls()]


@pytest.mark.parametrize(
    ("text", "clip", "done"),
    [
        ("copy accordion one to the ending and drop it an octave", "k25", {"semitones": -12}),
        ("copy accordion one to the ending, an octave lower", "k25", {"semitones": -12}),
        ("duplicate accordion two and reverse it", "k213", {"action": "reverse"}),
        ("copy accordion one to the ending and make it 3 db quieter", "k25", {"action": "gain", "value_db": -3}),
    ],
)
def test_it_is_the_copy(text: str, clip: str, done: dict[str, Any]) -> None:
    copied, edited = calls(text)
    assert (copied["action"], copied["clip"], edited["clip"]) == ("duplicate", clip, "$1")
    assert done.items() <= edited.items()


@pytest.mark.parametrize(
    "text",
    ["copy accordion one to the ending and reverse the original", "reverse accordion one and copy it to the ending"],
)
def test_what_is_not_said_of_the_copy_is_done_to_another(text: str) -> None:
    assert not [one for one in calls(text) if one.get("action") == "reverse" and one.get("clip") == "$1"]


def test_a_copy_of_what_plays_in_a_part() -> None:
    (copied,) = calls("make a copy of the accordion's refrain")
    assert copied == {"action": "duplicate", "clip": "k213"}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "the accordion in the refrain runs too long, four bars is enough",
            {"clip": "k213", "start_bar": 13, "end_bar": 16},
        ),
        ("the shaker should only come in halfway through the refrain", {"clip": "k613", "start_bar": 17}),
    ],
)
def test_what_is_long_enough(text: str, made: dict[str, Any]) -> None:
    assert calls(text) == [{"action": "trim", **made}]


@pytest.mark.parametrize("text", ["the accordion is too long", "four bars is enough"])
def test_what_tells_no_length_trims_nothing(text: str) -> None:
    assert not [one for one in steps(text) if one["args"].get("action") == "trim"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hold the marimba twice as long", {"action": "length", "times": 2}),
        ("tighten the marimba, sixteenths, about 70%", {"action": "quantize", "grid": "1/16", "amount": 0.7}),
        ("roll the marimba chords a little", {"action": "strum", "amount": 0.2}),
        ("all the marimba hits at the same strength", {"action": "velocity", "amount": 1}),
    ],
)
def test_notes_as_players_say_them(text: str, told: dict[str, Any]) -> None:
    (step,) = steps(text)
    assert {name: value for name, value in step["args"].items() if name not in ("clip", "clips")} == told


@pytest.mark.parametrize("text", ["only 1", "just one bar", "just one"])
def test_less_of_what_was_cut(text: str) -> None:
    cut = after("cut the first two bars off accordion one")
    clips = tuple(replace(one, bars=(7.0, 13.0)) if one.id == "k25" else one for one in cut.clips)
    (step,) = steps(text, replace(cut, clips=clips))
    assert (step["op"], step["args"]["start_bar"], step["args"]["end_bar"]) == ("fix", 5, 5)


def test_one_that_lies_elsewhere_is_trimmed_alike() -> None:
    trimmed = after("trim accordion one to its first two bars")
    (step,) = steps("same with accordion two", trimmed)
    assert step["op"] == "again" and (step["args"]["start_bar"], step["args"]["end_bar"]) == (13, 14)


def test_what_comes_in_later_is_not_moved() -> None:
    made = calls("could the shaker come in at the second half of the refrain instead of the start?")
    assert made == [{"action": "trim", "clip": "k613", "start_bar": 17}]


def test_what_is_late_in_one_bar_is_asked() -> None:
    (call,) = PLANNER.plan("accordion one is a bit late in bar 6, pull it forward", SONG).calls()
    assert call["tool"] == "ask"


def test_so_that_it_lasts() -> None:
    short = replace(SONG.clips[-1], id="s", name="shaker short", bars=(13.0, 17.0), length=8.0)
    song = replace(SONG, clips=(*SONG.clips[:-1], short))
    (made,) = calls("repeat the shaker in the refrain so it lasts all 8 bars", song)
    assert (made["action"], made["clip"]) == ("loop", "s")
