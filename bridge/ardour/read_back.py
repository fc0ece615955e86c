"""What a fresh snapshot of an Ardour session says to a claim about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bridge.ardour.notes_file import note_rows
from engine.daw.daw import Marker, Plugin, Region, Snapshot, Track, Transport
from engine.media.note import Note

NAME = "name"
GONE = "gone"


@dataclass(frozen=True)
class Claim:
    """One thing that must be true of the session after a change."""

    id: str
    """Of a track, region or plugin; "" for the session."""
    what: str
    expected: Any
    tolerance: float = 0.0
    was: str = ""
    """The name before, of a thing that is renamed."""


@dataclass(frozen=True)
class Points:
    """Points of automation that must lie between two beats, and no others there."""

    points: tuple[tuple[float, float], ...]
    start_beats: float
    end_beats: float

    def hold_in(self, found: list[list[float]]) -> bool:
        """Whether exactly these were found."""
        here = [point for point in found if self.start_beats - 1e-3 <= point[0] <= self.end_beats + 1e-3]
        return len(here) == len(self.points) and all(
            abs(a[0] - b[0]) <= 2e-3 and abs(a[1] - b[1]) <= max(0.05, 1e-3 * abs(b[1]))
            for a, b in zip(here, self.points, strict=True)
        )


def sorted_rows(notes: tuple[Note, ...]) -> list[list[int]]:
    """Notes as rows in an order that does not depend on who wrote them down."""
    return sorted(note_rows(notes))


Thing = Track | Region | Plugin | Marker


def _thing(snapshot: Snapshot, thing_id: str) -> Thing | None:
    things: list[Thing] = [*snapshot.tracks, *snapshot.regions, *snapshot.markers]
    things += [plugin for track in snapshot.tracks for plugin in track.plugins]
    return next((thing for thing in things if thing.id == thing_id), None)


def broken(claim: Claim, after: Snapshot) -> str:
    """Empty when a claim holds, else a sentence."""
    if claim.what.startswith("tempo "):
        bpm = after.tempo_map.bpm_at(float(claim.what.removeprefix("tempo ")))
        return "" if abs(bpm - claim.expected) <= claim.tolerance else f"Ardour's tempo there is {bpm:g} bpm."
    if claim.what.startswith("meter "):
        meter = after.tempo_map.meter_at(float(claim.what.removeprefix("meter ")))
        found_meter = f"{meter.numerator}/{meter.denominator}"
        return "" if found_meter == claim.expected else f"Ardour's meter there is {found_meter}."
    thing = _thing(after, claim.id)
    if claim.what == GONE:
        if (thing is None) == claim.expected:
            return ""
        return "It is still there in Ardour." if claim.expected else "It is not there in Ardour."
    if thing is None:
        return "It is not there in Ardour any more."
    if claim.what == NAME:  # a name that Ardour changed is a reservation; the old one is a failure
        kept = claim.was and thing.name == claim.was != claim.expected
        return f"Ardour kept the name '{thing.name}'; it takes no '{claim.expected}'." if kept else ""
    found = _aspect(thing, claim.what, after)
    if _same(found, claim.expected, claim.tolerance):
        return ""
    return _WRONG.get(claim.what, "Ardour reads {found} where {expected} was asked for.").format(
        what=claim.what, found=_short(found), expected=_short(claim.expected)
    )


_WRONG = {
    "start": "Ardour put it at sample {found}, not {expected}.",
    "end": "Ardour lets it end at sample {found}, not {expected}; there may be no more sound in its file.",
    "start_beats": "Ardour put it at beat {found}, not {expected}.",
    "end_beats": "Ardour lets it end at beat {found}, not {expected}.",
    "notes": "The notes in Ardour are not those that were asked for.",
    "gain_db": "The fader in Ardour reads {found} dB, not {expected} dB.",
}


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)[:60]


def other_name(claim: Claim, after: Snapshot) -> str:
    """Empty when a thing has the name that was asked for, else a sentence."""
    thing = _thing(after, claim.id)
    if thing is None or thing.name == claim.expected:
        return ""
    return f"Ardour named it '{thing.name}', because '{claim.expected}' is taken or not allowed."


def _aspect(thing: Thing, what: str, after: Snapshot) -> Any:
    rate = after.sample_rate_hz
    if isinstance(thing, Track) and what.startswith("send "):
        return next((send.gain_db for send in thing.sends if send.to == what.removeprefix("send ")), None)
    if isinstance(thing, Track) and what.startswith("automation "):
        lane = next((one for one in thing.automation if one.parameter == what.removeprefix("automation ")), None)
        return [list(point) for point in lane.points] if lane else []
    if isinstance(thing, Plugin):
        return dict(thing.parameters).get(what.removeprefix("control ")) if what.startswith("control ") else thing.on
    if isinstance(thing, Region):
        if what == "start":
            return round(thing.start_s * rate)
        if what == "end":
            return round((thing.start_s + thing.length_s) * rate)
        if what == "notes":
            return sorted_rows(thing.notes)
    return getattr(thing, what)


def _same(found: Any, expected: Any, tolerance: float) -> bool:
    if isinstance(expected, Points):
        return expected.hold_in(found)
    if isinstance(expected, list):
        return (
            isinstance(found, list)
            and len(found) == len(expected)
            and all(
                abs(a - b) <= tolerance
                for row, other in zip(found, expected, strict=True)
                for a, b in zip(row[:2], other[:2], strict=True)
            )
            and all(row[2:] == other[2:] for row, other in zip(found, expected, strict=True))
        )
    if isinstance(expected, bool) or not isinstance(expected, int | float) or found is None:
        return bool(found == expected)
    room = max(tolerance, 1e-4 * abs(expected) if isinstance(expected, float) else 0.0)
    return bool(abs(found - expected) <= room)


def transport_wrong(change: Transport, now: Mapping[str, Any], after: Snapshot) -> str:
    """Empty when the transport does what was asked, else a sentence."""

    def sample(beat: float | None) -> int | None:
        return None if beat is None else after.tempo_map.sample_at(beat, after.sample_rate_hz)

    at, end = sample(change.at_beats), sample(change.end_beats)
    if change.action in ("play", "record") and change.on and not now["rolling"]:
        return "Ardour's transport does not roll."
    if change.action == "stop" and now["rolling"]:
        return "Ardour's transport still rolls."
    if change.action == "record" and now["record"] != change.on:
        return "Ardour's record button did not follow; arm a track first."
    if change.action == "locate" and not now["rolling"] and now["sample"] != at:
        return f"Ardour's playhead is at sample {now['sample']}, not {at}."
    if change.action == "loop" and bool(now["looping"]) != change.on:
        return "Ardour's loop did not follow."
    if change.action == "loop" and change.on and at is not None and now.get("loop") != [at, end]:
        return f"Ardour's loop lies at samples {now.get('loop')}, not [{at}, {end}]."
    if change.action == "metronome" and now["click"] != change.on:
        return "Ardour's click did not follow."
    return ""
