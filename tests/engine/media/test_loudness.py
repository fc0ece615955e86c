from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from engine.media.loudness import LoudnessMeter, loudness_of, measure_loudness, true_peaks


def sine(hz: float, seconds: float, rate: int, level: float = 1.0, phase: float = 0.0) -> np.ndarray:
    time_s = np.arange(round(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * hz * time_s + phase)).astype(np.float32)[None, :]


def test_reference_tone_of_the_standard() -> None:
    assert measure_loudness([sine(997, 5, 48000)], 48000, 1).lufs == pytest.approx(-3.01, abs=0.01)


@pytest.mark.parametrize("rate", [22050, 44100, 48000, 96000, 192000])
def test_agrees_with_pyloudnorm(rate: int) -> None:
    random = np.random.default_rng(rate)
    noise = (random.standard_normal((2, 6 * rate)) * np.linspace(0.001, 0.2, 6 * rate)).astype(np.float32)
    reference = pyloudnorm.Meter(rate).integrated_loudness(noise.T.astype(np.float64))
    assert measure_loudness([noise], rate, 2).lufs == pytest.approx(reference, abs=0.15)


def test_blocks_make_no_difference() -> None:
    noise = (0.1 * np.random.default_rng(2).standard_normal((2, 200_000))).astype(np.float32)
    whole = measure_loudness([noise], 44100, 2)
    blocks = measure_loudness([noise[:, i:i + 777] for i in range(0, 200_000, 777)], 44100, 2)
    assert blocks.lufs == pytest.approx(whole.lufs, abs=1e-6)
    assert blocks.range_lu == pytest.approx(whole.range_lu, abs=1e-6)
    assert blocks.true_peak_dbtp == pytest.approx(whole.true_peak_dbtp, abs=0.01)


def test_true_peak_lies_between_the_samples() -> None:
    between = measure_loudness([sine(12000, 1, 48000, phase=np.pi / 4)], 48000, 1)
    assert between.peak == pytest.approx(0.7071, abs=1e-3)
    assert between.true_peak_dbtp == pytest.approx(0.0, abs=0.4)
    assert measure_loudness([sine(997, 1, 48000)], 48000, 1).true_peak_dbtp == pytest.approx(0.0, abs=0.05)


def test_what_has_no_loudness() -> None:
    silence = measure_loudness([np.zeros((2, 48000), np.float32)], 48000, 2)
    assert (silence.lufs, silence.true_peak_dbtp, silence.range_lu) == (None, None, None)
    click = measure_loudness([np.full((1, 1), 0.5, np.float32)], 48000, 1)
    assert click.lufs is None
    assert click.true_peak_dbtp == pytest.approx(-6.02, abs=0.05)
    assert LoudnessMeter(48000, 2).result().lufs is None


def test_loudness_range_of_two_levels() -> None:
    two = np.concatenate([sine(1000, 20, 48000, 0.1), sine(1000, 20, 48000, 0.4)], axis=1)
    assert measure_loudness([two], 48000, 1).range_lu == pytest.approx(12.0, abs=0.5)


def test_a_level_is_set_by_the_same_meter() -> None:
    noise = (0.1 * np.random.default_rng(0).standard_normal((2, 96000))).astype(np.float32)
    for sound in (noise, np.tile(noise, (1, 12))):
        assert loudness_of(sound, 32000) == pytest.approx(measure_loudness([sound], 32000, 2).lufs, abs=1e-6)


@pytest.mark.parametrize("rate", [8000, 44100, 96000])
def test_a_short_tone_is_as_loud_as_a_long_one(rate: int) -> None:
    long = loudness_of(sine(1000, 3, rate, 0.1), rate)
    for seconds in (0.02, 0.2, 0.35, 0.39, 0.4, 0.5):
        assert loudness_of(sine(1000, seconds, rate, 0.1)[0], rate) == pytest.approx(long, abs=0.6)


def test_what_is_under_the_gate_has_a_level_all_the_same() -> None:
    assert loudness_of(sine(1000, 1, 48000, 1e-5), 48000) == pytest.approx(-103, abs=0.7)
    assert loudness_of(np.zeros((2, 100), np.float32), 48000) == float("-inf")
    assert loudness_of(np.zeros((2, 0), np.float32), 48000) == float("-inf")


def test_peaks_of_each_sample_see_between_them() -> None:
    tone = np.sin(2 * np.pi * 0.25 * np.arange(4000) + np.pi / 4)[None].repeat(2, axis=0).astype(np.float32)
    assert np.abs(tone).max() < 0.72 and true_peaks(tone, is_loop=True).max() == pytest.approx(1.0, abs=0.02)
