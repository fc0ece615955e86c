"""The open clip: its edges, and its notes through a window of steps."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from typing import Any

from bridge.hosts.fake_bitwig.model import BitwigClip, BitwigTrack
from bridge.hosts.fake_bitwig.strict import BitwigThing, Desk
from bridge.hosts.fake_bitwig.track_things import TrackThing
from bridge.hosts.fake_bitwig.values import Value
from bridge.hosts.fake_bitwig.world import BitwigWorld

Cell = tuple[int, int, int]
"""Channel, step in the window, key."""


class CursorClipThing(BitwigThing):
    """Whatever clip is selected in the launcher."""

    kind = "Clip"

    def __init__(self, world: BitwigWorld, desk: Desk, width: int, height: int) -> None:
        super().__init__()
        self._world, self._desk, self._width, self._height = world, desk, width, height
        self._step, self._first = 0.25, 0
        self._shown: dict[Cell, tuple[float, float]] = {}

    # --- the clip itself ---

    def exists(self) -> Value:
        return self._value("exists", "BooleanValue", lambda: self._world.open_clip() is not None)

    def getPlayStart(self) -> Value:
        return self._edge("play_start")

    def getPlayStop(self) -> Value:
        return self._edge("play_stop")

    def getLoopStart(self) -> Value:
        return self._edge("loop_start")

    def getLoopLength(self) -> Value:
        return self._edge("loop_length")

    def isLoopEnabled(self) -> Value:
        return self._field("is_looped", "SettableBooleanValue", False)

    def setName(self, name: str) -> None:
        def write(clip: BitwigClip) -> None:
            clip.name = name

        self._ask(write, "slots")

    def getTrack(self) -> TrackThing:
        world = self._world

        def find() -> BitwigTrack | None:
            return world.track(world.selected[0]) if world.selected else None

        return self.part("track", lambda: TrackThing(world, find, part="clip"))

    def clipLauncherSlot(self) -> OpenSlotThing:
        return self.part("slot", lambda: OpenSlotThing(self._world))

    # --- its notes ---

    def setStepSize(self, beats: float) -> None:
        def act() -> None:
            self._step = beats
            self._world.changed("clip")

        self._world.ask(act, is_undoable=False)

    def scrollToStep(self, step: int) -> None:
        def act() -> None:
            self._first = step
            self._world.changed("clip")

        self._world.ask(act, is_undoable=False)

    def clearSteps(self) -> None:
        def write(clip: BitwigClip) -> None:
            first, last = self._window()
            clip.notes = [note for note in clip.notes if not first - 1e-9 <= note[0] < last - 1e-9]

        self._ask(write)

    def setStep(self, channel: int, x: int, y: int, velocity: int, duration: float) -> None:
        if not (0 <= x < self._width and 0 <= y < self._height and 0 <= channel <= 15):
            raise self._world.refused(f"Clip.setStep: ({channel}, {x}, {y}) lies outside of the grid.")

        def write(clip: BitwigClip) -> None:
            start = (self._first + x) * self._step
            at = bisect.bisect_left(clip.notes, [start - 1e-9])
            while at < len(clip.notes) and clip.notes[at][0] < start + 1e-9:
                if clip.notes[at][2] == y:
                    del clip.notes[at]
                else:
                    at += 1
            bisect.insort(clip.notes, [start, duration, y, velocity / 127, channel])

        self._ask(write)

    def addNoteStepObserver(self, observer: Callable[..., None]) -> None:
        self._world.only_at_the_start("Clip.addNoteStepObserver")

        def look() -> None:
            now = self._cells()
            for cell in self._shown.keys() | now.keys():
                if now.get(cell) != self._shown.get(cell):
                    step = NoteStepThing(cell, now.get(cell))
                    observer(step)
                    self._desk.forget(step)
            self._shown = now

        self._world.watchers["clip"].append(look)

    def _window(self) -> tuple[float, float]:
        return self._first * self._step, (self._first + self._width) * self._step

    def _cells(self) -> dict[Cell, tuple[float, float]]:
        clip = self._world.open_clip()
        if clip is None:
            return {}
        first, last = self._window()
        begin = bisect.bisect_left(clip.notes, [first - 1e-9])
        end = bisect.bisect_left(clip.notes, [last - 1e-9])
        return {
            (int(note[4]), int(note[0] / self._step - self._first + 1e-6), int(note[2])): (note[3], note[1])
            for note in clip.notes[begin:end]
        }

    # --- values ---

    def _value(
        self, name: str, kind: str, read: Callable[[], Any], write: Callable[[Any], None] | None = None
    ) -> Value:
        return self.part(name, lambda: Value(self._world, kind, "clip", read, write))

    def _edge(self, field: str) -> Value:
        return self._field(field, "SettableBeatTimeValue", 0.0)

    def _field(self, field: str, kind: str, empty: Any) -> Value:
        def write(value: Any) -> None:
            clip = self._world.open_clip()
            if clip:
                setattr(clip, field, value)

        return self._value(field, kind, lambda: getattr(self._world.open_clip(), field, empty), write)

    def _ask(self, write: Callable[[BitwigClip], None], *parts: str) -> None:
        def act() -> None:
            clip = self._world.open_clip()
            if clip:
                write(clip)
            self._world.changed("clip", *parts)

        self._world.ask(act)


class OpenSlotThing(BitwigThing):
    """The slot of the open clip."""

    kind = "ClipLauncherSlot"

    def __init__(self, world: BitwigWorld) -> None:
        super().__init__()
        self._world = world

    def sceneIndex(self) -> Value:
        def read() -> int:
            return self._world.selected[1] if self._world.selected else -1

        return self.part("index", lambda: Value(self._world, "IntegerValue", "clip", read))


class NoteStepThing(BitwigThing):
    """One cell of the window, as it is told."""

    kind = "NoteStep"

    def __init__(self, cell: Cell, note: tuple[float, float] | None) -> None:
        super().__init__()
        self._cell, self._note = cell, note
        ways = (self.channel, self.x, self.y, self.state, self.velocity, self.duration)
        self.known = {way.__name__: way() for way in ways}

    def channel(self) -> int:
        return self._cell[0]

    def x(self) -> int:
        return self._cell[1]

    def y(self) -> int:
        return self._cell[2]

    def state(self) -> str:
        return "NoteOn" if self._note else "Empty"

    def velocity(self) -> float:
        return self._note[0] if self._note else 0.0

    def duration(self) -> float:
        return self._note[1] if self._note else 0.0
