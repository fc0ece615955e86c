"""A long session is mixed in flat memory, and block by block it is the same as in one piece."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.mixdown import mixdown as mixing
from engine.assistant.mixdown.mixdown import MixedSound, mixdown, mixdown_file
from engine.assistant.mixdown.players import Players
from engine.daw import daw
from engine.daw.daw import Plugin, Project, Region, Snapshot, Track
from engine.media.audio import Audio, read_audio, resample, write_audio
from engine.media.note import TempoMap

RATE = 48000


class Doubling(Players):
    """An effect that doubles."""

    def effect(self, plugin: Plugin, sound: Path, track: Track, snapshot: Snapshot, folder: Path) -> Path:
        audio = read_audio(sound)
        return write_audio(folder / f"{plugin.id}.wav", Audio(audio.samples * 2, audio.sample_rate_hz))


def noise(path: Path, seconds: float, rate: int = RATE, seed: int = 1) -> Path:
    samples = np.random.default_rng(seed).standard_normal((1, round(seconds * rate))).astype(np.float32) * 0.1
    return write_audio(path, Audio(samples, rate))


def song(folder: Path, seconds: float) -> Snapshot:
    """A loop, a sound of another rate with fades, a bus with an effect, automation."""
    beats = seconds * 2
    a, b, loop = (
        noise(folder / "a.wav", seconds),
        noise(folder / "b.wav", seconds, 44100, 2),
        noise(folder / "l.wav", 3),
    )
    lane = daw.Lane("volume", ((0.0, -20.0), (beats, 0.0)))
    tracks = (
        Track("a", "A", automation=(lane,)),
        Track("b", "B", output="bus"),
        Track("l", "L", sends=(daw.Send("bus", -6.0),)),
        Track("bus", "Bus", "bus", plugins=(Plugin("p", "Reverb"),)),
    )
    regions = (
        Region("ra", "a", "a", "audio", 0.0, beats, (a,), 0.0, seconds),
        Region("rb", "b", "b", "audio", 0.0, beats, (b,), 0.5, seconds - 0.5, fade_in_s=seconds / 2, fade_out_s=2.0),
        Region("rl", "l", "l", "audio", 1.0, beats - 1, (loop,), 0.0, 3.0, is_looped=True, gain_db=-3.0),
    )
    return Snapshot(Project("p", "Song", folder), "1", TempoMap.constant(120), tracks, regions)


def test_blocks_are_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = song(tmp_path, 8.0)
    whole = mixdown(snapshot, players=Doubling()).audio.samples
    monkeypatch.setattr(mixing, "_BLOCK", 480 * 37)
    parts = mixdown_file(snapshot, tmp_path / "made", players=Doubling())
    assert np.allclose(parts.sound.whole().samples, whole, atol=1e-5)
    assert np.allclose(MixedSound(snapshot, players=Doubling()).whole().samples, whole, atol=1e-5)


def test_a_stretch_at_another_rate_is_that_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = noise(tmp_path / "b.wav", 4.0, 44100)
    region = Region("r", "t", "r", "audio", 0.0, 8.0, (path,), 0.0, 4.0)
    snapshot = Snapshot(Project("p", "Song", tmp_path), "1", TempoMap.constant(120), (Track("t", "T"),), (region,))
    monkeypatch.setattr(mixing, "_BLOCK", 480 * 29)
    expected = resample(read_audio(path), RATE).samples
    assert np.abs(mixdown(snapshot).audio.samples[0, 100:-100] - expected[0, 100:-100]).max() < 1e-4


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    peaks = []
    for seconds in (30.0, 240.0):
        snapshot = song(tmp_path, seconds)
        plain = replace(snapshot, tracks=tuple(replace(track, plugins=()) for track in snapshot.tracks))
        tracemalloc.start()
        mixdown_file(plain, tmp_path / "made")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0], peaks
