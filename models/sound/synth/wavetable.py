"""Band-limited oscillators: one cycle built from its harmonics, read at any pitch."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

SIZE = 2048
_MAX_HARMONICS = 600
# Formants of sung vowels, Hz, with their levels.
_FORMANTS = {"ah": ((730, 1.0), (1090, 0.5), (2440, 0.2)), "oo": ((300, 1.0), (870, 0.35), (2240, 0.08))}
_DRAWBARS = {
    "organ": {1: 1.0, 2: 0.8, 3: 0.55, 4: 0.35, 6: 0.12, 8: 0.15},
    "soft_organ": {1: 1.0, 2: 0.5, 3: 0.3, 4: 0.08},
}


@lru_cache(maxsize=512)
def cycle(kind: str, frequency_hz: float, cutoff_hz: float, slope: float, q: float, rate: int) -> np.ndarray:
    """One cycle [shape=(SIZE + 1,)] of a waveform at a pitch, low-passed at the cutoff, free of aliases.

    `slope` is the order of the low-pass, `q` the height of its resonance (1 = none).
    Kinds: saw, square, triangle, sine, pulse, string, reed, organ, soft_organ, ah, oo.
    """
    count = min(_MAX_HARMONICS, max(1, int(0.45 * rate / frequency_hz)))
    numbers = np.arange(1, count + 1)
    amplitudes = _harmonics(kind, numbers, frequency_hz)
    ratio = numbers * frequency_hz / max(cutoff_hz, 20.0)
    gains = 1 / np.sqrt(1 + ratio ** (2 * slope))
    if q > 1:
        gains = gains * (1 + (q - 1) * np.exp(-((np.log2(ratio) / 0.35) ** 2)))
    spectrum = np.zeros(SIZE // 2 + 1, complex)
    usable = min(count, SIZE // 2 - 1)
    phases = np.full(usable, -0.5j * np.pi) if kind != "string" else -0.5j * np.pi + 1j * 0.9 * np.arange(usable) ** 1.5
    spectrum[1 : usable + 1] = (amplitudes * gains)[:usable] * np.exp(phases) * SIZE / 2
    table = np.fft.irfft(spectrum, SIZE)
    return np.append(table, table[0]).astype(np.float32)


def read(
    table: np.ndarray, frequency_hz: float, count: int, rate: int, phase: float = 0.0, bend: np.ndarray | None = None
) -> np.ndarray:
    """Play a cycle for `count` samples; `bend` [shape=(count,)] multiplies the frequency."""
    step = frequency_hz / rate
    turns = np.arange(count) * step if bend is None else np.cumsum(bend) * step
    place = ((turns + phase) % 1.0) * SIZE
    index = place.astype(np.int32)
    index[index >= SIZE] = 0
    part = (place - index).astype(np.float32)
    low = table[index]
    return low + (table[index + 1] - low) * part


def saw(frequency_hz: float | np.ndarray, count: int, rate: int, phase: float = 0.0) -> np.ndarray:
    """A saw whose frequency may change from sample to sample (polynomial band-limited steps, Välimäki 2007)."""
    step = np.broadcast_to(np.asarray(frequency_hz, float) / rate, (count,))
    place = (phase + np.cumsum(step) - step[0]) % 1.0
    wave = 2 * place - 1
    early = place < step
    ahead = place[early] / step[early]
    wave[early] -= 2 * ahead - ahead * ahead - 1
    late = place > 1 - step
    behind = (place[late] - 1) / step[late]
    wave[late] -= behind * behind + 2 * behind + 1
    return wave


def glide(frequency_hz: np.ndarray, rate: int) -> np.ndarray:
    """A sine that follows a frequency curve."""
    return np.sin(2 * np.pi * np.cumsum(frequency_hz) / rate)


def _harmonics(kind: str, numbers: np.ndarray, frequency_hz: float) -> np.ndarray:
    if kind in _FORMANTS:
        hz = numbers * frequency_hz
        voice = sum(level / (1 + ((hz - centre) / (0.12 * centre + 40)) ** 2) for centre, level in _FORMANTS[kind])
        return voice / numbers**0.5
    if kind in _DRAWBARS:
        return np.array([_DRAWBARS[kind].get(int(number), 0.0) for number in numbers])
    odd = numbers % 2 == 1
    table = {
        "saw": 1 / numbers,
        "square": odd / numbers,
        "triangle": odd / numbers**2,
        "sine": (numbers == 1) * 1.0,
        "pulse": np.abs(np.sin(np.pi * numbers * 0.22)) / numbers,
        "reed": np.where(odd, 1.0, 0.45) / numbers**0.8,
        # a string plucked at 0.18 of its length
        "string": np.abs(np.sin(np.pi * numbers * 0.18)) / numbers**1.3,
    }
    return table[kind]
