"""What a remark speaks of, and where a request beside it is meant."""

import pytest

from tests.engine.planner.sentence.quartet import after, steps


@pytest.mark.parametrize(
    "text",
    [
        "marimba drags in the refrain, mute the last two bars",
        "the refrain is too full, mute the fiddles in the last bar",
        "cajon is messy in stanza 1, mute it in the first bar",
        "stanza 2 is too thick, mute the accordion for the first half",
        "the refrain needs a lift, accordion up 2 in the last two bars",
    ],
)
def test_the_last_bars_are_those_of_the_part_a_remark_tells(text: str) -> None:
    """And not the song's."""
    assert steps(text) == []


def test_a_request_that_tells_its_bars_has_them() -> None:
    (call,) = steps("the refrain is fine, but mute the shaker in bar 20")
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (20, 21)


def test_who_a_remark_is_about_is_meant_in_each_clause_behind_it() -> None:
    worked_on = after("cajon down 2")
    made = steps("the accordion comes in like a truck. fade it in over 2 bars, and 2 db off the whole track", worked_on)
    assert {one["tool"] for one in made} == {"edit_clip", "mix"}
    assert {one["args"]["track"] for one in made if one["tool"] == "mix"} == {"Accordion"}
    assert {one["args"]["clip"] for one in made if one["tool"] == "edit_clip"} <= {"k25", "k213"}
