"""MIDI files that are broken or endless: counts, sizes, deltas, nesting, cuts and flipped bytes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack, refused
from bench.attacks.midi_bytes import meta, midi, note, number, track
from bench.attacks.room import Room
from engine.media.clip import clip_from_file

SONG = track(*(note(0, 48, 50 + n % 24) for n in range(40)))
WORDS = track(*(meta(5, b"la") + note(0, 48) for _ in range(30)))
BROKEN = {
    "nothing": b"",
    "no head": SONG,
    "head cut": midi(SONG)[:9],
    "a head of 4 GB": midi(SONG, head=0xFFFFFFF0),
    "a head of 2 bytes": midi(SONG, head=2),
    "division 0": midi(SONG, division=0),
    "SMPTE frames": midi(SONG, division=0xE728),
    "SMPTE of no rate": midi(SONG, division=0x8000),
    "a delta of 6 bytes": midi(track(b"\xff" * 6 + b"\x01\x90\x3c\x40")),
    "a delta of 3 000 bytes": midi(track(b"\x81" * 3000 + b"\x90\x3c\x40")),
    "a meta length of 900 bytes": midi(track(b"\0\xff\x01" + b"\xff" * 900)),
    "no MTrk": midi(b"MTrq" + SONG[4:]),
    "another format": b"RIFF" + bytes(400),
    "words": b"MThd, they said" * 30,
    "512 + 1 tracks": midi(*[track(note(0, 9))] * 513),
    "40 000 empty tracks": midi(*[track()] * 40_000),
    "65 535 tracks told": midi(SONG, count=65_535),
    "700 000 controllers": midi(track(b"\0\xb0\x07\x40" * 700_000)),
    "30 000 tempos": midi(track(*[meta(0x51, b"\7\xa1\x20", 1)] * 30_000)),
    "25 000 meters": midi(track(*[meta(0x58, b"\4\2\x18\x08", 1)] * 25_000)),
    "20 000 words": midi(track(*[meta(5, b"x", 1)] * 20_000)),
    "days between notes": midi(track(*[note(0x0FFFFFF0, 9)] * 40)),
    "SysEx of 1 MB": midi(track(b"\0\xf0" + number(1 << 20) + bytes(1 << 20))),
    "more than 4 MB": midi(SONG) + bytes(5 << 20),
}
ODD = {
    "head alone": midi(count=0),
    "a track that claims 4 GB": midi(track(note(0, 48), size=0xFFFFFFFF)),
    "a track that claims 3 bytes": midi(track(note(0, 48), size=3)),
    "fewer tracks told": midi(SONG, SONG, count=1),
    "format 2": midi(SONG, form=2),
    "format 9": midi(SONG, form=9),
    "no end of track": midi(track(note(0, 48), is_ended=False)),
    "two ends": midi(track(note(0, 48), meta(0x2F, b""), note(0, 48))),
    "running status from nowhere": midi(track(b"\0\x3c\x40")),
    "running status over a meta": midi(track(note(0, 9), meta(1, b"x"), b"\0\x3c\x40")),
    "status of the system": midi(track(b"\0\xf4\0\xf5\0\xf8")),
    "a note that never ends": midi(track(b"\0\x90\x3c\x40")),
    "an end that never began": midi(track(b"\0\x80\x3c\x40")),
    "the same note 900 times": midi(track(b"\0\x90\x3c\x40" * 900 + b"\x09\x80\x3c\x00" * 900)),
    "notes without length": midi(track(*[note(0, 0)] * 90)),
    "a tempo of 0": midi(track(meta(0x51, b"\0\0\0"), note(0, 48))),
    "a tempo of 1 byte": midi(track(meta(0x51, b"\7"))),
    "a tempo of 9 bytes": midi(track(meta(0x51, b"\7\xa1\x20" * 3))),
    "a meter over 2^255": midi(track(meta(0x58, b"\4\xff\x18\x08"), note(0, 48))),
    "a meter of 0": midi(track(meta(0x58, b"\0\2\x18\x08"))),
    "a meter of 1 byte": midi(track(meta(0x58, b"\4"))),
    "a key of 99": midi(track(meta(0x59, b"\x63\7"), note(0, 9))),
    "metas of all kinds": midi(track(*(meta(kind, b"ab") for kind in range(0x2F)), note(0, 48))),
    "junk between tracks": midi(SONG + b"XFIH\0\0\0\3abc" + SONG, count=2),
    "junk behind": midi(SONG) + b"junk" * 99,
    "one tick a beat": midi(SONG, division=1),
    "32 767 ticks a beat": midi(SONG, division=32_767),
    "19 000 tempos": midi(track(*[meta(0x51, b"\7\xa1\x20", 1)] * 19_000, note(0, 96))),
    "511 tracks of 100 notes": midi(*[track(*[note(1, 1)] * 100)] * 511),
    "150 000 notes": midi(track(*[note(1, 1)] * 150_000)),
    "9 000 words in 300 tracks": midi(*[track(*[meta(5, b"o") + note(0, 3)] * 30)] * 300),
    "490 000 controllers": midi(track(b"\0\xb0\x07\x40" * 490_000)),
    "9 000 words on no note": midi(track(*[meta(5, b"o", 2)] * 9000), SONG),
    "text of 2 MB": midi(track(meta(1, b"a" * (2 << 20)), note(0, 48))),
    "SysEx within SysEx": midi(track(*[b"\0\xf0\3\xf0\xf0\xf7"] * 50, note(0, 48))),
    "two hundred notes at once": midi(track(*[b"\0\x90" + bytes([n % 128, 64]) for n in range(200)])),
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    room = Room(folder)
    for name, data in BROKEN.items():
        yield Attack(name, refused(_read(folder, name, data)), limit_s=3.0)
    for name, data in ODD.items():
        yield Attack(name, _read(folder, name, data), limit_s=8.0)
    whole = midi(WORDS, SONG)
    for left in (15, 21, 22, 26, 40, 90, 200, len(whole) // 2, len(whole) - 9, len(whole) - 1):
        yield Attack(f"cut to {left} bytes", _read(folder, f"cut {left}", whole[:left]))
    chance = random.Random(97)
    for turn in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 9))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield Attack(f"flipped bytes {turn}", _read(folder, f"flipped {turn}", bytes(data)))
    for name, data in list(BROKEN.items())[:12]:
        file = folder / f"asked {name}.mid"
        file.write_bytes(data)
        yield Attack(f"{name}, placed", refused(lambda file=file: _placed(room, file)), then=room.plain)
    for name in ("a tempo of 0", "two hundred notes at once", "junk behind", "150 000 notes"):
        file = folder / f"asked {name}.mid"
        file.write_bytes(ODD[name])
        yield Attack(f"{name}, placed", lambda file=file: _placed(room, file), limit_s=20.0, then=room.plain)


def _read(folder: Path, name: str, data: bytes) -> Callable[[], object]:
    path = folder / f"{name}.mid"
    path.write_bytes(data)

    def act() -> object:
        content = clip_from_file(path).midi()
        assert all(note.length_beats > 0 and note.start_beats >= 0 for note in content.notes)
        return len(content.notes)

    return act


def _placed(room: Room, file: Path) -> None:
    before = len(room.daw.regions)
    turn = room.ask("put this on a new track called Notes", [file])
    made, room.daw.regions, room.daw.tracks = room.daw.regions[before:], room.daw.regions[:before], room.daw.tracks[:2]
    is_told = turn.state == "done" or "has no notes, so it is silent" in turn.answer
    assert bool(made) == is_told, f"{turn.state}: {turn.answer}"
    if not made:
        from engine.errors import UserError

        raise UserError(turn.answer)
