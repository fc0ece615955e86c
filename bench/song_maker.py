"""Made songs with known stems, tempo, key and chords, for measuring; every seed is another song.

Drums, bass, keys and guitar are played by FluidSynth on a General MIDI soundfont; the vocal is
espeak-ng speech set to a melody with WORLD, in the middle, with a little stereo room.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

RATE = 44100
SOUNDFONT = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
STEMS = ("vocals", "drums", "bass", "other")
_SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
_PROGRESSIONS = {
    "major": ((0, 4, 5, 3), (0, 5, 3, 4), (0, 3, 4, 0), (0, 3, 1, 4), (0, 2, 3, 4)),
    "minor": ((0, 5, 2, 6), (0, 3, 4, 0), (0, 6, 5, 6), (0, 3, 6, 2), (0, 5, 3, 4)),
}
_NAMES = "C Db D Eb E F Gb G Ab A Bb B".split()
_GROOVES = {
    "rock": ((0, 2, 2.5), (1, 3), np.arange(0, 4, 0.5)),
    "house": ((0, 1, 2, 3), (1, 3), np.arange(0.5, 4, 1)),
    "funk": ((0, 0.75, 2.25, 2.5), (1, 3), np.arange(0, 4, 0.25)),
    "half": ((0, 1.75, 2.75), (2,), np.arange(0, 4, 0.5)),
}
_WORDS = "run to the river and follow the light over silver water home again my love tonight we go down".split()
_WORDS_A_MINUTE = 175
Event = tuple[float, float, int, int]
"""Start and end in beats, pitch, velocity."""


@dataclass(frozen=True)
class Song:
    """A made song and the truth about it."""

    stems: dict[str, np.ndarray]
    """float32 [shape=(2, n)] by name."""
    bpm: float
    key: str
    chords: tuple[tuple[float, float, str], ...]
    """Start and end in seconds, and the name."""
    hits: tuple[tuple[float, int], ...] = ()
    """Every stroke of the drums: seconds, and the General MIDI pitch."""

    @property
    def mix(self) -> np.ndarray:
        """All stems together."""
        return np.asarray(np.sum(list(self.stems.values()), axis=0), np.float32)


def make_song(seed: int, *, seconds: float = 14.0) -> Song:
    """A song of about this length; its key, chords, groove, sounds and tempo follow from the seed."""
    random = np.random.default_rng(seed)
    bpm = round(float(random.uniform(72, 150)), 2)
    mode = str(random.choice(["major", "minor"]))
    tonic = int(random.integers(12))
    degrees = _PROGRESSIONS[mode][random.integers(5)]
    bars = max(4, round(seconds * bpm / 240 / 4) * 4)
    frames = round((bars * 240 / bpm + 0.4) * RATE)
    score = _score(random, tonic, mode, degrees, bars)
    pans = {name: int(random.choice([20, 34, 46, 82, 94, 108])) for name in ("keys", "guitar")}
    programs = {"bass": int(random.choice([32, 33, 34, 36, 38])), "keys": int(random.choice([0, 4, 5, 16, 48, 88])),
                "guitar": int(random.choice([24, 25, 26, 27])), "drums": 0}
    played = {name: _played(score[name], programs[name], bpm, frames, pans.get(name, 64), name == "drums")
              for name in programs}
    levels = {"drums": -17, "bass": -19, "keys": -23, "guitar": -24, "vocals": -17}
    played["vocals"] = _sung(random, score["vocals"], bpm, frames)
    for name, sound in played.items():
        rms = float(np.sqrt(np.mean(sound**2))) + 1e-9
        played[name] = (sound * 10 ** ((levels[name] + random.uniform(-2, 2)) / 20) / rms).astype(np.float32)
    stems = {"vocals": played["vocals"], "drums": played["drums"], "bass": played["bass"],
             "other": played["keys"] + played["guitar"]}
    chords = tuple((bar * 240 / bpm, (bar + 1) * 240 / bpm, _chord_name(tonic, mode, degrees[bar % 4]))
                   for bar in range(bars))
    hits = tuple((start * 60 / bpm, pitch) for start, _, pitch, _ in score["drums"])
    return Song(stems, bpm, f"{_NAMES[tonic]} {mode}", chords, hits)


def _pitch(tonic: int, mode: str, degree: int, base: int) -> int:
    return base + tonic + 12 * (degree // 7) + _SCALES[mode][degree % 7]


def _chord_name(tonic: int, mode: str, degree: int) -> str:
    root, third, fifth = (_pitch(tonic, mode, degree + step, 0) for step in (0, 2, 4))
    kind = "dim" if fifth - root == 6 else "m" if third - root == 3 else ""
    return _NAMES[root % 12] + kind


def _score(random: np.random.Generator, tonic: int, mode: str, degrees: tuple[int, ...],
           bars: int) -> dict[str, list[Event]]:
    kicks, snares, hats = _GROOVES[str(random.choice(list(_GROOVES)))]
    score: dict[str, list[Event]] = {name: [] for name in ("drums", "bass", "keys", "guitar", "vocals")}
    loud = lambda level: int(np.clip(level + random.integers(-10, 11), 20, 127))  # noqa: E731
    bass_rhythm = ((0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5), (0, 1.5, 2, 3.5), (0, 0.75, 2, 3), (0, 2))[random.integers(4)]
    for bar in range(bars):
        at, degree = 4.0 * bar, degrees[bar % 4]
        for rhythm, pitch, level in ((kicks, 36, 110), (snares, 38, 100), (hats, 42, 78)):
            score["drums"] += [(at + beat, at + beat + 0.2, pitch, loud(level)) for beat in rhythm]
        root = _pitch(tonic, mode, degree, 24)
        root = root + 12 if root < 28 else root - 12 if root > 42 else root
        score["bass"] += [(at + b, at + b + 0.45, root + (7 if b == 3 and random.random() < 0.5 else 0), loud(95))
                          for b in bass_rhythm]
        triad = [_pitch(tonic, mode, degree + step, 48) for step in (0, 2, 4)]
        triad = [pitch - 12 if pitch > 67 else pitch for pitch in triad]
        score["keys"] += [(at + b, at + b + 1.9, pitch, loud(75)) for b in (0, 2) for pitch in triad]
        score["guitar"] += [(at + i / 2, at + i / 2 + 0.55, triad[(0, 1, 2, 1)[i % 4]] + 12, loud(80))
                            for i in range(8)]
    score["vocals"] = _melody(random, tonic, mode, bars)
    return score


def _melody(random: np.random.Generator, tonic: int, mode: str, bars: int) -> list[Event]:
    notes: list[Event] = []
    beat, degree = float(random.choice([0, 1, 2])), int(random.integers(0, 5))
    base = int(random.choice([48, 60])) - (12 if tonic > 6 else 0)
    while beat < 4 * bars - 2:
        for _ in range(int(random.integers(3, 7))):
            length = float(random.choice([0.5, 1, 1, 1.5, 2]))
            if beat + length > 4 * bars - 0.5:
                break
            degree = int(np.clip(degree + random.integers(-2, 3), -2, 8))
            notes.append((beat, beat + length - 0.05, _pitch(tonic, mode, degree, base), 90))
            beat += length
        beat += float(random.choice([1, 1.5, 2]))
    return notes


def _played(events: list[Event], program: int, bpm: float, frames: int, pan: int, is_drums: bool) -> np.ndarray:
    import fluidsynth

    synth = fluidsynth.Synth(gain=0.5, samplerate=RATE)
    font = synth.sfload(str(SOUNDFONT))
    channel = 9 if is_drums else 0
    synth.program_select(channel, font, 128 if is_drums else 0, program)
    synth.cc(channel, 10, pan)
    synth.cc(channel, 91, 20)
    marks = sorted([(start, 1, pitch, level) for start, _, pitch, level in events]
                   + [(end, 0, pitch, 0) for _, end, pitch, _ in events])
    parts, position = [], 0
    for beat, is_on, pitch, level in marks:
        sample = min(frames, round(beat * 60 / bpm * RATE))
        if sample > position:
            parts.append(synth.get_samples(sample - position))
            position = sample
        if is_on:
            synth.noteon(channel, pitch, level)
        else:
            synth.noteoff(channel, pitch)
    parts.append(synth.get_samples(frames - position))
    synth.delete()
    return (np.concatenate(parts).reshape(-1, 2).T / 32768).astype(np.float32)


def _spoken(word: str, voice: str) -> tuple[np.ndarray, int]:
    """One word of espeak-ng as float64, and its rate."""
    from models.speech.espeak_library import speak

    said = speak(word, voice, rate_wpm=_WORDS_A_MINUTE)
    return said.samples.astype(np.float64), said.sample_rate_hz


def _sung(random: np.random.Generator, notes: list[Event], bpm: float, frames: int) -> np.ndarray:
    """A voice on the notes in the middle of the picture, with 12 % of a short stereo room."""
    import pyworld
    import soxr
    from scipy.signal import fftconvolve

    voice = "en-us+f3" if notes and notes[0][2] >= 57 else "en-us+m3"
    line = np.zeros(frames)
    for start, end, pitch, _ in notes:
        speech, rate = _spoken(str(random.choice(_WORDS)), voice)
        hz, times = pyworld.harvest(speech, rate, f0_floor=60)
        envelope = pyworld.cheaptrick(speech, hz, times, rate)
        noise = pyworld.d4c(speech, hz, times, rate)
        count = max(8, round((end - start) * 60 / bpm / 0.005))
        source = np.interp(np.arange(count), [0, 0.25 * count, 0.8 * count, count],
                           [0, 0.35 * len(hz), 0.6 * len(hz), len(hz) - 1]).round().astype(int)
        voiced = (hz[source] > 0) | (np.arange(count) > 0.3 * count)
        wave = 1 + 0.012 * np.sin(2 * np.pi * 5.5 * 0.005 * np.arange(count)) * (np.arange(count) > 40)
        melody = np.where(voiced, 440 * 2 ** ((pitch - 69) / 12) * wave, 0.0)
        sound = soxr.resample(pyworld.synthesize(melody, envelope[source], noise[source], rate, 5.0), rate, RATE)
        sound *= np.minimum(1, np.minimum(np.arange(len(sound)), np.arange(len(sound))[::-1]) / 300)
        at = round(start * 60 / bpm * RATE)
        sound = sound[:max(0, frames - at)]
        line[at:at + len(sound)] += sound
    length = round(0.8 * RATE)
    room = random.standard_normal((2, length)) * np.exp(-np.arange(length) / (0.13 * RATE))
    room /= np.sqrt((room**2).sum(axis=1, keepdims=True))
    wet = np.array([fftconvolve(line, channel)[:frames] for channel in room])
    return (line + 0.12 * wet).astype(np.float32)
