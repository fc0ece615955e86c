"""A look-ahead limiter: no sample above the ceiling, all channels turned down together; the one of the program."""

from __future__ import annotations

import numpy as np

CEILING_DBTP = -1.0
"""Highest true peak of all that is made, unless another was asked for."""
_LOOK_AHEAD_S = 0.003
_AROUND_S = 0.5
"""A loop is limited with so much of its end before it: by then the limiter has let go of any peak."""


class PeakLimiter:
    """Holds peaks under a ceiling without adding level.

    The gain falls within 3 ms before a peak and recovers at a constant rate in dB (10 dB per
    `release_ms`), so it can be computed without a loop over samples.
    """

    def __init__(self, sample_rate_hz: int, *, ceiling_db: float = -0.1, release_ms: float = 100.0) -> None:
        self._ceiling = 10 ** (ceiling_db / 20)
        self._ahead = max(1, round(_LOOK_AHEAD_S * sample_rate_hz))
        self._rise_db = 10.0 / max(1.0, release_ms * 1e-3 * sample_rate_hz)
        self._last_db = 0.0
        self._waiting: np.ndarray | None = None
        """Samples that are not out yet."""
        self._gains_db = np.zeros(self._ahead)
        """Gains from a look-ahead before the first waiting sample to the last one."""
        self.deepest_db = 0.0
        """The most it has turned down so far (≤ 0)."""

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Limit; the last 3 ms are held back until the next block."""
        self._gains_db = np.concatenate([self._gains_db, self._released(samples)])
        if self._waiting is not None:
            samples = np.concatenate([self._waiting, samples], axis=1)
        return self._out(samples, max(0, samples.shape[1] - self._ahead))

    def flush(self) -> np.ndarray | None:
        """The last 3 ms."""
        if self._waiting is None:
            return None
        self._gains_db = np.concatenate([self._gains_db, np.zeros(self._ahead)])
        return self._out(self._waiting, self._waiting.shape[1])

    def curve(self, peaks: np.ndarray) -> np.ndarray:
        """The gain for each sample [shape=(n,)] of a whole sound, by its peaks [shape=(n,)]."""
        self._gains_db = np.concatenate([np.zeros(self._ahead), self._released(peaks[None]), np.zeros(self._ahead)])
        return (10 ** (self._smooth_db(len(peaks)) / 20)).astype(np.float32)

    def _released(self, samples: np.ndarray) -> np.ndarray:
        """Gain that each sample needs, recovering at a constant rate after a peak."""
        if not samples.shape[1]:
            return np.zeros(0)
        loudest = max(float(samples.max()), -float(samples.min()))
        if loudest <= self._ceiling and self._last_db == 0:
            return np.zeros(samples.shape[1])
        peaks = np.abs(samples).max(axis=0).astype(np.float64)
        wanted_db = -20 * np.log10(np.maximum(peaks / self._ceiling, 1.0))
        ramp = self._rise_db * np.arange(1, len(wanted_db) + 1)
        gains_db = np.minimum(np.minimum(np.minimum.accumulate(wanted_db - ramp), self._last_db) + ramp, 0.0)
        self._last_db = float(gains_db[-1])
        return gains_db

    def _out(self, samples: np.ndarray, frames: int) -> np.ndarray:
        """Give the first `frames` samples with the gain smoothed ahead of each peak; keep the rest."""
        self._waiting = samples[:, frames:] if samples.shape[1] > frames else None
        if not frames:
            return samples[:, :0]
        if not self._gains_db.any():
            self._gains_db = self._gains_db[frames:]
            return samples[:, :frames]
        smooth_db = self._smooth_db(frames)
        self._gains_db = self._gains_db[frames:]
        self.deepest_db = min(self.deepest_db, float(smooth_db.min()))
        return (samples[:, :frames] * 10 ** (smooth_db / 20)).astype(np.float32)

    def _smooth_db(self, frames: int) -> np.ndarray:
        from scipy.ndimage import minimum_filter1d

        ahead = self._ahead
        size = ahead + 1
        lowest = minimum_filter1d(self._gains_db, size, mode="nearest")[size // 2:]
        sums = np.concatenate([[0.0], np.cumsum(lowest[1:ahead + frames])])
        return np.minimum((sums[ahead:] - sums[:-ahead]) / ahead, 0.0)


def limiting_curve(
    peaks: np.ndarray, sample_rate_hz: int, *, ceiling_db: float = CEILING_DBTP, is_loop: bool = False
) -> np.ndarray:
    """The gain [shape=(n,)] that PeakLimiter would give a sound with these (true) peaks; a loop's knows no seam."""
    around = round(_AROUND_S * sample_rate_hz) if is_loop else 0
    limiter = PeakLimiter(sample_rate_hz, ceiling_db=ceiling_db)
    line = np.pad(peaks, around, mode="wrap") if around else peaks
    return limiter.curve(line)[around : around + len(peaks)]
