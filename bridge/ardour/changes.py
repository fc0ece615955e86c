"""Turns Changes into the plain data that the script in Ardour carries out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bridge.ardour.audio import Prepared, prepare
from bridge.ardour.effects import controls_of, effect_named
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
    Transport,
    Trim,
)
from engine.errors import UserError
from engine.media.clip import safe_file_name
from engine.media.midi_file import write_midi
from engine.media.note import Note, TempoMap

Wire = dict[str, Any]
Rows = list[list[int]]


@dataclass
class Desk:
    """What the translation of one list of changes needs to know, and the files it made."""

    snapshot: Snapshot
    folder: Path
    """Where files to import are written."""
    channels: dict[str, int]
    """Audio channels of each track, by id and by `ref`."""
    made: Mapping[str, str] = field(default_factory=dict)
    """Names of things that exist by now, with their ids."""
    refs: set[str] = field(default_factory=set)
    """Names that changes before in this list gave to what they will make."""
    files: list[Path] = field(default_factory=list)
    prepared: dict[int, Prepared] = field(default_factory=dict)
    """The imported files, by the id() of their change."""

    @property
    def tempo_map(self) -> TempoMap:
        """Tempo and meter of the session as it stands."""
        return self.snapshot.tempo_map

    def known(self, name: str) -> str:
        """How the script is told of a track, region or plugin."""
        return f"${name}" if name in self.refs else self.made.get(name, name)

    def channels_of(self, track: str) -> int:
        """Audio channels of a track, two when that is not known."""
        return self.channels.get(track, self.channels.get(self.made.get(track, ""), 2))

    def place(self, beat: float, prefix: str = "") -> Wire:
        """A position both in samples (sound) and in ticks (notes)."""
        if beat < 0:
            raise UserError("Nothing can lie before the session's start.")
        return {
            f"{prefix}sample": self.tempo_map.sample_at(beat, self.snapshot.sample_rate_hz),
            f"{prefix}ticks": round(beat * TICKS),
        }


def wire_of(change: Change, desk: Desk) -> Wire:
    """One change as plain data. UserError or DawError when it cannot be done as asked."""
    wire = _TABLE[type(change)](change, desk)
    wire.setdefault("change", change.capability)
    ref = getattr(change, "ref", "")
    if ref:
        wire["ref"] = ref
        desk.refs.add(ref)
        if isinstance(change, Split):
            desk.refs.add(f"{ref}.1")
    for name in ("track", "region", "plugin"):
        if hasattr(change, name):
            wire[name] = desk.known(getattr(change, name))
    return wire


def note_rows(notes: tuple[Note, ...]) -> Rows:
    """Notes as rows of ticks, length, pitch, velocity, channel; UserError for one that cannot be played."""
    rows = []
    for note in notes:
        if not (0 <= note.pitch <= 127 and 1 <= note.velocity <= 127 and 0 <= note.channel <= 15):
            raise UserError(f"A note with pitch {note.pitch} and velocity {note.velocity} is not MIDI.")
        ticks, end = round(note.start_beats * TICKS), round(note.end_beats * TICKS)
        if ticks < 0:
            raise UserError("A note begins before its region.")
        rows.append([ticks, max(1, end - ticks), note.pitch, note.velocity, note.channel])
    return rows


def _named(name: str) -> str:
    if not name.strip():
        raise UserError("A name must not be empty.")
    return name.strip()


def _new_track(change: NewTrack, desk: Desk) -> Wire:
    if change.ref:
        desk.channels[change.ref] = change.channels if change.kind == "audio" else 0
    return {
        "name": _named(change.name),
        "kind": change.kind,
        "channels": max(1, min(2, change.channels)),
        "instrument": change.instrument,
    }


def _place_audio(change: PlaceAudio, desk: Desk) -> Wire:
    channels = desk.channels_of(change.track)
    made = prepare(change, desk.folder, tempo_map=desk.tempo_map, rate=desk.snapshot.sample_rate_hz, channels=channels)
    desk.files.append(made.path)
    desk.prepared[id(change)] = made
    return {"path": str(made.path), "sample": made.sample, "name": _named(change.name)}


def _place_midi(change: PlaceMidi, desk: Desk) -> Wire:
    if change.length_beats <= 0:
        raise UserError(f"'{change.name}' has no length.")
    rows = note_rows(change.notes)
    # Ardour makes the region as long as the file; the notes themselves follow at Ardour's own resolution.
    # Ardour shows the range of the notes it imports: the lowest and the highest, with a little room around them.
    pitches = [note.pitch for note in change.notes] or [60]
    ends = (max(0, min(pitches) - 2), min(127, max(pitches) + 2))
    shell = tuple(Note(pitch, 0.0, change.length_beats, 1) for pitch in ends)
    path = desk.folder / f"{safe_file_name(change.name)[:60]}-{id(change):x}-{len(desk.files)}.mid"
    write_midi(path, shell, TempoMap(), change.length_beats, name=change.name)
    desk.files.append(path)
    return {
        "path": str(path),
        "ticks": desk.place(change.start_beats)["ticks"],
        "notes": rows,
        "name": _named(change.name),
        "length_ticks": round(change.length_beats * TICKS),
    }


def _trim(change: Trim, desk: Desk) -> Wire:
    if change.end_beats <= change.start_beats:
        raise UserError("A region must end after it begins.")
    return desk.place(change.start_beats, "start_") | desk.place(change.end_beats, "end_")


def _set_gain(change: SetGain, desk: Desk) -> Wire:
    gain = 0.0 if change.gain_db <= -120 else 10 ** (min(6.0, change.gain_db) / 20)
    return {"gain": gain}


def _add_plugin(change: AddPlugin, desk: Desk) -> Wire:
    effect = effect_named(change.effect)
    controls, _ = controls_of(effect, change.parameters)
    return {
        "uri": effect.uri,
        "stereo_uri": effect.stereo_uri or effect.uri,
        "format": effect.format,
        "parameters": controls,
    }


def _set_plugin(change: SetPlugin, desk: Desk) -> Wire:
    wire: Wire = {"parameters": {name: float(value) for name, value in change.parameters}, "removed": False}
    return wire if change.on is None else wire | {"on": change.on}


def _set_tempo(change: SetTempo, desk: Desk) -> Wire:
    if not 4 <= change.bpm <= 999:
        raise UserError(f"A tempo of {change.bpm:g} bpm is out of reach for Ardour; 4 to 999 is possible.")
    return {"bpm": float(change.bpm), "ticks": desk.place(change.at_beats)["ticks"]}


def _transport(change: Transport, desk: Desk) -> Wire:
    wire: Wire = {"action": change.action, "on": change.on}
    if change.at_beats is not None:
        wire |= {"sample": desk.place(change.at_beats)["sample"]}
    if change.end_beats is not None:
        wire |= {"end_sample": desk.place(change.end_beats)["sample"]}
    if change.action == "locate" and change.at_beats is None:
        raise UserError("Say where to go to.")
    if change.action == "loop" and change.on and (change.at_beats is None) != (change.end_beats is None):
        raise UserError("A loop needs a start and an end.")
    return wire


_TABLE: Mapping[type[Change], Callable[[Any, Desk], Wire]] = {
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
    SetNotes: lambda change, desk: {"notes": note_rows(change.notes)},
    SetGain: _set_gain,
    SetPan: lambda change, desk: {"position": (max(-1.0, min(1.0, change.pan)) + 1) / 2},
    SetMute: lambda change, desk: {"on": change.on},
    SetSolo: lambda change, desk: {"on": change.on},
    AddPlugin: _add_plugin,
    SetPlugin: _set_plugin,
    RemovePlugin: lambda change, desk: {"parameters": {}, "removed": True, "change": "set_plugin"},
    SetTempo: _set_tempo,
    Transport: _transport,
}
CAN = frozenset(change.capability for change in _TABLE)
"""What the script can do."""
