"""The launcher as scripts hold it: slots, scenes, and the one clip that is open."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from bridge.hosts.fake_bitwig.files import clip_of_file
from bridge.hosts.fake_bitwig.model import BitwigClip, BitwigTrack
from bridge.hosts.fake_bitwig.strict import BitwigThing
from bridge.hosts.fake_bitwig.values import Value
from bridge.hosts.fake_bitwig.world import BitwigWorld

LOADING_MS = 30


class Seat(Protocol):
    """The track of a bank in which slots lie."""

    world: BitwigWorld
    scenes: int

    def find(self) -> BitwigTrack | None:
        """The track that sits there now."""


class SlotBankThing(BitwigThing):
    """The slots of one track."""

    kind = "ClipLauncherSlotBank"

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._slots: dict[int, SlotThing] = {}

    def getItemAt(self, place: int) -> SlotThing:
        if not 0 <= place < self._seat.scenes:
            raise self._seat.world.refused(f"The bank has no slot {place}.")
        return self._slots.setdefault(place, SlotThing(self._seat, place))

    def addHasContentObserver(self, observer: Callable[..., None]) -> None:
        self._watch(observer, lambda track, place: track.slots[place] is not None, False)

    def addNameObserver(self, observer: Callable[..., None]) -> None:
        self._watch(observer, lambda track, place: clip.name if (clip := track.slots[place]) else "", "")

    def addIsSelectedObserver(self, observer: Callable[..., None]) -> None:
        world = self._seat.world
        self._watch(observer, lambda track, place: world.selected == (track.id, place), False)

    def _watch(self, observer: Callable[..., None], read: Callable[[BitwigTrack, int], Any], empty: Any) -> None:
        world, seat = self._seat.world, self._seat
        world.only_at_the_start("ClipLauncherSlotBank observer")
        shown = [empty] * seat.scenes

        def look() -> None:
            track = seat.find()
            for place in range(seat.scenes if track or any(shown) else 0):
                now = read(track, place) if track and place < len(track.slots) else empty
                if now != shown[place]:
                    shown[place] = now
                    observer(place, now)

        world.watchers["slots"].append(look)


class SlotThing(BitwigThing):
    """A slot: where a track and a scene meet."""

    kind = "ClipLauncherSlot"

    def __init__(self, seat: Seat, place: int) -> None:
        super().__init__()
        self.seat, self.place = seat, place

    @property
    def clip(self) -> BitwigClip | None:
        """What lies in it."""
        track = self.seat.find()
        return track.slots[self.place] if track and self.place < len(track.slots) else None

    @property
    def is_selected(self) -> bool:
        """Whether the user, or a script, has chosen it."""
        track = self.seat.find()
        return track is not None and self.seat.world.selected == (track.id, self.place)

    def select(self) -> None:
        world = self.seat.world

        def act() -> None:
            track = self.seat.find()
            world.selected = (track.id, self.place) if track else None
            world.changed("slots", "clip")

        world.ask(act, is_undoable=False)

    def deleteObject(self) -> None:
        self._ask(lambda: self.put(None))

    def replaceInsertionPoint(self) -> SlotInsertionThing:
        return SlotInsertionThing(self)

    def put(self, clip: BitwigClip | None) -> None:
        """Another content, or none."""
        track = self.seat.find()
        if track and self.place < len(track.slots):
            track.slots[self.place] = clip

    def _ask(self, act: Callable[[], None]) -> None:
        world = self.seat.world

        def acted() -> None:
            act()
            world.changed("slots", "clip")

        world.ask(acted)


class SlotInsertionThing(BitwigThing):
    """Where something is dropped into a slot; what makes no sense there does nothing."""

    kind = "InsertionPoint"

    def __init__(self, slot: SlotThing) -> None:
        super().__init__()
        self._slot = slot

    def insertFile(self, path: str) -> None:
        world, place = self._slot.seat.world, self._slot.place

        def begin() -> None:
            """It falls onto the slot that is there by now, and is loaded for a while."""
            track = self._slot.seat.find()
            world.ask(lambda: act(track.id if track else ""), later_ms=LOADING_MS)

        def act(owner: str) -> None:
            track = world.track(owner)
            clip = clip_of_file(Path(path), world.project.tempo)
            fits = track and clip and track.type in (("Instrument", "Hybrid") if clip.is_notes else ("Audio", "Hybrid"))
            if track and fits and place < len(track.slots):
                track.slots[place] = clip
            world.changed("slots", "clip")

        world.ask(begin, is_undoable=False)

    def moveSlotsOrScenes(self, *given: SlotThing) -> None:
        self._take(given, is_copy=False)

    def copySlotsOrScenes(self, *given: SlotThing) -> None:
        self._take(given, is_copy=True)

    def _take(self, given: tuple[SlotThing, ...], *, is_copy: bool) -> None:
        world = self._slot.seat.world

        def act() -> None:
            for one in given[:1]:
                clip = one.clip
                if clip:
                    self._slot.put(copy.deepcopy(clip))
                    if not is_copy and one is not self._slot:
                        one.put(None)
            world.changed("slots", "clip")

        world.ask(act)


class SceneBankThing(BitwigThing):
    """A window on the scenes."""

    kind = "SceneBank"

    def __init__(self, world: BitwigWorld, count: int) -> None:
        super().__init__()
        self._world = world
        self._scenes = [SceneThing(world, place) for place in range(count)]

    def getScene(self, place: int) -> SceneThing:
        return self._scenes[place]

    def itemCount(self) -> Value:
        world = self._world
        return self.part("count", lambda: Value(world, "IntegerValue", "slots", lambda: len(world.project.scenes)))


class SceneThing(BitwigThing):
    """A scene."""

    kind = "Scene"

    def __init__(self, world: BitwigWorld, place: int) -> None:
        super().__init__()
        self._world, self._place = world, place

    def name(self) -> Value:
        def read() -> str:
            scenes = self._world.project.scenes
            return scenes[self._place] if self._place < len(scenes) else ""

        def write(value: str) -> None:
            if self._place < len(self._world.project.scenes):
                self._world.project.scenes[self._place] = value

        return self.part("name", lambda: Value(self._world, "SettableStringValue", "slots", read, write))
