"""Levels that go slowly, fades told with one "in", and what is to be barely heard."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.text.desk_words import at_the_desk
from tests.engine.planner.sentence.quartet import SONG, steps

PLANNER = OfflinePlanner(asks_back=False)


def plan(text: str) -> list[tuple[str, dict[str, Any]]]:
    """The calls of a request."""
    return [(one["tool"], one["args"]) for one in PLANNER.plan(text, SONG).calls()]


def ride(track: str, begins: float, ends: float, start: float, end: float) -> list[tuple[str, dict[str, Any]]]:
    """One ride of a level."""
    args = {"track": track, "parameter": "volume", "from": begins, "to": ends, "start_bar": start, "end_bar": end}
    return [("automate", args)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("last 4 bars ease the accordion down 6 db, slow", ride("Accordion", -6, -12, 25, 29)),
        (
            "last 4 bars ease the accordion down 6 db, slow, so it falls away under the fiddles. fader stays"
            " put til then",
            ride("Accordion", -6, -12, 25, 29),
        ),
        ("over the refrain take the accordion down 6 dB gradually", ride("Accordion", -6, -12, 13, 21)),
        ("the accordion should sink by 6 dB across the refrain", ride("Accordion", -6, -12, 13, 21)),
        ("accordion loses 6 dB over the refrain", ride("Accordion", -6, -12, 13, 21)),
        ("accordion slowly up 2 over bars 7 and 8", ride("Accordion", -6, -4, 7, 9)),
        ("ride the accordion up 2 dB over the refrain, so it ends at -4", ride("Accordion", -6, -4, 13, 21)),
        ("ease the accordion up 1 in the refrain", ride("Accordion", -5, -5, 13, 21)),
        ("accordion down 2 over bars 7 and 8", ride("Accordion", -8, -8, 7, 9)),
        ("accordion fades in bars 5-8", ride("Accordion", -60, -6, 5, 9)),
        ("let the accordion fade in bars 5 to 8", ride("Accordion", -60, -6, 5, 9)),
        ("accordion fades out in bars 25-28", ride("Accordion", -6, -60, 25, 29)),
        ("accordion: fade in, bars 5 to 8", ride("Accordion", -60, -6, 5, 9)),
    ],
)
def test_a_level_over_bars(text: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert plan(text) == wanted


@pytest.mark.parametrize("text", ["slow the song down", "slower", "ease the accordion up 1"])
def test_slow_alone_rides_no_level(text: str) -> None:
    assert all(tool != "automate" for tool, _ in plan(text))


@pytest.mark.parametrize(
    ("text", "db"),
    [
        ("the shaker should be barely there", -6),
        ("i want the shaker barely audible", -6),
        ("keep the shaker barely audible please", -6),
        ("tuck the shaker right under", -6),
        ("shaker super low", -6),
        ("the accordion barely cuts through", 3),
        ("the accordion doesn't come through", 3),
    ],
)
def test_what_is_to_be_barely_heard(text: str, db: float) -> None:
    (one,) = steps(text)
    assert (one["args"]["action"], one["args"]["value_db"]) == ("gain", db)


@pytest.mark.parametrize("text", ["shaker barely there", "the accordion only just audible"])
def test_what_may_complain_as_well_is_asked(text: str) -> None:
    assert [one["tool"] for one in steps(text)] == ["ask"]


@pytest.mark.parametrize(
    "text",
    ["the bass fades out in bars 5-8", "copy the riff, bar 9", "from bar 3, bars 5 to 8", "loop, bars 5 to 8"],
)
def test_what_the_desk_leaves_as_it_is(text: str) -> None:
    assert at_the_desk(text) == text


@pytest.mark.parametrize(
    ("text", "ducks", "by"),
    [
        ("sidechain the cajon into the accordion", "Accordion", "Cajon"),
        ("sidechain cajon into accordion, about 4 dB", "Accordion", "Cajon"),
        ("sidechain the accordion into the marimba", "Marimba", "Accordion"),
        ("cajon sidechained into the double bass", "Double Bass", "Cajon"),
        ("cajon triggers the ducker on the accordion", "Accordion", "Cajon"),
        ("sidechain the accordion off the cajon", "Accordion", "Cajon"),
    ],
)
def test_what_is_led_into_it_makes_it_duck(text: str, ducks: str, by: str) -> None:
    (one,) = steps(text)
    assert (one["args"]["action"], one["args"]["track"], one["args"]["to"]) == ("sidechain", ducks, by)


@pytest.mark.parametrize(
    ("text", "hz", "db"),
    [
        ("carve some mud out of the accordion, round 300", 300, -3),
        ("pull 2 dB of mud out of the accordion at 250", 250, -2),
        ("more air at 12k on the accordion", 12000, 3),
        ("take a bit of fizz off the accordion", 8000, -2.1),
        ("take the edge off the accordion", 3500, -3),
    ],
)
def test_a_band_is_taken_where_it_is_told(text: str, hz: float, db: float) -> None:
    calls = plan(text)
    assert {(args["effect"], args.get("freq_hz") or args["cutoff_hz"]) for _, args in calls} == {("eq", hz)}
    assert all(args["gain_db"] * db > 0 for _, args in calls)


@pytest.mark.parametrize(
    "text", ["filter sweep on the accordion across the refrain", "give the accordion a filter sweep over the refrain"]
)
def test_a_sweep_of_a_track_is_a_filter_and_no_new_sound(text: str) -> None:
    assert [tool for tool, _ in plan(text)] == ["apply_effect", "automate"]
