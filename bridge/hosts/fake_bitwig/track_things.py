"""Tracks as scripts hold them: windows on a list, whose places stay while tracks come and go."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from bridge.hosts.fake_bitwig.clip_things import SceneBankThing, SlotBankThing
from bridge.hosts.fake_bitwig.model import BitwigDevice, BitwigTrack
from bridge.hosts.fake_bitwig.strict import BitwigThing, Uuid
from bridge.hosts.fake_bitwig.values import BitwigParameter, Value
from bridge.hosts.fake_bitwig.world import BitwigWorld

DEVICES = {"8f58138b-03aa-4e9d-83bd-a038c99a4ed5": "Polymer"}
"""Of Bitwig's own devices, those that scripts of ours insert."""
Find = Callable[[], BitwigTrack | None]


def fader_text(raw: float) -> str:
    """What Bitwig shows at a fader."""
    return "-Inf dB" if raw <= 1e-4 else f"{20 * math.log10(2 * raw**3):+.1f} dB"


class TrackThing(BitwigThing):
    """A place in a list of tracks."""

    kind = "Track"

    def __init__(
        self, world: BitwigWorld, find: Find, sends: int = 0, scenes: int = 0, kind: str = "Track", part: str = "tracks"
    ) -> None:
        super().__init__()
        self.kind = kind
        self.world, self.find, self._sends, self.scenes, self._told_with = world, find, sends, scenes, part

    def _value(self, name: str, kind: str, field: str, empty: Any) -> Value:
        def read() -> Any:
            track = self.find()
            return getattr(track, field) if track else empty

        def write(value: Any) -> None:
            track = self.find()
            if track:
                setattr(track, field, value)

        writes = write if kind.startswith("Settable") or kind == "SoloValue" else None
        return self.part(name, lambda: Value(self.world, kind, self._told_with, read, writes))

    def exists(self) -> Value:
        return self.part("exists", lambda: Value(self.world, "BooleanValue", "tracks", lambda: self.find() is not None))

    def name(self) -> Value:
        return self._value("name", "SettableStringValue", "name", "")

    def trackType(self) -> Value:
        return self._value("trackType", "StringValue", "type", "")

    def channelId(self) -> Value:
        return self._value("channelId", "StringValue", "id", "")

    def createParentTrack(self, sends: int, scenes: int) -> TrackThing:
        self.world.only_at_the_start("Track.createParentTrack")

        def parent() -> BitwigTrack | None:
            track, project = self.find(), self.world.project
            if track is None or track is project.master:
                return None
            return next((one for one in project.tracks if one.id == track.group), project.root)

        return TrackThing(self.world, parent, sends, scenes)

    def mute(self) -> Value:
        return self._value("mute", "SettableBooleanValue", "mute", False)

    def solo(self) -> Value:
        return self._value("solo", "SoloValue", "solo", False)

    def arm(self) -> Value:
        return self._value("arm", "SettableBooleanValue", "arm", False)

    def monitorMode(self) -> Value:
        return self._value("monitorMode", "SettableEnumValue", "monitor", "")

    def color(self) -> Value:
        return self._value("color", "SettableColorValue", "color", (0.0, 0.0, 0.0))

    def position(self) -> Value:
        def read() -> int:
            track, project = self.find(), self.world.project
            every = [*project.tracks, *project.effects, project.master]
            return every.index(track) if track else -1

        return self.part("position", lambda: Value(self.world, "IntegerValue", self._told_with, read))

    def volume(self) -> BitwigParameter:
        value = self._value("volume value", "SettableRangedValue", "volume", 0.0)

        def shown() -> str:
            track = self.find()
            return fader_text(track.volume) if track else ""

        return self.part("volume", lambda: BitwigParameter(self.world, value, shown))

    def pan(self) -> BitwigParameter:
        value = self._value("pan value", "SettableRangedValue", "pan", 0.0)
        return self.part("pan", lambda: BitwigParameter(self.world, value, lambda: ""))

    def sendBank(self) -> SendBankThing:
        return self.part("sendBank", lambda: SendBankThing(self, self._sends))

    def clipLauncherSlotBank(self) -> BitwigThing:
        return self.part("slots", lambda: SlotBankThing(self))

    def createDeviceBank(self, count: int) -> DeviceBankThing:
        self.world.only_at_the_start("Track.createDeviceBank")
        return DeviceBankThing(self, count)

    def createMainTrackBank(self, tracks: int, sends: int, scenes: int, is_flat: bool) -> TrackBankThing:
        self.world.only_at_the_start("Track.createMainTrackBank")
        return TrackBankThing(self.world, lambda: self.world.project.tracks, tracks, sends, scenes)

    def createEffectTrackBank(self, tracks: int, scenes: int, is_flat: bool) -> TrackBankThing:
        self.world.only_at_the_start("Track.createEffectTrackBank")
        return TrackBankThing(self.world, lambda: self.world.project.effects, tracks, 0, scenes)

    def selectInMixer(self) -> None:
        """No clip is selected by it."""

    def deleteObject(self) -> None:
        track = self.find()

        def act() -> None:
            project = self.world.project
            gone = {one.id for one in project.within(track)} if track else set()
            project.tracks = [one for one in project.tracks if one.id not in gone]
            project.effects = [one for one in project.effects if track is None or one.id != track.id]
            self.world.changed()

        self.world.ask(act)

    def beforeTrackInsertionPoint(self) -> InsertionThing:
        return InsertionThing(self, "before")

    def afterTrackInsertionPoint(self) -> InsertionThing:
        return InsertionThing(self, "after")

    def endOfDeviceChainInsertionPoint(self) -> InsertionThing:
        return InsertionThing(self, "devices")


class InsertionThing(BitwigThing):
    """A place where something can be dropped; what makes no sense there does nothing."""

    kind = "InsertionPoint"

    def __init__(self, at: TrackThing, where: str) -> None:
        super().__init__()
        self._at, self._where = at, where

    def moveTracks(self, *given: TrackThing) -> None:
        ids = [track.id for one in given if (track := one.find())]
        target = self._at.find()

        def act() -> None:
            tracks = self._at.world.project.tracks
            moved = [track for track in tracks if track.id in ids]
            rest = [track for track in tracks if track.id not in ids]
            at = next((place for place, one in enumerate(rest) if target and one.id == target.id), None)
            if at is not None and self._where in ("before", "after"):
                at += self._where == "after"
                self._at.world.project.tracks = [*rest[:at], *moved, *rest[at:]]
            self._at.world.changed()

        self._at.world.ask(act)

    def insertBitwigDevice(self, device: Uuid) -> None:
        world = self._at.world

        def begin() -> None:
            found = self._at.find()
            world.ask(lambda: act(found.id if found else ""), later_ms=40)

        def act(owner: str) -> None:
            track = world.track(owner)
            if track and self._where == "devices" and device.text in DEVICES:
                track.devices.append(BitwigDevice(DEVICES[device.text]))
            world.changed("tracks")

        world.ask(begin, is_undoable=False)


class TrackBankThing(BitwigThing):
    """A window of a fixed size on the tracks."""

    kind = "TrackBank"

    def __init__(
        self, world: BitwigWorld, tracks: Callable[[], list[BitwigTrack]], count: int, sends: int, scenes: int
    ) -> None:
        super().__init__()
        self._world, self._tracks, self._scenes = world, tracks, scenes
        self._seats = [TrackThing(world, self._finder(place), sends, scenes) for place in range(count)]

    def _finder(self, place: int) -> Find:
        return lambda: self._tracks()[place] if place < len(self._tracks()) else None

    def getItemAt(self, place: int) -> TrackThing:
        return self._seats[place]

    def itemCount(self) -> Value:
        return self.part("count", lambda: Value(self._world, "IntegerValue", "tracks", lambda: len(self._tracks())))

    def sceneBank(self) -> BitwigThing:
        return self.part("scenes", lambda: SceneBankThing(self._world, self._scenes))


class SendBankThing(BitwigThing):
    """The sends of a track, one for each effect track."""

    kind = "SendBank"

    def __init__(self, track: TrackThing, count: int) -> None:
        super().__init__()
        self._sends = [self._send(track, place) for place in range(count)]

    def getItemAt(self, place: int) -> BitwigParameter:
        return self._sends[place]

    @staticmethod
    def _send(seat: TrackThing, place: int) -> BitwigParameter:
        def bus() -> str:
            effects = seat.world.project.effects
            return effects[place].id if place < len(effects) else ""

        def read() -> float:
            track = seat.find()
            return track.sends.get(bus(), 0.0) if track else 0.0

        def write(value: float) -> None:
            track = seat.find()
            if track and bus():
                track.sends[bus()] = value

        value = Value(seat.world, "SettableRangedValue", "tracks", read, write)
        return BitwigParameter(seat.world, value, lambda: fader_text(read()), lambda: bool(bus()), "Send")


class DeviceBankThing(BitwigThing):
    """A window on the devices of a track."""

    kind = "DeviceBank"

    def __init__(self, track: TrackThing, count: int) -> None:
        super().__init__()
        self._devices = [DeviceThing(track, place) for place in range(count)]

    def getDevice(self, place: int) -> DeviceThing:
        return self._devices[place]


class DeviceThing(BitwigThing):
    """A place in a track's chain of devices."""

    kind = "Device"

    def __init__(self, track: TrackThing, place: int) -> None:
        super().__init__()
        self._track, self._place = track, place

    def _device(self) -> BitwigDevice | None:
        track = self._track.find()
        return track.devices[self._place] if track and self._place < len(track.devices) else None

    def exists(self) -> Value:
        world = self._track.world
        return self.part("exists", lambda: Value(world, "BooleanValue", "tracks", lambda: self._device() is not None))

    def name(self) -> Value:
        def read() -> str:
            device = self._device()
            return device.name if device else ""

        return self.part("name", lambda: Value(self._track.world, "StringValue", "tracks", read))

    def isEnabled(self) -> Value:
        def read() -> bool:
            device = self._device()
            return bool(device and device.is_enabled)

        return self.part("on", lambda: Value(self._track.world, "SettableBooleanValue", "tracks", read))
