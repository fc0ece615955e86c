"""The key of a recording, from its notes and its chords together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.media.key import Key
from models.analysis.chords import LABELS, TimedChord

# Temperley 2007, key profiles from the Kostka-Payne corpus.
_PROFILES = {
    "major": (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400),
    "minor": (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330),
}
_DEGREES = {
    "major": {(0, ""): 1.35, (2, "m"): 1.0, (4, "m"): 1.0, (5, ""): 1.1, (7, ""): 1.1, (9, "m"): 1.0},
    "minor": {(0, "m"): 1.35, (3, ""): 1.0, (5, "m"): 1.1, (7, "m"): 1.05, (7, ""): 0.9, (8, ""): 1.0, (10, ""): 1.0},
}
"""Weight of the triads of a key, by semitones above the tonic and kind."""
_AUDIBLE = 0.2
"""A pitch class weaker than this share of the strongest one is a trace, not a note."""
_PROFILE_WEIGHT, _FIRST_WEIGHT, _LAST_WEIGHT, _BASS_WEIGHT = 0.4, 0.2, 0.08, 0.05


@dataclass(frozen=True)
class FoundKey:
    """A key and how sure it is."""

    key: Key
    confidence: float
    """0–1: its lead over the best other key."""
    rival: Key
    """The key that comes next."""


def find_key(chroma: np.ndarray, bass_chroma: np.ndarray, chords: Sequence[TimedChord]) -> FoundKey | None:
    """The likeliest major or minor key; None when fewer than three pitch classes sound.

    `chroma` and `bass_chroma` are sums over time [shape=(12,)].
    """
    classes = _classes(chroma)
    if classes < 3:
        return None
    sounding = [chord for chord in chords if chord.label >= 0]
    shares = np.zeros(len(LABELS))
    for chord in sounding:
        shares[chord.label] += chord.end_s - chord.start_s
    shares /= max(float(shares.sum()), 1e-9)
    scored = []
    for mode, profile in _PROFILES.items():
        for tonic in range(12):
            score = _chord_fit(shares, tonic, mode) + _PROFILE_WEIGHT * _fit(chroma, profile, tonic)
            score += _BASS_WEIGHT * float(bass_chroma[tonic] / max(float(bass_chroma.max()), 1e-9))
            home = LABELS.index((tonic, "" if mode == "major" else "m"))
            if sounding:
                score += _FIRST_WEIGHT * (sounding[0].label == home) + _LAST_WEIGHT * (sounding[-1].label == home)
            scored.append((score, Key(tonic, mode)))
    scored.sort(key=lambda pair: -pair[0])
    lead = scored[0][0] - scored[1][0]
    length_s = sum(chord.end_s - chord.start_s for chord in sounding)
    support = sum(chord.confidence * (chord.end_s - chord.start_s) for chord in sounding) / max(length_s, 1e-9)
    confidence = float(min(1.0, max(0.0, lead / 0.4)) * min(1.0, support / 0.4))
    return FoundKey(scored[0][1], confidence if classes >= 5 else 0.5 * confidence, scored[1][1])


def _classes(chroma: np.ndarray) -> int:
    """How many pitch classes really sound; traces, and what spills over from the next semitone, do not count."""
    neighbour = np.maximum(np.roll(chroma, 1), np.roll(chroma, -1))
    return int(np.sum((chroma > _AUDIBLE * chroma.max(initial=0.0)) & (chroma > 0.25 * neighbour)))


def _chord_fit(shares: np.ndarray, tonic: int, mode: str) -> float:
    return float(sum(weight * shares[LABELS.index(((tonic + step) % 12, kind))]
                     for (step, kind), weight in _DEGREES[mode].items()))


def _fit(chroma: np.ndarray, profile: tuple[float, ...], tonic: int) -> float:
    return float(np.corrcoef(np.roll(chroma, -tonic), profile)[0, 1])
