"""Claim: one thing that must be true of a session after a change, and what to say when it is not."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.daw.snapshot import Marker, Plugin, Region, SlotClip, Snapshot, Track
from engine.media.note import Note

THERE = "there"
NAME = "name"
TIME = "time"
"""Tempo and meter of the whole session at once."""
_TIMES = ("tempo", "meter", TIME)
EVERYWHERE = (-math.inf, math.inf)
BEATS = 0.0015
"""How far a place may be off: more than a DAW's tick, less than anybody hears."""


@dataclass(frozen=True)
class Claim:
    """What of a thing must read how."""

    id: str
    """Of a track, region, plugin or marker; "" for the session."""
    what: str
    expected: Any
    tolerance: float = 0.0
    unit: str = ""
    read: Callable[[Snapshot, str], Any] | None = None
    """How it is read of the thing with this id; None = the field `what` of it."""
    before: Any = None
    """Of a name: the one it had, which must not have stayed."""
    span: tuple[float, float] = EVERYWHERE
    """The beats it is about."""

    def found(self, snapshot: Snapshot) -> Any:
        """How it reads in a session."""
        if self.what == THERE:
            return is_there(snapshot, self.id)
        if self.read:
            return self.read(snapshot, self.id)
        return getattr(thing(snapshot, self.id), self.what, None)

    def broken(self, after: Snapshot) -> str:
        """Empty when it holds, else half a sentence."""
        found = self.found(after)
        if self.what == THERE:
            return "" if found == self.expected else "it is not there" if self.expected else "it is still there"
        if self.id and not is_there(after, self.id):
            return "it is not there"
        if self.what == NAME:
            return f"it is still called '{found}'" if found == self.before != self.expected else ""
        if same_value(found, self.expected, self.tolerance):
            return ""
        its = "its" if self.id else "the"
        if self.what in ("notes", TIME, "content") or self.what.endswith("automation") or found is None:
            return f"{its} {self.what} did not become what was asked for"
        return f"{its} {self.what} reads {_short(found)} where {_short(self.expected)} was asked for{self._unit}"

    def reservation(self, after: Snapshot) -> str:
        """What there is to say of a name that the DAW has changed; else empty."""
        found = self.found(after) if self.what == NAME else self.expected
        if found is None or found == self.expected:
            return ""
        return f"The DAW named it '{found}', because '{self.expected}' is taken or not allowed there."

    @property
    def _unit(self) -> str:
        return f" ({self.unit})" if self.unit else ""


def meets(one: Claim, other: Claim) -> bool:
    """Whether both are about the same: of one thing, or of the session at the same beats."""
    if one.id != other.id:
        return False
    if TIME in (one.what, other.what):
        return one.what in _TIMES and other.what in _TIMES
    return one.what == other.what and one.span[0] <= other.span[1] and other.span[0] <= one.span[1]


def thing(snapshot: Snapshot, thing_id: str) -> Track | Region | Plugin | Marker | SlotClip | None:
    """Whatever has this id in the session."""
    found = snapshot.track(thing_id) or snapshot.region(thing_id) or snapshot.marker(thing_id)
    return (
        found
        or snapshot.slot(thing_id)
        or next((p for track in snapshot.tracks for p in track.plugins if p.id == thing_id), None)
    )


def is_there(snapshot: Snapshot, thing_id: str) -> bool:
    """Whether there is such a thing; a track that the DAW could only hide is not there."""
    found = thing(snapshot, thing_id)
    return found is not None and not getattr(found, "is_hidden", False)


def there(thing_id: str, expected: bool = True) -> Claim:
    """It is there, or it is gone."""
    return Claim(thing_id, THERE, expected)


def starts(region_id: str, beats: float, before: Snapshot) -> Claim:
    """A region begins there: at that beat, or, when the tempo changed with it, at that time."""
    seconds = before.tempo_map.seconds_at(beats)

    def read(snapshot: Snapshot, thing_id: str) -> Any:
        region = snapshot.region(thing_id)
        if region is None:
            return None
        is_at_time = region.kind == "audio" and abs(region.start_s - seconds) * snapshot.sample_rate_hz < 1.5
        return beats if is_at_time else region.start_beats

    return Claim(region_id, "start", beats, BEATS, "beats", read)


def ends(region_id: str, beats: float, before: Snapshot) -> Claim:
    """A region ends there, by beats or by time."""
    seconds = before.tempo_map.seconds_at(beats)

    def read(snapshot: Snapshot, thing_id: str) -> Any:
        region = snapshot.region(thing_id)
        if region is None:
            return None
        end_s = region.start_s + region.length_s
        is_at_time = region.kind == "audio" and abs(end_s - seconds) * snapshot.sample_rate_hz < 2.5
        return beats if is_at_time else region.end_beats

    return Claim(region_id, "end", beats, BEATS, "beats", read)


def lasts(region_id: str, seconds: float, *, came_back: bool = False) -> Claim:
    """An audio region is so long, to about a millisecond; one that came back and goes with the tempo as that is now."""

    def read(snapshot: Snapshot, thing_id: str) -> Any:
        region = snapshot.region(thing_id)
        if region is None:
            return None
        return seconds if came_back and region.follows_tempo else region.length_s

    return Claim(region_id, "length", seconds, 0.002, "s", read)


def has_notes(region_id: str, notes: Sequence[Note]) -> Claim:
    """A region has these notes, in any order."""

    def read(snapshot: Snapshot, thing_id: str) -> Any:
        region = snapshot.region(thing_id)
        return note_rows(region.notes) if region else None

    return Claim(region_id, "notes", note_rows(notes), read=read)


def note_rows(notes: Sequence[Note]) -> list[tuple[float, ...]]:
    """Notes as rows that compare equal when a musician hears the same."""
    return sorted((n.pitch, round(n.start_beats, 3), round(n.length_beats, 3), n.velocity, n.channel) for n in notes)


def same_value(found: Any, expected: Any, tolerance: float) -> bool:
    """Whether a value reads as was asked."""
    if found is expected or (type(found) is type(expected) and found == expected):
        return True  # the rows of ten thousand notes are mostly exactly those
    if isinstance(expected, list | tuple) and isinstance(found, list | tuple):
        room = max(tolerance, 0.004)
        return len(found) == len(expected) and all(
            same_value(one, other, room) for one, other in zip(found, expected, strict=True)
        )
    if isinstance(expected, bool) or not isinstance(expected, int | float):
        return bool(found == expected)
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return is_number and abs(found - expected) <= max(tolerance, 1e-4 * abs(expected), 1e-9)


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)[:60]
