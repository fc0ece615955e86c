"""Peaks: true to the sound, made once, and in flat memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.errors import UserError
from engine.media.peaks import peaks


def pairs(content: bytes) -> np.ndarray:
    return np.frombuffer(content, np.int8).reshape(-1, 2)


def test_each_bin_holds_the_extremes_of_its_stretch(tmp_path: Path) -> None:
    sound = np.zeros((48000, 2), np.float32)
    sound[18000, 0], sound[42000, 1] = 0.5, -1.0
    soundfile.write(tmp_path / "a.wav", sound, 48000, subtype="FLOAT")
    found = pairs(peaks(tmp_path / "a.wav", tmp_path / "kept" / "a", 4))
    assert found.tolist() == [[0, 0], [0, 64], [0, 0], [-127, 0]]
    (tmp_path / "a.wav").unlink()
    assert len(peaks(tmp_path / "a.wav", tmp_path / "kept" / "a", 664)) == 2 * 664, "they are kept"


@pytest.mark.parametrize("frames", [0, 1, 100, 257])
def test_short_sounds_have_as_many_bins_as_asked(tmp_path: Path, frames: int) -> None:
    soundfile.write(tmp_path / "a.wav", np.full((frames, 1), 0.25, np.float32), 48000, subtype="FLOAT")
    found = pairs(peaks(tmp_path / "a.wav", tmp_path / "a", 50))
    assert found.shape == (50, 2) and set(found[:, 1]) == ({32} if frames else {0})


def test_what_is_not_finite_or_too_loud_is_drawn_at_the_edge(tmp_path: Path) -> None:
    sound = np.array([[np.nan], [np.inf], [-7.0]], np.float32)
    soundfile.write(tmp_path / "a.wav", sound, 48000, subtype="FLOAT")
    assert pairs(peaks(tmp_path / "a.wav", tmp_path / "a", 1)).tolist() == [[-127, 127]]


@pytest.mark.slow
def test_memory_stays_flat(tmp_path: Path) -> None:
    with soundfile.SoundFile(tmp_path / "long.wav", "w", 48000, 1, "PCM_16") as file:
        for _ in range(20):
            file.write(np.zeros(48000 * 60, np.int16))
    tracemalloc.start()
    peaks(tmp_path / "long.wav", tmp_path / "kept", 664)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 40e6


def test_what_is_no_sound_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"no sound")
    with pytest.raises(UserError, match="a.wav cannot be read"):
        peaks(tmp_path / "a.wav", tmp_path / "kept", 10)


@pytest.mark.parametrize("kept", [b"", b"abc"])
def test_kept_peaks_that_were_cut_off_are_made_anew(tmp_path: Path, kept: bytes) -> None:
    sound = tmp_path / "a.wav"
    soundfile.write(sound, np.full(48000, 0.5), 48000)
    (tmp_path / "kept").write_bytes(kept)
    assert max(peaks(sound, tmp_path / "kept", 4)) == 64
    assert (tmp_path / "kept").stat().st_size > 3
