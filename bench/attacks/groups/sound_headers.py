"""Sound files with headers that lie: rates, channels, sizes, loops of chunks, other kinds of file, flipped bytes."""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack, refused
from bench.attacks.room import Room, tone
from engine.media.audio import read_audio
from engine.media.clip import clip_from_file

RATES = (0, 1, 7, 350, 999, 768_001, 2_822_400, 0x7FFFFFFF, 0xFFFFFFFF)
CHANNELS = (0, 65, 255, 1024, 40_000, 65_535)
BITS = (0, 1, 7, 13, 33, 65, 65_535)
FORMS = (0, 4, 0x55, 0x161, 0xBEEF, 0xFFFF)
SIZES = (0x00001000, 0x10000000, 0x7FFFFFF0, 0xFFFFFFFE)
OTHERS = {
    "empty.wav": b"",
    "one byte.flac": b"f",
    "text.mp3": b"just words, no sound at all\n" * 90,
    "html.ogg": b"<!doctype html><script>alert(1)</script>" * 40,
    "picture.aif": b"\x89PNG\r\n\x1a\n" + bytes(3000),
    "program.wav": b"\x7fELF\x02\x01\x01" + bytes(4000),
    "zip.caf": b"PK\x03\x04" + bytes(2000),
    "zeros.wav": bytes(70_000),
    "ones.w64": b"\xff" * 5000,
    "head.au": b".snd" + b"\xff" * 40,
    "json.wav": b'{"format": "wav"}',
    "midi.wav": b"MThd\0\0\0\6\0\0\0\1\0\x60MTrk\0\0\0\4\0\xff\x2f\0",
    "bytes.gsm": bytes(range(256)) * 20,
    "bytes.vox": bytes(range(256)) * 20,
    "bytes.raw": bytes(range(256)) * 20,
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    room = Room(folder)
    for rate in RATES:
        yield _refused(folder, f"rate {rate}", wav(rate=rate))
    for channels in CHANNELS:
        yield _refused(folder, f"channels {channels}", wav(channels=channels))
    for bits in BITS:
        yield _either(folder, f"bits {bits}", wav(bits=bits))
    for form in FORMS:
        yield _either(folder, f"format {form:#x}", wav(form=form))
    for size in SIZES:
        kind = _either if size < 18_000 else _refused  # a size below what follows is a shorter sound
        yield kind(folder, f"data size {size:#x}", wav(data_size=size))
        yield _either(folder, f"file size {size:#x}", wav(riff_size=size))
        yield _either(folder, f"chunk size {size:#x}", wav(extra=b"LIST" + struct.pack("<I", size) + b"abcd"))
        yield _either(folder, f"format chunk size {size:#x}", wav(fmt_size=size))
    yield _either(folder, "20 000 empty chunks", wav(extra=b"junk\0\0\0\0" * 20_000))
    yield _either(folder, "no format", wav().replace(b"fmt ", b"fmx "))
    yield _refused(folder, "no data", wav().replace(b"data", b"dada"))
    yield _refused(folder, "no samples", wav(count=0))
    for name, data in OTHERS.items():
        yield _refused(folder, name, data, name)
    chance = random.Random(41)
    good = wav(count=3000)
    for number in range(40):
        data = bytearray(good)
        for _ in range(chance.choice((1, 2, 5))):
            data[chance.randrange(0, 60)] = chance.randrange(256)
        yield _either(folder, f"flipped bytes {number}", bytes(data))
    yield from _places(folder)
    yield Attack("and then a plain request", room.plain)


def wav(
    *,
    rate: int = 44_100,
    channels: int = 1,
    bits: int = 16,
    form: int = 1,
    count: int = 9000,
    data_size: int = -1,
    riff_size: int = -1,
    extra: bytes = b"",
    fmt_size: int = 16,
) -> bytes:
    """A WAV file by hand."""
    samples = b"".join(struct.pack("<h", n % 700) for n in range(count))
    block = min(65_535, channels * max(1, bits // 8))
    fmt = struct.pack("<HHIIHH", form, channels, rate, rate * block & 0xFFFFFFFF, block, bits)
    size = len(samples) if data_size < 0 else data_size
    body = b"WAVEfmt " + struct.pack("<I", fmt_size) + fmt + extra + b"data" + struct.pack("<I", size) + samples
    return b"RIFF" + struct.pack("<I", len(body) if riff_size < 0 else riff_size) + body


def _refused(folder: Path, name: str, data: bytes, file: str = "") -> Attack:
    return Attack(name, refused(_read(folder, file or f"{name}.wav", data)))


def _either(folder: Path, name: str, data: bytes) -> Attack:
    return Attack(name, _read(folder, f"{name}.wav", data))


def _read(folder: Path, name: str, data: bytes) -> Callable[[], object]:
    path = folder / name
    path.write_bytes(data)

    def act() -> object:
        clip = clip_from_file(path)
        audio = read_audio(path)
        assert abs(clip.seconds - audio.seconds) < 0.01 and audio.frames
        return clip

    return act


def _places(folder: Path) -> Iterator[Attack]:
    """What is no plain file, under the name of one."""
    (folder / "folder.wav").mkdir()
    os.mkfifo(folder / "pipe.wav")
    (folder / "round.wav").symlink_to(folder / "round.wav")
    (folder / "nowhere.wav").symlink_to(folder / "gone.wav")
    (folder / "zero.wav").symlink_to("/dev/zero")
    locked = tone(folder / "linked.wav")
    (folder / "ok.wav").symlink_to(locked)
    huge = folder / "huge.wav"
    huge.write_bytes(wav(data_size=0xFFFFFFF0))
    os.truncate(huge, 40 << 30)
    for name in ("folder", "pipe", "round", "nowhere", "zero"):
        yield Attack(f"{name} for a file", refused(lambda name=name: clip_from_file(folder / f"{name}.wav")))
    yield Attack("a link to a file", lambda: clip_from_file(folder / "ok.wav"))
    yield Attack("40 GB of nothing", refused(lambda: read_audio(huge)))
