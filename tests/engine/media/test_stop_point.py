"""A huge file is read no further than to the next block once the user has cancelled, whoever reads it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import Cancelled
from engine.library.clip_files import ClipFiles
from engine.media.audio import audio_blocks, probe_audio
from engine.media.audio_stream import frame_blocks
from engine.media.clip import clip_from_file, sha256_of
from engine.media.sound_check import must_be_sound
from engine.media.stop_point import look_up, stopped_by
from engine.media.wav_metadata import stamp
from tests.huge_sound import huge_sound

_READ_FOR_S, _STOPS_IN_S = 0.3, 2.0


def _frames(path: Path) -> None:
    for _ in frame_blocks(path, 0, probe_audio(path).frames, 48000):
        pass


def _blocks(path: Path) -> None:
    for _ in audio_blocks(path, 1 << 18):
        pass


_READERS: dict[str, Callable[[Path], object]] = {
    "hash": sha256_of,
    "decode": _blocks,
    "decode a range": _frames,
    "check": lambda path: must_be_sound(path, "unknown"),
    "take": clip_from_file,
    "copy": lambda path: ClipFiles(path.parent / "library").copy(path, path.parent / "library" / "blob.wav"),
    "stamp": lambda path: stamp(path, time_reference_samples=0, target=path.with_name("stamped.wav")),
}


@pytest.mark.parametrize("reader", _READERS)
def test_a_cancel_ends_the_reading(tmp_path: Path, reader: str) -> None:
    path = huge_sound(tmp_path / "take.wav")
    end = time.monotonic() + _READ_FOR_S
    with pytest.raises(Cancelled), stopped_by(lambda: time.monotonic() > end):
        _READERS[reader](path)
    late_s = time.monotonic() - end
    assert 0 <= late_s < _STOPS_IN_S
    left = [one for one in tmp_path.rglob("*") if one.is_file() and one != path]
    assert not left, "what was begun is not left behind"


def test_what_has_to_be_finished_is_not_stopped() -> None:
    @stopped_by(None)
    def finished() -> str:
        look_up()
        return "finished"

    with stopped_by(lambda: True):
        assert finished() == "finished"
        with pytest.raises(Cancelled):
            look_up()
    look_up()
