"""What is measured of a sound to tell its kind: colour, pitch, hits and movement over a second around a moment.

Everything but the level is independent of how loud the recording is.
"""

from __future__ import annotations

import numpy as np

from models.hearing.chunks import RATE_HZ

HOP = 512
STEP = 8 * HOP
"""A decision falls every so many samples (0.19 s)."""
WINDOW = 2048
MARGIN = 16 * STEP
"""Sound needed on both sides for the second around a moment."""
_BANDS, _COEFFICIENTS = 64, 13
_SECOND = 43
"""In hops."""
_STEADY, _BROAD = 17, 9
_LOWEST_HZ, _HIGHEST_HZ = 75, 500
_VOICE_TOP_HZ = 7000
"""Recordings of voices often end at 8 kHz; that says nothing about their kind."""
_NOTE = 9
"""Hops (0.2 s) over which a note stays where it is and a spoken word does not."""
_NOTE_SEMITONES = 0.8
_FLOOR_DB = -100.0
FLOOR = 1e-9


def measured(samples: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every STEP samples: features [shape=(moments, features)], and the loudest level within a fifth of a second and
    within a second, in dB [each shape=(moments,)]."""
    frames = -(-len(samples) // STEP) * 8
    spectrum = _magnitudes(samples, frames)
    rows, level_db = _of_frames(spectrum)
    return _of_moments(rows, level_db)


def _magnitudes(samples: np.ndarray, frames: int) -> np.ndarray:
    padded = np.pad(samples.astype(np.float32), (WINDOW // 2, WINDOW + frames * HOP - len(samples)))
    views = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:frames]
    window = np.hanning(WINDOW).astype(np.float32)
    from scipy.fft import rfft

    return np.abs(rfft(views * window, axis=1)).T.astype(np.float32) / (WINDOW / 4)


def _of_frames(spectrum: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Measures of every frame [shape=(rows, frames)] and its level in dB."""
    from scipy.fft import dct

    power = spectrum**2 + 1e-14
    total = power.sum(axis=0)
    level_db = np.maximum(10 * np.log10(total / 2), _FLOOR_DB)
    hz = np.linspace(0, RATE_HZ / 2, len(power))
    bands = _mel_matrix() @ power + 1e-14
    decibels = np.maximum(10 * np.log10(bands), 10 * np.log10(bands.max(axis=0)) - 70)
    cepstrum = dct(decibels, axis=0, norm="ortho")[1:_COEFFICIENTS + 1]
    steady, broad = _medians(np.sqrt(bands))
    hits = (broad**2).sum(axis=0) / ((broad**2).sum(axis=0) + (steady**2).sum(axis=0))
    heard = power[:round(_VOICE_TOP_HZ / hz[1])]
    flat = np.log(heard).mean(axis=0) - np.log(heard.mean(axis=0))
    centre = (hz[:, None] * power).sum(axis=0) / total / 1000
    spread = np.sqrt((((hz[:, None] / 1000 - centre) ** 2) * power).sum(axis=0) / total)
    above = np.cumsum(power, axis=0) / total
    roll = (above < 0.85).sum(axis=0) / len(power)
    flux = np.maximum(np.diff(decibels, axis=1, prepend=decibels[:, :1]), 0).mean(axis=0)
    low, high = above[round(300 / hz[1])], 1 - above[round(4000 / hz[1])]
    peaks = _peakiness(spectrum)
    return np.vstack([cepstrum, hits, flat, centre, spread, roll, flux, low, high, peaks, *_pitch(spectrum)]), level_db


def _peakiness(spectrum: np.ndarray) -> np.ndarray:
    """Share of the energy that stands out of its neighbourhood in frequency (partials), and how many partials."""
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    part = spectrum[:512]
    around = uniform_filter1d(part, 25, axis=0)
    stands = (part >= maximum_filter1d(part, 5, axis=0)) & (part > 3 * around)
    strong = stands & (part > 0.03 * part.max(axis=0))
    return np.stack([(part**2 * stands).sum(axis=0) / ((part**2).sum(axis=0) + 1e-14), strong.sum(axis=0) / 20])


def _pitch(spectrum: np.ndarray) -> tuple[np.ndarray, ...]:
    """Its height and how it moves from frame to frame and within 0.2 s, in semitones; strength of the cepstral peak."""
    from scipy.fft import irfft
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    floor = 1e-3 * spectrum.max(axis=0) + 1e-7
    shortest = RATE_HZ // _HIGHEST_HZ
    cepstrum = np.abs(irfft(np.log(spectrum + floor), axis=0)[shortest:RATE_HZ // _LOWEST_HZ])
    peak, columns = cepstrum.argmax(axis=0), np.arange(cepstrum.shape[1])
    strength = cepstrum[peak, columns]
    before, after = (cepstrum[np.clip(peak + side, 0, len(cepstrum) - 1), columns] for side in (-1, 1))
    bend = before - 2 * strength + after
    semitones = 12 * np.log2(peak + shortest + np.where(bend < 0, 0.5 * (before - after) / np.minimum(bend, -1e-9), 0))
    step = np.minimum(np.abs(np.diff(semitones, prepend=semitones[:1])), 3)
    within = np.minimum(maximum_filter1d(semitones, _NOTE) - minimum_filter1d(semitones, _NOTE), 12)
    is_note = ((within < _NOTE_SEMITONES) & (strength > 0.08)).astype(np.float32)
    return within, is_note, strength, step, semitones / 12


def _medians(bands: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    from scipy.ndimage import median_filter

    steady = np.stack([median_filter(row, _STEADY) for row in bands])
    return steady, np.stack([median_filter(row, _BROAD) for row in np.ascontiguousarray(bands.T)]).T


def _of_moments(rows: np.ndarray, level_db: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean and spread over a second, weighted to what is audible, and how the level moves."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d

    loudest = maximum_filter1d(level_db, _SECOND, mode="nearest")
    weight = np.clip((level_db - loudest + 40) / 30, 0.02, 1)

    def over_a_second(values: np.ndarray) -> np.ndarray:
        return np.asarray(uniform_filter1d(values, _SECOND, mode="nearest"))

    total = over_a_second(weight)
    mean = over_a_second(rows * weight) / total
    spread = np.sqrt(np.maximum(over_a_second(rows**2 * weight) / total - mean**2, 0))
    envelope = 10 ** ((level_db - loudest) / 20)
    quick, slow = (uniform_filter1d(envelope, size, mode="nearest") for size in (3, 9))
    usual = over_a_second(envelope) + FLOOR
    moving = np.sqrt(np.maximum(over_a_second((quick - slow) ** 2), 0)) / usual
    steps = np.sqrt(np.maximum(over_a_second(np.diff(envelope, prepend=envelope[:1]) ** 2), 0)) / usual
    depth = loudest - np.maximum(minimum_filter1d(level_db, _SECOND, mode="nearest"), loudest - 60)
    quiet = over_a_second((level_db < loudest - 25).astype(float))
    held = over_a_second((rows[-2] < 0.3).astype(float) * (rows[-3] > 0.08))
    features = np.vstack([mean, spread, moving, steps, np.log(usual), depth, quiet, held])
    middle = slice(4, None, 8)
    near = maximum_filter1d(level_db, 9, mode="nearest")
    return np.ascontiguousarray(features[:, middle].T, np.float32), near[middle], loudest[middle]


def _mel_matrix() -> np.ndarray:
    hz = np.linspace(0, RATE_HZ / 2, WINDOW // 2 + 1)
    mel = 2595 * np.log10(1 + hz / 700)
    edges = np.linspace(mel[1], mel[-1], _BANDS + 2)
    rise = (mel - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - mel) / np.diff(edges)[1:, None]
    weights = np.clip(np.minimum(rise, fall), 0, None)
    return (weights / (weights.sum(axis=1, keepdims=True) + 1e-9)).astype(np.float32)
