"""Compares a fresh snapshot of the session with what was asked, change by change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bridge.ardour.audio import Prepared
from bridge.ardour.effects import controls_of, effect_named
from bridge.ardour.read_back import GONE, NAME, Claim, broken, other_name, sorted_rows
from bridge.ardour.snapshot import TICKS
from engine.daw.daw import (
    AddPlugin,
    Change,
    Duplicate,
    Move,
    NewTrack,
    PlaceAudio,
    PlaceMidi,
    RemovePlugin,
    RemoveRegion,
    RemoveTrack,
    RenameRegion,
    RenameTrack,
    SetGain,
    SetMute,
    SetNotes,
    SetPan,
    SetPlugin,
    SetSolo,
    SetTempo,
    Snapshot,
    Split,
    Trim,
)


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
    gone = {
        claim.id: index for index, rows in enumerate(claims) for claim in rows if claim.what == GONE and claim.expected
    }
    found = []
    for index, rows in enumerate(claims):
        standing = [claim for claim in rows if last[claim.id, claim.what] == index and gone.get(claim.id, -1) <= index]
        wrong = [text for claim in standing if (text := broken(claim, after))]
        names = [text for claim in standing if claim.what == NAME and (text := other_name(claim, after))]
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
    return [
        Claim(made, GONE, False),
        Claim(made, "track", asked.target),
        Claim(made, NAME, change.name),
        Claim(made, "start_beats", start, 1e-6),
        Claim(made, "notes", sorted_rows(change.notes), 1),
        Claim(made, "length_beats", round(change.length_beats * TICKS) / TICKS, 1e-6),
    ]


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
    return [
        _start_claim(asked.target, change.start_beats, before, kind),
        _end_claim(asked.target, change.end_beats, before, kind),
    ]


def _split(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    kind = _kind(asked, before)
    first, second = asked.made
    return [
        Claim(first, GONE, False),
        Claim(second, GONE, False),
        _end_claim(first, change.at_beats, before, kind),
        _start_claim(second, change.at_beats, before, kind),
    ]


def _add_plugin(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    controls, _ = controls_of(effect_named(change.effect), change.parameters)
    made = asked.made[0]
    return [Claim(made, GONE, False)] + [Claim(made, f"control {label}", value) for label, value in controls.items()]


def _set_plugin(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
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
    SetNotes: lambda asked, before: [Claim(asked.target, "notes", sorted_rows(_notes(asked)), 1)],
    SetGain: _set_gain,
    SetPan: _of("pan", "pan", 0.01),
    SetMute: _of("mute", "on"),
    SetSolo: _of("solo", "on"),
    AddPlugin: _add_plugin,
    SetPlugin: _set_plugin,
    RemovePlugin: lambda asked, before: [Claim(asked.target, GONE, True)],
    SetTempo: _set_tempo,
}


def _notes(asked: Asked) -> Any:
    change: Any = asked.change
    return change.notes
