"""Compares a fresh snapshot of the session with what was asked, change by change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bridge.ardour.audio import Prepared
from bridge.ardour.effects import controls_of, effect_named
from bridge.ardour.read_back import GONE, NAME, Claim, Points, broken, other_name, sorted_rows
from bridge.ardour.snapshot import TICKS
from engine.daw.changes.value import SetValue
from engine.daw.daw import (
    AddMarker,
    AddPlugin,
    Change,
    Duplicate,
    Move,
    NewTrack,
    PlaceAudio,
    PlaceMidi,
    RemoveMarker,
    RemovePlugin,
    RemoveRegion,
    RemoveTrack,
    ReplaceContent,
    SetAutomation,
    SetMeter,
    SetNotes,
    SetPlugin,
    SetSend,
    SetTempo,
    SetTempoMap,
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
    turned: Mapping[str, float] = field(default_factory=dict)
    """What the DAW says it turned a plugin's knobs to."""
    made_by_ref: Mapping[str, str] = field(default_factory=dict)
    """Ids of what came to be in this list."""


def verdicts(asked: Sequence[Asked | None], before: Snapshot, after: Snapshot) -> list[tuple[str, str]]:
    """(what does not hold, reservation) of each change; None stands for a change that was not tried.

    What a later change of the list overrode is not held against an earlier one.
    """
    claims = [_claims(one, before) if one else [] for one in asked]
    last = {(claim.id, claim.what): index for index, rows in enumerate(claims) for claim in rows}
    gone = {
        claim.id: index for index, rows in enumerate(claims) for claim in rows if claim.what == GONE and claim.expected
    }
    places = [index for index, rows in enumerate(claims) if any(claim.what in ("position", "kind") for claim in rows)]
    found = []
    for index, rows in enumerate(claims):
        if places and index < places[-1]:  # a track that moves moves the others
            rows = [claim for claim in rows if claim.what != "position"]
        standing = [claim for claim in rows if last[claim.id, claim.what] == index and gone.get(claim.id, -1) <= index]
        wrong = [text for claim in standing if (text := broken(claim, after))]
        names = [text for claim in standing if claim.what == NAME and (text := other_name(claim, after))]
        found.append((wrong[0] if wrong else "", names[0] if names else ""))
    return found


def _claims(asked: Asked, before: Snapshot) -> list[Claim]:
    table = _CLAIMS.get(type(asked.change))
    if table:
        return table(asked, before)
    return _value(asked, asked.change, before) if isinstance(asked.change, SetValue) else []


def _value(asked: Asked, change: SetValue, before: Snapshot) -> list[Claim]:
    """What a value must read, for all changes that are one value of one thing."""
    expected = change.asked()
    if change.value == "to":
        expected = asked.made_by_ref.get(expected, expected)
    if change.of == "color":
        expected = str(expected).lower()
    if change.of == NAME:
        thing = getattr(before, change.target)(asked.target)
        return [Claim(asked.target, NAME, expected, was=thing.name if thing else "")]
    return [Claim(asked.target, change.of, expected, change.tolerance)]


def _new_track(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    made = asked.made[0]
    claims = [Claim(made, GONE, False), Claim(made, NAME, change.name), Claim(made, "kind", change.kind)]
    if change.color:
        claims.append(Claim(made, "color", change.color.lower()))
    if change.group:
        claims.append(Claim(made, "group", asked.made_by_ref.get(change.group, change.group)))
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


def _replace(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    made, old = asked.made[0], before.region(change.region)
    claims = [Claim(made, GONE, False), Claim(change.region, GONE, True)]
    if old:
        claims += [Claim(made, "mute", old.mute), Claim(made, "gain_db", old.gain_db, 0.05)]
    if change.notes is not None:
        start = change.start_beats if change.start_beats is not None else old.start_beats if old else 0.0
        claims += [Claim(made, "notes", sorted_rows(change.notes), 1), _start_claim(made, start, before, "midi")]
        if change.length_beats is not None:
            claims.append(Claim(made, "length_beats", round(change.length_beats * TICKS) / TICKS, 1e-6))
    elif asked.file:
        start = asked.file.sample
        if old and change.start_beats is None and not change.lead_in_s:
            start = round(old.start_s * before.sample_rate_hz)
        claims += [Claim(made, "start", start), Claim(made, "end", start + asked.file.frames)]
    return claims


def _set_notes(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    return [Claim(asked.made[0] if asked.made else asked.target, "notes", sorted_rows(change.notes), 1)]


def _automation(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    end = float("inf") if change.end_beats is None else change.end_beats
    points = Points(tuple(change.points), change.start_beats, end)
    return [Claim(asked.target, f"automation {change.parameter}", points)]


def _send(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    to = asked.made_by_ref.get(change.to, change.to)
    return [Claim(asked.target, f"send {to}", change.gain_db, 0.05)]


def _marker(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    made = asked.made[0]
    return [Claim(made, GONE, False), Claim(made, NAME, change.name), Claim(made, "at_beats", change.at_beats, 1e-3)]


def _tempo_map(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    wanted = change.tempo_map
    meters = [Claim("", f"meter {meter.beat}", f"{meter.numerator}/{meter.denominator}") for meter in wanted.meters]
    return meters + [Claim("", f"tempo {tempo.beat}", tempo.bpm, 0.001) for tempo in wanted.tempos]


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
    turned = {label: asked.turned.get(label, value) for label, value in controls.items()}
    return [Claim(made, GONE, False)] + [Claim(made, f"control {label}", value) for label, value in turned.items()]


def _set_plugin(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    on = [] if change.on is None else [Claim(asked.target, "on", change.on)]
    return on + [
        Claim(asked.target, f"control {label}", float(asked.turned.get(label, value)))
        for label, value in change.parameters
    ]


def _set_tempo(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    beat = round(change.at_beats * TICKS) / TICKS
    if change.to_bpm is None:
        return [Claim("", f"tempo {beat}", change.bpm, 0.001)]
    step = abs(change.to_bpm - change.bpm) / max(1.0, change.end_beats - beat) + 0.01
    end = round(change.end_beats * TICKS) / TICKS
    return [Claim("", f"tempo {beat}", change.bpm, step), Claim("", f"tempo {end}", change.to_bpm, 0.001)]


def _meter(asked: Asked, before: Snapshot) -> list[Claim]:
    change: Any = asked.change
    return [Claim("", f"meter {change.at_beats}", f"{change.numerator}/{change.denominator}")]


def _gone(asked: Asked, before: Snapshot) -> list[Claim]:
    return [Claim(asked.target, GONE, True)]


_CLAIMS: Mapping[type[Change], Callable[[Asked, Snapshot], list[Claim]]] = {
    NewTrack: _new_track,
    RemoveTrack: _gone,
    PlaceAudio: _place_audio,
    PlaceMidi: _place_midi,
    ReplaceContent: _replace,
    Move: _move,
    Duplicate: _duplicate,
    Trim: _trim,
    Split: _split,
    RemoveRegion: _gone,
    SetNotes: _set_notes,
    SetSend: _send,
    SetAutomation: _automation,
    AddPlugin: _add_plugin,
    SetPlugin: _set_plugin,
    RemovePlugin: _gone,
    AddMarker: _marker,
    RemoveMarker: _gone,
    SetTempo: _set_tempo,
    SetMeter: _meter,
    SetTempoMap: _tempo_map,
}
