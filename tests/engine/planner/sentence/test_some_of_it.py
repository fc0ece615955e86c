"""Some of it: what was done in several places stays in some of them; and the times a part comes round."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.sentence.quartet import after, steps

TWO = after("cajon down 2 in stanza 1 and stanza 2")
JOINED = after("cajon down 2 in the refrain and stanza 2")
ONE = after("cajon down 2 in the refrain")
PUT_RIGHT = after("bit more. 3 total", TWO)
REPEATED = after("run the refrain twice")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("last one only", "#1.1"),
        ("only the second one", "#1.1"),
        ("only the last one needs it", "#1.1"),
        ("hm only the last one needs it, stanza 1 was fine how it was", "#1.1"),
        ("stanza 1 was fine", "#1.1"),
        ("nah stanza 2 was fine as it was", "#1.2"),
        ("stanza 2 doesn't need it", "#1.2"),
        ("just the first one", "#1.2"),
    ],
)
def test_the_others_go_back(text: str, target: str) -> None:
    assert [(one["tool"], one["args"]) for one in steps(text, TWO)] == [("undo", {"target": target})]


def test_what_lies_end_to_end_is_cut_where_it_was_told() -> None:
    (one,) = steps("just the refrain needs it", JOINED)
    assert (one["op"], one["args"]["start_bar"], one["args"]["end_bar"]) == ("fix", 13, 21)


def test_behind_a_correction_it_stands_as_elsewhere() -> None:
    (one,) = steps("only the last one, stanza 1 was fine how it was", PUT_RIGHT)
    assert (one["op"], one["args"]["from"], one["args"]["start_bar"]) == ("fix", 0, 5)


@pytest.mark.parametrize(
    ("text", "context"),
    [("last one only", ONE), ("the ending was fine how it was", TWO), ("only the fourth one", TWO), ("last one", TWO)],
)
def test_what_tells_no_part_of_it(text: str, context: Context) -> None:
    assert not [one for one in steps(text, context) if one["tool"] == "undo" and "." in one["args"].get("target", "")]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("and accordion up 2 in the repeat", {"track": "Accordion", "from": -4, "start_bar": 21, "end_bar": 29}),
        ("mute the cajon the second time", {"track": "Cajon", "start_bar": 21, "end_bar": 29}),
        ("shaker out the first time round", {"track": "Shaker", "start_bar": 13, "end_bar": 21}),
    ],
)
def test_a_repeat_is_a_place(text: str, args: dict[str, Any]) -> None:
    (one,) = steps(text, REPEATED)
    assert {name: one["args"][name] for name in args} == args


def test_without_a_repeat_there_is_no_such_place() -> None:
    assert not [one for one in steps("mute the cajon the second time") if "start_bar" in one["args"]]


@pytest.mark.parametrize(
    "text", ["i want the cajon up 2 so turn the accordion down 2", "we need more cajon so bring the accordion down 2"]
)
def test_the_means_are_what_is_asked_for(text: str) -> None:
    assert [(one["args"]["track"], one["args"]["value_db"]) for one in steps(text)] == [("Accordion", -2)]
