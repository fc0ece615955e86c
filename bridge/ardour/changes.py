"""Turns Changes into the plain data that the script in Ardour carries out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bridge.ardour.desk import ArdourDesk
from bridge.ardour.effects import controls_of, effect_named
from bridge.ardour.notes_file import write_notes
from bridge.ardour.snapshot import TICKS
from bridge.scripted import wire as wires
from bridge.scripted.audio import Prepared, prepare
from bridge.scripted.notes import note_rows
from bridge.scripted.translation_context import Wire
from bridge.scripted.units import gain_of
from bridge.scripted.wire import named
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
    SetSidechain,
    SetSolo,
    SetTempo,
    SetTempoMap,
    Split,
    Transport,
    Trim,
)
from engine.daw.lacking import lacking
from engine.errors import UserError
from engine.media.clip import safe_file_name
from engine.media.note import Note

_NO_COLOR = "Every track in Ardour has a colour; say which one it shall be."
MANY_NOTES = 256
"""From so many notes on Ardour takes too long to take them out of a region one by one: the region is replaced."""


def wire_of(change: Change, desk: ArdourDesk) -> Wire:
    """One change as plain data. UserError or DawError when it cannot be done as asked."""
    return wires.wired(change, desk, _TABLE, MISSING)


def _new_track(change: NewTrack, desk: ArdourDesk) -> Wire:
    if change.ref:
        desk.channels[change.ref] = change.channels if change.kind == "audio" else 0
    wire: Wire = {
        "name": named(change.name),
        "kind": change.kind,
        "channels": max(1, min(2, change.channels)),
        "instrument": change.instrument,
    }
    if change.color:
        wire["color"] = wires.color(change.color, "Ardour")
    return wire | ({"to": desk.known(change.group)} if change.group else {})


def _set_color(change: SetColor, desk: ArdourDesk) -> Wire:
    if not change.color:
        raise UserError(_NO_COLOR)
    return {"color": wires.color(change.color, "Ardour")}


def _place_audio(change: PlaceAudio, desk: ArdourDesk) -> Wire:
    channels = desk.channels_of(change.track)
    made = _prepared(change, channels, desk)
    desk.prepared[id(change)] = made
    return {"sample": made.sample, "name": named(change.name), **_file(made, desk), **_part(change.was, made)}


def _prepared(change: PlaceAudio, channels: int, desk: ArdourDesk) -> Prepared:
    """The file that Ardour gets; of a region that comes back it may have its own still, when ours has gone."""
    rate = desk.snapshot.sample_rate_hz
    if change.was and change.length_s and not change.path.is_file():
        sample = desk.tempo_map.sample_at(change.start_beats, rate) - round(change.lead_in_s * rate)
        return Prepared(change.path, sample, desk.sample(change.length_s), desk.sample(change.offset_s))
    made = prepare(change, desk.folder, tempo_map=desk.tempo_map, rate=rate, channels=channels)
    desk.files.append(made.path)
    return made


def _file(made: Prepared, desk: ArdourDesk) -> Wire:
    """The file to play, and the folder in which it is to lie; without one Ardour makes its own copy."""
    return {"path": str(made.path)} | ({"home": str(desk.sounds)} if desk.sounds else {})


def _part(was: str, made: Prepared) -> Wire:
    """Which part of its file a region shows, and which region it was that comes back."""
    return {"first": made.first, "frames": made.frames} | ({"was": was} if was else {})


def _place_midi(change: PlaceMidi, desk: ArdourDesk) -> Wire:
    if change.length_beats <= 0:
        raise UserError(f"'{change.name}' has no length.")
    return _notes(change.notes, change.length_beats, change.name, desk) | {
        "ticks": desk.place(change.start_beats)["ticks"],
        "name": named(change.name),
    }


def _notes(notes: tuple[Note, ...], length_beats: float, name: str, desk: ArdourDesk) -> Wire:
    path = desk.folder / f"{safe_file_name(name)[:60]}-{uuid.uuid4().hex[:8]}.mid"
    beside = write_notes(path, notes, name)
    desk.files.append(path)
    return {
        "path": str(path),
        "notes": beside,
        "is_empty": not notes,
        "length_ticks": round(length_beats * TICKS),
    }


def _replace(change: ReplaceContent, desk: ArdourDesk) -> Wire:
    region = desk.snapshot.region(change.region)
    if region is None:
        raise UserError("That region is not there any more.")
    if (change.path is None) == (change.notes is None):
        raise UserError("Say what the region shall hold: a sound or notes.")
    at = {} if change.start_beats is None else desk.place(change.start_beats)
    if change.notes is not None:
        length = region.length_beats if change.length_beats is None else change.length_beats
        return _notes(change.notes, length, region.name, desk) | {k: v for k, v in at.items() if k == "ticks"}
    start = region.start_beats if change.start_beats is None else change.start_beats
    placed = PlaceAudio(
        region.track, change.path or Path(), start, region.name, "", change.lead_in_s, change.offset_s, change.length_s,
        change.was,
    )  # fmt: skip
    made = _prepared(placed, desk.channels_of(region.track), desk)
    desk.prepared[id(change)] = made
    fades = {"fade_in": desk.sample(region.fade_in_s), "fade_out": desk.sample(region.fade_out_s)}
    place = {"sample": made.sample} if at or change.lead_in_s else {}
    return {**_file(made, desk), **fades, **place, **_part(change.was, made)}


def _set_notes(change: SetNotes, desk: ArdourDesk) -> Wire:
    region = desk.snapshot.region(change.region)
    if not region or max(len(region.notes), len(change.notes)) < MANY_NOTES:
        return {"notes": note_rows(change.notes, TICKS)}
    return _notes(change.notes, region.length_beats, region.name, desk) | {"change": ReplaceContent.capability}


def _add_plugin(change: AddPlugin, desk: ArdourDesk) -> Wire:
    at: Wire = {"on": change.on} | ({} if change.position is None else {"position": change.position})
    if change.was:
        uri = desk.plugin_uris.get(change.effect)
        if not uri:
            raise UserError(f"Which plugin '{change.effect}' was is not known any more; put it there again in Ardour.")
        return at | {"uri": uri, "stereo_uri": uri, "format": "", "parameters": dict(change.parameters)}
    effect = effect_named(change.effect)
    controls, _ = controls_of(effect, change.parameters)
    return at | {
        "uri": effect.uri,
        "stereo_uri": effect.stereo_uri or effect.uri,
        "format": effect.format,
        "parameters": controls,
    }


def _set_plugin(change: SetPlugin, desk: ArdourDesk) -> Wire:
    wire: Wire = {"parameters": {name: float(value) for name, value in change.parameters}, "removed": False}
    return wire if change.on is None else wire | {"on": change.on}


def _on_beat(beat: float, desk: ArdourDesk) -> int:
    if abs(beat - round(beat)) > 1e-6:
        raise UserError("Ardour 7 changes its tempo on a beat only; choose one.")
    return int(desk.place(round(beat))["ticks"])


def _set_tempo_map(change: SetTempoMap, desk: ArdourDesk) -> Wire:
    wanted = change.tempo_map
    return {
        "tempos": [[_on_beat(tempo.beat, desk), float(tempo.bpm), tempo.glides] for tempo in wanted.tempos],
        "meters": [[round(meter.beat * TICKS), meter.numerator, meter.denominator] for meter in wanted.meters],
    }


_TO_RAW = {"volume": gain_of, "send": gain_of, "pan": lambda pan: (pan + 1) / 2}
_TABLE: Mapping[type[Change], Callable[[Any, ArdourDesk], Wire]] = {
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
    SetNotes: _set_notes,
    ReplaceContent: _replace,
    SetRegionMute: lambda change, desk: {"on": change.on},
    SetRegionGain: wires.gain,
    SetFadeIn: lambda change, desk: {"samples": desk.sample(change.length_s)},
    SetFadeOut: lambda change, desk: {"samples": desk.sample(change.length_s)},
    SetGain: wires.gain,
    SetPan: lambda change, desk: {"position": (max(-1.0, min(1.0, change.pan)) + 1) / 2},
    SetMute: lambda change, desk: {"on": change.on},
    SetSolo: lambda change, desk: {"on": change.on},
    SetColor: _set_color,
    SetArm: wires.arm,
    SetMonitor: wires.monitor,
    SetPosition: lambda change, desk: {"position": change.position},
    SetGroup: lambda change, desk: {},
    SetOutput: lambda change, desk: {},
    SetSend: lambda change, desk: {} if change.gain_db is None else wires.gain(change, desk),
    SetSidechain: lambda change, desk: {},
    SetAutomation: lambda change, desk: wires.automation(change, desk, _TO_RAW),
    AddMarker: lambda change, desk: {"name": named(change.name), "ticks": desk.place(change.at_beats)["ticks"]},
    RemoveMarker: lambda change, desk: {},
    RenameMarker: lambda change, desk: {"name": named(change.name)},
    MoveMarker: lambda change, desk: {"ticks": desk.place(change.at_beats)["ticks"]},
    AddPlugin: _add_plugin,
    SetPlugin: _set_plugin,
    RemovePlugin: lambda change, desk: {"parameters": {}, "removed": True, "change": "set_plugin"},
    SetTempo: lambda change, desk: wires.tempo(change, desk, at=_on_beat),
    SetMeter: wires.meter,
    SetTempoMap: _set_tempo_map,
    Transport: wires.transport,
}
CAN = frozenset(change.capability for change in _TABLE)
"""What the script can do."""
_NO_LAUNCHER = "Ardour 7 shows scripts no launcher; ask for the clip on a track."
_REASONS = {
    "place_in_slot": _NO_LAUNCHER,
    "empty_slot": _NO_LAUNCHER,
    "freeze": "Ardour 7's scripts cannot freeze a track; do it in Ardour: right-click the track's name, Freeze.",
}
"""What it cannot do, and what to do instead."""
MISSING = lacking("Ardour", CAN, _REASONS)
"""The same, and a sentence for each value that has neither a row nor a reason."""
LIMITS = {
    "remove_track": "Ardour 7 can only empty and hide a track; from 8 on it goes.",
    "set_tempo": "Ardour changes its tempo on a beat only.",
    "region_gain": "Ardour 7 keeps no gain for regions of notes.",
    "fade_in": "Ardour 7 keeps no fades for regions of notes.",
    "fade_out": "Ardour 7 keeps no fades for regions of notes.",
}
"""What it can do only in part."""
