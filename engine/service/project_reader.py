"""What clients may know of one project, read over a connection of its own while requests run."""

from __future__ import annotations

import logging
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from engine.catalog.registry import Registry
from engine.daw.daw import Snapshot
from engine.errors import UserError
from engine.library.browse import LibraryQuery, browse, tasks_of
from engine.library.cold import handed_out, pack_cold
from engine.library.disk import clean, disk_of
from engine.library.let_go import let_go
from engine.library.library import Library
from engine.library.turn import Turn
from engine.service.clip_view import ClipViewer, facts_in
from engine.service.turn_view import TurnProgress, turn_view
from engine.wire.wire import ClipView, FoundView, TurnView

log = logging.getLogger(__name__)
T = TypeVar("T")


class ProjectReader:
    """Turns and clips of one library as clients show them; every method may be called from any thread."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self._library = Library(folder)
        self._lock = threading.RLock()
        self._viewer = ClipViewer(self._library, registry)
        self._unsaved: dict[int, Turn] = {}
        """Turns that could not be stored, because the disk is full, say; stored as soon as that works again."""
        self.lives: dict[int, TurnProgress] = {}
        """What is known of the turns that run, by number."""

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._library.close()

    def saw(self, snapshot: Snapshot | None) -> None:
        """Take note of the session as it was read last."""
        self._viewer.snapshot = snapshot

    def begin(self, text: str, attached: tuple[str, ...], again_of: int) -> Turn:
        """A new turn, which waits."""
        with self._lock:
            turn = self._library.begin_turn(text, state="queued", attached=attached, again_of=again_of)
            self._save_late()
            return turn

    def save(self, turn: Turn) -> None:
        """Store a turn, now or as soon as the disk takes it."""
        with self._lock:
            self._unsaved[turn.number] = turn
            self._save_late()

    def _save_late(self) -> None:
        for number, turn in list(self._unsaved.items()):
            try:
                self._library.save_turn(turn)
            except sqlite3.Error as error:
                log.warning("request %d cannot be stored yet: %s", number, error)
                return
            del self._unsaved[number]

    def turn(self, number: int) -> Turn:
        """A turn. UserError when there is none."""
        with self._lock:
            turn = self._unsaved.get(number) or self._library.turn(number)
        if turn is None:
            raise UserError(f"There is no request {number} in this project.")
        return turn

    def view(self, turn: Turn) -> TurnView:
        """A turn as a client shows it."""
        with self._lock:
            return turn_view(turn, self._viewer, self.lives.get(turn.number, TurnProgress()))

    def page(self, before: int | None, limit: int) -> tuple[list[TurnView], int]:
        """The turns before a number, oldest first, and how many there are in all."""
        with self._lock:
            turns = self._library.turns_before(before, limit)
            return [self.view(self._unsaved.get(turn.number, turn)) for turn in turns], self._library.turn_count()

    def clip(self, clip_id: str) -> ClipView:
        """One clip. UserError when there is none."""
        with self._lock:
            view = self._viewer.view(clip_id)
        if view is None:
            raise UserError(f"There is no clip '{clip_id}' in this project.")
        return view

    def found(self, wanted: LibraryQuery, *, offset: int, limit: int) -> dict[str, Any]:
        """Clips that fit: `found` with where each is used, the `total`, and the `tasks` and `tracks` there are."""
        with self._lock:
            placed = self._viewer.placed()
            ids, total = browse(self._library, wanted, placed, offset=offset, limit=limit)
            rows = [self._found(clip_id) for clip_id in ids]
            tasks, tracks = tasks_of(self._library), sorted(set(placed.values()), key=str.casefold)
        return {"found": [row for row in rows if row], "total": total, "tasks": tasks, "tracks": tracks}

    def _found(self, clip_id: str) -> FoundView | None:
        number = self._library.turn_of(clip_id)
        turn = self._library.turn(number) if number else None
        facts = facts_in(turn, clip_id) if turn else None
        view = self._viewer.view(clip_id, facts)
        if view is None:
            return None
        used = tuple(self._viewer.used_for(clip_id))
        return FoundView(view, number, turn.text if turn else "", turn.started_at if turn else "", used,
                         bool(turn and turn.undone))

    def turns_about(self, text: str, limit: int) -> list[TurnView]:
        """Turns whose request has these words, newest last."""
        with self._lock:
            words = [f'"{word}" *' for word in re.findall(r"\w+", text.casefold())]
            rows = self._library.database.execute(
                "select rowid from turn_fts where turn_fts match ? order by rowid desc limit ?",
                [" AND ".join(words) or '""', limit]).fetchall()
            turns = [turn for row in reversed(rows) if (turn := self._library.turn(int(row[0])))]
            return [self.view(turn) for turn in turns]

    def disk(self) -> dict[str, Any]:
        """What the library takes on the disk, in bytes, and what of it nothing uses."""
        with self._lock:
            found = disk_of(self._library)
            return {"folder": str(self._library.folder), "used_bytes": found.used, "unused_bytes": found.unused,
                    "unused_files": len(found.files), "database_bytes": found.database,
                    "free_bytes": shutil.disk_usage(self._library.folder).free}

    def clean(self) -> int:
        """Delete what nothing uses; returns the bytes that were freed."""
        with self._lock:
            return clean(self._library)

    def handed_out(self, clip_id: str) -> None:
        """A clip's file was dragged out of the panel, or copied: it stays as it is."""
        with self._lock:
            handed_out(self._library, clip_id)

    def pack(self, copies: Path | None, playing: Iterable[Path], goes_on: Callable[[], bool]) -> bool:
        """Pack what nothing plays, as long as it may go on, then let go what is long gone; whether anything was."""
        with self._lock:
            is_packed = bool(pack_cold(self._library, copies=copies, playing=playing, goes_on=goes_on))
            return is_packed or let_go(self._library, copies=copies) > 0

    def read(self, what: Callable[[Library, Snapshot | None], T]) -> T:
        """Read something from the library and the session as it was seen last, with nobody else at the library."""
        with self._lock:
            return what(self._library, self._viewer.snapshot)

    def peaks(self, clip_id: str, bins: int) -> bytes:
        """Peaks of a sound, see engine/media/peaks.py. UserError when there is no such sound."""
        from engine.media.peaks import peaks

        with self._lock:
            clip = self._library.seen(clip_id)
        if clip is None or clip.kind != "audio":
            raise UserError(f"There is no sound '{clip_id}' in this project.")
        return peaks(clip.path, self._library.folder / "peaks" / clip.sha256, bins)
