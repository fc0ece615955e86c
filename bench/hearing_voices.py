"""Voices that speak and sing, of flite, eSpeak NG and our own singer, and WORLD's changes of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.singing_songs import SONGS
from engine.catalog.model import Brief, Report
from engine.media.clip import Clip, midi_clip
from engine.media.note import Note, TempoMap
from models.hearing.chunks import RATE_HZ
from models.singing.world_singer import WorldSinger
from models.speech.espeak_library import speak
from models.speech.flite_program import spoken_by_flite

LINES = tuple(line for song in SONGS for line in song.lines)
Named = tuple[str, str]
"""Program, and the voice's name in it."""


def at_rate(samples: np.ndarray, rate: int) -> np.ndarray:
    """One channel at RATE_HZ, from [shape=(channels, n)]."""
    import soxr

    return np.asarray(soxr.resample(np.atleast_2d(samples).mean(axis=0), rate, RATE_HZ), np.float64)


def said(voice: Named, lines: tuple[str, ...]) -> np.ndarray:
    """Lines one after the other."""
    parts = []
    for line in lines:
        if voice[0] == "flite":
            samples, rate, _ = spoken_by_flite(line, voice[1])
        else:
            spoken = speak(line, voice[1])
            samples, rate = spoken.samples, spoken.sample_rate_hz
        parts.append(at_rate(samples, rate))
    return np.concatenate(parts)


def said_somehow(variant: str, number: int) -> np.ndarray:
    """A variant of espeak-ng's voice, slower or faster, flatter or livelier."""
    random = np.random.default_rng(number + 300)
    parts = []
    for line in LINES[number::9]:
        spoken = speak(line, f"gmw/en-US+{variant}", rate_wpm=int(random.integers(120, 230)),
                       pitch=int(random.integers(25, 75)), pitch_range=int(random.integers(15, 85)))
        parts.append(at_rate(spoken.samples, spoken.sample_rate_hz))
    return np.concatenate(parts)


def sung(voice: str, number: int, folder: Path) -> np.ndarray:
    """A melody drawn by chance, by our own singer."""
    random = np.random.default_rng(number)
    notes, beat, pitch = [], 0.0, int(random.integers(48, 60))
    while beat < 16:
        length = float(random.choice([0.5, 1, 1, 1.5, 2]))
        pitch = int(np.clip(pitch + random.integers(-3, 4), 45, 72))
        notes.append(Note(pitch, beat, length * 0.95))
        beat += length
    tempo = TempoMap.constant(float(random.uniform(80, 130)))
    words = " ".join(LINES[(3 * number + step) % len(LINES)] for step in range(3))
    brief = Brief("sing", folder, tempo, sample_rate_hz=RATE_HZ, seed=number)
    made = WorldSinger().run({"lyrics": words, "voice": voice}, {"midi": midi_clip(folder, "line", notes, tempo, beat)},
                             brief, Report())["audio"]
    assert isinstance(made, Clip)
    return at_rate(made.audio().samples, RATE_HZ)


def chanted(voice: Named, number: int) -> np.ndarray:
    """Words drawn out on one note each, by WORLD, from one pitch straight to the next."""
    import pyworld

    random = np.random.default_rng(number)
    parts = []
    for word in " ".join(LINES[number::11]).split()[:24]:
        speech = np.ascontiguousarray(said(voice, (word,)))
        pitch, times = pyworld.harvest(speech, RATE_HZ, f0_floor=60)
        envelope = pyworld.cheaptrick(speech, pitch, times, RATE_HZ)
        breath = pyworld.d4c(speech, pitch, times, RATE_HZ)
        count = round(float(random.choice([0.35, 0.5, 0.5, 0.8, 1.1])) / 0.005)
        source = np.interp(np.arange(count), [0, 0.25 * count, 0.8 * count, count],
                           [0, 0.35 * len(pitch), 0.6 * len(pitch), len(pitch) - 1]).round().astype(int)
        shake = 1 + random.choice([0, 0.006, 0.014]) * np.sin(2 * np.pi * 5.6 * 0.005 * np.arange(count))
        melody = np.where((pitch[source] > 0) | (np.arange(count) > 0.3 * count),
                          440 * 2 ** ((random.integers(46, 72) - 69) / 12) * shake, 0.0)
        parts.append(pyworld.synthesize(melody, envelope[source], breath[source], RATE_HZ, 5.0))
    return np.concatenate(parts)


def revoiced(voice: Named, number: int) -> np.ndarray:
    """The same voice higher or lower, livelier or flatter, of another size and pace."""
    import pyworld

    random = np.random.default_rng(number + 900)
    speech = np.ascontiguousarray(said(voice, LINES[number::31][:3]))
    pitch, times = pyworld.harvest(speech, RATE_HZ, f0_floor=60)
    envelope = pyworld.cheaptrick(speech, pitch, times, RATE_HZ)
    breath = pyworld.d4c(speech, pitch, times, RATE_HZ)
    higher, lively = random.uniform(0.8, 2.1), random.uniform(0.6, 1.6)
    size = float(np.clip(higher**0.25 * random.uniform(0.93, 1.07), 0.85, 1.25))
    usual = np.exp(np.log(pitch[pitch > 0]).mean())
    melody = np.where(pitch > 0, usual * higher * (np.maximum(pitch, 1) / usual) ** lively, 0)
    bands = np.arange(envelope.shape[1])
    moved = np.exp(np.stack([np.interp(np.clip(bands / size, 0, bands[-1]), bands, row)
                             for row in np.log(envelope + 1e-20)]))
    pace = random.uniform(0.8, 1.25)
    source = np.minimum((np.arange(int(len(melody) / pace)) * pace).astype(int), len(melody) - 1)
    return np.asarray(pyworld.synthesize(melody[source], np.ascontiguousarray(moved[source]),
                                         np.ascontiguousarray(breath[source]), RATE_HZ, 5.0))
