"""What a script begins with: the host, the application, the transport, and what it keeps in a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bridge.hosts.fake_bitwig.arranger_things import ArrangerThing
from bridge.hosts.fake_bitwig.cursor_things import CursorClipThing
from bridge.hosts.fake_bitwig.socket_things import RemoteSocketThing
from bridge.hosts.fake_bitwig.strict import BitwigThing, Desk
from bridge.hosts.fake_bitwig.track_things import TrackThing
from bridge.hosts.fake_bitwig.values import BitwigParameter, Ranged, Value
from bridge.hosts.fake_bitwig.world import BitwigWorld

SLOWEST, FASTEST = 20.0, 666.0


class HostThing(BitwigThing):
    """`host` in a script."""

    kind = "ControllerHost"

    def __init__(self, world: BitwigWorld, desk: Desk, log: list[str]) -> None:
        super().__init__()
        self._world, self._desk, self._log = world, desk, log
        self.sockets: list[RemoteSocketThing] = []
        self.is_defined = False

    def getHostApiVersion(self) -> int:
        return self._world.api

    def getHostVersion(self) -> str:
        return {17: "4.4", 18: "5.0", 19: "5.2", 20: "5.3"}.get(self._world.api, "6.0")

    def loadAPI(self, version: int) -> None:
        if version > self._world.api:
            raise self._world.refused(f"This Bitwig has no API {version}.")
        self._desk.loaded = version

    def defineController(self, vendor: str, name: str, version: str, uuid: str, author: str) -> None:
        self.is_defined = bool(vendor and name and uuid)

    def defineMidiPorts(self, ins: int, outs: int) -> None:
        """None are needed."""

    def println(self, text: str) -> None:
        self._log.append(text)

    def errorln(self, text: str) -> None:
        self._log.append(text)

    def showPopupNotification(self, text: str) -> None:
        self._log.append(text)

    def scheduleTask(self, task: Callable[[], None], delay_ms: int) -> None:
        self._world.task(task, delay_ms)

    def createApplication(self) -> ApplicationThing:
        self._world.only_at_the_start("ControllerHost.createApplication")
        return self.part("application", lambda: ApplicationThing(self._world))

    def getProject(self) -> ProjectThing:
        return self.part("project", lambda: ProjectThing(self._world))

    def getDocumentState(self) -> DocumentStateThing:
        return self.part("state", lambda: DocumentStateThing(self._world))

    def createTransport(self) -> TransportThing:
        self._world.only_at_the_start("ControllerHost.createTransport")
        return self.part("transport", lambda: TransportThing(self._world))

    def createArranger(self) -> ArrangerThing:
        self._world.only_at_the_start("ControllerHost.createArranger")
        return self.part("arranger", lambda: ArrangerThing(self._world))

    def createMasterTrack(self, scenes: int) -> TrackThing:
        self._world.only_at_the_start("ControllerHost.createMasterTrack")
        return TrackThing(self._world, lambda: self._world.project.master, kind="MasterTrack")

    def createLauncherCursorClip(self, width: int, height: int) -> CursorClipThing:
        self._world.only_at_the_start("ControllerHost.createLauncherCursorClip")
        return CursorClipThing(self._world, self._desk, width, height)

    def createRemoteConnection(self, name: str, port: int) -> RemoteSocketThing:
        self._world.only_at_the_start("ControllerHost.createRemoteConnection")
        self.sockets.append(RemoteSocketThing(port))
        return self.sockets[-1]


class ApplicationThing(BitwigThing):
    """Commands of the whole program."""

    kind = "Application"

    def __init__(self, world: BitwigWorld) -> None:
        super().__init__()
        self._world = world

    def projectName(self) -> Value:
        return self.part(
            "name", lambda: Value(self._world, "StringValue", "transport", lambda: self._world.project.name)
        )

    def createAudioTrack(self, position: int) -> None:
        self._make("Audio", position)

    def createInstrumentTrack(self, position: int) -> None:
        self._make("Instrument", position)

    def createEffectTrack(self, position: int) -> None:
        self._make("Effect", position)

    def undo(self) -> None:
        self._world.ask(self._world.undo, is_undoable=False)

    def redo(self) -> None:
        self._world.ask(self._world.redo, is_undoable=False)

    def _make(self, type_: str, position: int) -> None:
        def act() -> None:
            self._world.project.new_track(type_, type_, position)
            self._world.changed()

        self._world.ask(act)


class ProjectThing(BitwigThing):
    """The open project."""

    kind = "Project"

    def __init__(self, world: BitwigWorld) -> None:
        super().__init__()
        self._world = world

    def getRootTrackGroup(self) -> TrackThing:
        return self.part("root", lambda: TrackThing(self._world, lambda: None))

    def createScene(self) -> None:
        def act() -> None:
            self._world.project.add_scene()
            self._world.changed("slots")

        self._world.ask(act)


class DocumentStateThing(BitwigThing):
    """What a script keeps in the project."""

    kind = "DocumentState"

    def __init__(self, world: BitwigWorld) -> None:
        super().__init__()
        self._world = world

    def getStringSetting(self, label: str, category: str, length: int, initial: str) -> Value:
        self._world.only_at_the_start("DocumentState.getStringSetting")
        key = f"{category}/{label}"

        def write(text: str) -> None:
            self._world.project.settings[key] = text[:length]

        def read() -> str:
            return self._world.project.settings.get(key, initial)

        return Value(self._world, "SettableStringValue", "transport", read, write, is_undoable=False)


class TransportThing(BitwigThing):
    """Play, stop, tempo and meter."""

    kind = "Transport"

    def __init__(self, world: BitwigWorld) -> None:
        super().__init__()
        self._world = world

    def tempo(self) -> BitwigParameter:
        def write(bpm: float) -> None:
            self._world.project.tempo = bpm

        def make() -> BitwigParameter:
            value = Ranged(self._world, "transport", SLOWEST, FASTEST, lambda: self._world.project.tempo, write)
            return BitwigParameter(self._world, value, lambda: f"{self._world.project.tempo:.2f} BPM")

        return self.part("tempo", make)

    def timeSignature(self) -> TimeSignatureThing:
        return self.part("signature", lambda: TimeSignatureThing(self._world))

    def isPlaying(self) -> Value:
        return self._playing("is_playing", "SettableBooleanValue")

    def isArrangerRecordEnabled(self) -> Value:
        return self._playing("is_recording", "SettableBooleanValue")

    def isArrangerLoopEnabled(self) -> Value:
        return self._playing("is_looping", "SettableBooleanValue")

    def arrangerLoopStart(self) -> Value:
        return self._playing("loop_start", "SettableBeatTimeValue")

    def arrangerLoopDuration(self) -> Value:
        return self._playing("loop_length", "SettableBeatTimeValue")

    def isMetronomeEnabled(self) -> Value:
        return self._playing("click", "SettableBooleanValue")

    def getPosition(self) -> Value:
        return self._playing("position", "SettableBeatTimeValue")

    def playStartPosition(self) -> Value:
        return self._playing("start", "SettableBeatTimeValue")

    def addCueMarkerAtPlaybackPosition(self) -> None:
        def act() -> None:
            self._world.project.add_marker(self._world.playing.position)
            self._world.changed("transport")

        self._world.ask(act)

    def setPosition(self, beats: float) -> None:
        self.getPosition().set(max(0.0, beats))

    def play(self) -> None:
        self.isPlaying().set(True)

    def stop(self) -> None:
        self.isPlaying().set(False)

    def _playing(self, field: str, kind: str) -> Value:
        def write(value: Any) -> None:
            setattr(self._world.playing, field, value)

        def read() -> Any:
            return getattr(self._world.playing, field)

        return self.part(field, lambda: Value(self._world, kind, "transport", read, write, is_undoable=False))


class TimeSignatureThing(BitwigThing):
    """The meter."""

    kind = "TimeSignatureValue"

    def __init__(self, world: BitwigWorld) -> None:
        super().__init__()
        self._world = world

    def numerator(self) -> Value:
        return self._field("numerator")

    def denominator(self) -> Value:
        return self._field("denominator")

    def _field(self, field: str) -> Value:
        def write(value: int) -> None:
            setattr(self._world.project, field, value)

        def read() -> int:
            return int(getattr(self._world.project, field))

        return self.part(field, lambda: Value(self._world, "SettableIntegerValue", "transport", read, write))
