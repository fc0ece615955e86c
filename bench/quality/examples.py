"""How well an example of a sound is found again inside music, against its bars."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.quality.row import Row
from bench.song_maker import RATE, SOUNDFONT, make_song
from models.hearing import example
from models.hearing.chunks import RATE_HZ

_SOUNDS: tuple[tuple[str, int, int, tuple[int, ...], float], ...] = (
    ("bird", 0, 123, (48, 50, 46), 1.0), ("telephone", 0, 124, (60, 61, 59), 1.2),
    ("gunshot", 0, 127, (60, 62, 58), 0.8), ("applause", 0, 126, (60,), 1.5), ("cowbell", 9, 0, (56,), 0.3),
    ("hand clap", 9, 0, (39,), 0.3),
    ("orchestra hit", 0, 55, (60,), 0.8), ("glockenspiel", 0, 9, (84,), 0.6))
"""Name, channel, program, pitches (the first is the example's), seconds held; this soundfont's bird lies so high that
only an octave lower it sounds within what a recording at 22.05 kHz holds."""
_TOLERANCE_S = 0.15


def example_rows() -> Iterator[Row]:
    """Eight sounds of the soundfont, four times each in three songs, louder than the music and equally loud."""
    import soxr

    songs = [soxr.resample(make_song(seed).mix.mean(axis=0).astype(np.float64), RATE, RATE_HZ)[:12 * RATE_HZ]
             for seed in (1300, 1301, 1302)]
    for level_db, bar in ((10, 0.95), (3, 0.88)):
        scores = []
        for _, channel, program, pitches, seconds in _SOUNDS:
            counts = np.zeros(3)
            for number, song in enumerate(songs):
                counts += _counts(song, number, channel, program, pitches, seconds, level_db)
            scores.append(2 * counts[0] / (counts[1] + counts[2]))
        shown = ", ".join(f"{name} {score:.2f}" for (name, *_), score in zip(_SOUNDS, scores, strict=True))
        yield Row("detect_target_sound", "sound-finder", "F1 by example", f"+{level_db} dB: {shown}",
               f"{np.mean(scores):.2f}", f"≥ {bar}")
    false = {name: sum(len(_found(song, example.example_of(_played(channel, program, pitches[0], seconds, 100))))
                       for song in songs) for name, channel, program, pitches, seconds in _SOUNDS}
    shown = ", ".join(f"{name} {count}" for name, count in false.items() if count) or "none"
    yield Row("detect_target_sound", "sound-finder", "false finds", f"absent, 24 searches of 12 s: {shown}",
           str(sum(false.values())), "≤ 0")


def _counts(song: np.ndarray, number: int, channel: int, program: int, pitches: tuple[int, ...], seconds: float,
            level_db: float) -> tuple[int, int, int]:
    """Right, real and found occurrences."""
    random = np.random.default_rng(7 * number + 1)
    sound = song.copy()
    starts_s = np.sort(random.choice(np.arange(5), 4, replace=False) * 2.2 + random.uniform(0, 0.5, 4))
    for start_s in starts_s:
        played = _played(channel, program, int(random.choice(pitches)), seconds, int(random.integers(80, 120)))
        gain = song.std() * 10 ** ((level_db + random.uniform(-2, 2)) / 20)
        played *= gain / np.sqrt(np.mean(played[:RATE_HZ // 5] ** 2))
        part = sound[int(start_s * RATE_HZ):][:len(played)]
        part += played[:len(part)]
    found_s = _found(sound, example.example_of(_played(channel, program, pitches[0], seconds, 100)))
    right = sum(any(abs(at - start) < _TOLERANCE_S for at in found_s) for start in starts_s)
    return right, len(starts_s), len(found_s)


def _found(sound: np.ndarray, wanted: example.Example) -> list[float]:
    padded = np.pad(sound, (0, (wanted.frames + 8) * example.HOP))
    return [(at - wanted.lead) * example.HOP / RATE_HZ
            for at in example.found_at(example.likeness(padded, wanted), wanted.frames)]


def _played(channel: int, program: int, pitch: int, seconds: float, velocity: int) -> np.ndarray:
    """One note of the soundfont, in one channel at RATE_HZ."""
    import fluidsynth

    synth = fluidsynth.Synth(gain=0.5, samplerate=RATE_HZ)
    synth.program_select(channel, synth.sfload(str(SOUNDFONT)), 128 if channel == 9 else 0, program)
    synth.noteon(channel, pitch, velocity)
    held = synth.get_samples(int(seconds * RATE_HZ))
    synth.noteoff(channel, pitch)
    faded = synth.get_samples(int(0.3 * RATE_HZ))
    synth.delete()
    return np.concatenate([held, faded]).reshape(-1, 2).mean(axis=1) / 32768
