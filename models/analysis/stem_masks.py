"""Masks that divide the spectrum of a mix among vocals, drums, bass and other."""

from __future__ import annotations

import numpy as np

from models.analysis.spectrum import SpectrumShape
from models.analysis.voice_pitch import comb, leading_pitch

STEMS = ("vocals", "drums", "bass", "other")
WINDOW_S = 4096 / 44100
"""Long enough to tell partials apart, short enough for drums."""
_STEADY_FRAMES = 17
"""Median over time: what lasts this long is a tone (0.4 s)."""
_BROAD_HZ = 31 * 44100 / 4096
"""Median over frequency: what is this broad is a hit."""
_KICK_BROAD_HZ = 9 * 44100 / 4096
"""The same at the bottom: a kick drum is hardly 100 Hz broad, yet broader than the partial of a bass."""
_KICK_TO_HZ, _KICK_FADE_HZ = 250.0, 60.0
_BASS_HZ = 180.0
_VOICE_FROM_HZ = 120.0
_CENTRE_POWER = 6
_MONO_FLOOR = 0.1
"""Share that a mono voice keeps between its partials."""
_VOICE_TO_HZ = 6500.0
_TRUST_FRAMES = 86
"""How long a mono voice is listened to before it is believed (about 2 s)."""
_SURE_EXCESS = 0.25
"""With so much more of the power on its partials than their width alone would catch, a voice leads for sure."""
_DOUBTED, _SURE = 0.4, 0.8
"""Share of what was taken for a voice that is given to it: what a doubtful one does not get stays in `other`."""


def stem_masks(spectra: np.ndarray, shape: SpectrumShape, *, is_mono: bool) -> np.ndarray:
    """Four masks in the order of STEMS [shape=(4, bins, frames)] that sum to 1.

    `spectra` [shape=(1 or 2, bins, frames)] is the mix. Drums are what is broad rather than
    steady (harmonic-percussive separation by medians, after FitzGerald 2010); bass is what is
    left at the bottom; vocals what is left in the middle of the stereo picture or, in mono, on
    the partials of the leading pitch; other is the rest.
    """
    magnitudes = np.abs(spectra).mean(axis=0)
    drums = percussive_share(magnitudes, shape)
    rest = spectra * (1 - drums)
    frequencies = shape.frequencies_hz[:, None]
    bass = (1 / (1 + (frequencies / _BASS_HZ) ** 8)).astype(np.float32) * np.ones_like(drums)
    voice = (frequencies > _VOICE_FROM_HZ) * (1 - bass)
    if is_mono or spectra.shape[0] == 1:
        voice = voice * _on_partials(np.abs(rest).mean(axis=0) * voice, shape)
    else:
        voice = voice * _centre(rest)
    return np.stack([(1 - drums) * voice, drums, (1 - drums) * bass, (1 - drums) * (1 - bass - voice)])


def percussive_share(magnitudes: np.ndarray, shape: SpectrumShape) -> np.ndarray:
    """Share of each bin that belongs to hits rather than tones, 0–1 [shape=(bins, frames)]."""
    frequencies = shape.frequencies_hz
    share = _share(magnitudes, _BROAD_HZ, shape)
    low = int(np.searchsorted(frequencies, _KICK_TO_HZ))
    margin = round(_KICK_BROAD_HZ * shape.window / shape.sample_rate_hz)
    kick = _share(magnitudes[:low + margin], _KICK_BROAD_HZ, shape)[:low]
    weight = np.clip((_KICK_TO_HZ - frequencies[:low]) / _KICK_FADE_HZ, 0, 1).astype(np.float32)[:, None]
    share[:low] += weight * (kick - share[:low])
    return share


def _share(magnitudes: np.ndarray, broad_hz: float, shape: SpectrumShape) -> np.ndarray:
    broad = max(3, round(broad_hz * shape.window / shape.sample_rate_hz) | 1)
    steady_level = _running_median(magnitudes, _STEADY_FRAMES)
    broad_level = _running_median(np.ascontiguousarray(magnitudes.T), broad).T
    return broad_level**2 / (broad_level**2 + steady_level**2 + 1e-12)


def _running_median(rows: np.ndarray, size: int) -> np.ndarray:
    """Median over the last axis; row by row, which scipy does ten times faster than in two dimensions."""
    from scipy.ndimage import median_filter

    return np.stack([median_filter(row, size) for row in rows])


def _centre(spectra: np.ndarray) -> np.ndarray:
    """1 where both channels are the same, falling quickly with their difference [shape=(bins, frames)]."""
    from scipy.ndimage import uniform_filter1d

    left, right = spectra
    alike = 2 * (left * right.conj()).real
    power = np.abs(left) ** 2 + np.abs(right) ** 2
    return uniform_filter1d(np.clip(alike / (power + 1e-12), 0, 1), 3, axis=1) ** _CENTRE_POWER


def _on_partials(magnitudes: np.ndarray, shape: SpectrumShape) -> np.ndarray:
    top = int(np.searchsorted(shape.frequencies_hz, _VOICE_TO_HZ))
    pitch_hz = leading_pitch(magnitudes[:max(top, 8)], shape)
    teeth = comb(pitch_hz, shape)
    return (_MONO_FLOOR + (1 - _MONO_FLOOR) * teeth) * _trust(magnitudes[:top], teeth[:top])


def _trust(magnitudes: np.ndarray, teeth: np.ndarray) -> np.ndarray:
    """How far the leading pitch is a voice that leads, and not one tone among many [shape=(frames,)]."""
    from scipy.ndimage import uniform_filter1d

    power = magnitudes.astype(np.float64) ** 2
    whole, caught, width = (uniform_filter1d(line, _TRUST_FRAMES) for line in
                            (power.sum(axis=0), (power * teeth).sum(axis=0), teeth.mean(axis=0, dtype=np.float64)))
    sure = np.clip((caught / (whole + 1e-12) - width) / _SURE_EXCESS, 0, 1)
    return (_DOUBTED + (_SURE - _DOUBTED) * sure).astype(np.float32)
