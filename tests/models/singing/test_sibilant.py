"""The measure of s and sh."""

import numpy as np
import pytest

from models.singing.sibilant import LOUDEST_DB, SOFTEST_DB, sibilant_gain_db

RATE, BINS = 16000, 257


def hiss(level_db: float) -> np.ndarray:
    """One frame whose power above 4 kHz is so far above a vowel of power 1."""
    frame = np.full((1, BINS), 1e-9)
    frame[:, BINS // 2:] = 10 ** (level_db / 10) * BINS / (BINS - BINS // 2)
    return frame


def gain(level_db: float, *, is_noise: bool = True) -> float:
    return float(sibilant_gain_db(hiss(level_db), np.array([is_noise]), 1.0, RATE)[0])


def test_what_is_sharp_is_turned_down_most_of_the_way() -> None:
    assert 3 + gain(3) == pytest.approx(LOUDEST_DB + 0.2 * (3 - LOUDEST_DB), abs=0.1)
    assert gain(-15) == pytest.approx(0, abs=1e-9)


def test_what_is_too_soft_is_lifted_and_silence_is_not() -> None:
    assert gain(SOFTEST_DB - 4) == pytest.approx(4, abs=0.1) and gain(SOFTEST_DB - 10) == pytest.approx(6, abs=0.1)
    assert gain(-60) == 0


def test_vowels_and_dull_noise_stay_as_they_are() -> None:
    assert gain(3, is_noise=False) == 0
    dull = np.full((1, BINS), 1e-9)
    dull[:, 10:60] = 100
    assert sibilant_gain_db(dull, np.array([True]), 1.0, RATE)[0] == 0
