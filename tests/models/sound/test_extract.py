"""Getting one sound out: stems, sides, kinds of sound, and an honest no."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.clip import Clip
from models.sound.extract import SoundExtractor
from models.sound.extraction.target import read_target
from tests.models.edit.bad_clips import BAD
from tests.models.music.made_song import made_song, pluck
from tests.models.sound.clips import RATE, clip_of, noise, run

SONG = made_song(((0, "", "C"), (9, "m", "Am")), (0, 2, 4, 5, 7, 9, 11), 104, bars=4)


def taken(folder: Path, samples: np.ndarray, target: str, rate: int = RATE,
          warnings: list[str] | None = None) -> tuple[np.ndarray, np.ndarray]:
    made = run(SoundExtractor(), folder, clip_of(folder, samples, rate), warnings, target=target)
    got, rest = made["target"], made["rest"]
    assert isinstance(got, Clip)
    assert isinstance(rest, Clip)
    return got.audio().samples, rest.audio().samples


def si_sdr_db(made: np.ndarray, truth: np.ndarray) -> float:
    made, truth = made.ravel().astype(float), truth.ravel().astype(float)
    part = (made @ truth) / (truth @ truth) * truth
    return float(10 * np.log10((part @ part) / ((made - part) @ (made - part))))


def duet(left: float = 0.25, right: float = 0.75) -> tuple[np.ndarray, np.ndarray]:
    """Two lines of plucked notes in stereo, each at a place from 0 (left) to 1 (right)."""
    lines = []
    for place, low, fall, seed in ((left, 52, 0.4, 1), (right, 60, 0.75, 2)):
        random = np.random.default_rng(seed)
        mono = np.concatenate([pluck(low + int(random.choice([0, 4, 7, 12])), 0.3, 8, fall, 0.4) for _ in range(16)])
        angle = place * np.pi / 2
        lines.append(0.2 * mono * np.array([[np.cos(angle)], [np.sin(angle)]]))
    return lines[0], lines[1]


def sums(got: np.ndarray, rest: np.ndarray, mix: np.ndarray) -> bool:
    return float(np.abs(got + rest - mix).max()) < 10 ** (-90 / 20) * float(np.abs(mix).max())


@pytest.mark.parametrize(("words", "stem"), [("the vocals", "vocals"), ("drum beat", "drums"), ("bass line", "bass")])
def test_stems(tmp_path: Path, words: str, stem: str) -> None:
    got, rest = taken(tmp_path, SONG.mix, words)
    assert sums(got, rest, SONG.mix)
    assert si_sdr_db(got, SONG.stems[stem]) > si_sdr_db(SONG.mix, SONG.stems[stem]) + 4


def test_music_without_vocals(tmp_path: Path) -> None:
    got, rest = taken(tmp_path, SONG.mix, "the music without vocals")
    assert sums(got, rest, SONG.mix)
    assert si_sdr_db(rest, SONG.stems["vocals"]) > si_sdr_db(got, SONG.stems["vocals"]) + 6


def test_instruments_panned_apart(tmp_path: Path) -> None:
    left, right = duet()
    mix = (left + right).astype(np.float32)
    got, rest = taken(tmp_path, mix, "the guitar on the left")
    assert sums(got, rest, mix)
    assert si_sdr_db(got, left) > si_sdr_db(mix, left) + 6
    got, _ = taken(tmp_path, mix, "piano on the right")
    assert si_sdr_db(got, right) > si_sdr_db(mix, right) + 6


def test_instruments_in_one_place_are_refused(tmp_path: Path) -> None:
    left, right = duet(0.48, 0.5)
    with pytest.raises(UserError, match="do not lie clearly apart"):
        taken(tmp_path, left + right, "the guitar on the left")
    assert not list(tmp_path.glob("out/*"))


def test_a_kind_of_sound_by_its_time(tmp_path: Path) -> None:
    tone = 0.3 * np.sin(2 * np.pi * 330 * np.arange(4 * RATE) / RATE)
    hiss = noise(4)
    samples = np.concatenate([tone, hiss, tone])
    warnings: list[str] = []
    got, rest = taken(tmp_path, samples, "the hiss", warnings=warnings)
    assert sums(got, rest, samples[None])
    assert np.abs(got[0, :3 * RATE]).max() < 1e-6
    assert np.sum(got[0, 4 * RATE:8 * RATE] ** 2) > 0.8 * np.sum(hiss**2)
    assert any("by time" in sentence for sentence in warnings)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No speech of its own"):
        taken(tmp_path, 0.3 * np.sin(2 * np.pi * 330 * np.arange(3 * RATE) / RATE), "speech")
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.parametrize(("target", "said"), [
    ("woodpecker", "cannot be told"), ("guitar", "on which side"), ("", "cannot be told")])
def test_out_of_reach(tmp_path: Path, target: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        taken(tmp_path, SONG.mix[:, :RATE], target)


def test_one_channel_has_no_sides(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="one channel"):
        taken(tmp_path, noise(1), "the guitar on the left")


@pytest.mark.parametrize(("words", "by", "name"), [
    ("lead vocal", "stem", "vocals"), ("everything without the vocals", "stem", "instrumental"),
    ("bass guitar", "stem", "bass"), ("what is on the left", "side", "left"), ("left guitar", "side", "left"),
    ("the dialogue", "kind", "speech"), ("vinyl crackle", "kind", "clicks"), ("string section", "unknown",
                                                                              "string section")])
def test_words(words: str, by: str, name: str) -> None:
    assert (read_target(words).by, read_target(words).name) == (by, name)


@pytest.mark.parametrize(("rate", "channels", "frames"), [(8000, 1, 1), (96000, 2, 5000), (48000, 8, 3000)])
@pytest.mark.parametrize("target", ["drums", "silence"])
def test_any_format(tmp_path: Path, rate: int, channels: int, frames: int, target: str) -> None:
    got, rest = taken(tmp_path, np.zeros((channels, frames)), target, rate)
    assert got.shape == rest.shape == (channels, frames)


@pytest.mark.parametrize("bad", BAD)
def test_bad_input(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        run(SoundExtractor(), tmp_path, make(tmp_path), target="noise")
    assert not list(tmp_path.glob("out/*"))


def test_cancel(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if what == "separating":
            raise Cancelled

    clip = clip_of(tmp_path, sum(duet()))
    with pytest.raises(Cancelled):
        SoundExtractor().run({"target": "what is on the left"}, {"clip": clip},
                             Brief("extract_sound", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())
