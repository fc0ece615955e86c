"""Cancelled before, at each step and at each change; a DAW that dies amid."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack
from bench.attacks.room import Room
from engine.errors import DawSilent
from engine.tasks.plan import Step

PLAN = (
    Step("mix", {"track": "Drums", "action": "gain", "value_db": -4.0}),
    Step("generate_audio", {"prompt": "wind"}),
    Step("generate_midi", {"kind": "bass"}),
    Step("mix", {"track": "Keys", "action": "mute"}),
    Step("generate_audio", {"prompt": "rain"}),
)
MOMENTS = 40


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    for moment in range(MOMENTS):
        yield Attack(f"cancelled at event {moment}", _cancelled(folder / f"c{moment}", moment), limit_s=10.0)
    for changes in range(8):
        yield Attack(f"the DAW dies after {changes} changes", _dies(folder / f"d{changes}", changes), limit_s=10.0)
    for what in ("mix", "set_mute", "place_audio", "new_track", "set_gain", "place_midi"):
        yield Attack(f"the DAW refuses {what}", _refuses(folder / f"r {what}", what), limit_s=10.0)


def _begun(folder: Path) -> tuple[Room, object]:
    room = Room(folder)
    return room, _shown(room)


def _shown(room: Room) -> object:
    return [(t.name, t.gain_db, t.mute) for t in room.daw.tracks], sorted(r.name for r in room.daw.regions)


def _back(room: Room, first: object) -> None:
    """All of it can be taken back, and a plain request works."""
    for _ in range(4):
        if room.ask("undo everything").state != "done":
            break
    assert _shown(room) == first, f"{_shown(room)} instead of {first}"
    room.plain()


def _cancelled(folder: Path, moment: int) -> Callable[[], None]:
    def act() -> None:
        room, first = _begun(folder)
        is_cancelled, seen = threading.Event(), 0

        def event(_: Any) -> None:
            nonlocal seen
            seen += 1
            if seen > moment:
                room.assistant.cancel()

        if moment == 0:
            is_cancelled.set()
        turn = room.ask("five things", steps=PLAN, on_progress=event, on_turn=event, cancelled=is_cancelled)
        assert turn.state in ("cancelled", "partly", "done"), f"{turn.state}: {turn.answer}"
        assert moment != 0 or _shown(room) == first, "something was done"
        _back(room, first)
        room.library.close()

    return act


def _dies(folder: Path, changes: int) -> Callable[[], None]:
    def act() -> None:
        room, first = _begun(folder)
        room.daw.dies_after = changes
        try:
            turn = room.assistant.ask("five things", steps=PLAN)
            assert turn.state != "done" or (room.daw.dies_after or 0) > 0, f"told as done: {turn.answer}"
        except DawSilent:
            pass
        room.daw.dies_after = None
        room.kept()
        room.plain()
        room.library.close()

    return act


def _refuses(folder: Path, what: str) -> Callable[[], None]:
    def act() -> None:
        room, first = _begun(folder)
        room.daw.refuses = what
        turn = room.ask("five things", steps=PLAN)
        assert turn.state in ("done", "partly", "failed"), turn.state
        if what in ("set_mute", "place_audio", "new_track", "set_gain", "place_midi"):
            assert turn.state != "done", f"told as done: {turn.answer}"
        room.daw.refuses = ""
        _back(room, first)
        room.library.close()

    return act
