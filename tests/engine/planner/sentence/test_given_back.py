"""A part of what a level was turned: given back, or only that much of it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import after, steps

UP = after("marimba up 2")
DOWN = after("accordion down 4")
TWO = after("marimba up 2, cajon down 4")
SET = after("set the marimba to -8 dB")
THERE = after("accordion up 3 dB in the refrain")
OLDER = after("mute the shaker", DOWN)
PLANNER = OfflinePlanner(asks_back=False)


@pytest.mark.parametrize(
    ("text", "context", "told"),
    [
        ("give it only the half of what you added", UP, {"track": "Marimba", "value_db": 1}),
        ("half the amount you added please", UP, {"track": "Marimba", "value_db": 1}),
        ("only half as much", UP, {"track": "Marimba", "value_db": 1}),
        ("take half of it off again", UP, {"track": "Marimba", "value_db": 1}),
        ("knock one of those two back off", UP, {"track": "Marimba", "value_db": 1}),
        ("take one dB of that off again", UP, {"track": "Marimba", "value_db": 1}),
        ("give her two of those four decibels back", DOWN, {"track": "Accordion", "value_db": -2}),
        ("that is a shade too much; give him two of those four back", DOWN, {"track": "Accordion", "value_db": -2}),
        ("two of those back please", DOWN, {"track": "Accordion", "value_db": -2}),
        ("you took too much, give me 1.5 back", DOWN, {"track": "Accordion", "value_db": -2.5}),
        ("half of what you took away, back please", DOWN, {"track": "Accordion", "value_db": -2}),
        ("bring it back up half of what you took off", DOWN, {"track": "Accordion", "value_db": -2}),
        ("hm, one of those four back on the cajon", TWO, {"track": "Cajon", "value_db": -3}),
        ("give the cajon two of those four back", TWO, {"track": "Cajon", "value_db": -2}),
        ("the cajon can have two back", TWO, {"track": "Cajon", "value_db": -2}),
        ("cajon back up by one", TWO, {"track": "Cajon", "value_db": -3}),
        ("pull the marimba back by half of what you added", TWO, {"track": "Marimba", "value_db": 1}),
        ("give it only half of what you added", TWO, {"track": "Marimba", "value_db": 1}),
        ("give back half of what you took off the cajon", TWO, {"track": "Cajon", "value_db": -2}),
        ("give it half of that back", SET, {"track": "Marimba", "set_db": -5}),
        ("give one of those three back", THERE, {"track": "Accordion", "from": -4, "to": -4}),
        ("the accordion can have two back", OLDER, {"track": "Accordion", "value_db": 2}),
    ],
)
def test_a_part_of_it(text: str, context: Context, told: dict[str, Any]) -> None:
    (one,) = steps(text, context)
    assert {name: one["args"].get(name) for name in told} == told


@pytest.mark.parametrize("text", ["the shaker can have two back", "give the marimba three of those two back"])
def test_what_was_not_turned_so_gives_nothing_back(text: str) -> None:
    assert steps(text, TWO) == []


@pytest.mark.parametrize(
    "text", ["the cajon can have two back", "one of those four back on the cajon", "give her two of those four back"]
)
def test_a_figure_takes_back_no_whole_act(text: str) -> None:
    for context in (TWO, after("cajon to the hall at -10")):
        assert [one["tool"] for one in PLANNER.plan(text, context).calls()] != ["undo"]


@pytest.mark.parametrize(("text", "count"), [("take the last two back", 2), ("go two steps back", 2)])
def test_acts_are_counted_still(text: str, count: int) -> None:
    (one,) = PLANNER.plan(text, OLDER).calls()
    assert (one["tool"], one["args"]) == ("undo", {"steps": count})
