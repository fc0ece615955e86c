"""The arranger as far as scripts see it: its cue markers, in the order in which they lie."""

from __future__ import annotations

from typing import Any

from bridge.hosts.fake_bitwig.model import BitwigMarker
from bridge.hosts.fake_bitwig.strict import BitwigThing
from bridge.hosts.fake_bitwig.values import Value
from bridge.hosts.fake_bitwig.world import BitwigWorld


class ArrangerThing(BitwigThing):
    """The arranger; its clips are shown to no script."""

    kind = "Arranger"

    def __init__(self, world: BitwigWorld) -> None:
        super().__init__()
        self._world = world

    def createCueMarkerBank(self, count: int) -> CueMarkerBankThing:
        self._world.only_at_the_start("Arranger.createCueMarkerBank")
        return CueMarkerBankThing(self._world, count)


class CueMarkerBankThing(BitwigThing):
    """A window of a fixed size on the cue markers."""

    kind = "CueMarkerBank"

    def __init__(self, world: BitwigWorld, count: int) -> None:
        super().__init__()
        self._world = world
        self._markers = [CueMarkerThing(world, place) for place in range(count)]

    def getItemAt(self, place: int) -> CueMarkerThing:
        return self._markers[place]

    def itemCount(self) -> Value:
        world = self._world
        return self.part("count", lambda: Value(world, "IntegerValue", "transport", lambda: len(world.project.markers)))


class CueMarkerThing(BitwigThing):
    """A place in the list of cue markers."""

    kind = "CueMarker"

    def __init__(self, world: BitwigWorld, place: int) -> None:
        super().__init__()
        self._world, self._place = world, place

    def _marker(self) -> BitwigMarker | None:
        markers = self._world.project.markers
        return markers[self._place] if self._place < len(markers) else None

    def exists(self) -> Value:
        world = self._world
        return self.part(
            "exists", lambda: Value(world, "BooleanValue", "transport", lambda: self._marker() is not None)
        )

    def name(self) -> Value:
        return self._field("SettableStringValue", "name", "")

    def position(self) -> Value:
        return self._field("SettableBeatTimeValue", "beat", 0.0)

    def _field(self, kind: str, field: str, empty: Any) -> Value:
        def read() -> Any:
            return getattr(self._marker(), field, empty)

        def write(value: Any) -> None:
            marker = self._marker()
            if marker:
                setattr(marker, field, value)
                self._world.project.markers.sort(key=lambda one: one.beat)

        return self.part(field, lambda: Value(self._world, kind, "transport", read, write))

    def deleteObject(self) -> None:
        gone = self._marker()

        def act() -> None:
            project = self._world.project
            project.markers = [one for one in project.markers if one is not gone]
            self._world.changed("transport")

        self._world.ask(act)
