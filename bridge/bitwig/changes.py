"""Turns Changes into plain data for the script in Bitwig: in beats and dB, sound and notes as files."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from bridge.bitwig.grid import STEPS_A_BEAT, is_on_grid
from bridge.scripted import wire as wires
from bridge.scripted.audio import FADE_S
from bridge.scripted.translation_context import TranslationContext, Wire
from bridge.scripted.wire import named
from engine.daw.changes.change import RESTORED
from engine.daw.daw import (
    AddMarker,
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
    SetPosition,
    SetSend,
    SetSolo,
    SetTempo,
    Transport,
)
from engine.daw.lacking import lacking
from engine.errors import UserError
from engine.media.audio import Audio, probe_audio, read_audio, to_channels, write_audio
from engine.media.clip import safe_file_name
from engine.media.midi_file import write_midi
from engine.media.note import Note

BY_GRID = 300
"""So many notes at most are written one by one; more come as a file, which is far quicker."""
_ONE_TEMPO = "Bitwig lets scripts set the tempo of the whole project only; draw its changes on the tempo track."
_ONE_METER = "Bitwig lets scripts set the meter of the whole project only; change it in Bitwig."
_CLIP = "Bitwig shows scripts nothing of that for a clip; do it in Bitwig, in the clip's inspector."
_DEVICE = "Bitwig shows scripts eight unnamed knobs of a device at most; ask for the effect on the clip instead."
_MARKERS = "Cue markers lie in Bitwig's arranger, at the bars that scenes are called after; the first 64 are seen."


@dataclass(frozen=True)
class Part:
    """Which part of a sound becomes a clip."""

    length_s: float | None
    has_lead_in: bool
    """Something that is heard lies before it: it is faded in over 5 ms."""


Parts = dict[tuple[str, float | None, float], Part]
"""By file, beat and offset of a change."""


@dataclass
class BitwigDesk(TranslationContext):
    """One list of changes on its way into Bitwig."""

    folder: Path = Path()
    """Where files lie that clips in Bitwig play from now on."""
    parts: Parts = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    """Files of sound that clips may play from now on."""


def wire_of(change: Change, desk: BitwigDesk) -> Wire:
    """One change as plain data. UserError or DawError when it cannot be done as asked."""
    return wires.wired(change, desk, _TABLE, MISSING)


def with_scene(change: Change, parts: Parts) -> Change:
    """The change as a slot can hold it: a clip begins with its scene and is as long as its file.

    What is a part of a file becomes a file of its own; which part goes into `parts`.
    """
    if not isinstance(change, PlaceAudio | ReplaceContent) or change.path is None:
        return change
    length_s = None if change.length_s is None else change.length_s - change.lead_in_s
    offset_s = change.offset_s + change.lead_in_s
    parts[(str(change.path), change.start_beats, offset_s)] = Part(length_s, bool(change.lead_in_s))
    return replace(change, offset_s=offset_s, length_s=None, lead_in_s=0.0)


def beat_of(beat: float) -> float:
    """A place. UserError when it lies before the start."""
    if beat < 0:
        raise UserError("Nothing can lie before the project's start.")
    return float(beat)


def _new_track(change: NewTrack, desk: BitwigDesk) -> Wire:
    if change.kind == "group" or change.group:
        raise UserError(MISSING["set_group"])
    comes_back = change.ref.startswith(RESTORED)
    wire: Wire = {"name": named(change.name), "kind": change.kind, "instrument": change.instrument and not comes_back}
    if comes_back:
        wire["was"] = change.ref.removeprefix(RESTORED)
    return wire | ({"color": wires.color(change.color, "Bitwig")} if change.color else {})


def _set_color(change: SetColor, desk: BitwigDesk) -> Wire:
    if not change.color:
        raise UserError("Every track in Bitwig has a colour; say which one it shall be.")
    return {"color": wires.color(change.color, "Bitwig")}


def _place_audio(change: PlaceAudio, desk: BitwigDesk) -> Wire:
    return {"beat": beat_of(change.start_beats), "name": named(change.name)} | _sound(change, change.name, desk)


def _sound(change: PlaceAudio | ReplaceContent, name: str, desk: BitwigDesk) -> Wire:
    """The part of the file that shall be heard, as a file of its own."""
    assert change.path is not None
    info = probe_audio(change.path)
    part = desk.parts.get((str(change.path), change.start_beats, change.offset_s), Part(None, False))
    rest_s = info.frames / info.sample_rate_hz - change.offset_s
    if rest_s <= 0 or (part.length_s is not None and part.length_s <= 0):
        raise UserError(f"'{name}': that part of the file is empty.")
    end_s = None if part.length_s is None else change.offset_s + part.length_s
    audio = read_audio(change.path, start_s=change.offset_s, end_s=end_s)
    if audio.channels > 2:
        audio = to_channels(audio, 2)
    path = desk.folder / f"{safe_file_name(name)[:60]}-{uuid.uuid4().hex[:8]}.wav"
    write_audio(path, _faded_in(audio) if part.has_lead_in else audio)
    desk.written.append(path)
    wire: Wire = {"path": str(path), "seconds": audio.frames / audio.sample_rate_hz}
    if part.has_lead_in:
        wire["note"] = (
            "What sounds before the beat was left out, because a clip in Bitwig's launcher begins with its scene."
        )
    return wire


def _faded_in(audio: Audio) -> Audio:
    samples = audio.samples.copy()
    fade = min(round(FADE_S * audio.sample_rate_hz), samples.shape[1])
    samples[:, :fade] *= np.linspace(0.0, 1.0, fade, endpoint=False, dtype=np.float32)
    return replace(audio, samples=samples)


def _place_midi(change: PlaceMidi, desk: BitwigDesk) -> Wire:
    if change.length_beats <= 0:
        raise UserError(f"'{change.name}' has no length.")
    return {
        "beat": beat_of(change.start_beats),
        "beats": float(change.length_beats),
        "name": named(change.name),
        "path": _notes_file(change.notes, change.length_beats, change.name, desk),
    }


def _place_in_slot(change: PlaceInSlot, desk: BitwigDesk) -> Wire:
    wire: Wire = {"name": named(change.name)} | ({} if change.scene is None else {"scene": change.scene})
    if change.notes is None:
        placed = PlaceAudio(change.track, change.path or Path(), 0.0, change.name)
        return wire | {"kind": "audio"} | _sound(placed, change.name, desk)
    if change.length_beats <= 0:
        raise UserError(f"'{change.name}' has no length.")
    path = _notes_file(change.notes, change.length_beats, change.name, desk)
    return wire | {"kind": "midi", "beats": float(change.length_beats), "path": path}


def _notes_file(notes: tuple[Note, ...], beats: float, name: str, desk: BitwigDesk) -> str:
    must_be_midi(notes)
    whole = (
        max(beats, *(note.end_beats for note in notes)) if notes else beats
    )  # none is cut; the clip ends where it shall
    path = desk.folder / f"{safe_file_name(name)[:60]}-{uuid.uuid4().hex[:8]}.mid"
    desk.files.append(write_midi(path, notes, desk.tempo_map, whole))
    return str(path)


def must_be_midi(notes: tuple[Note, ...]) -> None:
    """UserError for a note that cannot be played."""
    for note in notes:
        if not (0 <= note.pitch <= 127 and 1 <= note.velocity <= 127 and 0 <= note.channel <= 15):
            raise UserError(f"A note with pitch {note.pitch} and velocity {note.velocity} is not MIDI.")
        if note.start_beats < 0:
            raise UserError("A note begins before its region.")


def _replace(change: ReplaceContent, desk: BitwigDesk) -> Wire:
    region = desk.snapshot.region(change.region)
    if region is None:
        raise UserError("That region is not there any more.")
    if (change.path is None) == (change.notes is None):
        raise UserError("Say what the region shall hold: a sound or notes.")
    wire: Wire = {} if change.start_beats is None else {"beat": beat_of(change.start_beats)}
    if change.notes is not None:
        beats = region.length_beats if change.length_beats is None else change.length_beats
        path = _notes_file(change.notes, beats, region.name, desk)
        return wire | {"kind": "midi", "path": path, "beats": float(beats)}
    return wire | {"kind": "audio"} | _sound(change, region.name, desk)


def _set_notes(change: SetNotes, desk: BitwigDesk) -> Wire:
    """By Bitwig's grid when every note lies on it and they are not too many, else by a file."""
    must_be_midi(change.notes)
    if len(change.notes) > BY_GRID or not all(is_on_grid(note) for note in change.notes):
        region = desk.snapshot.region(change.region)  # None for one that this very list makes
        beats = region.length_beats if region else max(note.end_beats for note in change.notes)
        path = _notes_file(change.notes, beats, region.name if region else "notes", desk)
        wire: Wire = {"change": "replace_content", "kind": "midi", "path": path}
        return wire | ({"beats": beats} if region else {})
    rows = [
        [
            round(note.start_beats * STEPS_A_BEAT) / STEPS_A_BEAT,
            note.length_beats,
            note.pitch,
            note.velocity,
            note.channel,
        ]
        for note in change.notes
    ]
    return {"rows": rows}


def _set_tempo(change: SetTempo, desk: BitwigDesk) -> Wire:
    if change.at_beats > 1e-6 or change.to_bpm is not None:
        raise UserError(_ONE_TEMPO)
    if not 20 <= change.bpm <= 666:
        raise UserError(f"A tempo of {change.bpm:g} bpm is out of reach for Bitwig; 20 to 666 is possible.")
    return {"bpm": float(change.bpm)}


def _set_meter(change: SetMeter, desk: BitwigDesk) -> Wire:
    if change.at_beats > 1e-6:
        raise UserError(_ONE_METER)
    if not 1 <= change.numerator <= 99 or change.denominator not in (1, 2, 4, 8, 16, 32):
        raise UserError(f"Bitwig has no meter of {change.numerator}/{change.denominator}.")
    return {"numerator": change.numerator, "denominator": change.denominator}


def _transport(change: Transport, desk: BitwigDesk) -> Wire:
    wires.transport(change, desk)  # what no DAW can do
    wire: Wire = {"action": change.action, "on": change.on}
    if change.at_beats is not None:
        wire["beat"] = beat_of(change.at_beats)
    if change.end_beats is not None:
        wire["end_beat"] = beat_of(change.end_beats)
    return wire


_TABLE: Mapping[type[Change], Callable[[Any, BitwigDesk], Wire]] = {
    NewTrack: _new_track,
    RenameTrack: lambda change, desk: {"name": named(change.name)},
    RemoveTrack: lambda change, desk: {},
    PlaceAudio: _place_audio,
    PlaceMidi: _place_midi,
    ReplaceContent: _replace,
    Move: lambda change, desk: {"beat": beat_of(change.start_beats)},
    Duplicate: lambda change, desk: {"beat": beat_of(change.start_beats)},
    RenameRegion: lambda change, desk: {"name": named(change.name)},
    RemoveRegion: lambda change, desk: {},
    PlaceInSlot: _place_in_slot,
    EmptySlot: lambda change, desk: {"slot": change.slot},
    SetNotes: _set_notes,
    SetGain: lambda change, desk: {"gain_db": change.gain_db},
    SetPan: lambda change, desk: {"pan": max(-1.0, min(1.0, change.pan))},
    SetMute: lambda change, desk: {"on": change.on},
    SetSolo: lambda change, desk: {"on": change.on},
    SetColor: _set_color,
    SetArm: wires.arm,
    SetMonitor: wires.monitor,
    SetPosition: lambda change, desk: {"position": change.position},
    SetSend: lambda change, desk: {"gain_db": change.gain_db},
    AddMarker: lambda change, desk: {"name": named(change.name), "beat": beat_of(change.at_beats)},
    RenameMarker: lambda change, desk: {"name": named(change.name)},
    MoveMarker: lambda change, desk: {"beat": beat_of(change.at_beats)},
    RemoveMarker: lambda change, desk: {},
    SetTempo: _set_tempo,
    SetMeter: _set_meter,
    Transport: _transport,
}
CAN = frozenset(change.capability for change in _TABLE)
"""What the script can do."""
_REASONS = {
    "set_group": "Bitwig lets no script group tracks; select them in Bitwig and press Ctrl+G or Cmd+G.",
    "set_output": "Bitwig lets no script choose where a track goes; ask for a send to an effect track.",
    "freeze": "Bitwig lets no script bounce a track in place; right-click the clip in Bitwig, Bounce in Place.",
    "trim": "A clip in Bitwig's launcher begins with its scene; cut it in Bitwig's editor.",
    "split": "A slot of Bitwig's launcher holds one clip; cut it in Bitwig's arranger.",
    "mute_region": _CLIP,
    "region_gain": _CLIP,
    "fade_in": _CLIP,
    "fade_out": _CLIP,
    "add_plugin": _DEVICE,
    "set_plugin": _DEVICE,
    "remove_plugin": _DEVICE,
    "sidechain": "Choose the side chain in the device itself in Bitwig.",
    "automation": "Bitwig shows scripts no automation lanes; press A in Bitwig and draw it.",
    "set_tempo_map": _ONE_TEMPO,
}
"""What it cannot do, and what to do instead."""
MISSING = lacking("Bitwig", CAN, _REASONS)
"""The same, and a sentence for each value that has neither a row nor a reason."""
_SLOT = "Clips lie in the launcher, in the scene of their bar; a slot holds one clip."
LIMITS = {
    "new_track": "Bitwig's scripts make audio, instrument and effect tracks, no groups; 64 tracks are seen.",
    "place_audio": _SLOT,
    "place_midi": _SLOT,
    "move": _SLOT,
    "duplicate": _SLOT,
    "set_notes": "Notes are read at 1/96 of a beat; expressions and chances of notes that are replaced are lost.",
    "set_position": "Tracks only, not effect tracks.",
    "set_tempo": _ONE_TEMPO,
    "set_meter": _ONE_METER,
    "send": "To the first four effect tracks.",
    "add_marker": _MARKERS,
}
"""What it can do only in part."""
