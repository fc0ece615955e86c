"""In tempo is how a thing is made, not what it is called."""

from __future__ import annotations

import pytest

from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.text.in_tempo import without_tempo


@pytest.mark.parametrize(("text", "prompt"), [
    ("A 2-bar drum loop in tempo", "drum loop"), ("A 4-bar drum loop in A minor, in tempo", "drum loop"),
    ("Eight bars of rain and vinyl crackle, in tempo", "rain and vinyl crackle"),
    ("a shaker loop in time", "shaker loop"), ("a techno loop in tempo, 4 bars", "techno loop"),
    ("a loop at the tempo of the song", "loop"),
])  # fmt: skip
def test_the_sound_is_called_what_it_is(text: str, prompt: str) -> None:
    (made,) = OfflinePlanner().plan(text, Context()).steps
    assert made.args["prompt"] == prompt


@pytest.mark.parametrize("words", ["march in 3/4 time", "in tempo", "in time for tea", "bells in time signature", ""])
def test_other_times_stay(words: str) -> None:
    assert without_tempo(words) == words


def test_notes_are_in_no_style_called_tempo() -> None:
    (made,) = OfflinePlanner().plan("write jazzy chords in tempo, 4 bars", Context()).steps
    assert (made.args["style"], made.args["bars"]) == ("jazzy", 4)
