"""What a remark speaks of, and where a request beside it is meant."""

import pytest

from tests.engine.planner.sentence.quartet import steps


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
