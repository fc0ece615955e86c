"""Halfway back: between where it stood before the last act and where it stands now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.sentence.quartet import SONG, after, steps

_PANS = {"Accordion": 0.35, "Fiddle L": -0.6, "Fiddle R": 0.6}
PANNED = replace(SONG, track_views=tuple(replace(one, pan=_PANS.get(one.name, 0.0)) for one in SONG.track_views))
LEFT = after("accordion hard left", PANNED)
MOVED = after("marimba down 3")
TWO = after("cajon down 4, shaker down 2")
CENTRED = after("fiddle l and fiddle r centre", PANNED)
SET = after("set the marimba to -8 dB")
SENT = after(
    "cajon to the hall at -10",
    replace(
        SONG,
        track_views=tuple(
            replace(one, sends=("Hall",), send_db=(-20.0,)) if one.name == "Cajon" else one for one in SONG.track_views
        ),
    ),
)


@pytest.mark.parametrize(
    ("text", "context", "told"),
    [
        ("go halfway back", MOVED, [("Marimba", "value_db", -1.5)]),
        ("mm too much on that. go halfway back", MOVED, [("Marimba", "value_db", -1.5)]),
        ("half of that back please", MOVED, [("Marimba", "value_db", -1.5)]),
        ("a third of the way back", MOVED, [("Marimba", "value_db", -2)]),
        ("somewhere in between", SET, [("Marimba", "set_db", -5)]),
        ("come halfway back on the cajon", TWO, [("Cajon", "value_db", -2)]),
        ("halfway back", LEFT, [("Accordion", "value", -0.325)]),
        ("hm, somewhere in between", LEFT, [("Accordion", "value", -0.325)]),
        ("go back halfway", CENTRED, [("Fiddle L", "value", -0.3), ("Fiddle R", "value", 0.3)]),
        ("split the difference", SENT, [("Cajon", "value_db", -15)]),
    ],
)
def test_what_lies_between_before_and_now(text: str, context: Context, told: list[tuple[str, str, Any]]) -> None:
    made = steps(text, context)
    found = [(one["args"]["track"], name, one["args"][name]) for one, (_, name, _) in zip(made, told, strict=True)]
    assert found == told


@pytest.mark.parametrize("text", ["marimba halfway back to bar 9", "the shaker halfway back", "halfway to the chorus"])
def test_what_is_no_way_back(text: str) -> None:
    assert not [one for one in steps(text, MOVED) if one.get("op") == "fix"]


def test_twice_is_between_the_first_place_and_the_last() -> None:
    again = after("halfway back", LEFT)
    (one,) = steps("halfway back", again)
    assert one["args"]["value"] == 0.0125
