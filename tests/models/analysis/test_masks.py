from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from models.analysis import masks
from models.analysis.masks import MaskSeparator
from models.analysis.spectrum import SpectrumShape, analysed, rebuilt
from models.analysis.stem_masks import WINDOW_S, stem_masks
from tests.models.edit.bad_clips import BAD
from tests.models.music.made_song import RATE, STEMS, MadeSong, made_song

_CHORDS = (9, "m", "Am"), (5, "", "F"), (0, "", "C"), (7, "", "G")


@pytest.fixture(scope="module")
def song() -> MadeSong:
    return made_song(_CHORDS, (0, 2, 4, 5, 7, 9, 11), 104.0)


def separated(folder: Path, samples: np.ndarray, rate: int = RATE, stems: Sequence[str] = (),
              warnings: list[str] | None = None, **placing: Any) -> tuple[Clip, dict[str, Clip]]:
    clip = audio_clip(folder, "demo", Audio(np.atleast_2d(samples).astype(np.float32), rate), **placing)
    args = {"stems": list(stems)} if stems else {}
    report = Report(None, None if warnings is None else warnings.append)
    made = MaskSeparator().run(args, {"clip": clip}, Brief("separate_stems", folder / "out"), report)
    return clip, made


def si_sdr(estimate: np.ndarray, truth: np.ndarray) -> float:
    guess, wanted = estimate.ravel().astype(np.float64), truth.ravel().astype(np.float64)
    target = (guess @ wanted) / (wanted @ wanted) * wanted
    return float(10 * np.log10((target @ target) / ((guess - target) @ (guess - target))))


def below_db(left: np.ndarray, mix: np.ndarray) -> float:
    return 20 * float(np.log10((np.abs(left).max() + 1e-12) / np.abs(mix).max()))


@pytest.mark.parametrize(("channels", "bars"), [(2, (7.0, 7.0, 5.5, 7.0)), (1, (4.0, 7.0, 5.0, 2.0))])
def test_stems_are_much_cleaner_than_the_mix(tmp_path: Path, song: MadeSong, channels: int,
                                             bars: tuple[float, ...]) -> None:
    def fold(samples: np.ndarray) -> np.ndarray:
        return samples if channels == 2 else samples.mean(axis=0, keepdims=True)

    clip, made = separated(tmp_path, fold(song.mix))
    mix = clip.audio().samples
    found = {name: made[name].audio().samples for name in STEMS}
    assert below_db(sum(found.values()) - mix, mix) < -90
    for name, bar in zip(STEMS, bars, strict=True):
        truth = fold(song.stems[name])
        assert si_sdr(found[name], truth) - si_sdr(mix, truth) >= bar, name


@pytest.mark.parametrize("voice_db", [0.0, -8.0, -20.0])
def test_in_mono_what_is_left_of_the_voice_is_not_worse_than_the_mix(tmp_path: Path, song: MadeSong,
                                                                     voice_db: float) -> None:
    parts = {name: stem.mean(axis=0, keepdims=True) for name, stem in song.stems.items()}
    parts["vocals"] = parts["vocals"] * 10 ** (voice_db / 20)
    clip, made = separated(tmp_path, np.sum(list(parts.values()), axis=0))
    mix = clip.audio().samples
    left = si_sdr(made["other"].audio().samples, parts["other"]) - si_sdr(mix, parts["other"])
    assert left >= 2.0
    if voice_db < -10:  # hardly a voice: what is taken for one is mostly another instrument, and stays with it
        assert np.mean(made["vocals"].audio().samples**2) < 0.5 * np.mean(made["other"].audio().samples ** 2)


@pytest.mark.parametrize(("picked", "wanted"), [
    ((), {"vocals", "drums", "bass", "other"}), (("drums",), {"drums", "rest"}),
    (("vocals", "bass"), {"vocals", "bass", "rest"}), (("instrumental",), {"instrumental", "rest"}),
    (("vocals", "instrumental"), {"vocals", "instrumental"}),
])
def test_a_pick_and_the_rest_sum_to_the_mix(tmp_path: Path, song: MadeSong, picked: Sequence[str],
                                            wanted: set[str]) -> None:
    short = song.mix[:, :RATE]
    clip, made = separated(tmp_path, short, stems=picked, start_beats=8.0, track="Demo", length_beats=2.0)
    assert set(made) == wanted
    total = sum(stem.audio().samples.astype(np.float64) for stem in made.values())
    assert below_db(total - short, short) < -90
    for name, stem in made.items():
        assert (stem.start_beats, stem.length_beats, stem.track) == (8.0, 2.0, "Demo")
        assert stem.name == f"demo {name}"
        assert stem.audio().frames == clip.audio().frames


@pytest.mark.parametrize(("channels", "frames", "rate"), [
    (1, 1, 44100), (2, 1, 48000), (2, 37, 8000), (3, 20000, 48000), (8, 3000, 192000), (1, 40000, 96000),
])
def test_any_shape_keeps_length_rate_and_channels(tmp_path: Path, channels: int, frames: int, rate: int) -> None:
    noise = 0.2 * np.random.default_rng(1).standard_normal((channels, frames))
    clip, made = separated(tmp_path, noise, rate)
    for stem in made.values():
        audio = stem.audio()
        assert (audio.channels, audio.frames, audio.sample_rate_hz) == (channels, frames, rate)
    total = sum(stem.audio().samples.astype(np.float64) for stem in made.values())
    assert below_db(total - clip.audio().samples, noise) < -90


def test_chunks_join_without_a_seam(tmp_path: Path, song: MadeSong, monkeypatch: pytest.MonkeyPatch) -> None:
    _, whole = separated(tmp_path, song.mix)
    monkeypatch.setattr(masks, "_CHUNK_S", 6.0)
    monkeypatch.setattr(masks, "_SHORTEST_CHUNK_S", 6.0)
    _, chunked = separated(tmp_path, song.mix)
    for name in STEMS:
        a, b = whole[name].audio().samples, chunked[name].audio().samples
        assert a.shape == b.shape
        assert si_sdr(b, a) > 20, name
        assert np.abs(np.diff(b)).max() <= 1.2 * np.abs(np.diff(a)).max()


def test_says_what_the_user_should_know(tmp_path: Path, song: MadeSong) -> None:
    warnings: list[str] = []
    organ = np.sin(np.outer([1.0, 1.26, 1.5], 2 * np.pi * 330 / RATE * np.arange(3 * RATE))).sum(axis=0) * 0.1
    separated(tmp_path, np.stack([organ, 0 * organ]), warnings=warnings)
    assert any("ardly any vocals" in warning for warning in warnings)
    assert any("ardly any drums" in warning for warning in warnings)
    assert any("simple masks" in warning for warning in warnings)
    warnings.clear()
    separated(tmp_path, np.repeat(song.mix[:1, :RATE], 2, axis=0), warnings=warnings)
    assert any("is mono" in warning for warning in warnings)
    warnings.clear()
    separated(tmp_path, np.zeros((2, 5000)), warnings=warnings)
    assert warnings == ["'demo' is silent, and so are its stems."]


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_refused_in_one_sentence_and_leaves_nothing(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    (tmp_path / "in").mkdir()
    clip = make(tmp_path / "in")
    with pytest.raises(UserError, match=said) as raised:
        MaskSeparator().run({}, {"clip": clip}, Brief("separate_stems", tmp_path / "out"), Report())
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_cancel_in_the_middle_leaves_nothing(tmp_path: Path, song: MadeSong) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if what == "separating":
            raise Cancelled

    clip = audio_clip(tmp_path, "demo", Audio(song.mix[:, :RATE], RATE))
    with pytest.raises(Cancelled):
        MaskSeparator().run({}, {"clip": clip}, Brief("separate_stems", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(("rate", "frames"), [(44100, 30000), (48000, 1), (8000, 5001), (192000, 777)])
def test_a_spectrum_gives_its_sound_back(rate: int, frames: int) -> None:
    samples = np.random.default_rng(2).standard_normal((2, frames)).astype(np.float32)
    shape = SpectrumShape.of(rate, WINDOW_S)
    assert np.allclose(rebuilt(analysed(samples, shape), shape, frames), samples, atol=1e-5)


@pytest.mark.parametrize("is_mono", [True, False])
def test_masks_share_every_bin_out_exactly(is_mono: bool) -> None:
    samples = np.random.default_rng(3).standard_normal((1 if is_mono else 2, 60000)).astype(np.float32)
    shape = SpectrumShape.of(44100, WINDOW_S)
    shares = stem_masks(analysed(samples, shape), shape, is_mono=is_mono)
    assert np.allclose(shares.sum(axis=0), 1, atol=1e-5)
    assert shares.min() >= -1e-6
