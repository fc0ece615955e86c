"""Who is taken out, in a word or two."""

import pytest

from tests.engine.planner.sentence.quartet import steps


@pytest.mark.parametrize("text", ["shaker out", "take the shaker out", "drop the shaker out", "the shaker out again"])
def test_it_is_muted(text: str) -> None:
    assert steps(text) == [{"tool": "mix", "args": {"track": "Shaker", "action": "mute"}}]


@pytest.mark.parametrize(
    "text",
    ["not the shaker out", "keep the shaker out", "pull the marimba out of the fiddles"],
)
def test_another_word_beside_it_may_mean_another_thing(text: str) -> None:
    assert steps(text) == []
