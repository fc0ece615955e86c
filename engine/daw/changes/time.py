"""Tempo, meter and transport."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from engine.daw.changes.change import Change, Keep
from engine.daw.claim import BEATS, TIME, Claim
from engine.daw.snapshot import Outcome, Snapshot
from engine.daw.words import where
from engine.media.note import TempoMap


@dataclass(frozen=True)
class SetTempo(Change):
    """Set the tempo from a beat on, or let it glide from there to another one."""

    capability: ClassVar[str] = "set_tempo"
    counted: ClassVar[tuple[str, str]] = ("the tempo set", "{n} tempos set")
    bpm: float
    at_beats: float = 0.0
    to_bpm: float | None = None
    """A ramp: the tempo at `end_beats`, which holds from there on."""
    end_beats: float | None = None

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The tempos that were there."""
        old = next((one for one in before.tempo_map.tempos if abs(one.beat - self.at_beats) < BEATS), None)
        if old and self.end_beats is None and not old.glides:
            return (SetTempo(old.bpm, self.at_beats),)
        return (SetTempoMap(before.tempo_map, "tempo", self.at_beats, self._last_beats),)

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The tempo there."""
        beats = (self.at_beats,) if self.end_beats is None else (self.at_beats, self.end_beats)
        return {"tempo": [round(after.tempo_map.bpm_at(beat), 3) for beat in beats]}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """The tempo, and where."""
        return f"the tempo at {where(self.at_beats, snapshot)}" if self.at_beats > BEATS else "the tempo"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """The tempo there, and at the end of a ramp, and in its middle."""
        first = (_tempo_reads(self.at_beats, self.bpm),)
        if self.to_bpm is None or self.end_beats is None:
            return first
        middle = (self.at_beats + self.end_beats) / 2
        return (
            *first,
            _tempo_reads(middle, (self.bpm + self.to_bpm) / 2, room=0.5),
            _tempo_reads(self.end_beats, self.to_bpm),
        )

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """The tempo, and from where on."""
        at = f" from {where(self.at_beats, after)} on" if self.at_beats > BEATS else ""
        if self.to_bpm is not None and self.end_beats is not None:
            ends = where(self.end_beats, after)
            return f"the tempo goes from {self.bpm:g} to {self.to_bpm:g} bpm, {where(self.at_beats, after)} to {ends}"
        has_sound = after is not None and any(region.kind == "audio" for region in after.regions)
        own = "; recorded sound keeps its own tempo and may no longer fit" if has_sound else ""
        return f"the tempo is {self.bpm:g} bpm{at}{own}"

    @property
    def _last_beats(self) -> float:
        return self.at_beats if self.end_beats is None else self.end_beats


@dataclass(frozen=True)
class SetMeter(Change):
    """Set the meter from the start of a bar on."""

    capability: ClassVar[str] = "set_meter"
    counted: ClassVar[tuple[str, str]] = ("the meter set", "{n} meters set")
    numerator: int
    denominator: int
    at_beats: float = 0.0

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The meter that was there."""
        old = next((one for one in before.tempo_map.meters if abs(one.beat - self.at_beats) < BEATS), None)
        if old:
            return (SetMeter(old.numerator, old.denominator, self.at_beats),)
        return (SetTempoMap(before.tempo_map, "meter", self.at_beats, self.at_beats),)

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The meter there."""
        meter = after.tempo_map.meter_at(self.at_beats)
        return {"meter": f"{meter.numerator}/{meter.denominator}"}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """The meter."""
        return "the meter"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """The meter there."""

        def read(snapshot: Snapshot, _: str) -> Any:
            meter = snapshot.tempo_map.meter_at(self.at_beats)
            return f"{meter.numerator}/{meter.denominator}"

        at = (self.at_beats, self.at_beats)
        return (Claim("", "meter", f"{self.numerator}/{self.denominator}", read=read, span=at),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """The meter, and from where on."""
        at = f" from {where(self.at_beats, after)} on" if self.at_beats > BEATS else ""
        return f"the meter is {self.numerator}/{self.denominator}{at}"


@dataclass(frozen=True)
class SetTempoMap(Change):
    """Set tempo and meter of the whole session at once; what takes a tempo or meter back."""

    capability: ClassVar[str] = "set_tempo_map"
    counted: ClassVar[tuple[str, str]] = ("tempo and meter set", "{n} tempo maps set")
    tempo_map: TempoMap
    part: Literal["all", "tempo", "meter"] = "all"
    """What of the map is meant; `settled` makes all of it, before a DAW sees the change."""
    start_beats: float = 0.0
    """From here …"""
    end_beats: float | None = None
    """… to here, both included; None = to the end."""

    def settled(self, before: Snapshot) -> SetTempoMap:
        """The same for the whole session: outside of the part that is meant, what lies there now."""
        if self.part == "all":
            return self
        now = before.tempo_map
        end = self._end_beats + BEATS

        def mixed(then: Any, lies: Any) -> Any:
            inside = [one for one in then if self.start_beats - BEATS <= one.beat <= end]
            outside = [one for one in lies if not self.start_beats - BEATS <= one.beat <= end]
            return tuple(sorted([*inside, *outside], key=lambda one: one.beat))

        if self.part == "tempo":
            return SetTempoMap(replace(now, tempos=mixed(self.tempo_map.tempos, now.tempos)))
        return SetTempoMap(replace(now, meters=mixed(self.tempo_map.meters, now.meters)))

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The tempos and the meters of before, apart: one may be set again by a later request, and stays then."""
        return (SetTempoMap(before.tempo_map, "tempo"), SetTempoMap(before.tempo_map, "meter"))

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The whole map."""
        return {"tempo and meter": _map_rows(after.tempo_map)}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """All of it."""
        return "the tempo or the meter"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """The whole map, or the part that is meant, reads like this."""
        if self.part == "tempo":
            ends = {self.start_beats, *(one.beat for one in self.tempo_map.tempos), self._end_beats} - {math.inf}
            inside = sorted(beat for beat in ends if self.start_beats <= beat <= self._end_beats)
            reads = tuple(_tempo_reads(beat, self.tempo_map.bpm_at(beat)) for beat in inside)
            return (replace(reads[0], span=(self.start_beats, self._end_beats)), *reads[1:])
        if self.part == "meter":
            meter = self.tempo_map.meter_at(self.start_beats)
            (reads_so,) = SetMeter(meter.numerator, meter.denominator, self.start_beats).claims(outcome, before)
            return (replace(reads_so, span=(self.start_beats, self._end_beats)),)

        def read(snapshot: Snapshot, _: str) -> Any:
            return _map_rows(snapshot.tempo_map)

        return (Claim("", TIME, _map_rows(self.tempo_map), 0.01, read=read),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """The first tempo and meter, and how many more there are."""
        tempo, meter = self.tempo_map.tempos[0], self.tempo_map.meters[0]
        more = len(self.tempo_map.tempos) + len(self.tempo_map.meters) - 2
        also = f", with {more} change{'s' if more > 1 else ''} after that" if more else ""
        return f"the tempo is {tempo.bpm:g} bpm in {meter.numerator}/{meter.denominator}{also}"

    @property
    def _end_beats(self) -> float:
        return math.inf if self.end_beats is None else self.end_beats


@dataclass(frozen=True)
class Transport(Change):
    """Play, stop, record, go somewhere, loop a range, switch the click."""

    capability: ClassVar[str] = "transport"
    action: Literal["play", "stop", "record", "locate", "loop", "metronome"]
    at_beats: float | None = None
    end_beats: float | None = None
    on: bool = True
    count_in_bars: int = 0
    """Bars of click before a recording begins."""

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """What the transport does."""
        at = where(self.at_beats, after) if self.at_beats is not None else ""
        match self.action:
            case "locate":
                return f"the playhead is at {at}"
            case "loop":
                end = where(self.end_beats, after) if self.end_beats is not None else ""
                return f"the loop runs from {at} to {end}" if self.on else "the loop is off"
            case "metronome":
                return f"the click is {'on' if self.on else 'off'}"
            case "play":
                return "it plays"
            case "record":
                bars = f" after {self.count_in_bars} bar{'s' if self.count_in_bars > 1 else ''} of click"
                return f"it records{bars if self.count_in_bars else ''}"
        return "it has stopped"


def _tempo_reads(beat: float, bpm: float, room: float = 0.01) -> Claim:
    def read(snapshot: Snapshot, _: str) -> Any:
        return snapshot.tempo_map.bpm_at(beat)

    return Claim("", "tempo", bpm, room, "bpm", read, span=(beat, beat))


def _map_rows(tempo_map: TempoMap) -> list[list[float]]:
    tempos = [[round(one.beat, 3), round(one.bpm, 3), float(one.glides)] for one in tempo_map.tempos]
    return [*tempos, *([round(m.beat, 3), float(m.numerator), float(m.denominator)] for m in tempo_map.meters)]
