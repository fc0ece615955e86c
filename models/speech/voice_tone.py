"""Rumble under a voice taken off, and a dull, boomy or thin voice brought towards how voices usually sound."""

from __future__ import annotations

import numpy as np

_BANDS_HZ = (125, 250, 500, 1000, 2000, 4000)
_USUAL_DB = (57.7, 60.5, 62.1, 53.7, 48.7, 46.0)
"""Long-term average of speech in thirds of an octave (Byrne et al. 1994)."""
_ALLOWED_DB, _MOST_DB = 9.0, 9.0
"""Voices differ so much; only what lies further off is changed, by so much at most."""
_AUDIBLE_DB = -45.0
"""A band this far under the loudest holds nothing that could be brought up."""
_LEAST_DB = 1.0
_TAPS_S = 0.02
_RUMBLE_HZ, _VOICE_HZ, _RUMBLE_DB = 50.0, 80.0, -15.0
_SHORTEST_S = 0.5


def rumbles(samples: np.ndarray, rate_hz: int) -> bool:
    """True when there is more below 50 Hz in [shape=(channels, n)] than any voice has."""
    power, hz = _power(samples, rate_hz)
    low, voice = power[(hz > 1) & (hz < _RUMBLE_HZ)].sum(), power[(hz > _VOICE_HZ) & (hz < 4000)].sum()
    return bool(low > 10 ** (_RUMBLE_DB / 10) * voice > 0)


def without_rumble(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """What lies below 60 Hz taken off [shape=(channels, n)], without a shift in time."""
    from scipy.signal import butter, sosfiltfilt

    padded = min(samples.shape[1] - 1, rate_hz // 4)
    return np.asarray(sosfiltfilt(butter(4, 60, "high", fs=rate_hz, output="sos"), samples, axis=1, padlen=padded))


def tone_filter(samples: np.ndarray, rate_hz: int) -> np.ndarray | None:
    """A filter of odd length [shape=(taps,)] for a voice that is far from usual; None for all others."""
    from scipy.signal import firwin2

    if samples.shape[1] < _SHORTEST_S * rate_hz or not np.any(samples):
        return None
    power, hz = _power(samples, rate_hz)
    bands = [(band, usual) for band, usual in zip(_BANDS_HZ, _USUAL_DB, strict=True) if 1.2 * band < rate_hz / 2]
    found = np.array([10 * np.log10(power[(hz > band / 1.122) & (hz < band * 1.122)].sum() + 1e-20)
                      for band, _ in bands])
    off = found - np.array([usual for _, usual in bands])
    off -= np.median(off)
    gain = np.clip(-np.sign(off) * np.maximum(np.abs(off) - _ALLOWED_DB, 0), -_MOST_DB, _MOST_DB)
    gain[0] = min(gain[0], 0.0)  # a high voice has nothing there
    gain[(gain > 0) & (found < found.max() + _AUDIBLE_DB)] = 0
    if np.abs(gain).max() < _LEAST_DB:
        return None
    points = np.array([0, *(band for band, _ in bands), rate_hz / 2])
    factors = 10 ** (np.array([gain[0], *gain, gain[-1]]) / 20)
    return np.asarray(firwin2(2 * round(_TAPS_S * rate_hz / 2) + 1, points, factors, fs=rate_hz))


def toned(samples: np.ndarray, taps: np.ndarray) -> np.ndarray:
    """The filter applied to [shape=(channels, n)], the length and the time of everything kept."""
    from scipy.signal import oaconvolve

    return np.asarray(oaconvolve(samples, taps[None], "same", axes=1)) if samples.shape[1] >= len(taps) else samples


def _power(samples: np.ndarray, rate_hz: int) -> tuple[np.ndarray, np.ndarray]:
    from scipy.signal import welch

    hz, power = welch(samples.mean(axis=0), rate_hz, nperseg=min(samples.shape[1], round(0.25 * rate_hz)))
    return np.asarray(power), np.asarray(hz)
