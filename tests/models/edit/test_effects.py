from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.audio_stream import BLOCK_FRAMES
from engine.media.clip import Clip, audio_clip
from engine.media.note import TempoMap
from engine.tasks.edit import EFFECTS as NAMES
from engine.tasks.task import find_task
from models.edit.effect_table import EFFECTS
from models.edit.effects import Effects

RATE = 48000


def clip(folder: Path, samples: np.ndarray, rate: int = RATE, **placing: Any) -> Clip:
    return audio_clip(folder, "take", Audio(np.atleast_2d(samples).astype(np.float32), rate), **placing)


def sine(hz: float, seconds: float = 2.0, level: float = 0.25, rate: int = RATE) -> np.ndarray:
    return level * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)


def applied(folder: Path, source: Clip, warnings: list[str] | None = None, session_key: str | None = None,
            **args: Any) -> Clip:
    report = Report(None, warnings.append if warnings is not None else None)
    brief = Brief("apply_effect", folder / "out", TempoMap.constant(120), session_key)
    made = Effects().run(args, {"clip": source}, brief, report)
    assert isinstance(made["audio"], Clip)
    return made["audio"]


def level_db(samples: np.ndarray) -> float:
    return 20 * float(np.log10(np.sqrt(np.mean(samples**2)) + 1e-12))


def test_the_table_has_every_effect_of_the_task() -> None:
    assert set(EFFECTS) == set(NAMES)
    known = {arg.name for arg in find_task("apply_effect").args}
    for name, effect in EFFECTS.items():
        assert set(effect.takes) <= known, name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("channels", "frames", "rate"), [
    (1, 1, 44100), (2, 30001, 48000), (8, 3000, 192000), (1, 8000, 8000),
])
def test_every_effect_on_every_shape(tmp_path: Path, name: str, channels: int, frames: int, rate: int) -> None:
    noise = 0.2 * np.random.default_rng(3).standard_normal((channels, frames))
    source = clip(tmp_path, noise, rate, start_beats=8.0, track="Lead")
    made = applied(tmp_path, source, effect=name).audio()
    assert made.sample_rate_hz == rate
    assert made.channels == (2 if name == "widen" and channels == 1 else channels)
    assert np.isfinite(made.samples).all()
    assert made.frames == frames if not EFFECTS[name].rings else frames <= made.frames <= frames + 5 * rate


@pytest.mark.parametrize("name", NAMES)
def test_a_range_leaves_the_rest_as_it_was_to_the_bit(tmp_path: Path, name: str) -> None:
    random = np.random.default_rng(4)
    source = clip(tmp_path, np.stack([sine(220) + 0.02 * random.standard_normal(2 * RATE), sine(221)]))
    dry = source.audio().samples
    wet = applied(tmp_path, source, effect=name, start_s=0.5, end_s=1.5).audio().samples
    assert wet.shape == dry.shape
    assert np.array_equal(wet[:, :RATE // 2], dry[:, :RATE // 2])
    assert np.array_equal(wet[:, 3 * RATE // 2:], dry[:, 3 * RATE // 2:])
    steps = np.abs(np.diff(wet, axis=1)).max(axis=0)
    if name != "bitcrush":
        for border in (RATE // 2, 3 * RATE // 2):
            assert steps[border - 480:border + 480].max() <= 1.5 * steps.max()


@pytest.mark.parametrize("name", ["reverb", "delay", "chorus", "compressor", "phaser", "gate", "limiter", "bitcrush",
                                  "tremolo", "sidechain", "highpass", "deesser", "widen"])
def test_blocks_make_no_difference(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = clip(tmp_path, 0.5 * np.random.default_rng(5).standard_normal((2, 60000)))
    whole = applied(tmp_path, source, effect=name, end_s=1.25).audio().samples
    import engine.media.audio_stream

    monkeypatch.setattr(engine.media.audio_stream.frame_blocks, "__defaults__", (4096,))
    parts = applied(tmp_path, source, effect=name, end_s=1.25).audio().samples
    assert BLOCK_FRAMES > 60000
    assert np.allclose(parts, whole, atol=1e-5)


def test_reverb_rings_out_and_is_wetter_when_asked(tmp_path: Path) -> None:
    burst = np.zeros(RATE)
    burst[:4800] = sine(440, 0.1)
    source = clip(tmp_path, burst)
    small = applied(tmp_path, source, effect="reverb", size=0.1, wet=0.3).audio()
    vast = applied(tmp_path, source, effect="reverb", size=0.95, wet=0.3).audio()
    dry = applied(tmp_path, source, effect="reverb", wet=0.0).audio()
    assert RATE <= small.frames < vast.frames <= 6 * RATE
    assert level_db(vast.samples[:, 24000:48000]) > level_db(small.samples[:, 24000:48000]) + 6
    assert abs(float(vast.samples[0, -1])) < 1e-3
    assert np.allclose(dry.samples[:, :RATE], source.audio().samples, atol=1e-6)


def test_delay_echoes_when_it_should(tmp_path: Path) -> None:
    click = np.zeros(RATE)
    click[10] = 0.8
    source = clip(tmp_path, click)
    echo = applied(tmp_path, source, effect="delay", delay_s=0.25, feedback=0.5, wet=0.5).audio().samples[0]
    assert int(np.argmax(np.abs(echo[1000:20000]))) + 1000 == pytest.approx(10 + RATE // 4, abs=1)
    # the dotted eighth of the session's 120 bpm
    synced = applied(tmp_path, source, effect="delay").audio().samples[0]
    assert int(np.argmax(np.abs(synced[1000:30000]))) + 1000 == pytest.approx(10 + round(0.375 * RATE), abs=1)


@pytest.mark.parametrize(("args", "low_db", "high_db"), [
    ({"effect": "highpass", "cutoff_hz": 1000.0}, (-200, -40), (-1, 0.5)),
    ({"effect": "highpass", "freq_hz": 1000.0}, (-200, -40), (-1, 0.5)),
    ({"effect": "lowpass", "cutoff_hz": 1000.0}, (-0.5, 0.5), (-200, -40)),
    ({"effect": "eq", "freq_hz": 200.0, "gain_db": 6.0, "q": 1.0}, (5.5, 6.5), (-0.5, 0.5)),
    ({"effect": "eq", "cutoff_hz": 3000.0, "gain_db": -9.0}, (-0.5, 0.5), (-9.5, -7.5)),
    ({"effect": "eq", "cutoff_hz": 450.0, "gain_db": 4.0}, (3.0, 4.2), (-0.5, 0.5)),
])
def test_filters_do_what_their_numbers_say(tmp_path: Path, args: dict[str, Any], low_db: tuple[float, float],
                                           high_db: tuple[float, float]) -> None:
    for hz, (least, most) in ((200, low_db), (6000, high_db)):
        source = clip(tmp_path, sine(hz))
        change = level_db(applied(tmp_path, source, **args).audio().samples[:, RATE:]) - level_db(sine(hz))
        assert least <= change <= most, hz


def test_compressor_gate_and_limiter_hold_levels(tmp_path: Path) -> None:
    loud, quiet = clip(tmp_path, sine(500, level=0.7)), clip(tmp_path, sine(500, level=0.003))
    squeezed = applied(tmp_path, loud, effect="compressor", threshold_db=-20.0, ratio=4.0).audio().samples
    assert 9 < level_db(sine(500, level=0.7)) - level_db(squeezed[:, RATE:]) < 16
    gated = applied(tmp_path, quiet, effect="gate", threshold_db=-40.0).audio().samples
    assert level_db(gated[:, RATE:]) < level_db(sine(500, level=0.003)) - 15
    limited = applied(tmp_path, loud, effect="limiter", threshold_db=-12.0).audio().samples
    assert 20 * np.log10(np.abs(limited).max()) == pytest.approx(-12.0, abs=0.1)


def test_deesser_takes_sibilants_only(tmp_path: Path) -> None:
    ess, vowel = sine(9000, level=0.4), sine(400, level=0.4)
    mixed = clip(tmp_path, ess + vowel)
    spectrum = np.abs(np.fft.rfft(applied(tmp_path, mixed, effect="deesser").audio().samples[0, RATE:]))
    dry = np.abs(np.fft.rfft((ess + vowel)[RATE:]))
    assert 20 * np.log10(spectrum[9000] / dry[9000]) < -6
    assert abs(20 * np.log10(spectrum[400] / dry[400])) < 0.3


def test_tremolo_and_sidechain_move_in_time(tmp_path: Path) -> None:
    steady = clip(tmp_path, np.full(2 * RATE, 0.5), start_beats=4.0)
    swing = applied(tmp_path, steady, effect="tremolo", rate_hz=4.0, depth=1.0).audio().samples[0]
    assert swing[0] == pytest.approx(0.5)
    assert swing[RATE // 8] == pytest.approx(0.0, abs=1e-3)
    ducked = applied(tmp_path, steady, effect="sidechain", depth=0.9).audio().samples[0]
    beat = RATE // 2
    for start in range(0, 2 * RATE, beat):
        assert ducked[start + 300:start + 2000].min() < 0.08
        assert ducked[start + beat - 100] > 0.48


def test_sidechain_follows_the_session_from_inside_a_beat(tmp_path: Path) -> None:
    late = clip(tmp_path, np.full(RATE, 0.5), start_beats=4.5)
    ducked = applied(tmp_path, late, effect="sidechain", depth=0.9).audio().samples[0]
    assert ducked[RATE // 4 - 100] > 0.48
    assert ducked[RATE // 4 + 500] < 0.1


def test_widen_keeps_the_sum_and_makes_mono_stereo(tmp_path: Path) -> None:
    noise = 0.05 * np.random.default_rng(6).standard_normal((2, RATE))
    source = clip(tmp_path, noise)
    wide = applied(tmp_path, source, effect="widen", depth=2.0).audio().samples
    assert np.allclose(wide.sum(axis=0), source.audio().samples.sum(axis=0), atol=1e-5)
    assert level_db(wide[0] - wide[1]) > level_db(noise[0] - noise[1]) + 5
    narrow = applied(tmp_path, source, effect="widen", depth=0.0).audio().samples
    assert np.allclose(narrow[0], narrow[1], atol=1e-6)
    warnings: list[str] = []
    made = applied(tmp_path, clip(tmp_path, noise[0]), warnings, effect="widen").audio()
    assert made.channels == 2
    assert level_db(made.samples[0] - made.samples[1]) > -40
    assert any("mono" in warning for warning in warnings)


def test_bitcrush_leaves_few_levels_and_holds(tmp_path: Path) -> None:
    source = clip(tmp_path, sine(100))
    crushed = applied(tmp_path, source, effect="bitcrush", bits=3.0, rate_hz=6000.0).audio().samples[0]
    assert len(np.unique(crushed)) <= 5
    assert np.flatnonzero(np.diff(crushed)).size < 6000 * 2
    assert (np.flatnonzero(np.diff(crushed)) + 1).astype(int).tolist() == [
        i for i in (np.flatnonzero(np.diff(crushed)) + 1).tolist() if i % 8 == 0]


def test_distortion_adds_harmonics(tmp_path: Path) -> None:
    driven = applied(tmp_path, clip(tmp_path, sine(500, 1.0)), effect="distortion", drive_db=30.0).audio().samples[0]
    spectrum = np.abs(np.fft.rfft(driven))
    assert 20 * np.log10(spectrum[1500] / spectrum[500]) > -20


def test_what_would_clip_is_turned_down_and_said(tmp_path: Path) -> None:
    warnings: list[str] = []
    source = clip(tmp_path, sine(1000, level=0.9))
    boosted = applied(tmp_path, source, warnings, effect="eq", freq_hz=1000.0, gain_db=12.0)
    assert np.abs(boosted.audio().samples).max() <= 1.0
    assert any("turned down" in warning for warning in warnings)
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_an_input_that_clips_already_is_left(tmp_path: Path) -> None:
    warnings: list[str] = []
    made = applied(tmp_path, clip(tmp_path, sine(1000, level=1.8)), warnings, effect="eq", gain_db=0.0)
    assert np.abs(made.audio().samples).max() > 1.7
    assert not any("clipped" in warning for warning in warnings)


@pytest.mark.parametrize(("args", "said"), [
    ({"effect": "tremolo", "threshold_db": -20.0}, "it takes rate_hz, depth"),
    ({"effect": "reverb", "feedback": 0.5}, "it takes wet, size"),
    ({"effect": "chorus", "delay_s": 3.0}, "0.001 to 0.1"),
    ({"effect": "compressor", "key": "C major"}, "has no key"),
    ({"effect": "sparkle"}, "no effect 'sparkle'"),
    ({"effect": "reverb", "start_s": 5.0}, "2.00 s long"),
])
def test_wrong_settings_are_refused_before_the_work(tmp_path: Path, args: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        applied(tmp_path, clip(tmp_path, sine(100)), **args)
    assert not (tmp_path / "out").exists()


def test_a_ringing_end_counts_in_beats(tmp_path: Path) -> None:
    made = applied(tmp_path, clip(tmp_path, sine(100), start_beats=4.0, length_beats=4.0), effect="reverb", wet=0.5)
    assert made.length_beats == pytest.approx(2 * made.seconds)
    assert made.length_beats > 4.0


def test_place_and_track_are_kept(tmp_path: Path) -> None:
    source = clip(tmp_path, sine(100), start_beats=12.0, lead_in_s=0.1, track="Lead", length_beats=4.0)
    made = applied(tmp_path, source, effect="chorus")
    assert (made.start_beats, made.lead_in_s, made.track, made.length_beats) == (12.0, 0.1, "Lead", 4.0)


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        raise Cancelled

    source = clip(tmp_path, sine(100))
    inputs: Mapping[str, Clip] = {"clip": source}
    with pytest.raises(Cancelled):
        Effects().run({"effect": "reverb"}, inputs, Brief("apply_effect", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(("args", "said"), [
    ({"effect": "gate", "threshold_db": -60.0}, "The gate changed nothing: the sound never fell below −60 dB."),
    ({"effect": "compressor", "threshold_db": -3.0},
     "The compressor changed nothing: the sound never rose above −3 dB."),
    ({"effect": "limiter"}, "The limiter changed nothing: the sound never rose above −1 dB."),
    ({"effect": "compressor", "threshold_db": -30.0, "ratio": 1.0},
     "The compressor changed nothing: with these settings it leaves the sound as it is."),
    ({"effect": "limiter", "start_s": 0.5, "end_s": 1.0}, "The limiter changed nothing: the sound never rose above"),
])
def test_an_effect_that_changes_nothing_says_so(tmp_path: Path, args: dict[str, Any], said: str) -> None:
    warnings: list[str] = []
    applied(tmp_path, clip(tmp_path, sine(220)), warnings, **args)
    assert any(warning.startswith(said) for warning in warnings)


def test_autotune_of_what_is_no_voice_says_so(tmp_path: Path) -> None:
    warnings: list[str] = []
    noise = 0.1 * np.random.default_rng(5).standard_normal((2, 2 * RATE))
    applied(tmp_path, clip(tmp_path, noise), warnings, effect="autotune", start_s=1.0, end_s=2.0)
    assert warnings == ["The autotune changed nothing: no single voice was heard there, or it is in tune already."]


def test_autotune_that_finds_a_voice_for_a_moment_only_says_so(tmp_path: Path) -> None:
    mix = 0.1 * np.random.default_rng(5).standard_normal(4 * RATE)
    mix[RATE:RATE + RATE // 3] = sine(226, RATE // 3 / RATE)
    warnings: list[str] = []
    applied(tmp_path, clip(tmp_path, mix), warnings, effect="autotune")
    assert len(warnings) == 1 and re.fullmatch(r"Autotune changed only [5-9] % of the sound; .*", warnings[0])


@pytest.mark.parametrize("args", [{"effect": "gate", "threshold_db": -3.0}, {"effect": "compressor"},
                                  {"effect": "limiter", "threshold_db": -20.0}, {"effect": "autotune"}])
def test_an_effect_that_works_does_not(tmp_path: Path, args: dict[str, Any]) -> None:
    warnings: list[str] = []
    applied(tmp_path, clip(tmp_path, sine(226, level=0.4)), warnings, **args)
    assert not any("changed nothing" in warning or "only" in warning for warning in warnings)
