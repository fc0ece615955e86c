"""The open project and Bitwig's clock: what a script asks for is done later, and what changed is told later still."""

from __future__ import annotations

import copy
import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bridge.hosts.fake_bitwig.model import BitwigClip, BitwigTrack, FakeBitwigProject
from bridge.hosts.fake_bitwig.strict import BitwigRefusal

TICK_MS = 20
PARTS = ("tracks", "slots", "clip", "transport")
"""What changes together, so that only its values are looked at again."""


class Shown(Protocol):
    """A value that a script may be told of."""

    def has_changed(self) -> bool:
        """Does it read otherwise than it was last told?"""

    def tell(self) -> None:
        """Tell the script."""


@dataclass
class Playing:
    """What the transport does; no undo takes it back."""

    is_playing: bool = False
    is_recording: bool = False
    is_looping: bool = False
    loop_start: float = 0.0
    loop_length: float = 4.0
    click: bool = False
    position: float = 0.0
    start: float = 0.0


class BitwigWorld:
    """One project in one Bitwig."""

    def __init__(self, project: FakeBitwigProject, api: int) -> None:
        self.project, self.api = project, api
        self.playing = Playing()
        self.selected: tuple[str, int] | None = None
        """Track and slot of the clip that is selected in the launcher."""
        self.now_ms = 0
        self.is_starting = False
        """In `init`, when a script may say what it wants to know."""
        self.offences: list[str] = []
        """What Bitwig would not have done, in sentences."""
        self.values: dict[str, list[Shown]] = {part: [] for part in PARTS}
        self.watchers: dict[str, list[Callable[[], None]]] = {part: [] for part in PARTS}
        self._changed: set[str] = set(PARTS)
        self._asked: list[Callable[[], None]] = []
        self._tasks: list[tuple[int, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._undo: list[FakeBitwigProject] = []
        self._redo: list[FakeBitwigProject] = []
        self._is_kept = False
        """Whether this turn has its step already."""

    # --- rules ---

    def refused(self, why: str) -> BitwigRefusal:
        """Remember what Bitwig would not have done."""
        self.offences.append(why)
        return BitwigRefusal(why)

    def only_at_the_start(self, what: str) -> None:
        """Asking to be told is possible in `init` only."""
        if not self.is_starting:
            raise self.refused(f"{what}: this can only be called during driver initialization.")

    # --- the clock ---

    def ask(self, act: Callable[[], None], *, is_undoable: bool = True, later_ms: int = 0) -> None:
        """Bitwig does something after the script has gone on; what it does in one turn is one step of its undo."""

        def done() -> None:
            if is_undoable and not self._is_kept:
                self.keep()
                self._is_kept = True
            act()

        if later_ms:
            self.task(done, later_ms)
        else:
            self._asked.append(done)

    def task(self, act: Callable[[], None], delay_ms: int) -> None:
        """Something at a time."""
        heapq.heappush(self._tasks, (self.now_ms + delay_ms, next(self._count), act))

    @property
    def is_due(self) -> bool:
        """Whether something waits for the next turn of Bitwig's loop."""
        return bool(self._asked or (self._tasks and self._tasks[0][0] <= self.now_ms + TICK_MS))

    def tick(self) -> None:
        """One turn of Bitwig's own loop."""
        self.now_ms += TICK_MS
        self._is_kept = False
        while self._tasks and self._tasks[0][0] <= self.now_ms:
            heapq.heappop(self._tasks)[2]()
        asked, self._asked = self._asked, []
        for act in asked:
            act()

    def flush(self) -> bool:
        """Tell the script what has changed; whether it was told anything."""
        changed, self._changed = self._changed, set()
        fresh = [value for part in PARTS if part in changed for value in self.values[part] if value.has_changed()]
        for value in fresh:
            value.tell()
        for part in PARTS:
            if part in changed:
                for watcher in self.watchers[part]:
                    watcher()
        return bool(fresh) or any(self.watchers[part] for part in changed)

    def changed(self, *parts: str) -> None:
        """Something is another now; with no part named, anything may be."""
        self._changed.update(parts or PARTS)
        if "tracks" in parts:
            self._changed.add("clip")  # the open clip tells of its track

    # --- undo ---

    @property
    def undo_steps(self) -> int:
        """How many steps there are to take back."""
        return len(self._undo)

    def keep(self) -> None:
        """A step of undo begins here."""
        self._undo = [*self._undo[-50:], copy.deepcopy(self.project)]
        self._redo.clear()

    def undo(self) -> None:
        """Take the last step back."""
        if self._undo:
            self._redo.append(self.project)
            self.project = self._undo.pop()
            self.changed()

    def redo(self) -> None:
        """Make it again."""
        if self._redo:
            self._undo.append(self.project)
            self.project = self._redo.pop()
            self.changed()

    # --- finding ---

    def track(self, track_id: str) -> BitwigTrack | None:
        """A track of any kind by its id."""
        project = self.project
        every = [*project.tracks, *project.effects, project.master]
        return next((track for track in every if track.id == track_id), None)

    def open_clip(self) -> BitwigClip | None:
        """The clip that is selected."""
        track = self.track(self.selected[0]) if self.selected else None
        slot = self.selected[1] if self.selected else 0
        return track.slots[slot] if track and slot < len(track.slots) else None
