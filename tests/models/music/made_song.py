"""Small songs put together from oscillators and noise, with known stems, tempo, key and chords."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

RATE = 44100
STEMS = ("vocals", "drums", "bass", "other")
_FORMANTS = ((650, 250, 1.0), (1150, 300, 0.7), (2700, 500, 0.4))
_TRIADS = {"": (0, 4, 7), "m": (0, 3, 7)}


@dataclass(frozen=True)
class MadeSong:
    stems: dict[str, np.ndarray]
    bpm: float
    chords: tuple[tuple[float, float, str], ...]

    @property
    def mix(self) -> np.ndarray:
        return np.asarray(np.sum(list(self.stems.values()), axis=0), np.float32)


def hz(pitch: float) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


def pluck(pitch: float, seconds: float, partials: int, fall: float, decay_s: float) -> np.ndarray:
    time_s = np.arange(round(seconds * RATE)) / RATE
    tone = sum((fall**k * np.sin(2 * np.pi * hz(pitch) * (k + 1) * time_s + k) for k in range(partials)),
               np.zeros(len(time_s)))
    ends = np.minimum(1, np.minimum(np.arange(len(time_s)), np.arange(len(time_s))[::-1]) / 250)
    return np.asarray(tone * np.exp(-time_s / decay_s) * ends)


def voice(pitch: float, seconds: float) -> np.ndarray:
    time_s = np.arange(round(seconds * RATE)) / RATE
    base = hz(pitch) * (1 + 0.012 * np.sin(2 * np.pi * 5.5 * time_s) * np.minimum(1, time_s * 3))
    phase = 2 * np.pi * np.cumsum(base) / RATE
    tone = np.zeros(len(time_s))
    for k in range(1, 30):
        at = k * hz(pitch)
        level = sum(np.exp(-(((at - centre) / width) ** 2)) * gain for centre, width, gain in _FORMANTS)
        tone += (level + 0.02) * np.sin(k * phase)
    return np.asarray(tone * np.minimum(1, np.minimum(np.arange(len(tone)), np.arange(len(tone))[::-1]) / 1500))


@cache
def made_song(roots: tuple[tuple[int, str, str], ...], scale: tuple[int, ...], bpm: float, *, bars: int = 6,
              seed: int = 1) -> MadeSong:
    """`roots`: (pitch class, kind, name) per bar; `scale`: pitch classes the voice may sing. Nobody may change it."""
    random = np.random.default_rng(seed)
    beat_s = 60 / bpm
    frames = round((bars * 4 * beat_s + 0.3) * RATE)
    lines = {name: np.zeros((2, frames)) for name in STEMS}

    def put(stem: str, beat: float, sound: np.ndarray, left: float = 1.0, right: float = 1.0) -> None:
        at = round(beat * beat_s * RATE)
        part = sound[:frames - at]
        lines[stem][0, at:at + len(part)] += left * part
        lines[stem][1, at:at + len(part)] += right * part

    chords = []
    for bar in range(bars):
        root, kind, name = roots[bar % len(roots)]
        chords.append((bar * 4 * beat_s, (bar + 1) * 4 * beat_s, name))
        for step, (left, right) in zip(_TRIADS[kind], ((1, 0.3), (0.25, 1), (0.8, 0.35)), strict=True):
            put("other", 4 * bar, pluck(60 + (root + step) % 12, 4 * beat_s, 6, 0.5, 3.0), left, right)
        for half in range(4):
            put("bass", 4 * bar + half, pluck(36 + root if root < 8 else 24 + root, 0.9 * beat_s, 5, 0.45, 0.8))
        for eighth in range(8):
            _drum_beat(put, random, 4 * bar + eighth / 2, eighth)
        for beat in (0, 1.5, 2.5):
            degree = int(random.choice([s for s in scale if (s - root) % 12 in (0, 3, 4, 7, 2, 9)]))
            put("vocals", 4 * bar + beat, voice(60 + degree, (1.4 if beat == 0 else 0.9) * beat_s))
    levels = {"vocals": -17, "drums": -18, "bass": -20, "other": -21}
    stems = {name: (line * 10 ** (levels[name] / 20) / np.sqrt(np.mean(line**2))).astype(np.float32)
             for name, line in lines.items()}
    for sound in stems.values():
        sound.flags.writeable = False
    return MadeSong(stems, bpm, tuple(chords))


def _drum_beat(put, random: np.random.Generator, beat: float, eighth: int) -> None:
    time_s = np.arange(round(0.25 * RATE)) / RATE
    noise = random.standard_normal(len(time_s))
    if eighth in (0, 4, 5):
        sweep = 50 * time_s + 6 * (1 - np.exp(-time_s / 0.02))
        put("drums", beat, 3.0 * np.sin(2 * np.pi * sweep) * np.exp(-time_s / 0.07))
    if eighth in (2, 6):
        put("drums", beat, 0.9 * noise * np.exp(-time_s / 0.06))
    put("drums", beat, 0.5 * np.diff(noise, prepend=0) * np.exp(-time_s / 0.02))
