"""Sounds of the library and of the session that have gone or changed on the disk: told, and nothing wrong is made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack
from bench.attacks.room import Room
from engine.library.turn import Turn

SPOILT: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 3]),
    "text": lambda path: path.write_bytes(b"no sound at all\n" * 400),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link to nothing": lambda path: (path.unlink(), path.symlink_to("/nowhere/x.wav")),
    "a link to itself": lambda path: (path.unlink(), path.symlink_to(path)),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "head flipped": lambda path: path.write_bytes(
        bytes(b ^ 0x55 for b in path.read_bytes()[:40]) + path.read_bytes()[40:]
    ),
}
ASKED = (
    "reverse the waves",
    "undo",
    "what did you do so far?",
    "make the waves 3 dB louder",
    "put the waves at bar 9 as well",
    "export the waves as wav",
    "another take of the waves",
)


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    number = 0
    for what, spoil in SPOILT.items():
        for which in ("blob", "clip"):
            number += 1
            room = Room(folder / str(number))
            made = room.does("generate_audio", prompt="waves")
            assert made.state == "done", made.answer
            for path in _files(room, which):
                path.parent.chmod(0o755)
                if not path.is_symlink():
                    path.chmod(0o644)
                spoil(path)
            for text in ASKED:
                yield Attack(f"{which} {what}: {text}", _asked(room, text), limit_s=12.0)
            yield Attack(f"{which} {what}: a plain request", room.plain)
            room.library.close()
            shutil.rmtree(folder / str(number), ignore_errors=True)


def _files(room: Room, which: str) -> list[Path]:
    place = room.library.folder / ("blobs" if which == "blob" else "Clips")
    found = [path for path in place.rglob("*.wav") if path.is_file()]
    assert found, which
    for path in found:  # both names may be one file: only this one is spoilt
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    return found


def _asked(room: Room, text: str) -> Callable[[], Turn]:
    def act() -> Turn:
        turn = room.ask(text)
        assert turn.state != "interrupted", turn.answer
        for region in room.daw.regions:
            assert region.length_beats > 0, f"{region.name} has no length"
        if turn.state == "done":
            _heard(room, turn)
        return turn

    return act


def _heard(room: Room, turn: Turn) -> None:
    """Sound that was made now can be read."""
    from engine.media.audio import read_audio

    for record in turn.steps:
        for clip in record.clips.values():
            made = room.library.clip(clip)
            if made and made.kind == "audio":
                read_audio(made.path)
