"""Filling gaps: short ones against the truth, long ones on the beat, everything else untouched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.clip import Clip
from models.sound.inpaint import GapFiller
from tests.models.edit.bad_clips import BAD
from tests.models.music.made_song import made_song
from tests.models.sound.clips import RATE, clip_of, noise, run

TONES = sum(np.sin(2 * np.pi * hz * np.arange(2 * RATE) / RATE + hz) / (k + 2)
            for k, hz in enumerate((196.3, 247.1, 293.9, 392.5, 587.2, 911.7)))


def filled(folder: Path, samples: np.ndarray, start_s: float, end_s: float, rate: int = RATE,
           warnings: list[str] | None = None, **args: object) -> np.ndarray:
    made = run(GapFiller(), folder, clip_of(folder, samples, rate), warnings, start_s=start_s, end_s=end_s, **args)
    assert isinstance(made["audio"], Clip)
    return made["audio"].audio().samples


def snr_db(made: np.ndarray, truth: np.ndarray) -> float:
    return float(10 * np.log10(np.sum(truth**2) / np.sum((made - truth) ** 2)))


def damaged(samples: np.ndarray, start_s: float, end_s: float, rate: int = RATE) -> np.ndarray:
    out = np.array(np.atleast_2d(samples), np.float32)
    out[:, round(start_s * rate):round(end_s * rate)] = 0.9
    return out


@pytest.mark.parametrize(("milliseconds", "least_db"), [(5, 35), (20, 25), (58, 12)])
def test_a_short_gap_in_tones(tmp_path: Path, milliseconds: float, least_db: float) -> None:
    end_s = 0.8 + milliseconds / 1000
    made = filled(tmp_path, damaged(TONES, 0.8, end_s), 0.8, end_s)
    part = slice(round(0.8 * RATE), round(end_s * RATE))
    assert snr_db(made[0, part], TONES[part]) > least_db


@pytest.mark.parametrize("gap_s", [0.02, 0.5])
def test_outside_of_the_gap_nothing_changes(tmp_path: Path, gap_s: float) -> None:
    samples = np.stack([TONES, noise(2)]).astype(np.float32)
    made = filled(tmp_path, samples, 0.9, 0.9 + gap_s)
    first, last = round(0.9 * RATE), round((0.9 + gap_s) * RATE)
    assert made.shape == samples.shape
    assert np.array_equal(made[:, :first], samples[:, :first])
    assert np.array_equal(made[:, last:], samples[:, last:])
    assert not np.array_equal(made[:, first:last], samples[:, first:last])


def test_a_long_gap_is_filled_on_the_beat() -> None:
    from models.sound.repair.long_gap import find_match

    song = made_song(((0, "", "C"), (9, "m", "Am"), (5, "", "F"), (7, "", "G")), (0, 2, 4, 5, 7, 9, 11), 112, bars=12)
    mono = song.mix.mean(axis=0)
    beat = 60 / 112 * RATE
    errors_ms = []
    for start_s in (6.3, 11.1, 14.77):
        first = round(start_s * RATE)
        last = first + round(0.7 * RATE)
        broken = mono.copy()
        broken[first:last] = 0
        match = find_match(broken, first, last, RATE, lambda: None)
        assert match is not None
        assert match.is_alike
        assert match.first + last - first <= first or match.first >= last
        errors_ms.append(abs(((match.first - first) / beat + 0.5) % 1 - 0.5) * beat / RATE * 1000)
    assert max(errors_ms) < 10


def test_a_long_gap_joins_without_a_jump(tmp_path: Path) -> None:
    made = filled(tmp_path, damaged(TONES, 0.7, 1.0), 0.7, 1.0)[0]
    usual = np.abs(np.diff(TONES)).max()
    assert np.abs(np.diff(made)).max() < 1.5 * usual
    part = slice(round(0.7 * RATE), round(1.0 * RATE))
    assert 0.5 < made[part].std() / TONES[part].std() < 2


def test_a_gap_at_either_end(tmp_path: Path) -> None:
    for start_s, end_s in ((0.0, 0.03), (1.97, 2.0), (0.0, 0.4), (1.6, 2.0)):
        made = filled(tmp_path, damaged(TONES, start_s, end_s), start_s, end_s)
        assert np.isfinite(made).all()
        assert 0.05 < made[0, round(start_s * RATE):round(end_s * RATE)].std() < 1.0


@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (96000, 2), (48000, 8)])
@pytest.mark.parametrize("gap_s", [0.01, 0.2])
def test_any_format(tmp_path: Path, rate: int, channels: int, gap_s: float) -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(rate) / rate) * np.ones((channels, 1)) * 0.3
    made = filled(tmp_path, damaged(tone, 0.4, 0.4 + gap_s, rate), 0.4, 0.4 + gap_s, rate)
    assert made.shape == (channels, rate)
    assert np.abs(made).max() < 0.5


def test_silence_stays_silence(tmp_path: Path) -> None:
    assert not filled(tmp_path, np.zeros(RATE), 0.4, 0.42).any()
    assert not filled(tmp_path, np.zeros(RATE), 0.4, 0.6).any()


@pytest.mark.parametrize(("start_s", "end_s", "said"), [
    (0.5, 0.5, "no length"), (0.7, 0.2, "no length"), (-1.0, 0.1, "no length"), (5.0, 6.0, "2.00 s long"),
    (1.0, 9.0, "2.00 s long"), (0.0, 2.0, "all of"), (0.5, 1.9, "nowhere")])
def test_impossible_gaps_are_refused(tmp_path: Path, start_s: float, end_s: float, said: str) -> None:
    with pytest.raises(UserError, match=said):
        filled(tmp_path, TONES, start_s, end_s)


def test_one_sample(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="all of"):
        filled(tmp_path, np.ones(1), 0.0, 1 / RATE)
    assert filled(tmp_path, np.full(2, 0.5), 0.0, 1 / RATE).tolist() == [[0.5, 0.5]]


def test_words_for_the_gap_have_no_effect(tmp_path: Path) -> None:
    warnings: list[str] = []
    filled(tmp_path, TONES, 0.5, 0.51, warnings=warnings, prompt="a drum fill")
    assert any("no effect" in sentence for sentence in warnings)


def test_nothing_alike_is_said(tmp_path: Path) -> None:
    warnings: list[str] = []
    filled(tmp_path, noise(3), 1.5, 1.9, warnings=warnings)
    assert any("No other place" in sentence for sentence in warnings)


@pytest.mark.parametrize("bad", BAD)
def test_bad_input(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        run(GapFiller(), tmp_path, make(tmp_path), start_s=0.1, end_s=0.12)
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.parametrize("gap_s", [0.02, 0.3])
def test_cancel(tmp_path: Path, gap_s: float) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if what == "writing":
            raise Cancelled

    args = {"start_s": 0.5, "end_s": 0.5 + gap_s}
    with pytest.raises(Cancelled):
        GapFiller().run(args, {"clip": clip_of(tmp_path, TONES)}, Brief("inpaint", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())
