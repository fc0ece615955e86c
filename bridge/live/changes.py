"""Turns Changes into the plain data that the script in Live carries out: in beats, dB, and units as Live shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bridge.live.effects import effect_named, knobs_of
from bridge.scripted import wire as wires
from bridge.scripted.audio import Prepared, prepare
from bridge.scripted.translation_context import TranslationContext, Wire
from bridge.scripted.wire import named
from engine.daw.changes.change import RESTORED
from engine.daw.daw import (
    AddMarker,
    AddPlugin,
    Change,
    Duplicate,
    EmptySlot,
    Move,
    MoveMarker,
    NewTrack,
    PlaceAudio,
    PlaceInSlot,
    PlaceMidi,
    RemoveMarker,
    RemovePlugin,
    RemoveRegion,
    RemoveTrack,
    RenameMarker,
    RenameRegion,
    RenameTrack,
    ReplaceContent,
    SetArm,
    SetColor,
    SetGain,
    SetMeter,
    SetMonitor,
    SetMute,
    SetNotes,
    SetPan,
    SetPlugin,
    SetRegionGain,
    SetRegionMute,
    SetSend,
    SetSolo,
    SetTempo,
    Split,
    Transport,
    Trim,
)
from engine.daw.lacking import lacking
from engine.errors import UserError
from engine.media.audio import probe_audio
from engine.media.note import Note

_ONE_TEMPO = "Live lets scripts set the tempo of the whole set only; draw its changes on Live's main track."
_ONE_METER = "Live lets scripts set the meter of the whole set only; insert a time signature change in Live."


@dataclass
class LiveDesk(TranslationContext):
    """One list of changes on its way into Live's units."""

    folder: Path = Path()
    """Where files lie that clips in Live play from now on."""
    tempo_moves: bool = False
    """The tempo of this set is automated."""
    prepared: dict[int, Prepared] = field(default_factory=dict)
    """The files of clips that are to be, by the id() of their change."""
    written: list[Path] = field(default_factory=list)
    """The same files, for all lists of a request."""


def wire_of(change: Change, desk: LiveDesk) -> Wire:
    """One change as plain data. UserError or DawError when it cannot be done as asked."""
    return wires.wired(change, desk, _TABLE, MISSING)


def beat_of(beat: float) -> float:
    """A place. UserError when it lies before the start."""
    if beat < 0:
        raise UserError("Nothing can lie before the set's start.")
    return float(beat)


def _new_track(change: NewTrack, desk: LiveDesk) -> Wire:
    if change.kind == "group" or change.group:
        raise UserError(MISSING["set_group"])
    comes_back = change.ref.startswith(RESTORED)  # to where it was, and silent if it was
    wire: Wire = {"name": named(change.name), "kind": change.kind, "instrument": change.instrument and not comes_back}
    if comes_back:
        wire["was"] = change.ref.removeprefix(RESTORED)
    return wire | ({"color": wires.color(change.color, "Live")} if change.color else {})


def _set_color(change: SetColor, desk: LiveDesk) -> Wire:
    if not change.color:
        raise UserError("Every track in Live has a colour; say which one it shall be.")
    return {"color": wires.color(change.color, "Live")}


def _place_audio(change: PlaceAudio, desk: LiveDesk) -> Wire:
    return _sound(change, change, desk) | {"name": named(change.name)}


def _sound(change: Change, placed: PlaceAudio, desk: LiveDesk) -> Wire:
    """The file as Live shall have it, where it begins, and how long it is."""
    rate = probe_audio(placed.path).sample_rate_hz
    made = prepare(placed, desk.folder, tempo_map=desk.tempo_map, rate=rate, channels=2)
    desk.prepared[id(change)] = made
    desk.written.append(made.path)
    start_s = desk.tempo_map.seconds_at(placed.start_beats) - placed.lead_in_s
    beat = desk.tempo_map.beats_at(max(0.0, start_s)) if placed.lead_in_s else placed.start_beats
    is_part = bool(made.first) or made.frames < probe_audio(made.path).frames
    part = {"is_part": True, "first": made.first / rate} if is_part else {}
    return {"path": str(made.path), "beat": beat, "seconds": made.frames / rate} | part


def _place_midi(change: PlaceMidi, desk: LiveDesk) -> Wire:
    if change.length_beats <= 0:
        raise UserError(f"'{change.name}' has no length.")
    return {
        "beat": beat_of(change.start_beats),
        "beats": float(change.length_beats),
        "notes": _rows(change.notes),
        "name": named(change.name),
    }


def _place_in_slot(change: PlaceInSlot, desk: LiveDesk) -> Wire:
    wire: Wire = {"name": named(change.name)} | ({} if change.scene is None else {"scene": change.scene})
    if change.notes is not None:
        if change.length_beats <= 0:
            raise UserError(f"'{change.name}' has no length.")
        return wire | {"beats": float(change.length_beats), "notes": _rows(change.notes)}
    placed = PlaceAudio(change.track, change.path or Path(), 0.0, change.name)
    return wire | {"path": _sound(change, placed, desk)["path"]}


def _rows(notes: tuple[Note, ...]) -> list[list[float]]:
    """Rows of start, length, pitch, velocity; UserError for a note that cannot be played."""
    rows: list[list[float]] = []
    for note in notes:
        if not (0 <= note.pitch <= 127 and 1 <= note.velocity <= 127):
            raise UserError(f"A note with pitch {note.pitch} and velocity {note.velocity} is not MIDI.")
        if note.start_beats < 0:
            raise UserError("A note begins before its region.")
        rows.append([round(note.start_beats, 6), max(1e-3, note.length_beats), note.pitch, note.velocity])
    return rows


def _replace(change: ReplaceContent, desk: LiveDesk) -> Wire:
    region = desk.snapshot.region(change.region)
    if region is None:
        raise UserError("That region is not there any more.")
    if (change.path is None) == (change.notes is None):
        raise UserError("Say what the region shall hold: a sound or notes.")
    at: Wire = {} if change.start_beats is None else {"beat": beat_of(change.start_beats)}
    if change.notes is not None:
        length = region.length_beats if change.length_beats is None else change.length_beats
        return at | {"notes": _rows(change.notes), "beats": float(length)}
    start = region.start_beats if change.start_beats is None else change.start_beats
    placed = PlaceAudio(
        region.track, change.path or Path(), start, region.name, "", change.lead_in_s, change.offset_s, change.length_s
    )
    wire = _sound(change, placed, desk)
    return wire if at or change.lead_in_s else wire | {"beat": None}


def _trim(change: Trim, desk: LiveDesk) -> Wire:
    if change.end_beats <= change.start_beats:
        raise UserError("A region must end after it begins.")
    return {"start": beat_of(change.start_beats), "end": beat_of(change.end_beats)}


def _add_plugin(change: AddPlugin, desk: LiveDesk) -> Wire:
    at: Wire = {"on": change.on} | ({} if change.position is None else {"position": change.position})
    if change.was:
        return at | {"names": [change.effect], "parameters": dict(change.parameters)}
    effect = effect_named(change.effect)
    knobs, _ = knobs_of(effect, change.parameters)
    return at | {"names": [effect.device], "parameters": knobs}


def _set_plugin(change: SetPlugin, desk: LiveDesk) -> Wire:
    wire: Wire = {"parameters": {name: float(value) for name, value in change.parameters}, "removed": False}
    return wire if change.on is None else wire | {"on": change.on}


def _set_tempo(change: SetTempo, desk: LiveDesk) -> Wire:
    if change.at_beats > 1e-6 or change.to_bpm is not None:
        raise UserError(_ONE_TEMPO)
    if desk.tempo_moves:
        raise UserError("The tempo of this set is automated in Live; change it on Live's main track.")
    if not 20 <= change.bpm <= 999:
        raise UserError(f"A tempo of {change.bpm:g} bpm is out of reach for Live; 20 to 999 is possible.")
    return {"bpm": float(change.bpm)}


def _set_meter(change: SetMeter, desk: LiveDesk) -> Wire:
    if change.at_beats > 1e-6:
        raise UserError(_ONE_METER)
    if not 1 <= change.numerator <= 99 or change.denominator not in (1, 2, 4, 8, 16):
        raise UserError(f"Live has no meter of {change.numerator}/{change.denominator}.")
    return {"numerator": change.numerator, "denominator": change.denominator}


def _transport(change: Transport, desk: LiveDesk) -> Wire:
    wires.transport(change, desk)  # what no DAW can do
    wire: Wire = {"action": change.action, "on": change.on}
    if change.at_beats is not None:
        wire["beat"] = beat_of(change.at_beats)
    if change.end_beats is not None:
        wire["end_beat"] = beat_of(change.end_beats)
    return wire


_TABLE: Mapping[type[Change], Callable[[Any, LiveDesk], Wire]] = {
    NewTrack: _new_track,
    RenameTrack: lambda change, desk: {"name": named(change.name)},
    RemoveTrack: lambda change, desk: {},
    PlaceAudio: _place_audio,
    PlaceMidi: _place_midi,
    ReplaceContent: _replace,
    Move: lambda change, desk: {"beat": beat_of(change.start_beats)},
    Duplicate: lambda change, desk: {"beat": beat_of(change.start_beats)},
    Trim: _trim,
    Split: lambda change, desk: {"beat": beat_of(change.at_beats)},
    RenameRegion: lambda change, desk: {"name": named(change.name)},
    RemoveRegion: lambda change, desk: {},
    PlaceInSlot: _place_in_slot,
    EmptySlot: lambda change, desk: {"slot": change.slot},
    SetNotes: lambda change, desk: {"notes": _rows(change.notes)},
    SetRegionMute: lambda change, desk: {"on": change.on},
    SetRegionGain: lambda change, desk: {"gain_db": change.gain_db},
    SetGain: lambda change, desk: {"gain_db": change.gain_db},
    SetPan: lambda change, desk: {"pan": max(-1.0, min(1.0, change.pan))},
    SetMute: lambda change, desk: {"on": change.on},
    SetSolo: lambda change, desk: {"on": change.on},
    SetColor: _set_color,
    SetArm: wires.arm,
    SetMonitor: wires.monitor,
    SetSend: lambda change, desk: {"gain_db": change.gain_db},
    AddPlugin: _add_plugin,
    SetPlugin: _set_plugin,
    RemovePlugin: lambda change, desk: {"parameters": {}, "removed": True, "change": "set_plugin"},
    AddMarker: lambda change, desk: {"name": named(change.name), "beat": beat_of(change.at_beats)},
    RemoveMarker: lambda change, desk: {},
    RenameMarker: lambda change, desk: {"name": named(change.name)},
    MoveMarker: lambda change, desk: {"beat": beat_of(change.at_beats)},
    SetTempo: _set_tempo,
    SetMeter: _set_meter,
    Transport: _transport,
}
CAN = frozenset(change.capability for change in _TABLE)
"""What the script can do."""
_REASONS = {
    "set_position": "Live lets no script move a track among the others; drag it in Live.",
    "set_group": "Live lets no script group tracks; select them in Live and press Ctrl+G or Cmd+G.",
    "set_output": "In Live a track reaches a return track by its sends; ask for a send, or group the tracks in Live.",
    "freeze": "Live lets no script freeze a track; do it in Live: right-click the track's name, Freeze Track.",
    "fade_in": "Live shows scripts no fades of clips; drag the clip's fade handle in Live.",
    "fade_out": "Live shows scripts no fades of clips; drag the clip's fade handle in Live.",
    "sidechain": "Choose the side chain in the device itself in Live: open its title bar and pick the track.",
    "automation": "Live shows scripts no automation of the arrangement; press A in Live and draw it.",
    "set_tempo_map": _ONE_TEMPO,
}
"""What it cannot do, and what to do instead."""
MISSING = lacking("Live", CAN, _REASONS)
"""The same, and a sentence for each value that has neither a row nor a reason."""
LIMITS = {
    "new_track": "Live's scripts make audio, MIDI and return tracks, no groups.",
    "remove_track": "Live keeps its last track.",
    "place_audio": "Only where no other clip lies: Live would overwrite it.",
    "place_midi": "Only where no other clip lies: Live would overwrite it.",
    "move": "Only to a place where no other clip lies: Live would overwrite it.",
    "duplicate": "Only to a place where no other clip lies: Live would overwrite it.",
    "trim": "Only clips that are neither looped nor warped, and hold no automation.",
    "split": "Only clips that are neither looped nor warped, and hold no automation.",
    "region_gain": "Clips of notes have no gain in Live.",
    "set_tempo": _ONE_TEMPO,
    "set_meter": _ONE_METER,
    "add_plugin": "Live's own devices only.",
    "add_marker": "Only while nothing plays; before Live 12.2 a locator is named by Live itself.",
    "remove_marker": "Only while nothing plays.",
    "move_marker": "Only while nothing plays; before Live 12.2 a locator is named by Live itself.",
}
"""What it can do only in part."""


def without_channels(change: Change) -> Change:
    """The change as Live keeps it: its notes have no channels."""
    notes = getattr(change, "notes", None)
    if not notes or not any(note.channel for note in notes):
        return change
    plain: Any = change
    return replace(plain, notes=tuple(replace(note, channel=0) for note in notes))
