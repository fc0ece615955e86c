"""One project: what can be undone, what was undone, and how things move when the tempo changes."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bridge.hosts.fake_reaper.tempo import ReaperTempo
from bridge.hosts.fake_reaper.things import (
    Envelope,
    ProjectHandle,
    ReaperItem,
    ReaperMarker,
    ReaperSource,
    ReaperTake,
    ReaperThing,
    ReaperTrack,
)

BEATS_ALL, BEATS_POSITION = 1, 2


@dataclass
class ReaperState:
    """All that an undo brings back."""

    tempo: ReaperTempo
    tracks: list[ReaperTrack] = field(default_factory=list)
    master: ReaperTrack = field(default_factory=lambda: ReaperTrack(texts={"P_NAME": "MASTER"}))
    markers: list[ReaperMarker] = field(default_factory=list)


class FakeReaperProject:
    """A project that is open."""

    def __init__(self, path: Path | None, *, bpm: float, rate: int, counts_quarters: bool = False) -> None:
        self.handle = ProjectHandle()
        self.path, self.rate = path, rate
        self.now = ReaperState(ReaperTempo(bpm, counts_quarters=counts_quarters))
        self.done: list[tuple[str, ReaperState]] = []
        """Names of what was done, each with the state before it; the newest last."""
        self.undone: list[tuple[str, ReaperState]] = []
        self.changes = 0
        """REAPER's own count."""
        self.ext: dict[tuple[str, str], str] = {}
        self.cursor = 0.0
        self.play_state = 0
        self.repeat = False
        self.loop = (0.0, 0.0)
        self.chunks: dict[str, ReaperItem] = {}
        self._open: list[ReaperState] = []
        self._alive: dict[int, Any] = {}
        """All that a script may hold, by its place in memory, as it was found since something was last changed."""
        self._parents: dict[int, ReaperTrack] | None = None
        """The folder of each track that lies in one, as long as nothing is changed."""

    # --- undo ---

    def begin(self) -> None:
        """A block begins; blocks lie in each other."""
        self._open.append(copy.deepcopy(self.now))

    def end(self, label: str, *, is_kept: bool) -> None:
        """The block ends; the outermost becomes one step."""
        if not self._open:
            raise AssertionError("Undo_EndBlock without Undo_BeginBlock")
        before = self._open.pop()
        if not self._open and is_kept:
            self.done.append((label, before))
            self.undone.clear()
            self.changes += 1

    @contextmanager
    def step(self, label: str) -> Iterator[ReaperState]:
        """One step of a user."""
        self.begin()
        yield self.now
        self.end(label, is_kept=True)

    def undo(self, *, is_redo: bool = False) -> bool:
        """Take the newest step back, or make it again. What scripts held of the project is stale afterwards."""
        source, target = (self.undone, self.done) if is_redo else (self.done, self.undone)
        if not source:
            return False
        label, state = source.pop()
        target.append((label, self.now))
        self.now = state
        self.changes += 1
        return True

    # --- things ---

    def tracks(self) -> list[ReaperTrack]:
        """All tracks and the master."""
        return [*self.now.tracks, self.now.master]

    def items(self) -> list[ReaperItem]:
        """All items, by track, then by time."""
        return [item for track in self.now.tracks for item in sorted_items(track)]

    def track_of(self, item: ReaperItem) -> ReaperTrack:
        """The track an item lies on."""
        return next(track for track in self.now.tracks if item in track.items)

    def item_of(self, take: ReaperTake) -> ReaperItem:
        """The item a take lies in."""
        return next(item for item in self.items() if take in item.takes)

    def is_alive(self, thing: Any) -> bool:
        """Whether a pointer still means something."""
        if isinstance(thing, ReaperSource) or thing is self.handle:
            return True
        if self._alive.get(id(thing)) is not thing:
            self._alive = {id(one): one for one in self._all()}
        return self._alive.get(id(thing)) is thing

    def stir(self) -> None:
        """Something may be another now: what was found out before no longer holds."""
        self._alive = {}
        self._parents = None

    def _all(self) -> Iterator[Any]:
        yield from self.tracks()
        for item in self.items():
            yield item
            yield from item.takes
        yield from self.envelopes()

    def envelopes(self) -> Iterator[Envelope]:
        """All envelopes of all tracks."""
        for track in self.tracks():
            yield from track.own.values()
            yield from (send.envelope for send in track.sends)
            for fx in track.fx:
                yield from fx.envelopes.values()

    def parent(self, track: ReaperTrack) -> ReaperTrack | None:
        """The folder a track lies in, by the steps in and out along the list."""
        if self._parents is None:
            self._parents = self._folders()
        return self._parents.get(id(track))

    def _folders(self) -> dict[int, ReaperTrack]:
        found: dict[int, ReaperTrack] = {}
        open_folders: list[ReaperTrack] = []
        for one in self.now.tracks:
            if open_folders:
                found[id(one)] = open_folders[-1]
            depth = int(one.values["I_FOLDERDEPTH"])
            if depth == 1:
                open_folders.append(one)
            elif depth < 0:
                del open_folders[depth:]
        return found

    # --- tempo ---

    def retime(self, change: Callable[[], None]) -> None:
        """Change the tempo map; what is tied to beats goes with them, and stretched sound is stretched."""
        tempo = self.now.tempo
        held = [(item, tempo.beat(item.values["D_POSITION"]), tempo.beat(item.end)) for item in self.items()]
        points = [(point, tempo.beat(point[0])) for envelope in self.envelopes() for point in envelope.points]
        places = [(marker, tempo.beat(marker.at)) for marker in self.now.markers]
        change()
        for item, start, end in held:
            self._move(item, start, end)
        for point, beat in points:
            point[0] = tempo.seconds(beat)
        for marker, beat in places:
            marker.at = tempo.seconds(beat)

    def _move(self, item: ReaperItem, start: float, end: float) -> None:
        attach = int(item.values["C_BEATATTACHMODE"])
        mode = BEATS_ALL if attach == -1 else attach
        if mode == 0:
            return
        tempo, length = self.now.tempo, item.values["D_LENGTH"]
        item.values["D_POSITION"] = tempo.seconds(start)
        if mode != BEATS_ALL:
            return
        item.values["D_LENGTH"] = tempo.seconds(end) - tempo.seconds(start)
        take = item.active
        if take and not take.is_midi and item.values["D_LENGTH"] > 0:
            take.values["D_PLAYRATE"] *= length / item.values["D_LENGTH"]


def sorted_items(track: ReaperTrack) -> list[ReaperItem]:
    """A track's items by time."""
    return sorted(track.items, key=lambda item: item.values["D_POSITION"])


_GUID = re.compile(r"\{[0-9A-Fa-f-]{36}\}")


def guids(text: str) -> list[str]:
    """All ids in a text."""
    return _GUID.findall(text)


def copied(thing: ReaperThing) -> Any:
    """The same once more, with its own ids; notes are shared, as REAPER shares those of pooled items."""
    memo: dict[int, Any] = {}
    if isinstance(thing, ReaperItem):
        for take in thing.takes:
            if take.source.events is not None:
                memo[id(take.source.events)] = take.source.events
    return copy.deepcopy(thing, memo)
