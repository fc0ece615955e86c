"""Sounds that are stored in 24 bits: those where nobody can hear it."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.library.clip_files import Told
from engine.library.library import Library
from engine.media.audio import Audio, read_audio, write_audio
from engine.media.clip import audio_clip
from engine.media.compact import in_24_bits

RATE_HZ = 8000


def sound(peak: float, frames: int = RATE_HZ, channels: int = 2) -> Audio:
    chance = np.random.default_rng(3).uniform(-1, 1, (channels, frames))
    return Audio((chance * peak / np.abs(chance).max()).astype(np.float32), RATE_HZ)


@pytest.mark.parametrize("frames", [RATE_HZ, RATE_HZ + 1, 300_001])
@pytest.mark.parametrize("channels", [1, 2, 3])
def test_the_sound_is_the_same_to_the_last_of_24_bits(tmp_path: Path, frames: int, channels: int) -> None:
    made = sound(0.9, frames, channels)
    file = write_audio(tmp_path / "f.wav", made)
    assert in_24_bits(file, tmp_path / "p.wav")
    assert np.abs(read_audio(tmp_path / "p.wav").samples - made.samples).max() <= 2.0**-23
    assert (tmp_path / "p.wav").stat().st_size < 0.76 * file.stat().st_size + 200


@pytest.mark.parametrize("peak", [1.0, 1.7, 0.005])
def test_what_would_clip_or_is_faint_keeps_its_32_bits(tmp_path: Path, peak: float) -> None:
    assert not in_24_bits(write_audio(tmp_path / "f.wav", sound(peak)), tmp_path / "p.wav")
    assert not (tmp_path / "p.wav").exists()


def test_what_is_no_float_sound_stays_as_it_is(tmp_path: Path) -> None:
    assert not in_24_bits(write_audio(tmp_path / "f.wav", sound(0.5), subtype="PCM_16"), tmp_path / "p.wav")
    (tmp_path / "no.wav").write_bytes(b"RIFF")
    assert not in_24_bits(tmp_path / "no.wav", tmp_path / "p.wav")


def test_a_library_stores_what_was_made_in_24_bits_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    library = Library(tmp_path / "Tonmeister")
    made = audio_clip(tmp_path, "beat", sound(0.5, RATE_HZ + 1, 1))
    kept = library.adopt(made, told=Told(4800))
    assert soundfile.info(kept.path).subtype == "PCM_24"
    assert [file.name for file in kept.path.parent.iterdir()] == [kept.path.name]
    assert library.publish(kept, start_samples=4800).samefile(kept.path)
    assert np.abs(read_audio(kept.path).samples - read_audio(made.path).samples).max() <= 2.0**-23
    library.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_told_with_the_systems_reason(tmp_path: Path) -> None:
    """libsndfile says "System error.", which was taken for a bug of ours."""
    with pytest.raises(OSError) as told:
        in_24_bits(write_audio(tmp_path / "f.wav", sound(0.9)), Path("/dev/full"))
    assert told.value.errno == errno.ENOSPC
