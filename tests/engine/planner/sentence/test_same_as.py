"""The same as another got, the same by its figure, and the same but for a part of it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import after, steps
from tests.engine.planner.sentence.test_halfway import PANNED

TWO = after("cajon down 1.5, marimba up 2")
BOTH = after("tuck the accordion back 4 and set it 15 to the right")
PLANNER = OfflinePlanner(asks_back=False)


def told(text: str, context: Context) -> list[tuple[str, str, Any]]:
    """(track, action, value) of each step."""
    made = [one["args"] for one in steps(text, context)]
    return [(one["track"], one["action"], one.get("value_db", one.get("value"))) for one in made]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("and the shaker, same as what the cajon got", -1.5),
        ("do to the shaker what you did to the cajon", -1.5),
        ("same cut on the shaker as on the cajon", -1.5),
        ("shaker: what the cajon got", -1.5),
        ("take the same amount off the shaker as off the cajon", -1.5),
        ("the shaker gets what the marimba got", 2),
        ("same on the shaker as you did on the marimba", 2),
        ("half of what the marimba got for the shaker", 1),
        ("same 1.5 off the shaker", -1.5),
        ("give the shaker the same 2 dB", 2),
        ("n same 2 on the shaker", 2),
    ],
)
def test_the_same_as_one_of_them(text: str, by: float) -> None:
    made = PLANNER.plan(text, TWO).calls()
    assert [(one["args"]["track"], one["args"]["value_db"]) for one in made] == [("Shaker", by)]


def test_which_of_them_is_asked_where_no_word_tells() -> None:
    (one,) = steps("and the shaker", TWO)
    assert one["tool"] == "ask"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("same 4 off the marimba", [("Marimba", "gain", -4)]),
        ("n same 4 off the marimba, its masking her. that one stays in the middle tho", [("Marimba", "gain", -4)]),
        ("same for the marimba, but in the middle", [("Marimba", "gain", -4)]),
        ("same 4 for the marimba but leave it in the middle", [("Marimba", "gain", -4)]),
        ("marimba too, just the level", [("Marimba", "gain", -4)]),
        ("same for the marimba, only the pan", [("Marimba", "pan", 0.15)]),
        ("same 15 on the marimba", [("Marimba", "pan", 0.15)]),
        ("marimba 4 down as well", [("Marimba", "gain", -4)]),
        ("same for the marimba", [("Marimba", "gain", -4), ("Marimba", "pan", 0.15)]),
        ("marimba same as the accordion", [("Marimba", "gain", -4), ("Marimba", "pan", 0.15)]),
    ],
)
def test_a_part_of_the_same(text: str, wanted: list[tuple[str, str, Any]]) -> None:
    assert told(text, BOTH) == wanted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pan the shaker 20 left, no make that 30", -0.3),
        ("shaker 30 to the left, no, 40", -0.4),
        ("shaker 20 left.. ehh make it 30", -0.3),
        ("shaker 20 left, 30 is too much", None),
    ],
)
def test_of_two_figures_the_last_goes_the_same_way(text: str, value: float | None) -> None:
    made = [one["args"].get("value") for one in PLANNER.plan(text, BOTH).calls()]
    assert value in made if value else -0.3 not in made and 0.3 not in made


def test_a_send_is_put_right_in_the_same_breath() -> None:
    (one,) = steps("send the accordion to the hall at -14.. ehh make it -10", BOTH)
    assert one["args"]["value_db"] == -10


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fiddle l over to the right, same amount as now", 0.6),
        ("fiddle l over to the left, same amount as now", -0.6),
        ("move the fiddle l across to the right by the same amount", 0.6),
    ],
)
def test_over_to_a_side_as_far_as_now(text: str, value: float) -> None:
    (one,) = steps(text, PANNED)
    assert one["args"] == {"track": "Fiddle L", "action": "pan", "value": value}
