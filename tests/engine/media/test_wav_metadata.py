"""Stamps round trip, and the sound stays as it was."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.errors import UserError
from engine.media.wav_metadata import read_ixml, read_stamp, stamp, write_ixml


def wav(path: Path, *, frames: int = 4801, channels: int = 2, subtype: str = "PCM_24", format: str = "WAV") -> Path:
    samples = np.random.default_rng(1).uniform(-0.9, 0.9, (frames, channels)).astype(np.float32)
    soundfile.write(path, samples, 48000, subtype, format=format)
    return path


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
@pytest.mark.parametrize("format", ["WAV", "RF64", "WAVEX"])
def test_stamp_round_trip_leaves_the_sound_identical(tmp_path: Path, subtype: str, format: str) -> None:
    path = wav(tmp_path / "a.wav", subtype=subtype, format=format, channels=1)
    before = soundfile.read(path, dtype="float32")[0]
    facts = {"bar": "5", "key": "G minor", "recipe": '{"task": "sing", "text": "mañana <&>"}'}
    stamp(
        path,
        time_reference_samples=5 * 10**9,
        description="bar 5, Gm, 96 bpm",
        ixml=write_ixml(facts),
        info={"INAM": "Würfel", "ISFT": "Tonmeister"},
    )
    found = read_stamp(path)
    assert found is not None
    assert found.time_reference_samples == 5 * 10**9
    assert (found.originator, found.description) == ("Tonmeister", "bar 5, Gm, 96 bpm")
    assert found.facts == facts
    assert found.info == {"INAM": "Würfel", "ISFT": "Tonmeister"}
    after = soundfile.read(path, dtype="float32")[0]
    assert np.array_equal(before, after)
    assert sorted(os.listdir(tmp_path)) == ["a.wav"]


def test_the_riff_sizes_are_right(tmp_path: Path) -> None:
    path = stamp(wav(tmp_path / "a.wav", frames=3, channels=1), time_reference_samples=1, ixml=write_ixml({"bar": 1}))
    data = path.read_bytes()
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    assert data.index(b"bext") < data.index(b"data")


def test_a_new_stamp_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav")
    for reference in (1, 2):
        stamp(
            path, time_reference_samples=reference, ixml=write_ixml({"bar": reference}), info={"INAM": str(reference)}
        )
    found = read_stamp(path)
    assert found is not None
    assert (found.time_reference_samples, found.facts, found.info) == (2, {"bar": "2"}, {"INAM": "2"})
    assert path.read_bytes().count(b"bext") == 1


def test_another_programs_chunks_are_kept(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", channels=1, frames=4)
    data = path.read_bytes() + struct.pack("<4sI3sx", b"cue ", 3, b"abc")
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])
    stamp(path, time_reference_samples=0)
    assert struct.pack("<4sI3sx", b"cue ", 3, b"abc") in path.read_bytes()


def test_a_copy_can_be_stamped_and_the_source_stays(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav")
    before = path.read_bytes()
    copy = stamp(path, time_reference_samples=7, target=tmp_path / "b.wav")
    assert path.read_bytes() == before
    assert read_stamp(path) is None
    found = read_stamp(copy)
    assert found is not None and found.time_reference_samples == 7


def test_a_file_past_four_gigabytes_becomes_rf64(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.media.wav_metadata._LARGEST_RIFF", 10_000)
    path = wav(tmp_path / "a.wav", frames=4801, channels=1)
    fresh = stamp(path, time_reference_samples=3, target=tmp_path / "big.wav").read_bytes()
    assert fresh[:4] == b"RF64"
    total, data_bytes, frames = struct.unpack("<QQQ", fresh[20:44])
    assert (total, data_bytes, frames) == (len(fresh) - 8, 4801 * 3, 4801)
    assert np.array_equal(soundfile.read(path)[0], soundfile.read(tmp_path / "big.wav")[0])
    found = read_stamp(tmp_path / "big.wav")
    assert found is not None and found.time_reference_samples == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"ID3 not a wave at all", "is not a WAV file"),
        (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0" + bytes(16) + b"data\xff\0\0\0abc", "is cut off"),
        (b"RIFF\x04\0\0\0WAVE", "has no samples"),
    ],
)
def test_what_is_not_a_whole_wav_is_refused_and_left_alone(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        stamp(path, time_reference_samples=0)
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["a.wav"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = wav(tmp_path / "a.wav")
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        stamp(path, time_reference_samples=0)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["a.wav"]


def test_a_time_before_the_session_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="0 or more samples"):
        stamp(wav(tmp_path / "a.wav"), time_reference_samples=-1)


@pytest.mark.parametrize(
    "content",
    [b"", b"<BWFXML/>", b"not xml", b"\xff\xfe\x00", b"<!DOCTYPE a [<!ENTITY b 'c'>]><BWFXML><TONMEISTER/></BWFXML>"],
)
def test_foreign_or_broken_ixml_has_no_facts(content: bytes) -> None:
    assert read_ixml(content) == {}


def test_zeros_behind_the_last_chunk_are_not_walked_through(tmp_path: Path) -> None:
    path = stamp(wav(tmp_path / "grown.wav", frames=4), time_reference_samples=7)
    os.truncate(path, 10**10)
    found = read_stamp(path)
    assert found is not None and found.time_reference_samples == 7
