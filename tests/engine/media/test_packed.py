"""WAV files kept as FLAC: every byte comes back, or the file stays as it is."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.media import packed as packing
from engine.media.packed import pack, packed, unpack

RATE_HZ = 8000


def written(path: Path, subtype: str, *, peak: float = 0.9, frames: int = 70_001, channels: int = 2) -> Path:
    at_s = np.arange(frames) / RATE_HZ
    chance = np.random.default_rng(5).uniform(-1e-3, 1e-3, (frames, channels))
    soundfile.write(path, np.sin(900 * at_s)[:, None] * peak * 0.99 + chance * peak, RATE_HZ, subtype)
    return path


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
@pytest.mark.parametrize(("channels", "frames"), [(1, 65_536), (2, 70_001), (5, 30_000)])
def test_every_byte_comes_back(tmp_path: Path, subtype: str, channels: int, frames: int) -> None:
    wav = written(tmp_path / "a.wav", subtype, channels=channels, frames=frames)
    whole = wav.read_bytes() + b"LIST\x04\0\0\0INFO"
    wav.write_bytes(whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:])
    whole = wav.read_bytes()
    assert pack(wav, tmp_path / "a.flac", {"blob": "x"})
    assert (tmp_path / "a.flac").stat().st_size < 0.9 * len(whole)
    assert (packed(tmp_path / "a.flac") or {})["blob"] == "x"
    unpack(tmp_path / "a.flac", tmp_path / "b.wav")
    assert (tmp_path / "b.wav").read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.flac", "a.wav", "b.wav"]


def test_floats_finer_than_24_bits_come_back_with_the_smallest_and_both_zeros(tmp_path: Path) -> None:
    samples = np.float32(np.random.default_rng(1).standard_normal(70_000) * 0.1)
    samples[:6] = [0.0, -0.0, 1e-40, -1e-40, 2.0**-24, -(2.0**-24)]
    soundfile.write(tmp_path / "a.wav", samples, RATE_HZ, "FLOAT")
    assert pack(tmp_path / "a.wav", tmp_path / "a.flac", {})
    unpack(tmp_path / "a.flac", tmp_path / "b.wav")
    assert (tmp_path / "b.wav").read_bytes() == (tmp_path / "a.wav").read_bytes()


def test_a_packed_file_is_sound_for_every_program(tmp_path: Path) -> None:
    wav = written(tmp_path / "a.wav", "FLOAT")
    assert pack(wav, tmp_path / "a.flac", {})
    one, rate = soundfile.read(wav)
    other, _ = soundfile.read(tmp_path / "a.flac")
    assert rate == RATE_HZ
    assert np.abs(one - other).max() <= 2.0**-23


@pytest.mark.parametrize("subtype", ["PCM_32", "DOUBLE", "PCM_U8"])
def test_other_formats_stay(tmp_path: Path, subtype: str) -> None:
    assert not pack(written(tmp_path / "a.wav", subtype), tmp_path / "a.flac", {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_what_clips_and_what_is_no_sound_stays(tmp_path: Path) -> None:
    assert not pack(written(tmp_path / "a.wav", "FLOAT", peak=1.7), tmp_path / "a.flac", {})
    (tmp_path / "b.wav").write_bytes(b"RIFF and no more")
    assert not pack(tmp_path / "b.wav", tmp_path / "b.flac", {})
    assert not list(tmp_path.glob("*.flac"))
    assert not list(tmp_path.glob(".*"))


def test_what_does_not_come_back_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_digest", lambda flac: "another")
    assert not pack(written(tmp_path / "a.wav", "PCM_24"), tmp_path / "a.flac", {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_a_damaged_packed_file_is_one_sentence(tmp_path: Path) -> None:
    assert pack(written(tmp_path / "a.wav", "FLOAT"), tmp_path / "a.flac", {})
    whole = (tmp_path / "a.flac").read_bytes()
    for at in (len(whole) // 2, len(whole) - 40, whole.index(b"sha256") + 12, whole.index(b"data")):
        (tmp_path / "a.flac").write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with pytest.raises(ValueError, match="damaged"):
            unpack(tmp_path / "a.flac", tmp_path / "b.wav")
    (tmp_path / "a.flac").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="damaged"):
        unpack(tmp_path / "a.flac", tmp_path / "b.wav")
    assert not (tmp_path / "b.wav").exists()
    assert not list(tmp_path.glob(".*"))


def test_a_flac_of_somebody_else_is_none(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.flac", np.zeros(100), RATE_HZ)
    assert packed(tmp_path / "a.flac") is None
    assert packed(tmp_path / "no.flac") is None
