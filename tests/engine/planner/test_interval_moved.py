"""Intervals with their way beside them, read at once however long the figure is."""

import time

import pytest

from engine.planner.offline.text.interval_moved import intervals_moved


@pytest.mark.parametrize(
    ("text", "semitones"),
    [("up 3 semitones", 3), ("-3.5 semitones higher", 3.5), ("down 12 semitones", -12), ("by 150 cents up", 1.5)],
)
def test_a_figure_is_read_with_its_sign_and_its_unit(text: str, semitones: float) -> None:
    [moved] = intervals_moved(text)
    assert moved.semitones == semitones


def test_four_thousand_digits_take_no_time() -> None:
    """Each digit was tried as the beginning of a figure: a second, and the planner looks a dozen times."""
    begun = time.process_time()
    assert intervals_moved("9" * 4000) == []
    assert time.process_time() - begun < 0.2
