"""The steady noise of a whole recording, learned where it is alone, or from what never gets quieter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.media.audio_stream import read_frames, sound_info
from engine.media.clip import Clip
from models.speech.voice_cleaner import channel_power

_PLACES, _PLACE_S = 80, 0.75
_WINDOW_S = 0.046
_STEADY_DB, _SMOOTH_DB = 1.5, 9.0
"""A quiet stretch is noise alone when its level and its spectrum move no more than this."""
_QUIETER_DB = 6.0
_LOWEST_SHARE, _ENVELOPE_SHARE, _BLIND_FACTOR = 0.05, 0.2, 2.2
_BANDS = 40


@dataclass(frozen=True)
class NoiseProfile:
    """What to take out."""

    size: int
    """Window in samples."""
    power: np.ndarray
    """[shape=(bands,)]."""
    below_db: float
    """How far the noise lies under the sound."""
    is_learned: bool
    """True when it was heard alone in a quiet stretch."""


def noise_profile(clip: Clip, tick: Callable[[float], None]) -> NoiseProfile | None:
    """Listen at up to 80 places of the clip; None when it is too short or silent."""
    info = sound_info(clip)
    rate = info.sample_rate_hz
    size, length = max(32, 4 * round(_WINDOW_S * rate / 4)), round(_PLACE_S * rate)
    if info.frames < 2 * length:
        return None
    starts = np.unique(np.linspace(0, info.frames - length, min(_PLACES, info.frames // length)).astype(int))
    spectra = []
    for number, start in enumerate(starts):
        tick(number / len(starts))
        samples = read_frames(clip.path, int(start), int(start) + length, rate).samples.astype(np.float64)
        spectra.append(channel_power(samples, rate, size)[:, 4:-4])
    total = float(np.mean([place.sum(axis=0).mean() for place in spectra]))
    if total < 1e-14:
        return None
    learned = _quiet_stretch(spectra, total)
    power = _lower_envelope(spectra) if learned is None else learned
    below_db = 10 * np.log10(total / (power.sum() + 1e-20))
    return NoiseProfile(size, power, float(below_db), learned is not None)


def _quiet_stretch(spectra: list[np.ndarray], total: float) -> np.ndarray | None:
    """The spectrum of the quietest place when it sounds like noise alone."""
    from scipy.ndimage import median_filter

    quietest = min(spectra, key=lambda place: float(place.sum()))
    levels = 10 * np.log10(quietest.sum(axis=0) + 1e-20)
    mean = quietest.mean(axis=1)
    peaks = 10 * np.log10((mean + 1e-20) / (median_filter(mean, 15) + 1e-20))
    is_quieter = levels.mean() < 10 * np.log10(total) - _QUIETER_DB
    return mean if is_quieter and levels.std() < _STEADY_DB and peaks[2:-2].max() < _SMOOTH_DB else None


def _lower_envelope(spectra: list[np.ndarray]) -> np.ndarray:
    """Noise spectra are smooth and notes are not: the lower edge over frequency of what never gets quieter."""
    from scipy.ndimage import uniform_filter1d

    smooth = np.concatenate([uniform_filter1d(place, 5, axis=1) for place in spectra], axis=1)
    lowest = np.log(np.quantile(smooth, _LOWEST_SHARE, axis=1) + 1e-20)
    bands = np.unique(np.geomspace(4, len(lowest) - 1, _BANDS).astype(int))
    edge = np.array([np.quantile(lowest[int(band / 1.15):int(band * 1.15) + 2], _ENVELOPE_SHARE) for band in bands])
    is_falling = edge[-1] < edge[0] - 3
    edge = np.minimum.accumulate(edge) if is_falling else np.minimum(edge, np.quantile(edge, 0.5))
    return np.asarray(np.exp(np.interp(np.arange(len(lowest)), bands, edge)) * _BLIND_FACTOR)
