"""Rows of the library that somebody has damaged: the rest lives, every request says a sentence, nothing is lost."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack, Lost, refused
from bench.attacks.room import Room
from engine.library.library import Library

ROWS = {
    "turn.body": (
        "{",
        "",
        "null",
        "[]",
        "7",
        '"x"',
        "{}",
        "[" * 100_000,
        '{"number": "x"}',
        "\x00",
        '{"steps": 7}',
        '{"steps": [7], "applied": [[]]}',
        '{"plan": {"steps": [{"task": 5}]}}',
        '{"applied": [{"change": {}}]}',
    ),
    "turn.text": (None, 7, b"\xff\xfe", "\x1b[31m", "a" * 500_000, ""),
    "turn.state": (None, 7, "flying", b"\xff", ""),
    "turn.undone": (None, "yes", -1, 1 << 60, b"\xff"),
    "clip.kind": (None, 7, "smell", b"\xff"),
    "clip.name": (None, 7, "../../x", b"\xff", "\x07" * 50, ""),
    "clip.sha256": (None, 7, "../../../etc/passwd", "f" * 64, "", b"\xff"),
    "clip.suffix": (None, "/../x", 7, b"\xff", "." + "x" * 400),
    "clip.seconds": (None, "long", -1, float("inf"), b"\xff"),
    "clip.start_beats": (None, "here", float("-inf"), 1e308, b"\xff"),
    "clip.tags": (None, "{", "7", "[7]", "[" * 90_000, b"\xff"),
    "clip.recipe": ("{", "[]", "7", "null", '{"task": 7}', '{"args": []}', "[" * 90_000, b"\xff"),
    "clip.turn": (None, "first", -7, 1 << 60, b"\xff"),
    "clip.region": (7, "nothing", b"\xff", "x" * 9000),
    "alias.new": (None, 7, b"\xff"),
    "setting.value": (None, 7, b"\xff", "{", "x" * 90_000),
}
WHOLE = ("cut in half", "cut to 100 bytes", "empty", "words", "zeros", "another program's", "a folder", "read-only")
ASKED = ("what did you do so far?", "turn the keys down 2 dB", "undo")


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    pattern = folder / "pattern"
    room = Room(pattern)
    room.ask("turn the drums down 2 dB")
    room.ask("reverse the beat")
    room.ask("rename the keys track to Piano")
    room.ask("rename the piano track to Keys")
    room.library.close()
    number = 0
    for place, values in ROWS.items():
        table, column = place.split(".")
        for value in values:
            number += 1
            yield Attack(
                f"{place} = {value!r:.40}", _asked(pattern, folder / str(number), table, column, value), limit_s=8.0
            )
    chance = random.Random(11)
    for count in (1, 3, 10, 40):
        for turn in range(5):
            number += 1
            name = f"{count} flipped bytes, {turn}"
            yield Attack(name, _flipped(pattern, folder / str(number), count, chance.random()), limit_s=8.0)
    for what in WHOLE:
        number += 1
        yield Attack(f"the whole file: {what}", _whole(pattern, folder / str(number), what))


def _copied(pattern: Path, folder: Path) -> Path:
    shutil.copytree(pattern, folder)
    return folder / "song" / "Tonmeister" / "library.sqlite"


def _talked(folder: Path) -> None:
    room = Room(folder)
    try:
        turns = room.library.turn_count()
        for text in ASKED:
            turn = room.ask(text)
            assert turn.state in ("done", "answered", "refused", "failed", "partly"), f"{text}: {turn.state}"
        room.plain()
        if room.library.turn_count() < turns + len(ASKED):
            raise Lost("turns have gone")
    finally:
        room.library.close()


def _asked(pattern: Path, folder: Path, table: str, column: str, value: object) -> Callable[[], None]:
    def act() -> None:
        file = _copied(pattern, folder)
        database = sqlite3.connect(file)
        if table in ("alias", "setting"):
            key = {"alias": "old", "setting": "name"}[table]
            rows = [("region:1",), ("key",), ("said",)]
            database.executemany(
                f"insert or replace into {table} ({key}, {column}) values (?, ?)", [(*r, value) for r in rows]
            )
        else:
            database.execute(f"update {table} set {column} = ? where rowid = (select max(rowid) from {table})", [value])
        database.commit()
        database.close()
        _talked(folder)

    return act


def _flipped(pattern: Path, folder: Path, count: int, seed: float) -> Callable[[], None]:
    def act() -> None:
        file = _copied(pattern, folder)
        database = sqlite3.connect(file)
        database.execute("pragma wal_checkpoint(truncate)")
        bodies = database.execute("select number, body from turn").fetchall()
        chance = random.Random(seed)
        for turn, body in bodies:
            text = list(body)
            for _ in range(count):
                text[chance.randrange(len(text))] = chr(chance.randrange(1, 256))
            database.execute("update turn set body = ? where number = ?", ["".join(text), turn])
        database.commit()
        database.close()
        _talked(folder)

    return act


def _whole(pattern: Path, folder: Path, what: str) -> Callable[[], None]:
    def act() -> None:
        file = _copied(pattern, folder)
        for beside in file.parent.glob("library.sqlite-*"):
            beside.unlink()
        data = file.read_bytes()
        if what == "a folder":
            file.unlink()
            file.mkdir()
        elif what == "read-only":
            file.chmod(0o444)
            return
        else:
            other = {
                "cut in half": data[: len(data) // 2],
                "cut to 100 bytes": data[:100],
                "empty": b"",
                "words": b"dear diary\n" * 90,
                "zeros": bytes(len(data)),
            }
            file.write_bytes(other.get(what, b"SQLite format 3\0" + json.dumps({"x": 1}).encode() * 200))
        if what == "empty":
            Library(file.parent).close()
        else:
            refused(lambda: _opened(file))()

    return act


def _opened(file: Path) -> object:
    library = Library(file.parent)
    try:
        return library.turns()
    finally:
        library.close()
