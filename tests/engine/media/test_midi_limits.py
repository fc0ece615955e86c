"""A MIDI file may be as hostile as it likes: it is read in seconds, or refused in one sentence."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from engine.errors import UserError
from engine.media.midi_file import read_midi
from tests.work import calls_of

END = b"\0\xff\x2f\0"
NOTE = b"\0\x90\x3c\x40\x60\x80\x3c\0"
CONTROLLER = b"\0\x07\x40"


def track(events: bytes) -> bytes:
    return b"MTrk" + struct.pack(">I", len(events) + len(END)) + events + END


def song(*tracks: bytes) -> bytes:
    return b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), 480) + b"".join(tracks)


def lyric(text: bytes, delta: bytes = b"\0") -> bytes:
    return delta + b"\xff\x05" + bytes([len(text)]) + text


HOSTILE = {
    "tracks": (song(*[track(b"")] * 32_000, track(b"\0\xb0\x07\x40" + CONTROLLER * 400_000)), "32,001 tracks"),
    "lyrics": (song(track(NOTE), *[track(lyric(b"la"))] * 32_000), "32,001 tracks"),
    "words": (song(track(NOTE + lyric(b"la") * 20_000)), "more than 10,000 words"),
    "events": (song(track(b"\0\xb0\x07\x40" + CONTROLLER * 1_300_000)), "more than 500,000 events"),
    "delta": (song(track(b"\x81" * 4000 + b"\0\x90\x3c\x40")), "has no end"),
    "meta": (song(track(b"\0\xff\x05" + b"\x81" * 4000 + b"\0")), "has no end"),
    "late": (song(track(b"\xff\xff\xff\x7f\x90\x3c\x40" * 9)), "days after"),
    "a note as long as a file can say": (
        song(track(b"\xff\xff\xff\x7f\x90\x3c\x40\xff\xff\xff\x7f\x80\x3c\0")),
        "days after",
    ),
    "texts": (song(track(NOTE + b"\0\xff\x01\x01a" * 300_000)), "more than 10,000 words"),
    "meters": (song(track(b"\x01\xff\x58\x04\x04\x02\x18\x08" * 300_000)), "more than 20,000 times"),
    "a synthesiser's memory": (song(track(b"\0\xf0\xbd\x84\x40" + b"\1" * 1_000_000)), "data for devices"),
    "ramps": (song(track(b"\x01\xff\x51\x03\x07\xa1\x20" * 400_000)), "more than 20,000 times"),
    "tempos": (song(track(b"\x01\xff\x51\x03\x07\xa1\x20" * 30_000)), "more than 20,000 times"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_too_much_for_a_song_is_told_at_once(tmp_path: Path, name: str) -> None:
    data, why = HOSTILE[name]
    (tmp_path / "song.mid").write_bytes(data)
    refused = pytest.raises(UserError, match=why)

    def read() -> None:
        with refused:
            read_midi(tmp_path / "song.mid")

    assert calls_of(read) < 3_000_000


@pytest.mark.parametrize(
    "data",
    [
        song(*[track(b"")] * 500, track(b"\0\xb0\x07\x40" + CONTROLLER * 60_000)),
        song(*[track(b"\0\x90\x3c\x40" + b"\0\x3c\x40" * 100)] * 2, *[track(lyric(b"la"))] * 500),
        song(track(b"\0\x90\x3c\x40" + b"\0\x3c\x40" * 60_000 + b"\1\x3c\0" * 60_000)),
    ],
    ids=["controllers", "words in tracks of their own", "one key struck again and again"],
)
def test_much_is_read_in_time_that_grows_with_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "song.mid").write_bytes(data)
    assert calls_of(lambda: read_midi(tmp_path / "song.mid")) < 20 * len(data)


def test_a_meter_that_there_is_not_is_told_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "song.mid").write_bytes(song(track(b"\0\xff\x58\x04\0\xff\0\0" + NOTE)))
    with pytest.raises(UserError, match=r"^song\.mid.*meter"):
        read_midi(tmp_path / "song.mid")


def test_words_of_several_tracks_meet_in_the_one_that_has_the_notes(tmp_path: Path) -> None:
    later = b"\x83\x60"  # 480 ticks, one beat
    melody = track(b"\0\x90\x3c\x40" + later + b"\x80\x3c\0" + b"\0\x90\x3e\x40" + later + b"\x80\x3e\0")
    (tmp_path / "song.mid").write_bytes(song(melody, track(lyric(b"twin")), track(lyric(b"kle", later))))
    assert [note.lyric for note in read_midi(tmp_path / "song.mid").notes] == ["twin", "kle"]
