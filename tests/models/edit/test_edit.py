from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from engine.media.loudness import measure_loudness
from engine.media.note import TempoMap
from models.edit.edit import Editor

RATE = 48000
MAP = TempoMap.constant(120)  # a bar is 2 s


def tone(seconds: float = 8.0, hz: float = 226.0, level: float = 0.5, channels: int = 2,
         rate: int = RATE) -> np.ndarray:
    wave = level * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate + 0.3)
    return np.repeat(wave[None, :], channels, axis=0).astype(np.float32)


def clip(folder: Path, samples: np.ndarray, rate: int = RATE, name: str = "take", **placing: Any) -> Clip:
    return audio_clip(folder, name, Audio(np.atleast_2d(samples).astype(np.float32), rate), **placing)


def edited(folder: Path, *clips: Clip, warnings: list[str] | None = None, **args: Any) -> dict[str, Clip]:
    report = Report(None, None if warnings is None else warnings.append)
    inputs: dict[str, Any] = {"clip": clips[0]} if len(clips) == 1 else {"clips": list(clips)}
    made = Editor().run(args, inputs, Brief("edit_clip", folder / "out", MAP), report)
    assert all(isinstance(value, Clip) for value in made.values())
    return made


def sound(made: dict[str, Clip], name: str = "audio") -> np.ndarray:
    return made[name].audio().samples


def largest_step(samples: np.ndarray) -> float:
    """Of the sound itself, and from silence into it and out of it."""
    return float(np.abs(np.diff(np.pad(samples, ((0, 0), (1, 1))), axis=1)).max())


def test_trim_keeps_exactly_the_bars_and_its_place(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(), start_beats=8.0, track="Beat")
    made = edited(tmp_path, source, action="trim", start_bar=4, end_bar=5)
    assert made["audio"].audio().frames == 4 * RATE
    assert (made["audio"].start_beats, made["audio"].track) == (12.0, "Beat")
    assert made["audio"].length_beats == pytest.approx(8.0)
    inner = slice(200, 4 * RATE - 200)
    assert np.array_equal(sound(made)[:, inner], source.audio().samples[:, 2 * RATE:6 * RATE][:, inner])
    assert largest_step(sound(made)) < 0.02


def test_trim_of_a_sung_clip_takes_its_lead_in_along(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(4.0), start_beats=8.0, lead_in_s=0.25)
    later = edited(tmp_path, source, action="trim", start_s=1.0)["audio"]
    assert (later.start_beats, later.lead_in_s) == (pytest.approx(9.5), 0.0)
    within = edited(tmp_path, source, action="trim", start_s=0.1)["audio"]
    assert (within.start_beats, within.lead_in_s) == (8.0, pytest.approx(0.15))


def test_trim_does_not_touch_a_silent_border(tmp_path: Path) -> None:
    hits = np.zeros((1, RATE), np.float32)
    hits[0, RATE // 2 + 1:RATE // 2 + 3000] = 0.7
    made = edited(tmp_path, clip(tmp_path, hits), action="trim", start_s=0.5)
    assert np.array_equal(sound(made), hits[:, RATE // 2:])


def test_cut_closes_the_gap_without_a_click(tmp_path: Path) -> None:
    source = clip(tmp_path, tone())
    made = sound(edited(tmp_path, source, action="cut", start_s=3.0, end_s=5.123))
    first, last = 3 * RATE, round(5.123 * RATE)
    assert made.shape[1] == 8 * RATE - (last - first)
    assert np.array_equal(made[:, :first - 200], source.audio().samples[:, :first - 200])
    assert np.array_equal(made[:, first + 200:], source.audio().samples[:, last + 200:])
    assert np.abs(np.diff(made)).max() < 0.02
    assert np.abs(made[:, first - 200:first + 200]).max() > 0.2  # crossfaded, not faded to silence


def test_cut_at_the_beginning_and_to_the_end(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(2.0))
    for args in ({"end_s": 0.5}, {"start_s": -0.5}):
        made = sound(edited(tmp_path, source, action="cut", **args))
        assert made.shape[1] == round(1.5 * RATE)
        assert np.abs(np.diff(made)).max() < 0.02


def test_split_gives_two_parts_that_lie_back_to_back_and_are_the_source_to_the_bit(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(), start_beats=8.0)
    made = edited(tmp_path, source, action="split", at_s=3.3)
    both = np.concatenate([sound(made, "part_1"), sound(made, "part_2")], axis=1)
    assert sound(made, "part_1").shape[1] == round(3.3 * RATE)
    assert np.array_equal(both, source.audio().samples)
    assert (made["part_1"].start_beats, made["part_2"].start_beats) == (8.0, pytest.approx(14.6))
    assert edited(tmp_path, source, action="split", start_bar=4)["part_1"].audio().frames == 2 * RATE
    again = edited(tmp_path, made["part_1"], made["part_2"], action="join")
    assert np.array_equal(sound(again), source.audio().samples)


def test_split_into_equal_parts(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(7.00002), start_beats=8.0)
    made = edited(tmp_path, source, action="split", count=4)
    assert list(made) == ["part_1", "part_2", "part_3", "part_4"]
    lengths = [sound(made, name).shape[1] for name in made]
    assert max(lengths) - min(lengths) <= 1
    assert np.array_equal(np.concatenate([sound(made, name) for name in made], axis=1), source.audio().samples)
    assert [made[name].start_beats for name in made] == pytest.approx([8.0, 11.5, 15.0, 18.5], abs=1e-3)


@pytest.mark.parametrize("seconds", [10.0, 7.3, 2.0])
def test_loop_fills_a_length_exactly(tmp_path: Path, seconds: float) -> None:
    bar = tone(2.0, hz=220.0)
    made = sound(edited(tmp_path, clip(tmp_path, bar), action="loop", duration_s=seconds))
    frames = round(seconds * RATE)
    assert made.shape[1] == frames
    assert np.array_equal(made[:, :frames - 200], np.tile(bar, 6)[:, :frames - 200])
    assert largest_step(made) < 0.2


def test_loop_of_a_range_to_a_length_has_no_click(tmp_path: Path) -> None:
    made = sound(edited(tmp_path, clip(tmp_path, tone()), action="loop", duration_s=4.0, start_s=1.0, end_s=2.5017))
    assert made.shape[1] == 4 * RATE
    assert largest_step(made) < 0.03


def test_join_brings_all_to_the_first(tmp_path: Path) -> None:
    first, second = clip(tmp_path, tone(1.0), name="a"), clip(tmp_path, tone(0.5, channels=1, rate=44100), 44100)
    made = edited(tmp_path, first, second, first, action="join")["audio"].audio()
    assert (made.channels, made.sample_rate_hz, made.frames) == (2, RATE, round(2.5 * RATE))
    assert np.abs(np.diff(made.samples)).max() < 0.05  # a click would be 0.3 and more
    assert np.array_equal(made.samples[:, :RATE - 200], tone(1.0)[:, :RATE - 200])
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_loop_of_a_seamless_clip_is_exact(tmp_path: Path) -> None:
    bar = tone(1.0, hz=220.0)
    made = sound(edited(tmp_path, clip(tmp_path, bar), action="loop", count=4))
    assert np.array_equal(made, np.tile(bar, 4))


def test_loop_of_a_range_that_does_not_meet_itself_has_no_click(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(), start_beats=0.0)
    made = edited(tmp_path, source, action="loop", count=3, start_s=1.0, end_s=2.5017)
    assert made["audio"].audio().frames == 3 * (round(2.5017 * RATE) - RATE)
    assert largest_step(sound(made)) < 0.03
    assert made["audio"].start_beats == pytest.approx(2.0)


def test_reverse_of_all_and_of_a_stretch(tmp_path: Path) -> None:
    samples = tone(2.0) * np.linspace(0.1, 1, 2 * RATE, dtype=np.float32)
    source = clip(tmp_path, samples)
    whole = sound(edited(tmp_path, source, action="reverse"))
    assert np.array_equal(whole, samples[:, ::-1])
    part = sound(edited(tmp_path, source, action="reverse", start_s=0.5, end_s=1.0))
    first, last = RATE // 2, RATE
    assert np.array_equal(part[:, :first], samples[:, :first])
    assert np.array_equal(part[:, last:], samples[:, last:])
    inner = part[:, first + 200:last - 200]
    assert np.array_equal(inner, samples[:, first:last][:, ::-1][:, 200:-200])
    assert np.abs(np.diff(part)).max() < 0.05


def test_fades(tmp_path: Path) -> None:
    steady = np.full((2, 4 * RATE), 0.5, np.float32)
    source = clip(tmp_path, steady)
    rising = sound(edited(tmp_path, source, action="fade_in", duration_s=1.0))
    assert rising[0, 0] == 0
    assert rising[0, RATE // 2] == pytest.approx(0.5 * np.sin(np.pi / 4), abs=1e-3)
    assert np.array_equal(rising[:, RATE:], steady[:, RATE:])
    sinking = sound(edited(tmp_path, source, action="fade_out"))
    assert sinking[0, -1] == 0
    tenth = round(0.4 * RATE)
    assert np.array_equal(sinking[:, :-tenth], steady[:, :-tenth])
    assert sinking[0, -tenth // 2] < 0.4
    over = sound(edited(tmp_path, source, action="fade_out", start_s=1.0, end_s=2.0))
    assert not over[:, 2 * RATE:].any()
    assert np.array_equal(over[:, :RATE], steady[:, :RATE])


def test_crossfade_overlaps_with_equal_power(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    a, b = (0.1 * random.standard_normal((1, 2 * RATE)).astype(np.float32) for _ in range(2))
    made = sound(edited(tmp_path, clip(tmp_path, a), clip(tmp_path, b), action="crossfade", duration_s=0.5))
    assert made.shape[1] == round(3.5 * RATE)
    middle = made[0, round(1.5 * RATE):2 * RATE]
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.1, rel=0.05)
    assert np.array_equal(made[:, :round(1.5 * RATE)], a[:, :round(1.5 * RATE)])
    assert np.array_equal(made[:, 2 * RATE:], b[:, RATE // 2:])


def test_gain_is_exact_and_limits_what_would_clip(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(2.0, level=0.25))
    quieter = sound(edited(tmp_path, source, action="gain", value_db=-6.0))
    assert np.allclose(quieter, source.audio().samples * 10 ** (-6 / 20), atol=1e-7)
    warnings: list[str] = []
    louder = sound(edited(tmp_path, source, action="gain", value_db=20.0, warnings=warnings))
    assert 0.9 < np.abs(louder).max() <= 1.0
    assert any("limited" in warning for warning in warnings)


def test_gain_of_a_range(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(2.0))
    dry = source.audio().samples
    made = sound(edited(tmp_path, source, action="gain", value_db=-12.0, start_s=0.5, end_s=1.5))
    assert np.array_equal(made[:, :RATE // 2], dry[:, :RATE // 2])
    assert np.array_equal(made[:, 3 * RATE // 2:], dry[:, 3 * RATE // 2:])
    assert np.allclose(made[:, RATE - 100:RATE + 100], dry[:, RATE - 100:RATE + 100] * 10 ** (-12 / 20), atol=1e-6)
    assert np.abs(np.diff(made)).max() < 0.02


@pytest.mark.parametrize("wanted", [-23.0, -16.0, -12.0])
def test_normalize_to_a_loudness(tmp_path: Path, wanted: float) -> None:
    random = np.random.default_rng(2)
    noise = 0.05 * random.standard_normal((2, 4 * RATE)) * (1 + np.sin(np.arange(4 * RATE) / 9000))
    made = sound(edited(tmp_path, clip(tmp_path, noise), action="normalize", loudness_lufs=wanted))
    measured = measure_loudness([made], RATE, 2)
    assert measured.lufs == pytest.approx(wanted, abs=0.3)
    assert measured.true_peak_dbtp is not None
    assert measured.true_peak_dbtp < -0.8


def test_a_loudness_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    noise = 0.05 * np.random.default_rng(2).standard_normal((2, 2 * RATE))
    warnings: list[str] = []
    made = sound(edited(tmp_path, clip(tmp_path, noise), action="normalize", loudness_lufs=-2.0, warnings=warnings))
    assert np.abs(made).max() <= 1.0
    assert any("cannot be reached" in warning for warning in warnings)
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_normalize_to_a_peak(tmp_path: Path) -> None:
    made = sound(edited(tmp_path, clip(tmp_path, tone(2.0, level=0.1)), action="normalize"))
    assert measure_loudness([made], RATE, 2).true_peak_dbtp == pytest.approx(-1.0, abs=0.1)


@pytest.mark.parametrize("peak_db", [-6.0, -3.0, 0.0])
def test_normalize_to_a_peak_that_is_told(tmp_path: Path, peak_db: float) -> None:
    made = sound(edited(tmp_path, clip(tmp_path, tone(2.0, level=0.1)), action="normalize", value_db=peak_db))
    assert measure_loudness([made], RATE, 2).true_peak_dbtp == pytest.approx(peak_db, abs=0.1)


def test_no_peak_above_full_scale(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="would clip"):
        edited(tmp_path, clip(tmp_path, tone(2.0, level=0.1)), action="normalize", value_db=2.0)


def test_normalize_of_what_has_no_loudness(tmp_path: Path) -> None:
    warnings: list[str] = []
    tick = clip(tmp_path, np.full((1, 100), 0.1))
    made = sound(edited(tmp_path, tick, action="normalize", loudness_lufs=-16.0, warnings=warnings))
    assert 20 * np.log10(np.abs(made).max()) == pytest.approx(-1.0, abs=0.1)
    assert any("shorter" in warning for warning in warnings)
    with pytest.raises(UserError, match="silent"):
        edited(tmp_path, clip(tmp_path, np.zeros((1, RATE))), action="normalize")


@pytest.mark.parametrize(("action", "args"), [
    ("trim", {"start_s": 0.0}), ("loop", {"count": 3}), ("reverse", {}), ("fade_in", {}), ("fade_out", {}),
    ("normalize", {}), ("gain", {"value_db": 3.0}), ("join", {}), ("crossfade", {}),
])
@pytest.mark.parametrize(("channels", "frames", "rate"), [(1, 1, 44100), (8, 3000, 192000)])
def test_every_action_on_odd_shapes(tmp_path: Path, action: str, args: dict[str, Any], channels: int, frames: int,
                                    rate: int) -> None:
    source = clip(tmp_path, 0.3 * np.random.default_rng(3).uniform(-1, 1, (channels, frames)), rate)
    clips = (source, source) if action in ("join", "crossfade") else (source,)
    made = edited(tmp_path, *clips, action=action, **args)["audio"].audio()
    assert (made.channels, made.sample_rate_hz) == (channels, rate)
    wanted = {"loop": 3 * frames, "join": 2 * frames}.get(action, frames)
    assert made.frames == wanted or action == "crossfade"


@pytest.mark.parametrize(("args", "said"), [
    ({"action": "cut"}, "what to cut"),
    ({"action": "cut", "start_s": 0.0, "end_s": 2.0}, "nothing would be left"),
    ({"action": "trim"}, "what to keep"),
    ({"action": "split"}, "where to split"),
    ({"action": "split", "count": 1}, "2 to 64 equal parts"),
    ({"action": "split", "count": 65}, "2 to 64 equal parts"),
    ({"action": "split", "count": 3, "at_s": 1.0}, "not both"),
    ({"action": "loop", "count": 3, "duration_s": 10.0}, "not both"),
    ({"action": "loop", "duration_s": 1.0}, "trim it instead"),
    ({"action": "split", "at_s": 2.0}, "inside it"),
    ({"action": "fade_out", "duration_s": 5.0}, "does not fit"),
    ({"action": "gain"}, "how many dB"),
    ({"action": "join"}, "at least two"),
    ({"action": "crossfade"}, "at least two"),
    ({"action": "loop", "count": 1_000_000}, "three hours"),
    ({"action": "trim", "start_bar": 7}, "2.00 s"),
    ({"action": "twist"}, "no edit 'twist'"),
    ({"action": "normalize", "start_s": 1.0}, "whole clip"),
])
def test_what_cannot_be_done_is_refused(tmp_path: Path, args: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        edited(tmp_path, clip(tmp_path, tone(2.0)), **args)
    assert not (tmp_path / "out").exists()


def test_a_crossfade_longer_than_the_clips_is_refused(tmp_path: Path) -> None:
    source = clip(tmp_path, tone(1.0))
    with pytest.raises(UserError, match="too long"):
        edited(tmp_path, source, source, action="crossfade", duration_s=1.5)


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Editor().run({"action": "split", "at_s": 1.0}, {"clip": clip(tmp_path, tone(2.0))},
                     Brief("edit_clip", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())
