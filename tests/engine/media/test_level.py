from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from engine.media.level import at_loudness, level_curve, peak_gain
from engine.media.limiter import PeakLimiter, limiting_curve
from engine.media.loudness import measure_loudness

RATE = 48000


def spiky(seed: int, channels: int = 2) -> np.ndarray:
    sound = 0.05 * np.random.default_rng(seed).standard_normal((channels, 3 * RATE))
    sound[:, 100 :: RATE // 3] += 1.5
    return sound.astype(np.float32)


@pytest.mark.parametrize("is_loop", [True, False])
def test_loudness_and_ceiling_are_reached_together(is_loop: bool) -> None:
    sound = spiky(1)
    made = sound * level_curve(sound, RATE, is_loop=is_loop)
    assert pyloudnorm.Meter(RATE).integrated_loudness(made.T.astype(float)) == pytest.approx(-16, abs=0.3)
    found = measure_loudness([np.tile(made, (1, 2))], RATE, 2).true_peak_dbtp
    assert found is not None and found <= -0.95


def test_the_curve_is_what_the_streaming_limiter_does() -> None:
    sound = spiky(2)
    limiter = PeakLimiter(RATE, ceiling_db=-1.0)
    rest = [limiter.process(sound), limiter.flush()]
    streamed = np.concatenate([part for part in rest if part is not None], axis=1)
    curve = limiting_curve(np.abs(sound).max(axis=0), RATE)
    assert np.allclose(streamed, sound * curve, atol=1e-5) and curve.min() < 0.8


def test_the_curve_of_a_loop_has_no_seam() -> None:
    peaks = np.full(RATE, 0.3)
    peaks[-20:] = 3.0
    once, around = limiting_curve(peaks, RATE), limiting_curve(peaks, RATE, is_loop=True)
    assert once[0] == 1 and around[0] < 0.5
    turned = limiting_curve(np.roll(peaks, RATE // 2), RATE, is_loop=True)
    assert np.allclose(np.roll(around, RATE // 2), turned, atol=1e-5)


def test_silence_and_short_sound_keep_their_shape() -> None:
    assert not at_loudness(np.zeros(100), RATE, -18.0).any()
    tone = 0.001 * np.sin(2 * np.pi * 500 * np.arange(RATE // 10) / RATE)
    made = at_loudness(tone, RATE, -18.0)
    assert np.corrcoef(made, tone)[0, 1] > 0.999 and np.abs(made).max() == pytest.approx(0.18, rel=0.15)
    assert peak_gain(np.zeros((1, 10))) == 1.0 and peak_gain(tone[None]) == pytest.approx(890, rel=0.02)
