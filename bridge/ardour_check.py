"""Compares a fresh snapshot of the session with what was asked, change by change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bridge.ardour_audio import Prepared
from bridge.ardour_changes import note_rows
from bridge.ardour_effects import controls_of, effect_named
from bridge.ardour_snapshot import TICKS
from engine.daw import (
    AddPlugin, Change, Duplicate, Move, NewTrack, PlaceAudio, PlaceMidi, Plugin, Region, RemoveRegion, RemoveTrack,
    RenameRegion, RenameTrack, SetGain, SetMute, SetNotes, SetPan, SetPlugin, SetSolo, SetTempo, Snapshot, Split,
    Track, Transport, Trim,
)

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


@dataclass(frozen=True)
class Asked:
    """One change with what is known of its making."""

    change: Change
    target: str = ""
    """Id of the track, region or plugin that it is about."""
    made: tuple[str, ...] = ()
    """Ids that came to be."""
    file: Prepared | None = None


def verdicts(asked: Sequence[Asked | None], before: Snapshot, after: Snapshot) -> list[tuple[str, str]]:
    """(what does not hold, reservation) of each change; None stands for a change that was not tried.

    What a later change of the list overrode is not held against an earlier one.
    """
    claims = [_claims(one, before) if one else [] for one in asked]
    last = {(claim.id, claim.what): index for index, rows in enumerate(claims) for claim in rows}
    gone = {claim.id: index for index, rows in enumerate(claims) for claim in rows if claim.what == GONE and claim.expected}
    found = []
    for index, rows in enumerate(claims):
        standing = [claim for claim in rows if last[claim.id, claim.what] == index and gone.get(claim.id, -1) <= index]
        wrong = [text for claim in standing if (text := _broken(claim, after))]
        names = [text for claim in standing if claim.what == NAME and (text := _other_name(claim, after))]
        found.append((wrong[0] if wrong else "", names[0] if names else ""))
    return found


def _claims(asked: Asked, before: Snapshot) -> list[Claim]:
    table = _CLAIMS.get(type(asked.change))
    return table(asked, before) if table else []


def _new_track(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    made = asked.made[0]
    claims = [Claim(made, GONE, False), Claim(made, NAME, change.name), Claim(made, "kind", change.kind)]
    return claims


def _place_audio(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    made, file = asked.made[0], asked.file
    claims = [Claim(made, GONE, False), Claim(made, "track", asked.target), Claim(made, NAME, change.name)]
    if file:
        claims += [Claim(made, "start", file.sample), Claim(made, "end", file.sample + file.frames)]
    return claims


def _place_midi(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    made = asked.made[0]
    start = round(change.start_beats * TICKS) / TICKS
    return [Claim(made, GONE, False), Claim(made, "track", asked.target), Claim(made, NAME, change.name),
            Claim(made, "start_beats", start, 1e-6), Claim(made, "notes", _sorted_rows(change.notes), 1),
            Claim(made, "length_beats", round(change.length_beats * TICKS) / TICKS, 1e-6)]


def _start_claim(region_id: str, beat: float, before: Snapshot, kind: str) -> Claim:
    if kind == "midi":
        return Claim(region_id, "start_beats", round(beat * TICKS) / TICKS, 1e-6)
    return Claim(region_id, "start", before.tempo_map.sample_at(beat, before.sample_rate_hz))


def _end_claim(region_id: str, beat: float, before: Snapshot, kind: str) -> Claim:
    if kind == "midi":
        return Claim(region_id, "end_beats", round(beat * TICKS) / TICKS, 1e-6)
    return Claim(region_id, "end", before.tempo_map.sample_at(beat, before.sample_rate_hz))


def _kind(asked: Asked, before: Snapshot) -> str:
    region = before.region(asked.target)
    return region.kind if region else "audio"


def _move(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    return [_start_claim(asked.target, change.start_beats, before, _kind(asked, before))]


def _duplicate(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    made = asked.made[0]
    return [Claim(made, GONE, False), _start_claim(made, change.start_beats, before, _kind(asked, before))]


def _trim(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    kind = _kind(asked, before)
    return [_start_claim(asked.target, change.start_beats, before, kind),
            _end_claim(asked.target, change.end_beats, before, kind)]


def _split(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    kind = _kind(asked, before)
    first, second = asked.made
    return [Claim(first, GONE, False), Claim(second, GONE, False), _end_claim(first, change.at_beats, before, kind),
            _start_claim(second, change.at_beats, before, kind)]


def _add_plugin(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    controls, _ = controls_of(effect_named(change.effect), change.parameters)
    made = asked.made[0]
    return [Claim(made, GONE, False)] + [Claim(made, f"control {label}", value) for label, value in controls.items()]


def _set_plugin(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    if change.removed:
        return [Claim(asked.target, GONE, True)]
    on = [] if change.on is None else [Claim(asked.target, "on", change.on)]
    return on + [Claim(asked.target, f"control {label}", float(value)) for label, value in change.parameters]


def _set_tempo(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    beat = round(change.at_beats * TICKS) / TICKS
    return [Claim("", f"tempo {beat}", change.bpm, 0.001)]


def _of(what: str, field: str, tolerance: float = 0.0) -> Callable[[Asked, Snapshot], list[Claim]]:
    return lambda asked, before: [Claim(asked.target, what, getattr(asked.change, field), tolerance)]


def _set_gain(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    return [Claim(asked.target, "gain_db", max(-120.0, min(6.0, change.gain_db)), 0.05)]


_CLAIMS: Mapping[type[Change], Callable[[Asked, Snapshot], list[Claim]]] = {
    NewTrack: _new_track,
    RenameTrack: _of(NAME, "name"),
    RemoveTrack: lambda asked, before: [Claim(asked.target, GONE, True)],
    PlaceAudio: _place_audio,
    PlaceMidi: _place_midi,
    Move: _move,
    Duplicate: _duplicate,
    Trim: _trim,
    Split: _split,
    RenameRegion: _of(NAME, "name"),
    RemoveRegion: lambda asked, before: [Claim(asked.target, GONE, True)],
    SetNotes: lambda asked, before: [Claim(asked.target, "notes", _sorted_rows(_notes(asked)), 1)],
    SetGain: _set_gain,
    SetPan: _of("pan", "pan", 0.01),
    SetMute: _of("mute", "on"),
    SetSolo: _of("solo", "on"),
    AddPlugin: _add_plugin,
    SetPlugin: _set_plugin,
    SetTempo: _set_tempo,
}


def _notes(asked: Asked) -> Any:
    change: Any = asked.change
    return change.notes


def _sorted_rows(notes: Any) -> list[list[int]]:
    return sorted(note_rows(tuple(notes)))


def _thing(snapshot: Snapshot, thing_id: str) -> Track | Region | Plugin | None:
    things: list[Track | Region | Plugin] = [*snapshot.tracks, *snapshot.regions]
    things += [plugin for track in snapshot.tracks for plugin in track.plugins]
    return next((thing for thing in things if thing.id == thing_id), None)


def _broken(claim: Claim, after: Snapshot) -> str:
    """Empty when a claim holds, else a sentence."""
    if claim.what.startswith("tempo "):
        bpm = after.tempo_map.bpm_at(float(claim.what.removeprefix("tempo ")))
        return "" if abs(bpm - claim.expected) <= claim.tolerance else f"Ardour's tempo there is {bpm:g} bpm."
    thing = _thing(after, claim.id)
    if claim.what == GONE:
        if (thing is None) == claim.expected:
            return ""
        return "It is still there in Ardour." if claim.expected else "It is not there in Ardour."
    if thing is None:
        return "It is not there in Ardour any more."
    if claim.what == NAME:
        return ""  # a name that Ardour changed is a reservation, not a failure
    found = _aspect(thing, claim.what, after)
    if _same(found, claim.expected, claim.tolerance):
        return ""
    return _WRONG.get(claim.what, "Ardour reads {found} where {expected} was asked for.").format(
        what=claim.what, found=_short(found), expected=_short(claim.expected))


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


def _other_name(claim: Claim, after: Snapshot) -> str:
    thing = _thing(after, claim.id)
    if thing is None or thing.name == claim.expected:
        return ""
    return f"Ardour named it '{thing.name}', because '{claim.expected}' is taken or not allowed."


def _aspect(thing: Track | Region | Plugin, what: str, after: Snapshot) -> Any:
    rate = after.sample_rate_hz
    if isinstance(thing, Plugin):
        return dict(thing.parameters).get(what.removeprefix("control ")) if what.startswith("control ") else thing.on
    if isinstance(thing, Region):
        if what == "start":
            return round(thing.start_s * rate)
        if what == "end":
            return round((thing.start_s + thing.length_s) * rate)
        if what == "notes":
            return _sorted_rows(thing.notes)
    return getattr(thing, what)


def _same(found: Any, expected: Any, tolerance: float) -> bool:
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(
            abs(a - b) <= tolerance for row, other in zip(found, expected, strict=True)
            for a, b in zip(row[:2], other[:2], strict=True)) and all(
            row[2:] == other[2:] for row, other in zip(found, expected, strict=True))
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
