"""Of two figures right behind each other the one that was meant is left."""

from __future__ import annotations

import pytest

from engine.planner.offline.text.self_correction import with_last_figure


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("slide it to 13.. no 12", "slide it to 12"),
        ("send it at -14.. ehh make it -10, it's dry", "send it at -10, it's dry"),
        ("up 3 dB, no, 2", "up 2 dB"),
        ("tempo 120, actually 118", "tempo 118"),
    ],
)
def test_the_last_one_is_meant(text, meant):
    assert with_last_figure(text) == meant


@pytest.mark.parametrize("text", ["not 4, make it 6 dB", "bars 1-4, no 5-8", "up 3 and no 2 dB", "kick 2 down 3"])
def test_no_figure_is_taken_back(text):
    assert with_last_figure(text) == text
