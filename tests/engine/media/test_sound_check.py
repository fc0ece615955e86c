"""What is no sound never comes in: not by attaching it, not by placing it, not from a model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.errors import UserError
from engine.library.library import Library
from engine.media import sound_check
from engine.media.audio import probe_audio
from engine.media.clip import Clip, clip_from_file, new_id, sha256_of

FORMATS = ("wav", "aiff", "au", "w64", "rf64", "caf", "flac", "ogg", "mp3")


def written(path: Path, *, seconds: float = 1.0, rate_hz: int = 44100, bad: float | None = None) -> Path:
    sound = np.random.default_rng(1).normal(size=(int(seconds * rate_hz), 2)).astype(np.float32) * 0.1
    if bad is not None:
        sound[-9:] = bad
    soundfile.write(path, sound, rate_hz, "FLOAT" if path.suffix == ".wav" else None)
    return path


def test_a_large_file_that_is_no_sound_is_refused_by_its_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.wav"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)  # takes no room on the disk
    monkeypatch.setattr("engine.media.clip.sha256_of", lambda _: pytest.fail("all of it was read"))
    with pytest.raises(UserError, match=r"big\.wav is not a sound file that can be read"):
        clip_from_file(path)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 3e38])
def test_a_sound_with_impossible_samples_does_not_come_in(tmp_path: Path, bad: float) -> None:
    path = written(tmp_path / "take.wav", bad=bad, seconds=8)  # past the first block
    with pytest.raises(UserError, match="take.wav"):
        clip_from_file(path)
    library = Library(tmp_path / "library")
    made = Clip(new_id(), "audio", "take", path, sha256_of(path), 8.0)
    with pytest.raises(UserError, match="take.wav"):
        library.adopt(made)
    library.close()
    assert not list((tmp_path / "library").rglob("*.wav"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_cut_in_half_is_told_as_cut(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"take.{suffix}")
    assert clip_from_file(path).seconds == pytest.approx(1.0, abs=0.1)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UserError, match="take.* (is cut off|is damaged|is not a sound file)"):
        clip_from_file(path)


@pytest.mark.parametrize("bytes_left", [1, 4, 12])
def test_bytes_without_a_header_are_no_telephone_sound(tmp_path: Path, bytes_left: int) -> None:
    """libsndfile takes a file that ends in .au for headerless u-law when it does not begin as an AU does."""
    path = written(tmp_path / "take.au")
    path.write_bytes(path.read_bytes()[4 : 4 + bytes_left])
    with pytest.raises(UserError, match=r"take\.au is not a sound file"):
        clip_from_file(path)


@pytest.mark.parametrize("codec", ["VORBIS", "OPUS"])
@pytest.mark.parametrize("end", [slice(-1), slice(-300), slice(-30)])
def test_the_last_page_of_an_ogg_has_to_be_whole(tmp_path: Path, codec: str, end: slice) -> None:
    path = tmp_path / "take.ogg"
    soundfile.write(path, np.random.default_rng(1).normal(size=48000) * 0.1, 48000, codec, format="OGG")
    assert clip_from_file(path).seconds == pytest.approx(1.0, abs=0.1)
    path.write_bytes(path.read_bytes()[end])
    with pytest.raises(UserError, match=r"take\.ogg is cut off"):
        clip_from_file(path)


@pytest.mark.parametrize("suffix", ["aiff", "au", "w64", "rf64", "wav"])
def test_how_much_is_missing_is_told(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"take.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 4])
    with pytest.raises(UserError, match=r"0\.7\d s are missing from the end"):
        probe_audio(path)


@pytest.mark.parametrize("rate_hz", [1, 100, 999, 800_000])
def test_rates_that_no_sound_has_are_refused(tmp_path: Path, rate_hz: int) -> None:
    path = tmp_path / "take.wav"
    soundfile.write(path, np.zeros(2000, np.float32), rate_hz)
    with pytest.raises(UserError, match=f"{rate_hz} samples a second"):
        clip_from_file(path)


def test_the_same_content_is_listened_to_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = clip_from_file(written(tmp_path / "take.wav"))
    monkeypatch.setattr(sound_check, "audio_blocks", None)
    library = Library(tmp_path / "library")
    assert library.adopt(replace(clip, id=new_id())).path.exists()
    library.close()


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder; name a file in it"):
        clip_from_file(tmp_path)
