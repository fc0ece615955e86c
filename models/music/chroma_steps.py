"""The strongest pitch class at each moment of a recording, as MusicGen melody was trained to follow it."""

from __future__ import annotations

import numpy as np

_SIZE, _HOP = 16384, 4096
_CENTRE_OCTAVE, _OCTAVES = 5.0, 2.0
"""Weight over the octaves above 27.5 Hz: a bell around the fifth."""


def chroma_steps(mono: np.ndarray, rate_hz: int, classes: int = 12) -> np.ndarray:
    """One-hot [shape=(steps, classes)], C first, a step each 4096 samples; windows as in Ellis, "Chroma Feature
    Analysis and Synthesis", 2007.
    """
    sound = np.pad(mono.astype(np.float64), (0, max(0, _SIZE - len(mono))))
    padded = np.pad(sound, _SIZE // 2, mode="reflect")
    starts = range(0, len(sound) + 1, _HOP)
    window, bank = np.hanning(_SIZE + 1)[:-1], _bank(rate_hz, classes)
    steps = np.zeros((len(starts), classes), np.float32)
    for number, start in enumerate(starts):
        power = np.abs(np.fft.rfft(padded[start:start + _SIZE] * window)) ** 2
        steps[number, int((bank @ power).argmax())] = 1
    return steps


def _bank(rate_hz: int, classes: int) -> np.ndarray:
    """How much each bin of the spectrum counts for each pitch class [shape=(classes, bins)]."""
    frequencies = np.fft.rfftfreq(_SIZE, 1 / rate_hz)[1:]
    octaves = np.log2(frequencies / (440 / 16))
    places = np.concatenate([[classes * octaves[0] - 1.5 * classes], classes * octaves])
    widths = np.maximum(np.append(np.diff(places), 1), 1)
    half = round(classes / 2)
    distance = np.remainder(places - np.arange(classes)[:, None] + half + 10 * classes, classes) - half
    bank = np.exp(-0.5 * (2 * distance / widths) ** 2)
    bank /= np.sqrt((bank**2).sum(axis=0, keepdims=True))
    bank *= np.exp(-0.5 * ((places / classes - _CENTRE_OCTAVE) / _OCTAVES) ** 2)
    return np.asarray(np.roll(bank, -3 * (classes // 12), axis=0))
