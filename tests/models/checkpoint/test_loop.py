"""Loops cut from takes: in tempo, on the beat, exact, seamless; and what a prompt and its arguments come to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.media.audio import Audio
from engine.media.note import TempoMap
from models.analysis.listening import RATE_HZ
from models.analysis.tempo import find_tempo, onset_strength
from models.sound.making.loop import looped, spare_seconds
from models.sound.making.music_words import is_music
from models.sound.making.sound_maker import is_bed
from models.sound.making.wish import SoundWish, read_wish

RATE = 44100


def beats(bpm: float, seconds: float, first_s: float = 0.0) -> Audio:
    """A low hit on every beat, a softer high one between."""
    times = np.arange(round(seconds * RATE)) / RATE
    beat = 60 / bpm
    since = (times - first_s) % beat
    low = np.sin(2 * np.pi * 70 * since) * np.exp(-25 * since)
    high = np.random.default_rng(0).standard_normal(len(times)) * np.exp(-90 * ((times - first_s) % (beat / 2)))
    return Audio((0.5 * low + 0.05 * high)[None].astype(np.float32), RATE)


def wish(bpm: float = 120.0, bars: int = 4, rate: int = 48000) -> SoundWish:
    return SoundWish("beat", round(bars * 4 * 60 / bpm * rate), rate, True, bars, bpm, length_beats=bars * 4.0)


def measured(sound: Audio) -> float:
    import soxr

    mono = soxr.resample(np.tile(sound.samples[0], 2), sound.sample_rate_hz, RATE_HZ)
    found = find_tempo(onset_strength(mono))
    assert found is not None
    return found.bpm


@pytest.mark.parametrize(("made", "told"), [(120.0, ""), (113.0, "113"), (60.4, "120."), (131.0, "131")])
def test_a_take_is_brought_to_the_tempo_and_what_was_off_is_told(made: float, told: str, tmp_path: Path) -> None:
    said: list[str] = []
    order = wish()
    take = beats(made, spare_seconds(order) * 1.1)
    loop = looped(take, order, Brief("generate_audio", tmp_path), Report(None, said.append))
    assert loop.audio.frames == order.frames and loop.audio.sample_rate_hz == 48000
    assert any(measured(loop.audio) * times == pytest.approx(120, rel=0.01) for times in (1, 2))
    assert (told in " ".join(said) and "stretched" in said[0]) if told else not said


def test_what_is_too_far_off_is_told_and_left(tmp_path: Path) -> None:
    said: list[str] = []
    order = wish(120.0)
    loop = looped(beats(84, spare_seconds(order)), order, Brief("generate_audio", tmp_path), Report(None, said.append))
    assert loop.measured_bpm == pytest.approx(84, rel=0.01)
    assert "too far off" in said[0] and loop.audio.frames == order.frames


def test_it_begins_on_a_beat_and_goes_on_where_it_ends(tmp_path: Path) -> None:
    order = wish()
    take = beats(120, spare_seconds(order), first_s=0.2)
    sound = looped(take, order, Brief("generate_audio", tmp_path), Report()).audio.samples[0]
    loud = np.abs(sound[:4800]) > 0.1
    assert int(loud.argmax()) < 0.03 * 48000
    turn = np.concatenate([sound[-2400:], sound[:2400]])
    assert np.abs(np.diff(turn)).max() <= 1.2 * np.abs(np.diff(sound)).max()


def test_a_sound_without_beats_is_cut_and_joined(tmp_path: Path) -> None:
    order = wish(bars=1)
    tone = np.sin(2 * np.pi * 101.3 * np.arange(round(spare_seconds(order) * RATE)) / RATE)
    said: list[str] = []
    loop = looped(Audio(0.5 * tone[None].astype(np.float32), RATE), order, Brief("generate_audio", tmp_path),
                  Report(None, said.append))
    assert loop.measured_bpm is None and not said
    sound = loop.audio.samples[0]
    assert abs(float(sound[0] - sound[-1])) < 0.02
    short = looped(Audio(0.5 * tone[None, :RATE].astype(np.float32), RATE), order, Brief("generate_audio", tmp_path),
                   Report())
    assert short.audio.frames == order.frames and np.abs(short.audio.samples[0, -2000:]).max() > 0.1


@pytest.mark.parametrize(("prompt", "music"), [
    ("warm lo-fi beat", True), ("epic orchestral score with taiko", True), ("a bossa nova on nylon guitar", True),
    ("a dog barking far away", False), ("rain on a tin roof", False), ("door slam", False), ("808 drums", True),
])
def test_music_is_told_from_other_sounds(prompt: str, music: bool) -> None:
    assert is_music(prompt) is music


def test_the_session_settles_what_is_not_said(tmp_path: Path) -> None:
    brief = Brief("generate_audio", tmp_path, TempoMap.constant(90, 6, 8), "Eb major", 48000)
    loop = read_wish({"prompt": " slow \n groove ", "bars": 2}, brief, name="it", longest_s=60)
    assert (loop.frames, loop.bpm, loop.key, loop.beats_per_bar) == (4 * 48000, 90, "Eb major", 6)
    assert loop.described == "slow groove, 90 bpm, in Eb major, seamless loop"
    rain = read_wish({"prompt": "rain"}, brief, name="it", longest_s=60)
    assert (rain.seconds, rain.bpm, rain.key, rain.is_music) == (10, None, None, False)
    song = read_wish({"prompt": "rain", "lyrics": "oh rain", "language": "German"}, brief, name="it", longest_s=60)
    assert (song.seconds, song.is_music, song.language) == (30, True, "german")


def test_what_goes_on_is_a_bed_and_a_hit_is_none() -> None:
    times = np.arange(5 * RATE) / RATE
    noise = np.random.default_rng(0).standard_normal((2, 5 * RATE)).astype(np.float32)
    assert is_bed(Audio(0.1 * noise, RATE))
    assert not is_bed(Audio((noise * np.exp(-3 * times)).astype(np.float32), RATE))
    assert not is_bed(Audio(0.1 * noise[:, :RATE], RATE))
