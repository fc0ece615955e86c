"""Turns Changes into the plain data that the script in REAPER carries out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bridge.reaper.desk import ReaperDesk
from bridge.reaper.effects import effect_named, settings_of
from bridge.reaper.snapshot import TICKS
from bridge.scripted import wire as wires
from bridge.scripted.notes import note_rows
from bridge.scripted.translation_context import Wire
from bridge.scripted.units import gain_of
from bridge.scripted.wire import named
from engine.daw.changes.change import RESTORED
from engine.daw.daw import (
    AddMarker,
    AddPlugin,
    Change,
    Duplicate,
    Move,
    MoveMarker,
    NewTrack,
    PlaceAudio,
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
    SetAutomation,
    SetColor,
    SetFadeIn,
    SetFadeOut,
    SetGain,
    SetGroup,
    SetMeter,
    SetMonitor,
    SetMute,
    SetNotes,
    SetOutput,
    SetPan,
    SetPlugin,
    SetPosition,
    SetRegionGain,
    SetRegionMute,
    SetSend,
    SetSolo,
    SetTempo,
    SetTempoMap,
    Split,
    Transport,
    Trim,
)
from engine.daw.lacking import lacking
from engine.errors import UserError
from engine.media.audio import probe_audio

FASTEST_BPM = 960


def wire_of(change: Change, desk: ReaperDesk) -> Wire:
    """One change as plain data. UserError or DawError when it cannot be done as asked."""
    return wires.wired(change, desk, _TABLE, MISSING)


def _new_track(change: NewTrack, desk: ReaperDesk) -> Wire:
    wire: Wire = {"name": named(change.name), "kind": change.kind, "instrument": change.instrument}
    if change.color:
        wire["color"] = wires.color(change.color, "REAPER")
    if change.ref.startswith(RESTORED):
        wire["was"] = change.ref.removeprefix(RESTORED)
    return wire | ({"to": desk.known(change.group)} if change.group else {})


def _set_color(change: SetColor, desk: ReaperDesk) -> Wire:
    return {"color": wires.color(change.color, "REAPER") if change.color else ""}


def _sound(path: Path, name: str, offset_s: float, lead_in_s: float, length_s: float | None) -> Wire:
    """A part of a file that is whole; REAPER plays it from where it lies, at its own rate."""
    info = probe_audio(path)
    if offset_s < 0 or lead_in_s < 0 or (length_s is not None and length_s <= 0):
        raise UserError(f"'{name}': the part of the file to place must not be negative.")
    if offset_s >= info.seconds:
        raise UserError(f"'{name}': the file ends before the part to place begins.")
    wire: Wire = {"path": str(path.resolve()), "offset": offset_s, "lead_in": lead_in_s}
    return wire if length_s is None else wire | {"length": length_s}


def _place_audio(change: PlaceAudio, desk: ReaperDesk) -> Wire:
    if change.start_beats < 0:
        raise UserError(f"'{change.name}' would begin before the session's start.")
    sound = _sound(change.path, change.name, change.offset_s, change.lead_in_s, change.length_s)
    return sound | {"beat": float(change.start_beats), "name": named(change.name)}


def _place_midi(change: PlaceMidi, desk: ReaperDesk) -> Wire:
    if change.length_beats <= 0:
        raise UserError(f"'{change.name}' has no length.")
    return {
        "beat": desk.place(change.start_beats)["beat"],
        "length_beats": float(change.length_beats),
        "notes": note_rows(change.notes, TICKS),
        "name": named(change.name),
    }


def _replace(change: ReplaceContent, desk: ReaperDesk) -> Wire:
    region = desk.snapshot.region(change.region)
    if region is None:
        raise UserError("That region is not there any more.")
    if (change.path is None) == (change.notes is None):
        raise UserError("Say what the region shall hold: a sound or notes.")
    at = {} if change.start_beats is None else {"beat": desk.place(change.start_beats)["beat"]}
    if change.notes is not None:
        length = region.length_beats if change.length_beats is None else change.length_beats
        return at | {"notes": note_rows(change.notes, TICKS), "length_beats": float(length)}
    assert change.path is not None
    if change.lead_in_s and not at:
        at = {"beat": float(region.start_beats)}
    return at | _sound(change.path, region.name, change.offset_s, change.lead_in_s, change.length_s)


def _add_plugin(change: AddPlugin, desk: ReaperDesk) -> Wire:
    at: Wire = {"on": change.on} | ({} if change.position is None else {"position": change.position})
    if change.was:
        return at | {"name": change.effect, "parameters": {name: float(value) for name, value in change.parameters}}
    effect = effect_named(change.effect)
    settings, _ = settings_of(effect, change.parameters)
    return at | {"name": effect.name, **settings}


def _set_plugin(change: SetPlugin, desk: ReaperDesk) -> Wire:
    wire: Wire = {"parameters": {name: float(value) for name, value in change.parameters}, "removed": False}
    return wire if change.on is None else wire | {"on": change.on}


def _ticks(beat: float, desk: ReaperDesk) -> int:
    return int(desk.place(beat)["ticks"])


def _set_tempo_map(change: SetTempoMap, desk: ReaperDesk) -> Wire:
    wanted = change.tempo_map
    return {
        "tempos": [[round(tempo.beat * TICKS), float(tempo.bpm), tempo.glides] for tempo in wanted.tempos],
        "meters": [[round(meter.beat * TICKS), meter.numerator, meter.denominator] for meter in wanted.meters],
    }


def _at(change: Any, desk: ReaperDesk) -> Wire:
    return {"ticks": desk.place(change.at_beats)["ticks"]}


_TO_RAW = {"volume": gain_of, "send": gain_of}
_TABLE: Mapping[type[Change], Callable[[Any, ReaperDesk], Wire]] = {
    NewTrack: _new_track,
    RenameTrack: lambda change, desk: {"name": named(change.name)},
    RemoveTrack: lambda change, desk: {},
    PlaceAudio: _place_audio,
    PlaceMidi: _place_midi,
    Move: lambda change, desk: desk.place(change.start_beats),
    Duplicate: lambda change, desk: desk.place(change.start_beats),
    Trim: wires.trim,
    Split: lambda change, desk: desk.place(change.at_beats),
    RenameRegion: lambda change, desk: {"name": named(change.name)},
    RemoveRegion: lambda change, desk: {},
    SetNotes: lambda change, desk: {"notes": note_rows(change.notes, TICKS)},
    ReplaceContent: _replace,
    SetRegionMute: lambda change, desk: {"on": change.on},
    SetRegionGain: wires.gain,
    SetFadeIn: lambda change, desk: {"seconds": float(change.length_s)},
    SetFadeOut: lambda change, desk: {"seconds": float(change.length_s)},
    SetGain: wires.gain,
    SetPan: lambda change, desk: {"pan": max(-1.0, min(1.0, change.pan))},
    SetMute: lambda change, desk: {"on": change.on},
    SetSolo: lambda change, desk: {"on": change.on},
    SetColor: _set_color,
    SetArm: wires.arm,
    SetMonitor: wires.monitor,
    SetPosition: lambda change, desk: {"position": change.position, "about": change.is_about},
    SetGroup: lambda change, desk: {},
    SetOutput: lambda change, desk: {},
    SetSend: lambda change, desk: {} if change.gain_db is None else wires.gain(change, desk),
    SetAutomation: lambda change, desk: wires.automation(change, desk, _TO_RAW),
    AddMarker: lambda change, desk: {"name": named(change.name), **_at(change, desk)},
    RemoveMarker: lambda change, desk: {},
    RenameMarker: lambda change, desk: {"name": named(change.name)},
    MoveMarker: _at,
    AddPlugin: _add_plugin,
    SetPlugin: _set_plugin,
    RemovePlugin: lambda change, desk: {"parameters": {}, "removed": True, "change": "set_plugin"},
    SetTempo: lambda change, desk: wires.tempo(change, desk, at=_ticks, fastest=FASTEST_BPM),
    SetMeter: wires.meter,
    SetTempoMap: _set_tempo_map,
    Transport: wires.transport,
}
CAN = frozenset(change.capability for change in _TABLE)
"""What the script can do."""
_REASONS = {
    **dict.fromkeys(("place_in_slot", "empty_slot"), "REAPER has no launcher; ask for the clip on a track."),
    "freeze": "REAPER freezes tracks by rendering, which stops it for a while; do it there: right-click the track, "
    "Render/freeze tracks, Freeze to stereo.",
    "sidechain": "In REAPER a plugin hears another track through channels 3/4; drag the other track's Route button "
    "onto the plugin's window, and choose Auxiliary as its detector input.",
}
"""What it cannot do, and what to do instead."""
MISSING = lacking("REAPER", CAN, _REASONS)
"""The same, and a sentence for each value that has neither a row nor a reason."""
LIMITS = {
    "automation": "In Trim/Read, REAPER adds the fader to the line of a volume.",
    "set_position": "A track moves within its group; ask for it to be put into another one.",
    "set_tempo": "A glide is written as REAPER's straight ramps, so many that they keep to it within a millisecond.",
    "transport": "REAPER counts in when its own metronome settings say so.",
}
"""What it can do only in part."""
