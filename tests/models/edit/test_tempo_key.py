from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, Recipe, audio_clip, midi_clip
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from models.edit import time_stretch
from models.edit.tempo_key import TempoKey
from models.edit.tempo_key_request import is_voice
from tests.models.edit.bad_clips import BAD

RATE = 44100


def sound(folder: Path, samples: np.ndarray, rate: int = RATE, name: str = "take", **placing: Any) -> Clip:
    return audio_clip(folder, name, Audio(np.atleast_2d(samples).astype(np.float32), rate), **placing)


def tone(hz: float, seconds: float, rate: int = RATE) -> np.ndarray:
    return 0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)


def clicks(bpm: float, seconds: float) -> np.ndarray:
    line = np.zeros(round(seconds * RATE))
    burst = np.random.default_rng(2).standard_normal(1500) * np.exp(-np.arange(1500) / 250)
    for start in np.arange(0.1, seconds - 0.1, 60 / bpm):
        at = round(start * RATE)
        line[at:at + 1500] += 0.3 * burst[:len(line) - at]
    return line


def changed(folder: Path, clip: Clip | Sequence[Clip], tempo_map: TempoMap | None = None, key: str | None = None,
            warnings: list[str] | None = None, **args: Any) -> Clip:
    brief = Brief("change_tempo_key", folder / "out", tempo_map or TempoMap.constant(120), key)
    report = Report(None, warnings.append if warnings is not None else None)
    inputs = {"clip": clip} if isinstance(clip, Clip) else {"clips": clip}
    made = TempoKey().run(args, inputs, brief, report)["audio"]
    assert isinstance(made, Clip)
    return made


def loudest_hz(samples: np.ndarray, rate: int = RATE) -> float:
    middle = samples[len(samples) // 4:3 * len(samples) // 4]
    level = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 8 * len(middle)))
    return float(level.argmax() * rate / (8 * len(middle)))


@pytest.mark.parametrize("ratio", [0.5, 0.8, 1.25, 2.0])
def test_a_stretch_keeps_the_pitch_and_gives_the_exact_length(tmp_path: Path, ratio: float) -> None:
    made = changed(tmp_path, sound(tmp_path, tone(330, 3)), ratio=ratio).audio()
    assert made.frames == round(3 * RATE / ratio)
    assert abs(1200 * np.log2(loudest_hz(made.samples[0]) / 330)) < 5


@pytest.mark.parametrize(("semitones", "cents"), [(5, None), (-4, None), (None, 50), (12, -30)])
def test_a_transposition_keeps_the_length(tmp_path: Path, semitones: float | None, cents: float | None) -> None:
    made = changed(tmp_path, sound(tmp_path, tone(330, 3)), semitones=semitones, cents=cents).audio()
    wanted = 330 * 2 ** ((semitones or 0) / 12 + (cents or 0) / 1200)
    assert made.frames == 3 * RATE
    assert abs(1200 * np.log2(loudest_hz(made.samples[0]) / wanted)) < 8


@pytest.mark.parametrize(("channels", "frames", "rate"), [(1, 1, 44100), (2, 2, 48000), (6, 3000, 192000),
                                                          (1, 900, 8000)])
def test_any_shape(tmp_path: Path, channels: int, frames: int, rate: int) -> None:
    noise = 0.2 * np.random.default_rng(3).standard_normal((channels, frames))
    made = changed(tmp_path, sound(tmp_path, noise, rate), ratio=0.7, semitones=3).audio()
    assert (made.channels, made.sample_rate_hz, made.frames) == (channels, rate, max(1, round(frames / 0.7)))
    assert np.isfinite(made.samples).all()


def test_beats_land_on_the_new_beats_across_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_stretch, "_CHUNK_S", 4.0)
    made = changed(tmp_path, sound(tmp_path, clicks(100, 14)), TempoMap.constant(100), bpm=122).audio()
    assert made.frames == round(14 * RATE * 100 / 122)
    level = np.abs(made.samples[0])
    for beat in range(22):
        at = round((0.1 + beat * 0.6) * 100 / 122 * RATE)
        near = level[max(0, at - 2000):at + 2000]
        onset = int(np.argmax(near > 0.3 * near.max())) - min(at, 2000)
        assert abs(onset) < 0.012 * RATE, beat


def test_chunks_join_without_a_dip_or_a_click(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = sound(tmp_path, sum(tone(hz, 12) for hz in (220, 277.2, 329.6)) / 2)
    monkeypatch.setattr(time_stretch, "_CHUNK_S", 3.3)
    made = changed(tmp_path, source, ratio=0.9).audio().samples[0]
    whole = made[RATE // 2:-RATE // 2]
    level = np.sqrt(np.convolve(whole**2, np.ones(4410) / 4410, "valid"))
    assert level.min() > 0.85 * np.median(level)
    assert np.abs(np.diff(whole)).max() < 1.3 * np.abs(np.diff(source.audio().samples[0])).max()


def test_bars_are_exact_on_a_tempo_map_that_changes(tmp_path: Path) -> None:
    tempo_map = TempoMap((TempoChange(0, 120), TempoChange(10, 90)), (MeterChange(0, 4, 4),))
    made = changed(tmp_path, sound(tmp_path, tone(200, 4), start_beats=8.0), tempo_map, bars=2)
    assert made.audio().frames == tempo_map.sample_at(16, RATE) - tempo_map.sample_at(8, RATE)
    assert (made.start_beats, made.length_beats) == (8.0, pytest.approx(8.0, abs=1e-3))


def test_the_lead_in_is_stretched_with_the_rest(tmp_path: Path) -> None:
    made = changed(tmp_path, sound(tmp_path, tone(200, 2.5), start_beats=4.0, lead_in_s=0.5), bars=2)
    assert made.lead_in_s == pytest.approx(1.0, abs=1e-4)
    assert made.seconds == pytest.approx(5.0, abs=1e-4)


def test_the_tempo_comes_from_the_recipe_or_is_heard(tmp_path: Path) -> None:
    recipe = Recipe("generate_audio", args={"prompt": "a loop", "bpm": 90})
    made = changed(tmp_path, sound(tmp_path, tone(200, 2), recipe=recipe), bpm=100)
    assert made.audio().frames == round(2 * RATE * 0.9)
    warnings: list[str] = []
    made = changed(tmp_path, sound(tmp_path, clicks(96, 8)), warnings=warnings, bpm=120)
    assert made.seconds == pytest.approx(8 * 96 / 120, rel=0.003)
    assert any("heard at 9" in text for text in warnings)


def test_a_tempo_that_cannot_be_heard_is_asked_for(tmp_path: Path) -> None:
    steady = 0.1 * np.random.default_rng(0).standard_normal(5 * RATE)
    with pytest.raises(UserError, match="give a speed"):
        changed(tmp_path, sound(tmp_path, steady), bpm=100)
    with pytest.raises(UserError, match="semitones"):
        changed(tmp_path, sound(tmp_path, steady), key="D minor")


def chords(seconds: float) -> np.ndarray:
    line = []
    for triad in ((57, 60, 64), (50, 53, 57), (52, 56, 59), (57, 60, 64)):
        base_hz = [440 * 2 ** ((pitch - 69) / 12) for pitch in triad]
        line.append(sum(tone(hz * k, seconds) / (3 * k) for hz in base_hz for k in (1, 2, 3)))
    return np.concatenate(line)


def lowest_hz(clip: Clip) -> float:
    """The lowest strong partial of the first second."""
    line = clip.audio().samples[0][:RATE]
    level = np.abs(np.fft.rfft(line * np.hanning(RATE), 8 * RATE))
    low = int(np.argmax(level > 0.5 * level.max()))
    return float((low + level[low:low + 24].argmax()) / 8)


@pytest.mark.parametrize(("key", "steps", "said"), [("B minor", 2, ""), ("E major", 4, "transposing cannot"),
                                                    ("E minor", -5, "")])
def test_to_a_key_by_the_nearest_way(tmp_path: Path, key: str, steps: int, said: str) -> None:
    warnings: list[str] = []
    source = sound(tmp_path, chords(1.5))
    made = TempoKey().run({"key": key}, {"clip": source}, Brief("change_tempo_key", tmp_path / "out"),
                          Report(None, warnings.append))["audio"]
    assert isinstance(made, Clip)
    assert lowest_hz(made) / lowest_hz(source) == pytest.approx(2 ** (steps / 12), rel=0.006)
    assert made.audio().frames == source.audio().frames
    assert any(said in text for text in warnings) or not said


def test_notes_keep_their_beats_at_a_tempo_and_move_with_a_speed(tmp_path: Path) -> None:
    notes = [Note(60, 0, 1, lyric="la"), Note(64, 1, 2), Note(36, 2, 1, channel=9)]
    clip = midi_clip(tmp_path, "riff", notes, TempoMap.constant(100), 4)
    at_tempo = changed(tmp_path, clip, bpm=125, semitones=2).midi()
    assert at_tempo.tempo_map.bpm_at(0) == pytest.approx(125, abs=1e-3)
    assert [(n.pitch, n.start_beats) for n in at_tempo.notes] == [(62, 0), (66, 1), (36, 2)]
    assert at_tempo.notes[0].lyric == "la"
    double = changed(tmp_path, clip, ratio=2.0).midi()
    assert [(n.start_beats, n.length_beats) for n in double.notes] == [(0, 0.5), (0.5, 1), (1, 0.5)]
    assert double.length_beats == 2
    assert changed(tmp_path, clip, bars=2).midi().length_beats == 8
    with pytest.raises(UserError, match="range of MIDI"):
        changed(tmp_path, midi_clip(tmp_path, "low", [Note(2, 0, 1)], TempoMap(), 1), semitones=-5)


def test_midi_goes_to_the_key_of_its_notes(tmp_path: Path) -> None:
    scale = [Note(p, i, 1) for i, p in enumerate((60, 62, 64, 65, 67, 69, 71, 72))]
    made = TempoKey().run({"key": "G major"}, {"clip": midi_clip(tmp_path, "scale", scale, TempoMap(), 8)},
                          Brief("change_tempo_key", tmp_path), Report())["audio"]
    assert isinstance(made, Clip)
    assert made.midi().notes[0].pitch == 55


def test_it_warns_beyond_thirty_percent_and_a_fifth(tmp_path: Path) -> None:
    warnings: list[str] = []
    changed(tmp_path, sound(tmp_path, tone(300, 1)), warnings=warnings, ratio=1.29)
    assert not warnings
    changed(tmp_path, sound(tmp_path, tone(300, 1)), warnings=warnings, ratio=1.5, semitones=9)
    assert "30 %" in warnings[0]
    assert "unnatural" in warnings[1]


def vowel(hz: float, seconds: float) -> np.ndarray:
    time_s = np.arange(round(seconds * RATE)) / RATE
    line = np.zeros(len(time_s))
    for k in range(1, int(5000 / hz)):
        level = sum(np.exp(-(((k * hz - f) / 120) ** 2)) for f in (700, 1220, 2600)) + 0.01
        line += level * np.sin(2 * np.pi * hz * k * time_s)
    return 0.1 * line


def test_a_voice_keeps_its_formants(tmp_path: Path) -> None:
    def pitch_hz(clip: Clip) -> float:
        line = clip.audio().samples[0][RATE // 2:RATE // 2 + 8192]
        likeness = np.correlate(line, line, "full")[8192:]
        return RATE / (200 + int(likeness[200:700].argmax()) + 1)

    def first_formant(clip: Clip) -> float:
        level = np.abs(np.fft.rfft(clip.audio().samples[0][RATE // 2:RATE // 2 + 32768] * np.hanning(32768)))
        hz = np.fft.rfftfreq(32768, 1 / RATE)
        low = (hz > 300) & (hz < 1000)
        return float((hz[low] * level[low] ** 2).sum() / (level[low] ** 2).sum())

    source = vowel(110, 2)
    other = changed(tmp_path, sound(tmp_path, source, name="synth"), semitones=5)
    assert first_formant(other) > 820
    for semitones in (5, -5):
        voice = changed(tmp_path, sound(tmp_path, source, name="lead vocal"), semitones=semitones)
        assert abs(first_formant(voice) - 700) < 50
        assert abs(pitch_hz(voice) - 110 * 2 ** (semitones / 12)) < 2
    assert is_voice(sound(tmp_path, source, recipe=Recipe("sing")))
    assert not is_voice(sound(tmp_path, source, name="vocals instrumental"))


def test_several_clips(tmp_path: Path) -> None:
    clips = [sound(tmp_path, tone(300, 1)), sound(tmp_path, tone(300, 2))]
    made = TempoKey().run({"ratio": 2.0}, {"clips": clips}, Brief("change_tempo_key", tmp_path / "out"), Report())
    assert [clip.seconds for clip in made.values() if isinstance(clip, Clip)] == [0.5, 1.0]


def test_it_can_be_cancelled_and_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        TempoKey().run({"ratio": 0.5}, {"clip": sound(tmp_path, tone(300, 8))},
                       Brief("change_tempo_key", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("bad", BAD)
def test_bad_sound_is_refused(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        changed(tmp_path, make(tmp_path), ratio=1.1)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(("args", "said"), [
    ({}, "Say the new"), ({"bpm": 100, "ratio": 2}, "one of"), ({"key": "C", "semitones": 2}, "not both"),
    ({"key": "H dur"}, "not a key"), ({"semitones": 30, "cents": 1200}, "too many"), ({"bpm": 400}, "ten times"),
])
def test_bad_wishes_are_refused(tmp_path: Path, args: dict[str, Any], said: str) -> None:
    recipe = Recipe("generate_audio", args={"bpm": 20})
    with pytest.raises(UserError, match=said):
        TempoKey().run(args, {"clip": sound(tmp_path, tone(300, 1), recipe=recipe)},
                       Brief("change_tempo_key", tmp_path / "out"), Report())
    with pytest.raises(UserError, match="Name the clip"):
        TempoKey().check({"ratio": 2.0}, {}, Brief("change_tempo_key", tmp_path))


def test_only_the_notes_that_begin_in_the_bars_are_moved(tmp_path: Path) -> None:
    notes = [Note(60 + i, 2.0 * i, 2.0) for i in range(8)]
    clip = midi_clip(tmp_path, "line", notes, TempoMap.constant(120), 16.0, start_beats=16.0, track="Line")
    made = changed(tmp_path, clip, semitones=12, start_bar=6, end_bar=8)
    assert [n.pitch for n in made.midi().notes] == [60, 61, 74, 75, 76, 77, 66, 67]
    assert [n.start_beats for n in made.midi().notes] == [n.start_beats for n in notes]
    own = changed(tmp_path, replace(clip, start_beats=None), semitones=-1, start_bar=4)
    assert [n.pitch for n in own.midi().notes][5:] == [65, 65, 66]


def test_of_a_recording_only_the_bars_are_moved_and_the_rest_is_the_same(tmp_path: Path) -> None:
    clip = sound(tmp_path, tone(330, 8), start_beats=0.0)
    was, made = clip.audio().samples[0], changed(tmp_path, clip, semitones=5, start_bar=2, end_bar=3).audio().samples[0]
    first, last = 2 * RATE, 4 * RATE
    assert len(made) == len(was)
    assert np.array_equal(made[:first], was[:first]) and np.array_equal(made[last:], was[last:])
    assert abs(1200 * np.log2(loudest_hz(made[first:last]) / (330 * 2 ** (5 / 12)))) < 5
    assert np.abs(np.diff(made)).max() < 1.6 * np.abs(np.diff(made[first + RATE // 2:last - RATE // 2])).max()


@pytest.mark.parametrize("args, said", [
    ({"bpm": 100, "start_bar": 2}, "Only the pitch"),
    ({"semitones": 2, "start_bar": 3, "end_bar": 3}, "nothing"),
    ({"semitones": 2, "start_bar": 40, "end_bar": 41}, "not in it"),
])
def test_bars_that_cannot_be_are_refused(tmp_path: Path, args: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        changed(tmp_path, sound(tmp_path, tone(330, 4), start_beats=0.0), **args)
