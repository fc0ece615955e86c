"""Splits at several bars, pushes told by a sign or as lying back, and sides of several."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.planner.sentence.quartet import steps


def args(text: str) -> list[dict[str, Any]]:
    return [one["args"] for one in steps(text)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("split accordion two at 17, 21 and 25", [8, 8, 8]),
        ("chop accordion two at bar 15 and bar 27", [4, 24]),
        ("slice accordion two at stanza 2 and bar 25", [16, 8]),
    ],
)
def test_a_split_at_several_bars(text: str, starts: list[float]) -> None:
    found = args(text)
    assert [one["at"] for one in found] == starts
    assert [one["clip"] for one in found] == ["k213", *(f"${n}.part_2" for n in range(1, len(starts)))]


def test_a_bar_that_no_clip_reaches_over_is_asked_about() -> None:
    (asked,) = steps("split accordion one at 20")
    assert asked["tool"] == "ask" and "bar 20" in asked["args"]["text"]


@pytest.mark.parametrize(
    ("text", "offset"),
    [("lay accordion one back 15 ms", 0.015), ("accordion one +20 ms", 0.02), ("accordion one -20 ms", -0.02)],
)
def test_a_clip_is_pushed(text: str, offset: float) -> None:
    assert args(text) == [{"action": "move", "clip": "k25", "offset": offset}]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("marimba and accordion, one on each side", {"Marimba": -1, "Accordion": 1}),
        ("accordion and cajon on opposite sides", {"Accordion": -1, "Cajon": 1}),
        ("cajon, marimba and accordion left, centre and right", {"Cajon": -1, "Marimba": 0, "Accordion": 1}),
    ],
)
def test_each_has_its_side(text: str, sides: dict[str, float]) -> None:
    assert {one["track"]: one["value"] for one in args(text)} == sides


@pytest.mark.parametrize(
    "text",
    [
        "marimba hard left in bars 5 to 8 and back to the middle",
        "keep the marimba left from 5 to 9, then back to centre",
    ],
)
def test_a_side_over_bars_goes_back_by_itself(text: str) -> None:
    (held,) = args(text)
    assert (held["parameter"], held["from"], held["start_bar"], held["end_bar"]) == ("pan", -1, 5, 9)
