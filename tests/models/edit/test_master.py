from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Facts, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from engine.media.loudness import measure_loudness
from models.edit.master import Master
from models.edit.tone_match import bands_hz, toned
from tests.models.edit.bad_clips import BAD

RATE = 44100


def sound(folder: Path, samples: np.ndarray, rate: int = RATE, name: str = "mix", **placing: Any) -> Clip:
    return audio_clip(folder, name, Audio(np.atleast_2d(samples).astype(np.float32), rate), **placing)


def song(seconds: float = 8.0, level: float = 0.08, seed: int = 1) -> np.ndarray:
    """Chords, a bass and drums with high peaks [shape=(2, n)]."""
    random, count = np.random.default_rng(seed), round(seconds * RATE)
    time_s = np.arange(count) / RATE
    line = sum(0.3 * np.sin(2 * np.pi * hz * time_s) * (1 + 0.3 * np.sin(time_s)) for hz in (55, 220, 277, 330, 660))
    line = np.stack([line, np.roll(line, 40)]) + 0.1 * random.standard_normal((2, count))
    for start in range(0, count - 8000, RATE // 2):
        line[:, start:start + 4000] += 1.5 * random.standard_normal((2, 4000)) * np.exp(-np.arange(4000) / 500)
    return level * line


def mastered(folder: Path, clip: Clip, reference: Clip | None = None, warnings: list[str] | None = None,
             **args: Any) -> tuple[Clip, Facts]:
    inputs = {"clip": clip} if reference is None else {"clip": clip, "reference": reference}
    report = Report(None, warnings.append if warnings is not None else None)
    made = Master().run(args, inputs, Brief("master", folder / "out"), report)
    audio, facts = made["audio"], made["facts"]
    assert isinstance(audio, Clip) and isinstance(facts, Facts)
    return audio, facts


def levels(clip: Clip) -> tuple[float, float]:
    audio = clip.audio()
    found = measure_loudness([audio.samples], audio.sample_rate_hz, audio.channels)
    assert found.lufs is not None and found.true_peak_dbtp is not None
    return found.lufs, found.true_peak_dbtp


@pytest.mark.parametrize(("level", "lufs", "ceiling_db"), [
    (0.08, None, None), (0.002, -14, -1), (0.9, -20, -2), (0.05, -10, -0.5), (0.08, -11, -1),
])
def test_loudness_and_ceiling(tmp_path: Path, level: float, lufs: float | None, ceiling_db: float | None) -> None:
    warnings: list[str] = []
    clip = sound(tmp_path, song(level=level), start_beats=4.0, length_beats=8.0, track="Bus")
    made, facts = mastered(tmp_path, clip, warnings=warnings, loudness_lufs=lufs, ceiling_db=ceiling_db)
    found = levels(made)
    assert found[1] <= (-1 if ceiling_db is None else ceiling_db) + 0.01
    assert abs(found[0] - (-14 if lufs is None else lufs)) <= 0.3
    assert made.audio().frames == clip.audio().frames
    assert (made.start_beats, made.length_beats, made.track) == (4.0, 8.0, "Bus")
    assert facts.values["after"]["lufs"] == pytest.approx(found[0], abs=0.02)
    assert facts.values["before"]["lufs"] == pytest.approx(levels(clip)[0], abs=0.02)
    assert "LUFS" in facts.summary


def test_what_is_quiet_enough_is_only_turned_up(tmp_path: Path) -> None:
    clip = sound(tmp_path, 0.01 * np.sin(2 * np.pi * 440 * np.arange(4 * RATE) / RATE))
    made, facts = mastered(tmp_path, clip)
    ratio = made.audio().samples[0][100:-100] / np.where(
        np.abs(clip.audio().samples[0][100:-100]) < 1e-4, np.nan, clip.audio().samples[0][100:-100])
    assert np.nanmax(ratio) - np.nanmin(ratio) < 1e-3 * np.nanmean(ratio)
    assert facts.values["limited_db"] == 0


def test_what_cannot_be_reached_is_said(tmp_path: Path) -> None:
    warnings: list[str] = []
    click = np.zeros(5 * RATE)
    click[::RATE] = 0.9
    made, _ = mastered(tmp_path, sound(tmp_path, click), warnings=warnings, loudness_lufs=-6)
    assert levels(made)[1] <= -0.99
    assert "without distortion" in warnings[0]


def test_the_tone_comes_nearer_to_the_reference(tmp_path: Path) -> None:
    plain = song()
    gains = 4.0 * np.sin(np.log2(bands_hz() / 30) * 0.7)
    dull = np.concatenate(list(toned([song(seed=4)], gains, RATE)), axis=1)
    made, facts = mastered(tmp_path, sound(tmp_path, plain), sound(tmp_path, dull, name="record"))
    tone = facts.values["tone"]
    assert tone["distance_after_db"] < 0.5 * tone["distance_before_db"]
    assert all(abs(gain) <= 6.0 for gain in tone["eq_db"].values())
    found = levels(made)
    assert abs(found[0] + 14) <= 0.3 and found[1] <= -0.99
    assert made.audio().frames == plain.shape[1]


def test_a_flat_filter_changes_and_delays_nothing() -> None:
    line = song(2.0).astype(np.float32)
    blocks = [line[:, start:start + 7001] for start in range(0, line.shape[1], 7001)]
    same = np.concatenate(list(toned(blocks, np.zeros(len(bands_hz())), RATE)), axis=1)
    assert same.shape == line.shape
    assert np.abs(same - line).max() < 1e-5
    short = np.concatenate(list(toned([line[:, :50]], np.zeros(len(bands_hz())), RATE)), axis=1)
    assert np.abs(short - line[:, :50]).max() < 1e-5


@pytest.mark.parametrize(("channels", "frames", "rate"), [(1, 1, 44100), (2, 500, 48000), (6, 96000, 96000),
                                                          (1, 8000, 8000)])
def test_any_shape(tmp_path: Path, channels: int, frames: int, rate: int) -> None:
    noise = 0.2 * np.random.default_rng(3).standard_normal((channels, frames))
    clip = sound(tmp_path, noise, rate)
    made = mastered(tmp_path, clip, sound(tmp_path, song(1.0)))[0].audio()
    assert (made.channels, made.sample_rate_hz, made.frames) == (channels, rate, frames)
    assert np.isfinite(made.samples).all()
    assert np.abs(made.samples).max() <= 10 ** (-0.99 / 20)


def test_several_mixes(tmp_path: Path) -> None:
    clips = [sound(tmp_path, song(2.0), name="one"), sound(tmp_path, song(2.0, 0.01), name="two")]
    made = Master().run({}, {"clips": clips}, Brief("master", tmp_path / "out"), Report())
    assert set(made) == {"audio", "audio_2", "facts"}
    facts = made["facts"]
    assert isinstance(facts, Facts)
    assert "'one'" in facts.summary and "'two'" in facts.summary


def test_a_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if what == "setting the loudness":
            raise Cancelled()

    with pytest.raises(Cancelled):
        Master().run({}, {"clip": sound(tmp_path, song(8.0))}, Brief("master", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("bad", BAD)
def test_bad_sound_is_refused(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        mastered(tmp_path, make(tmp_path))
    with pytest.raises(UserError, match=said):
        mastered(tmp_path, sound(tmp_path, song(1.0)), make(tmp_path))
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_silence_and_no_clip_are_refused(tmp_path: Path) -> None:
    silence = sound(tmp_path, np.zeros(RATE), name="quiet")
    with pytest.raises(UserError, match="silent"):
        mastered(tmp_path, silence)
    with pytest.raises(UserError, match="silent"):
        mastered(tmp_path, sound(tmp_path, song(1.0)), silence)
    with pytest.raises(UserError, match="Name the mix"):
        Master().check({}, {}, Brief("master", tmp_path))
