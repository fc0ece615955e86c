"""A voice made of resonances alone: English words from the dictionary, no speech engine. The floor under all others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.singing.analysis import FRAME_S
from models.singing.cmu_phones import phones_of
from models.singing.phone import NUCLEI, Phone, Speech, kind_of_arpabet

RATE_HZ = 22050
_BINS = 513
_PITCH_HZ = 110.0
_GLIDE_S = 0.05

_VOWELS = {
    "aa": (730, 1090, 2440), "ae": (660, 1720, 2410), "ah": (640, 1190, 2390), "ao": (570, 840, 2410),
    "ax": (500, 1400, 2400), "eh": (530, 1840, 2480), "er": (490, 1350, 1690), "ih": (390, 1990, 2550),
    "iy": (270, 2290, 3010), "uh": (440, 1020, 2240), "uw": (300, 870, 2240), "l": (360, 1100, 2700),
    "r": (330, 1150, 1500), "w": (300, 650, 2200), "y": (260, 2250, 3000), "m": (270, 1000, 2200),
    "n": (270, 1600, 2600), "ng": (270, 2100, 2700), "v": (250, 1100, 2300), "dh": (250, 1400, 2500),
    "z": (250, 1600, 2600), "zh": (250, 1800, 2500), "jh": (250, 1800, 2500), "b": (220, 900, 2300),
    "d": (220, 1700, 2600), "g": (220, 1900, 2300), "dx": (300, 1600, 2600), "hh": (500, 1500, 2500),
}
"""Resonances in Hz of an adult man; consonants have those that the vowels beside them glide to."""
_DIPHTHONGS = {"ay": ("aa", "ih"), "aw": ("aa", "uh"), "ey": ("eh", "iy"), "ow": ("ao", "uw"), "oy": ("ao", "ih")}
_PLACE = {"p": "b", "t": "d", "k": "g", "f": "v", "th": "dh", "s": "z", "sh": "zh", "ch": "jh"}
"""Hard consonants have the resonances of the soft ones."""
_NOISE = {  # centre and width in Hz, level in dB beside a vowel
    "s": (6500, 2500, -14), "z": (6500, 2500, -20), "sh": (3200, 1500, -12), "zh": (3200, 1500, -20),
    "ch": (3600, 1600, -12), "jh": (3400, 1600, -18), "f": (5000, 5000, -26), "v": (5000, 5000, -32),
    "th": (6000, 5000, -28), "dh": (6000, 5000, -34), "hh": (1500, 2500, -26), "p": (900, 1500, -20),
    "t": (4500, 2500, -14), "k": (2000, 1200, -16), "b": (900, 1200, -26), "d": (4000, 2500, -22),
    "g": (1900, 1200, -24),
}
_LENGTH_S = {"vowel": 0.17, "diphthong": 0.21, "sonorant": 0.085, "voiced": 0.075, "unvoiced": 0.11}
_STOPS = ("p", "t", "k", "b", "d", "g", "ch", "jh")
_CLOSED_SHARE = 0.6
"""How much of a stop is silence before its burst."""


def say(words: Sequence[str]) -> Speech:
    """Speak English words in one breath, on one pitch; unknown words are read letter by letter."""
    import pyworld

    phones = _timed([(name, word) for word, text in enumerate(words) for name in phones_of(text)])
    frames = round(phones[-1].end_s / FRAME_S) + 1
    times_s = FRAME_S * np.arange(frames)
    tone = _resonances(_tracks(phones, times_s)) * _voice_level(phones, times_s)[:, None] ** 2
    noise = _noise(phones, times_s)
    power = np.maximum(tone + noise, 1e-12)
    f0 = np.where(tone.sum(axis=1) > 1e-6, _PITCH_HZ, 0.0)
    aperiodicity = np.clip(noise / power, 0.01, 0.99)
    samples = pyworld.synthesize(f0, power, aperiodicity, RATE_HZ, 1000 * FRAME_S)
    return Speech(0.1 * samples / max(float(np.abs(samples).max()), 1e-9), RATE_HZ, tuple(phones))


def spoken_syllables(word: str) -> int:
    """How many syllables a word has; unknown words as many as their letters sound like."""
    return sum(kind_of_arpabet(name) in NUCLEI for name in phones_of(word))


def _timed(names: Sequence[tuple[str, int]]) -> list[Phone]:
    phones, at_s = [], 0.06
    for name, word in names:
        plain = name.rstrip("012")
        kind = kind_of_arpabet(plain)
        length_s = _LENGTH_S[kind]
        if plain in ("p", "t", "k"):
            closed_s = at_s + _CLOSED_SHARE * length_s
            phones += [Phone(plain, at_s, closed_s, kind, word),
                       Phone(plain, closed_s, at_s + length_s, "release", word)]
        else:
            phones.append(Phone(plain, at_s, at_s + length_s, kind, word))
        at_s += length_s
    return phones


def _tracks(phones: Sequence[Phone], times_s: np.ndarray) -> np.ndarray:
    """F1, F2, F3 through time [shape=(frames, 3)]: held inside a phone, gliding 50 ms between two."""
    points: list[tuple[float, tuple[int, int, int]]] = []
    for phone in phones:
        first, last = _DIPHTHONGS.get(phone.name, (_PLACE.get(phone.name, phone.name),) * 2)
        edge_s = min(0.5 * _GLIDE_S, 0.45 * phone.length_s)
        points += [(phone.start_s + edge_s, _VOWELS.get(first, _VOWELS["ax"])),
                   (phone.end_s - edge_s, _VOWELS.get(last, _VOWELS["ax"]))]
    at = [time_s for time_s, _ in points]
    return np.stack([np.interp(times_s, at, [hz[number] for _, hz in points]) for number in range(3)], axis=1)


def _resonances(formants_hz: np.ndarray) -> np.ndarray:
    """Power spectra [shape=(frames, bins)] of a voice through these resonances and two fixed ones."""
    hz = np.linspace(0, RATE_HZ / 2, _BINS)[None, :]
    fixed = np.tile([3500.0, 4500.0], (len(formants_hz), 1))
    power = 1 / (1 + (hz / 500.0) ** 2)
    for number, centre in enumerate(np.concatenate([formants_hz, fixed], axis=1).T):
        width = (70.0, 90.0, 130.0, 220.0, 300.0)[number]
        squared = centre[:, None] ** 2
        power = power * squared**2 / ((squared - hz**2) ** 2 + (width * hz) ** 2)
    return power / power.mean(axis=1, keepdims=True)


def _voice_level(phones: Sequence[Phone], times_s: np.ndarray) -> np.ndarray:
    level = np.zeros(len(times_s))
    for phone in phones:
        inside = (times_s >= phone.start_s) & (times_s < phone.end_s)
        level[inside] = {"vowel": 1.0, "diphthong": 1.0, "sonorant": 0.5, "voiced": 0.2}.get(phone.kind, 0.0)
    return np.convolve(np.pad(level, 2, "edge"), np.ones(5) / 5, "valid")


def _noise(phones: Sequence[Phone], times_s: np.ndarray) -> np.ndarray:
    hz = np.linspace(0, RATE_HZ / 2, _BINS)
    power = np.zeros((len(times_s), _BINS))
    for phone in phones:
        if phone.name not in _NOISE:
            continue
        centre, width, level_db = _NOISE[phone.name]
        closes = phone.name in _STOPS and phone.kind != "release"
        from_s = phone.start_s + (_CLOSED_SHARE * phone.length_s if closes else 0.0)
        if phone.name in ("p", "t", "k") and closes:
            continue
        shape = np.exp(-(((hz - centre) / width) ** 2))
        inside = (times_s >= from_s) & (times_s < phone.end_s)
        power[inside] += 10 ** (level_db / 10) * shape / shape.mean()
    return power
