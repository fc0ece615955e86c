"""From rendered phrases to a finished vocal: the session's rate, air above the voice's band, even level."""

from __future__ import annotations

import numpy as np

from engine.media.level import at_loudness
from engine.media.loudness import loudness_of
from models.singing.band_extension import with_air
from models.singing.render import RenderedPhrase

NORMAL_LUFS = -18.0
_THRESHOLD_DB, _RATIO = -20.0, 2.0


def at_rate(phrase: RenderedPhrase, sample_rate_hz: int, seed: int) -> np.ndarray:
    """A phrase at the session's rate, float64 [shape=(n,)], with noise where the voice's band ends."""
    import soxr

    voice_rate = phrase.sample_rate_hz
    samples = soxr.resample(phrase.samples, voice_rate, sample_rate_hz, quality="VHQ")
    return with_air(samples, phrase, sample_rate_hz, seed)


def finished(samples: np.ndarray, sample_rate_hz: int, loudness_lufs: float) -> np.ndarray:
    """Even out, set the loudness and keep true peaks under −1 dBTP; float32 [shape=(n,)]."""
    from scipy.signal import butter, sosfilt

    if not np.any(samples):
        return samples.astype(np.float32)
    samples = sosfilt(butter(2, 55, "high", fs=sample_rate_hz, output="sos"), samples)
    samples = samples * 10 ** ((loudness_lufs - loudness_of(samples, sample_rate_hz)) / 20)
    samples = _evened(samples, sample_rate_hz, loudness_lufs - NORMAL_LUFS)
    return at_loudness(samples, sample_rate_hz, loudness_lufs).astype(np.float32)


def _evened(samples: np.ndarray, sample_rate_hz: int, above_normal_db: float) -> np.ndarray:
    """Gentle compression, 2 to 1, of what is louder than usual."""
    from scipy.ndimage import uniform_filter1d

    power = uniform_filter1d(samples**2, round(0.03 * sample_rate_hz))
    level_db = 10 * np.log10(np.maximum(power, 1e-12)) + 3.0
    excess_db = np.maximum(0.0, level_db - (_THRESHOLD_DB + above_normal_db))
    gain_db = uniform_filter1d(-excess_db * (1 - 1 / _RATIO), round(0.02 * sample_rate_hz))
    return samples * 10 ** (gain_db / 20)
