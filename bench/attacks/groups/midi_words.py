"""MIDI files with hostile words: alphabets that are none, controls, orders, endless lyrics, names of tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack
from bench.attacks.midi_bytes import meta, midi, note, track
from bench.attacks.room import Room
from bench.attacks.texts import HOSTILE
from engine.daw.names import written
from engine.media.clip import clip_from_file
from engine.media.midi_file import write_midi
from engine.media.note import Note, TempoMap

RAW = {
    "half of UTF-8": b"\xc3",
    "UTF-16": "Mond".encode("utf-16"),
    "Shift-JIS": "さくら".encode("cp932"),
    "latin": "für".encode("latin-1"),
    "all bytes": bytes(range(1, 256)),
    "only NULs": bytes(30),
    "surrogates": b"\xed\xa0\x80\xed\xb0\x80",
    "a word of 60 000": b"la" * 30_000,
    "empty": b"",
    "a break": b"\r\n/\\",
    "karaoke": b"@KMIDI KARAOKE FILE",
    "escapes": b"\x1b]0;x\x07\x1b[2J",
    "a BOM": b"\xef\xbb\xbfla",
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    room = Room(folder)
    for name, raw in RAW.items():
        for kind, what in ((5, "lyric"), (1, "text"), (3, "track name"), (6, "marker")):
            data = midi(track(meta(kind, raw), note(0, 96), meta(5, b"la"), note(0, 96)))
            yield Attack(f"{what}: {name}", _placed(room, folder / f"{what} {name}.mid", data))
    yield Attack("and then a plain request", room.plain)
    for number, words in enumerate(HOSTILE):
        yield Attack(f"written and read: {words!r:.60}", _there_and_back(folder / f"back {number}.mid", words))
    for bpm in (0.5, 1.0, 3.0, 3.57, 3.58, 999.0, 1000.0, 1e4, 1e9):
        yield Attack(f"written at {bpm:g} bpm", lambda bpm=bpm: _at_tempo(folder / "tempo.mid", bpm))


def _placed(room: Room, file: Path, data: bytes) -> Callable[[], None]:
    file.write_bytes(data)

    def act() -> None:
        before = len(room.daw.regions)
        turn = room.ask("put this on a new track called Sung", [file])
        made = room.daw.regions[before:]
        room.daw.regions, room.daw.tracks = room.daw.regions[:before], room.daw.tracks[:2]
        assert bool(made) == (turn.state == "done"), f"{turn.state}: {turn.answer}"
        for region in made:
            assert written(region.name) == region.name, repr(region.name)
            assert len(region.notes) == 2, f"{len(region.notes)} notes of 2"

    return act


def _there_and_back(file: Path, words: str) -> Callable[[], None]:
    def act() -> None:
        write_midi(file, [Note(60, 0.0, 1.0, 80, words), Note(62, 1.0, 1.0)], TempoMap.constant(120.0), 4.0)
        notes = clip_from_file(file).midi().notes
        assert [one.pitch for one in notes] == [60, 62], notes

    return act


def _at_tempo(file: Path, bpm: float) -> None:
    write_midi(file, [Note(60, 0.0, 1.0)], TempoMap.constant(bpm), 4.0)
    found = clip_from_file(file).midi().tempo_map.bpm_at(0.0)
    assert abs(found / bpm - 1) < 0.01, f"{found} for {bpm}"
