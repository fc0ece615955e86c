"""Values of a track, a region or a marker that a change sets: a row is the class with its values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from engine.daw.changes.change import Change, Keep
from engine.daw.claim import BEATS, NAME, Claim, is_there
from engine.daw.snapshot import Outcome, Snapshot
from engine.daw.words import color_word, decibels, named, where

SILENCE_DB = -120.0


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
    sentence: ClassVar[str] = "{thing} of {it} is {value}"
    """How it is told; {it} is the track, region or marker, {was} its name of before, {thing} as below."""
    otherwise: ClassVar[str] = ""
    """The same for a value that is off, empty or 0; "" = the same sentence."""
    thing: ClassVar[str] = ""
    """What of the thing it is, when it has changed since: "the fader"."""
    knows_others: ClassVar[bool] = False
    """The value is the id of another track."""

    @classmethod
    def anywhere(cls) -> str:
        """ "the fader of a track": what it sets, of no thing in particular."""
        return f"{cls.thing} of a {cls.target}"

    def now(self, snapshot: Snapshot) -> Any:
        """The value in a session; None when the thing is gone."""
        found = getattr(snapshot, self.target)(self._id)
        return getattr(found, self.of) if found else None

    def asked(self) -> Any:
        """The value that is asked for."""
        return getattr(self, self.value)

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The same with the value of before."""
        old = self.now(before)
        if old is None:
            return ()
        now = dict(outcome.became).get(self._id, self._id)
        return (replace(self, **{self.target: now, self.value: old}),)

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The value, as coarse as it can be trusted to read back."""
        now = replace(self, **{self.target: dict(outcome.became).get(self._id, self._id)}).now(after)
        rounded = round(now, 2 if self.tolerance < 0.05 else 1) if self._is_number(now) else now
        return {self.of.replace("_", " "): rounded}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """ "the fader of 'Bass'"."""
        found = getattr(snapshot, self.target)(self._id)
        return f"{self.thing} of {named(found, f'a {self.target}')}"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It reads what was asked for."""
        if self.of == NAME:
            return (Claim(self._id, NAME, self.asked(), before=self.now(before)),)
        return (Claim(self._id, self.of, self.asked(), self.tolerance, self.unit, self._read),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """The name of the thing, and its value."""
        now, was = (getattr(one, self.target)(self._id) if one else None for one in (after, before))
        asked = self.asked()
        pattern = self.otherwise if self.otherwise and not asked else self.sentence
        name = named(now or was, f"a {self.target}")
        old = named(was, f"the {self.target}")
        value = self.said(after or before)
        if self.of == NAME and now is not None and was is not None and now.name != was.name:
            value = now.name  # some DAWs write it in their own way
        return pattern.format(thing=self.thing, it=name, was=old, value=value)

    def told_before(self, name: str, snapshot: Snapshot) -> str:
        """The same of what was: "the comment of 'Bass' was empty"; "" where a row has a sentence of its own."""
        pattern = self.otherwise if self.otherwise and not self.asked() else self.sentence
        if type(self).told is not SetValue.told or not pattern.startswith("{thing} of {it} is "):
            return ""
        return pattern.replace(" is ", " was ", 1).format(thing=self.thing, it=name, value=self.said(snapshot))

    def said(self, snapshot: Snapshot | None) -> str:
        """The value in words."""
        asked = self.asked()
        if self.knows_others:
            other = snapshot.track(asked) if snapshot else None
            return named(other, "another track")
        if self.unit == "dB":
            return f"{decibels(asked)} dB"
        if self.unit == "beats":
            return where(asked, snapshot)
        return f"{asked:g} {self.unit}".strip() if self._is_number(asked) else f"{asked}"

    @property
    def _id(self) -> str:
        return str(getattr(self, self.target))

    def _read(self, snapshot: Snapshot, thing_id: str) -> Any:
        if not is_there(snapshot, thing_id):
            return None
        return replace(self, **{self.target: thing_id}).now(snapshot)

    @staticmethod
    def _is_number(value: Any) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True)
class SetGain(SetValue):
    """Set a track's fader."""

    capability, value, of, tolerance, unit = "set_gain", "gain_db", "gain_db", 0.05, "dB"
    counted = ("1 level set", "{n} levels set")
    sentence, thing = "the fader of {it} is at {value}", "the fader"
    track: str
    gain_db: float
    """−120 … +6 dB; −120 and less is silence."""

    def settled(self, before: Snapshot) -> SetGain:
        """Silence is as low as a fader goes."""
        return replace(self, gain_db=max(SILENCE_DB, self.gain_db))


@dataclass(frozen=True)
class SetPan(SetValue):
    """Set a track's panner."""

    capability, value, of, tolerance = "set_pan", "pan", "pan", 0.01
    counted = ("1 pan set", "{n} pans set")
    thing = "the panner"
    track: str
    pan: float
    """−1 left … +1 right."""

    def settled(self, before: Snapshot) -> SetPan:
        """No further than a panner goes."""
        return replace(self, pan=max(-1.0, min(1.0, self.pan)))

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """How far to which side."""
        found = next((track for one in (after, before) if one and (track := one.track(self.track))), None)
        name = named(found, "a track")
        if abs(self.pan) < 0.005:
            return f"{name} is panned centre"
        return f"{name} is panned {abs(self.pan):.0%} {'left' if self.pan < 0 else 'right'}"


@dataclass(frozen=True)
class SetMute(SetValue):
    """Mute or unmute a track."""

    capability, value, of = "set_mute", "on", "mute"
    counted = ("1 mute set", "{n} mutes set")
    sentence, otherwise, thing = "{it} is muted", "{it} is heard again", "the mute"
    track: str
    on: bool


@dataclass(frozen=True)
class SetSolo(SetValue):
    """Solo a track, or end its solo."""

    capability, value, of = "set_solo", "on", "solo"
    counted = ("1 solo set", "{n} solos set")
    sentence, otherwise, thing = "{it} is soloed", "{it} is no longer soloed", "the solo"
    track: str
    on: bool


@dataclass(frozen=True)
class RenameTrack(SetValue):
    """Give a track another name."""

    capability, value, of = "rename_track", "name", "name"
    counted = ("1 track renamed", "{n} tracks renamed")
    sentence, thing = "{was} is called '{value}' now", "the name"
    track: str
    name: str


@dataclass(frozen=True)
class SetColor(SetValue):
    """Give a track a colour."""

    capability, value, of = "set_color", "color", "color"
    counted = ("1 colour set", "{n} colours set")
    sentence, otherwise, thing = "{it} is {value} now", "{it} has no colour of its own now", "the colour"
    track: str
    color: str
    """As #rrggbb; "" = the DAW's own."""

    def said(self, snapshot: Snapshot | None) -> str:
        """The colour's name."""
        return color_word(self.color)

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It reads so, as far as a DAW's palette goes."""
        return (Claim(self.track, "color", color_word(self.color), read=_color),)


@dataclass(frozen=True)
class SetArm(SetValue):
    """Arm a track for recording, or disarm it."""

    capability, value, of = "set_arm", "on", "arm"
    counted = ("1 track armed or disarmed", "{n} tracks armed or disarmed")
    sentence, otherwise, thing = "{it} is armed for recording", "{it} is no longer armed", "the arming"
    track: str
    on: bool


@dataclass(frozen=True)
class SetMonitor(SetValue):
    """What is heard of a track's input."""

    capability, value, of = "set_monitor", "monitor", "monitor"
    counted = ("1 monitoring set", "{n} monitorings set")
    thing = "the monitoring"
    track: str
    monitor: str
    """auto, on or off."""


@dataclass(frozen=True)
class SetPosition(SetValue):
    """Move a track among the others."""

    capability, value, of = "set_position", "position", "position"
    counted = ("1 track moved", "{n} tracks moved")
    thing = "the place"
    track: str
    position: int
    """From 0 at the top."""
    is_about: bool = False
    """A place to come back to, as near as what lies there by now allows."""

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there, if it was to be just there."""
        return () if self.is_about else super().claims(outcome, before)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Its new neighbours."""
        found = next((track for one in (after, before) if one and (track := one.track(self.track))), None)
        return f"{named(found, 'a track')} is track {self.position + 1} from the top now"


@dataclass(frozen=True)
class SetGroup(SetValue):
    """Put a track into a folder or group, or take it out."""

    capability, value, of = "set_group", "to", "group"
    counted = ("1 track grouped", "{n} tracks grouped")
    sentence, otherwise, thing = "{it} lies in the group {value}", "{it} lies in no group", "the group"
    knows_others = True
    track: str
    to: str
    """Id of the group track; "" = none."""


@dataclass(frozen=True)
class SetOutput(SetValue):
    """Send a track's output to a bus instead of the master."""

    capability, value, of = "set_output", "to", "output"
    counted = ("1 output set", "{n} outputs set")
    sentence, otherwise, thing = "{it} goes to {value}", "{it} goes to the master", "the output"
    knows_others = True
    track: str
    to: str
    """Id of the bus; "" = where it goes by itself."""


@dataclass(frozen=True)
class SetFrozen(SetValue):
    """Freeze a track by the DAW's own means, or end that."""

    capability, value, of = "freeze", "on", "is_frozen"
    counted = ("1 track frozen", "{n} tracks frozen")
    sentence, otherwise, thing = "{it} is frozen", "{it} is no longer frozen", "the freezing"
    track: str
    on: bool


@dataclass(frozen=True)
class RenameRegion(SetValue):
    """Give a region another name."""

    capability, target, value, of = "rename_region", "region", "name", "name"
    counted = ("1 region renamed", "{n} regions renamed")
    sentence, thing = "{was} is called '{value}' now", "the name"
    region: str
    name: str


@dataclass(frozen=True)
class SetRegionMute(SetValue):
    """Silence a region without taking it away, or let it sound again."""

    capability, target, value, of = "mute_region", "region", "on", "mute"
    counted = ("1 region muted", "{n} regions muted")
    sentence, otherwise, thing = "{it} is muted", "{it} is heard again", "the mute"
    region: str
    on: bool


@dataclass(frozen=True)
class SetRegionGain(SetValue):
    """Set a region's own gain."""

    capability, target, value, of, tolerance, unit = "region_gain", "region", "gain_db", "gain_db", 0.05, "dB"
    counted = ("1 region gain set", "{n} region gains set")
    thing = "the gain"
    region: str
    gain_db: float


@dataclass(frozen=True)
class SetFadeIn(SetValue):
    """Set how long a region fades in."""

    capability, target, value, of, tolerance, unit = "fade_in", "region", "length_s", "fade_in_s", 0.005, "s"
    counted = ("1 fade set", "{n} fades set")
    sentence, otherwise, thing = "{it} fades in over {value}", "{it} does not fade in", "the fade-in"
    region: str
    length_s: float


@dataclass(frozen=True)
class SetFadeOut(SetValue):
    """Set how long a region fades out."""

    capability, target, value, of, tolerance, unit = "fade_out", "region", "length_s", "fade_out_s", 0.005, "s"
    counted = ("1 fade set", "{n} fades set")
    sentence, otherwise, thing = "{it} fades out over {value}", "{it} does not fade out", "the fade-out"
    region: str
    length_s: float


@dataclass(frozen=True)
class RenameMarker(SetValue):
    """Give a marker another name."""

    capability, target, value, of = "rename_marker", "marker", "name", "name"
    counted = ("1 marker renamed", "{n} markers renamed")
    sentence, thing = "{was} is called '{value}' now", "the name"
    marker: str
    name: str


@dataclass(frozen=True)
class MoveMarker(SetValue):
    """Put a marker somewhere else."""

    capability, target, value, of, tolerance, unit = "move_marker", "marker", "at_beats", "at_beats", BEATS, "beats"
    counted = ("1 marker moved", "{n} markers moved")
    sentence, thing = "{it} is at {value}", "the place"
    marker: str
    at_beats: float


def _color(snapshot: Snapshot, track: str) -> str | None:
    found = snapshot.track(track)
    return color_word(found.color) if found else None
