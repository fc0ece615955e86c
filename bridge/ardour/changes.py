"""Turns Changes into the plain data that the script in Ardour carries out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bridge.ardour.audio import prepare
from bridge.ardour.desk import ArdourDesk
from bridge.ardour.effects import controls_of, effect_named
from bridge.ardour.notes_file import note_rows, write_notes
from bridge.ardour.snapshot import SILENCE_DB, TICKS
from bridge.scripted.desk import Wire
from engine.daw.changes.change import TARGETS
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
from engine.errors import UserError
from engine.media.clip import safe_file_name
from engine.media.note import Note

_NO_COLOR = "Every track in Ardour has a colour; say which one it shall be."
MANY_NOTES = 256
"""From so many notes on Ardour takes too long to take them out of a region one by one: the region is replaced."""


def wire_of(change: Change, desk: ArdourDesk) -> Wire:
    """One change as plain data. UserError or DawError when it cannot be done as asked."""
    if type(change) not in _TABLE:
        raise UserError(MISSING.get(change.capability, "Ardour cannot do that."))
    wire = _TABLE[type(change)](change, desk)
    wire.setdefault("change", change.capability)
    ref = getattr(change, "ref", "")
    if ref:
        wire["ref"] = ref
        desk.refs.add(ref)
        if isinstance(change, Split):
            desk.refs.add(f"{ref}.1")
    for name in TARGETS[:-1]:
        value = getattr(change, name, None)
        if isinstance(value, str):
            wire[name] = desk.known(value) if value else value
    return wire


def _named(name: str) -> str:
    if not name.strip():
        raise UserError("A name must not be empty.")
    return name.strip()


def _new_track(change: NewTrack, desk: ArdourDesk) -> Wire:
    if change.ref:
        desk.channels[change.ref] = change.channels if change.kind == "audio" else 0
    wire: Wire = {
        "name": _named(change.name),
        "kind": change.kind,
        "channels": max(1, min(2, change.channels)),
        "instrument": change.instrument,
    }
    if change.color:
        wire["color"] = _color(change.color)
    return wire | ({"to": desk.known(change.group)} if change.group else {})


def _color(color: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
        raise UserError(f"'{color}' is no colour that Ardour takes; say one like #3a7bd5." if color else _NO_COLOR)
    return color.lower()


def _place_audio(change: PlaceAudio, desk: ArdourDesk) -> Wire:
    channels = desk.channels_of(change.track)
    made = prepare(change, desk.folder, tempo_map=desk.tempo_map, rate=desk.snapshot.sample_rate_hz, channels=channels)
    desk.files.append(made.path)
    desk.prepared[id(change)] = made
    return {"path": str(made.path), "sample": made.sample, "name": _named(change.name)}


def _place_midi(change: PlaceMidi, desk: ArdourDesk) -> Wire:
    if change.length_beats <= 0:
        raise UserError(f"'{change.name}' has no length.")
    return _notes(change.notes, change.length_beats, change.name, desk) | {
        "ticks": desk.place(change.start_beats)["ticks"],
        "name": _named(change.name),
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
        region.track, change.path or Path(), start, region.name, "", change.lead_in_s, change.offset_s, change.length_s
    )
    made = prepare(
        placed,
        desk.folder,
        tempo_map=desk.tempo_map,
        rate=desk.snapshot.sample_rate_hz,
        channels=desk.channels_of(region.track),
    )
    desk.files.append(made.path)
    desk.prepared[id(change)] = made
    fades = {"fade_in": desk.sample(region.fade_in_s), "fade_out": desk.sample(region.fade_out_s)}
    return {"path": str(made.path), **fades} | ({"sample": made.sample} if at or change.lead_in_s else {})


def _set_notes(change: SetNotes, desk: ArdourDesk) -> Wire:
    region = desk.snapshot.region(change.region)
    if not region or max(len(region.notes), len(change.notes)) < MANY_NOTES:
        return {"notes": note_rows(change.notes)}
    return _notes(change.notes, region.length_beats, region.name, desk) | {"change": ReplaceContent.capability}


def _trim(change: Trim, desk: ArdourDesk) -> Wire:
    if change.end_beats <= change.start_beats:
        raise UserError("A region must end after it begins.")
    return desk.place(change.start_beats, "start_") | desk.place(change.end_beats, "end_")


def _set_gain(change: Any, desk: ArdourDesk) -> Wire:
    return {"gain": gain_of(change.gain_db)}


def gain_of(gain_db: float) -> float:
    """A gain as a factor."""
    return 0.0 if gain_db <= SILENCE_DB else float(10 ** (gain_db / 20))


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


def _set_tempo(change: SetTempo, desk: ArdourDesk) -> Wire:
    for bpm in (change.bpm, change.bpm if change.to_bpm is None else change.to_bpm):
        if not 4 <= bpm <= 999:
            raise UserError(f"A tempo of {bpm:g} bpm is out of reach for Ardour; 4 to 999 is possible.")
    wire: Wire = {"bpm": float(change.bpm), "ticks": _on_beat(change.at_beats, desk)}
    if change.to_bpm is None:
        return wire
    if change.end_beats is None or change.end_beats <= change.at_beats:
        raise UserError("Say where the tempo has arrived.")
    return wire | {"to_bpm": float(change.to_bpm), "end_ticks": _on_beat(change.end_beats, desk)}


def _on_beat(beat: float, desk: ArdourDesk) -> int:
    if abs(beat - round(beat)) > 1e-6:
        raise UserError("Ardour 7 changes its tempo on a beat only; choose one.")
    return int(desk.place(round(beat))["ticks"])


def _set_meter(change: SetMeter, desk: ArdourDesk) -> Wire:
    _, into = desk.tempo_map.bar_at(change.at_beats)
    if into > 1e-6:
        raise UserError("A meter can change at the start of a bar only.")
    return {
        "numerator": change.numerator,
        "denominator": change.denominator,
        "ticks": desk.place(change.at_beats)["ticks"],
    }


def _set_tempo_map(change: SetTempoMap, desk: ArdourDesk) -> Wire:
    wanted = change.tempo_map
    return {
        "tempos": [[_on_beat(tempo.beat, desk), float(tempo.bpm), tempo.glides] for tempo in wanted.tempos],
        "meters": [[round(meter.beat * TICKS), meter.numerator, meter.denominator] for meter in wanted.meters],
    }


def _set_monitor(change: SetMonitor, desk: ArdourDesk) -> Wire:
    if change.monitor not in ("auto", "on", "off"):
        raise UserError("Monitoring is auto, on or off.")
    return {"monitor": change.monitor}


def _set_arm(change: SetArm, desk: ArdourDesk) -> Wire:
    if change.on:
        desk.armed.add(change.track)
    return {"on": change.on}


def _automation(change: SetAutomation, desk: ArdourDesk) -> Wire:
    kind, _, rest = change.parameter.partition(" ")
    to_raw = {"volume": gain_of, "send": gain_of, "pan": lambda pan: (pan + 1) / 2}.get(kind, float)
    points = [[desk.place(beat)["ticks"], to_raw(value)] for beat, value in change.points]
    wire: Wire = {
        "parameter": kind,
        **_owner(kind, rest, desk),
        "points": points,
        "from_ticks": desk.place(change.start_beats)["ticks"],
    }
    return wire if change.end_beats is None else wire | {"to_ticks": desk.place(change.end_beats)["ticks"]}


def _owner(kind: str, rest: str, desk: ArdourDesk) -> Wire:
    """Whose parameter it is: of a send by its bus, of a plugin by its id; a `ref` may hold spaces."""
    if kind == "send":
        return {"to": desk.known(rest)}
    if kind != "plugin":
        return {}
    known = [name for name in (*desk.refs, *desk.made) if rest.startswith(f"{name} ")]
    plugin = max(known, key=len, default=rest.partition(" ")[0])
    return {"plugin": desk.known(plugin), "label": rest[len(plugin) + 1 :]}


def _transport(change: Transport, desk: ArdourDesk) -> Wire:
    wire: Wire = {"action": change.action, "on": change.on}
    if change.at_beats is not None:
        wire |= {"sample": desk.place(change.at_beats)["sample"]}
    if change.end_beats is not None:
        wire |= {"end_sample": desk.place(change.end_beats)["sample"]}
    if change.action == "locate" and change.at_beats is None:
        raise UserError("Say where to go to.")
    if change.action == "loop" and change.on and (change.at_beats is None) != (change.end_beats is None):
        raise UserError("A loop needs a start and an end.")
    if change.action == "record" and change.on:
        if not desk.armed and not any(track.arm for track in desk.snapshot.tracks):
            raise UserError("No track is armed, so nothing would be recorded; arm one first.")
        if change.count_in_bars:
            wire["count_in"] = True
    return wire


_TABLE: Mapping[type[Change], Callable[[Any, ArdourDesk], Wire]] = {
    NewTrack: _new_track,
    RenameTrack: lambda change, desk: {"name": _named(change.name)},
    RemoveTrack: lambda change, desk: {},
    PlaceAudio: _place_audio,
    PlaceMidi: _place_midi,
    Move: lambda change, desk: desk.place(change.start_beats),
    Duplicate: lambda change, desk: desk.place(change.start_beats),
    Trim: _trim,
    Split: lambda change, desk: desk.place(change.at_beats),
    RenameRegion: lambda change, desk: {"name": _named(change.name)},
    RemoveRegion: lambda change, desk: {},
    SetNotes: _set_notes,
    ReplaceContent: _replace,
    SetRegionMute: lambda change, desk: {"on": change.on},
    SetRegionGain: _set_gain,
    SetFadeIn: lambda change, desk: {"samples": desk.sample(change.length_s)},
    SetFadeOut: lambda change, desk: {"samples": desk.sample(change.length_s)},
    SetGain: _set_gain,
    SetPan: lambda change, desk: {"position": (max(-1.0, min(1.0, change.pan)) + 1) / 2},
    SetMute: lambda change, desk: {"on": change.on},
    SetSolo: lambda change, desk: {"on": change.on},
    SetColor: lambda change, desk: {"color": _color(change.color)},
    SetArm: _set_arm,
    SetMonitor: _set_monitor,
    SetPosition: lambda change, desk: {"position": change.position},
    SetGroup: lambda change, desk: {},
    SetOutput: lambda change, desk: {},
    SetSend: lambda change, desk: {} if change.gain_db is None else _set_gain(change, desk),
    SetSidechain: lambda change, desk: {},
    SetAutomation: _automation,
    AddMarker: lambda change, desk: {"name": _named(change.name), "ticks": desk.place(change.at_beats)["ticks"]},
    RemoveMarker: lambda change, desk: {},
    RenameMarker: lambda change, desk: {"name": _named(change.name)},
    MoveMarker: lambda change, desk: {"ticks": desk.place(change.at_beats)["ticks"]},
    AddPlugin: _add_plugin,
    SetPlugin: _set_plugin,
    RemovePlugin: lambda change, desk: {"parameters": {}, "removed": True, "change": "set_plugin"},
    SetTempo: _set_tempo,
    SetMeter: _set_meter,
    SetTempoMap: _set_tempo_map,
    Transport: _transport,
}
CAN = frozenset(change.capability for change in _TABLE)
"""What the script can do."""
MISSING = {
    "freeze": "Ardour 7's scripts cannot freeze a track; do it in Ardour: right-click the track's name, Freeze.",
}
"""What it cannot do, and what to do instead."""
