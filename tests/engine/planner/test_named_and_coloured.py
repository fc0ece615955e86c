"""The name that is given ends where a colour is told."""

from __future__ import annotations

import pytest

from tests.engine.planner.test_whole_track import steps


@pytest.mark.parametrize(
    ("said", "name", "color"),
    [
        ("rename the strings to Celli and make it brown", "Celli", "brown"),
        ("call the strings Celli, brown", "Celli", "brown"),
        ("rename drums to Kit, green please", "Kit", "green"),
        ("rename bass to Low End and colour it dark blue", "Low End", "dark blue"),
        ("name the strings Violas and paint it red", "Violas", "red"),
    ],
)
def test_a_colour_is_no_part_of_the_name(said: str, name: str, color: str) -> None:
    renamed, coloured = steps(said)
    assert renamed[1]["name"] == name
    assert coloured == ("set_track", {"track": name, "color": color})


@pytest.mark.parametrize("name", ["Black and Blue", "Rhythm and Gold"])
def test_a_colour_in_the_name_stays_there(name: str) -> None:
    ((_, args),) = steps(f"rename the strings to {name}")
    assert args["name"] == name
