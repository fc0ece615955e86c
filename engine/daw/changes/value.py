"""Values of a track, a region or a marker that a change sets: a row is the class with its values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from engine.daw.changes.change import Change, Keep

if TYPE_CHECKING:
    from engine.daw.daw import Outcome, Snapshot


@dataclass(frozen=True)
class SetValue(Change):
    """Set one value of one thing; all else follows from the row."""

    target: ClassVar[str] = "track"
    """The kind of thing, and the field that names it: track, region or marker."""
    value: ClassVar[str] = ""
    """The field of the change that holds the value."""
    of: ClassVar[str] = ""
    """The field of the thing, as a Snapshot shows it."""
    tolerance: ClassVar[float] = 0.0
    """How far a number may be off when it is read back."""
    unit: ClassVar[str] = ""

    def now(self, snapshot: Snapshot) -> Any:
        """The value in a session; None when the thing is gone."""
        thing = getattr(snapshot, self.target)(getattr(self, self.target))
        return getattr(thing, self.of) if thing else None

    def asked(self) -> Any:
        """The value that is asked for."""
        return getattr(self, self.value)

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The same with the value of before."""
        old = self.now(before)
        return () if old is None else (replace(self, **{self.value: old}),)

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The value, as coarse as it can be trusted to read back."""
        now = self.now(after)
        rounded = round(now, 2 if self.tolerance < 0.05 else 1) if self._is_number(now) else now
        return {self.of.replace("_", " "): rounded}

    def broken(self, outcome: Outcome, before: Snapshot, after: Snapshot) -> str:
        """What reads back instead of the value."""
        asked, now = self.asked(), self.now(after)
        if now is None:
            return f"the {self.target} is not there"
        same = abs(now - asked) <= self.tolerance if self._is_number(now) else now == asked
        return "" if same else f"it reads {now} where {asked} was asked for"

    def told(self, snapshot: Snapshot | None) -> str:
        """The name of the thing, the value and its unit."""
        thing = getattr(snapshot, self.target)(getattr(self, self.target)) if snapshot else None
        named = f"'{thing.name}'" if thing else f"a {self.target}"
        return f"{named}: {self.said()}"

    def said(self) -> str:
        """The value in words."""
        asked = self.asked()
        return f"{self.of.replace('_', ' ')} {asked:g} {self.unit}".strip() if self._is_number(asked) else f"{asked}"

    @staticmethod
    def _is_number(value: Any) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True)
class SetGain(SetValue):
    """Set a track's fader."""

    capability, value, of, tolerance, unit = "set_gain", "gain_db", "gain_db", 0.05, "dB"
    track: str
    gain_db: float
    """−120 … +6 dB; −120 and less is silence."""


@dataclass(frozen=True)
class SetPan(SetValue):
    """Set a track's panner."""

    capability, value, of, tolerance = "set_pan", "pan", "pan", 0.01
    track: str
    pan: float
    """−1 left … +1 right."""


@dataclass(frozen=True)
class SetMute(SetValue):
    """Mute or unmute a track."""

    capability, value, of = "set_mute", "on", "mute"
    track: str
    on: bool


@dataclass(frozen=True)
class SetSolo(SetValue):
    """Solo a track, or end its solo."""

    capability, value, of = "set_solo", "on", "solo"
    track: str
    on: bool


@dataclass(frozen=True)
class RenameTrack(SetValue):
    """Give a track another name."""

    capability, value, of = "rename_track", "name", "name"
    track: str
    name: str


@dataclass(frozen=True)
class SetColor(SetValue):
    """Give a track a colour."""

    capability, value, of = "set_color", "color", "color"
    track: str
    color: str
    """As #rrggbb; "" = the DAW's own."""


@dataclass(frozen=True)
class SetArm(SetValue):
    """Arm a track for recording, or disarm it."""

    capability, value, of = "set_arm", "on", "arm"
    track: str
    on: bool


@dataclass(frozen=True)
class SetMonitor(SetValue):
    """What is heard of a track's input."""

    capability, value, of = "set_monitor", "monitor", "monitor"
    track: str
    monitor: str
    """auto, on or off."""


@dataclass(frozen=True)
class SetPosition(SetValue):
    """Move a track among the others."""

    capability, value, of = "set_position", "position", "position"
    track: str
    position: int
    """From 0 at the top."""


@dataclass(frozen=True)
class SetGroup(SetValue):
    """Put a track into a folder or group, or take it out."""

    capability, value, of = "set_group", "to", "group"
    track: str
    to: str
    """Id of the group track; "" = none."""


@dataclass(frozen=True)
class SetOutput(SetValue):
    """Send a track's output to a bus instead of the master."""

    capability, value, of = "set_output", "to", "output"
    track: str
    to: str
    """Id of the bus; "" = where it goes by itself."""


@dataclass(frozen=True)
class SetFrozen(SetValue):
    """Freeze a track by the DAW's own means, or end that."""

    capability, value, of = "freeze", "on", "is_frozen"
    track: str
    on: bool


@dataclass(frozen=True)
class RenameRegion(SetValue):
    """Give a region another name."""

    capability, target, value, of = "rename_region", "region", "name", "name"
    region: str
    name: str


@dataclass(frozen=True)
class SetRegionMute(SetValue):
    """Silence a region without taking it away, or let it sound again."""

    capability, target, value, of = "mute_region", "region", "on", "mute"
    region: str
    on: bool


@dataclass(frozen=True)
class SetRegionGain(SetValue):
    """Set a region's own gain."""

    capability, target, value, of, tolerance, unit = "region_gain", "region", "gain_db", "gain_db", 0.05, "dB"
    region: str
    gain_db: float


@dataclass(frozen=True)
class SetFadeIn(SetValue):
    """Set how long a region fades in."""

    capability, target, value, of, tolerance, unit = "fade_in", "region", "length_s", "fade_in_s", 0.005, "s"
    region: str
    length_s: float


@dataclass(frozen=True)
class SetFadeOut(SetValue):
    """Set how long a region fades out."""

    capability, target, value, of, tolerance, unit = "fade_out", "region", "length_s", "fade_out_s", 0.005, "s"
    region: str
    length_s: float


@dataclass(frozen=True)
class RenameMarker(SetValue):
    """Give a marker another name."""

    capability, target, value, of = "rename_marker", "marker", "name", "name"
    marker: str
    name: str


@dataclass(frozen=True)
class MoveMarker(SetValue):
    """Put a marker somewhere else."""

    capability, target, value, of, tolerance, unit = "move_marker", "marker", "at_beats", "at_beats", 0.001, "beats"
    marker: str
    at_beats: float
