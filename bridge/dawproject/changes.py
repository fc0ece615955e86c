"""All Changes that a DAWproject takes, in one table, and the reasons for those it cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from bridge.dawproject import edges, regions, tracks
from bridge.dawproject.automation import set_automation
from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.tempo import write_tempo_map
from bridge.dawproject.xml import Element, child_of, clean, elements, put, remove
from engine.daw import daw
from engine.daw.daw import CAPABILITIES, Change
from engine.errors import DawError
from engine.media.note import MeterChange, TempoChange, TempoMap

_FILE = "a DAWproject is a file"
MISSING = {
    "transport": f"{_FILE}: it does not play; open it in your DAW for that",
    "set_arm": f"{_FILE}, with no place for what is armed; arm the track in your DAW",
    "set_monitor": f"{_FILE}, with no place for monitoring; set it in your DAW",
    **dict.fromkeys(
        ("place_in_slot", "empty_slot"), "a DAWproject's launcher is left as it is; ask for the clip on a track"
    ),
    "freeze": f"{_FILE}, with no place for frozen tracks; bounce the track instead",
    "sidechain": f"{_FILE}, with no place for what a plugin listens to; duck it by automation instead",
}
"""Capabilities that the format has no place for, each with the reason."""


def do(change: Change, edit: DocumentEdit) -> str:
    """Carry out one change in the tree; returns the id of what came to be. DawError or UserError when it cannot be."""
    on_document, on_edit = _ON_DOCUMENT.get(type(change)), _ON_EDIT.get(type(change))
    if on_document:
        made = on_document(change, edit.document)
    elif on_edit:
        made = on_edit(change, edit)
    else:
        raise DawError(f"Not possible here: {MISSING.get(change.capability, 'the format has no such thing')}.")
    return made if isinstance(made, str) else ""


def _add_marker(change: daw.AddMarker, edit: DocumentEdit) -> str:
    document = edit.document
    arrangement = child_of(document.root, "Arrangement")
    group = child_of(arrangement, "Markers", timeUnit="beats")
    document.id_of(group, "markers")
    marker = put(group.makeelement("Marker"), name=clean(change.name))
    put(marker, time=float(document.in_unit(change.at_beats, group.get("timeUnit", "beats"))))
    marker.tail = "\n"
    group.append(marker)
    return document.mark_of(marker, "marker")


def _remove_marker(change: daw.RemoveMarker, edit: DocumentEdit) -> None:
    marker = edit.document.marker(change.marker)
    group = marker.getparent()
    remove(marker)
    if group is not None and not list(elements(group)):
        remove(group)


def _rename_marker(change: daw.RenameMarker, edit: DocumentEdit) -> None:
    put(edit.document.marker(change.marker), name=clean(change.name))


def _move_marker(change: daw.MoveMarker, edit: DocumentEdit) -> None:
    marker = edit.document.marker(change.marker)
    group: Element | None = marker.getparent()
    unit = group.get("timeUnit", "beats") if group is not None else "beats"
    put(marker, time=float(edit.document.in_unit(change.at_beats, unit)))


def _set_tempo(change: daw.SetTempo, edit: DocumentEdit) -> None:
    if not 4 <= change.bpm <= 999 or not 4 <= (change.to_bpm or change.bpm) <= 999:
        raise DawError("A tempo lies between 4 and 999 bpm.")
    old = edit.document.tempo_map
    at, end = change.at_beats, change.end_beats
    if change.to_bpm is None:
        tempos = [one for one in old.tempos if abs(one.beat - at) > 1e-6] + [TempoChange(at, change.bpm)]
    elif end is None or end <= at:
        raise DawError("A glide of the tempo needs an end after its start.")
    else:
        tempos = [one for one in old.tempos if one.beat < at - 1e-6 or one.beat > end + 1e-6]
        tempos += [TempoChange(at, change.bpm, True), TempoChange(end, change.to_bpm)]
    _write_tempo(edit, TempoMap(_tidy(tempos), old.meters))


def _tidy(tempos: list[TempoChange]) -> tuple[TempoChange, ...]:
    """In order, without those that say what holds already."""
    kept: list[TempoChange] = []
    for one in sorted(tempos, key=lambda one: one.beat):
        before = kept[-1] if kept else None
        if before and not before.glides and not one.glides and abs(before.bpm - one.bpm) < 1e-9:
            continue
        kept.append(one)
    return tuple(kept)


def _set_meter(change: daw.SetMeter, edit: DocumentEdit) -> None:
    old = edit.document.tempo_map
    meters = [one for one in old.meters if abs(one.beat - change.at_beats) > 1e-6]
    meters.append(MeterChange(change.at_beats, change.numerator, change.denominator))
    kept: list[MeterChange] = []
    for one in sorted(meters, key=lambda one: one.beat):
        if not kept or (kept[-1].numerator, kept[-1].denominator) != (one.numerator, one.denominator):
            kept.append(one)
    _write_tempo(edit, TempoMap(old.tempos, tuple(kept)))


def _set_tempo_map(change: daw.SetTempoMap, edit: DocumentEdit) -> None:
    _write_tempo(edit, change.tempo_map)


def _write_tempo(edit: DocumentEdit, tempo_map: TempoMap) -> None:
    document = edit.document
    lasting = edges.seconds_of_sounds(document)
    write_tempo_map(document.root, tempo_map, document.new_id("tempo"), document.new_id("meter"))
    document.tempo_map = tempo_map
    edges.keep_seconds(document, lasting)
    tracks.forget_references(document)


def cleaned(change: Change) -> Change:
    """The change with words that a file can hold."""
    words = ((one.name, getattr(change, one.name)) for one in fields(change))
    values: dict[str, Any] = {name: clean(value) for name, value in words if isinstance(value, str)}
    return replace(change, **values)


_ON_DOCUMENT: Mapping[type[Change], Callable[..., Any]] = {
    daw.NewTrack: tracks.new_track,
    daw.SetGain: tracks.set_gain,
    daw.SetPan: tracks.set_pan,
    daw.SetMute: tracks.set_mute,
    daw.SetSolo: tracks.set_solo,
    daw.RenameTrack: tracks.rename_track,
    daw.SetColor: tracks.set_color,
    daw.SetOutput: tracks.set_output,
    daw.SetSend: tracks.set_send,
    daw.SetPlugin: tracks.set_plugin,
}
_ON_EDIT: Mapping[type[Change], Callable[..., Any]] = {
    daw.RemoveTrack: tracks.remove_track,
    daw.SetGroup: tracks.set_group,
    daw.SetPosition: tracks.set_position,
    daw.AddPlugin: tracks.add_plugin,
    daw.RemovePlugin: tracks.remove_plugin,
    daw.PlaceAudio: regions.place_audio,
    daw.PlaceMidi: regions.place_midi,
    daw.ReplaceContent: regions.replace_content,
    daw.Move: edges.move,
    daw.Duplicate: regions.duplicate,
    daw.Trim: edges.trim,
    daw.Split: edges.split,
    daw.RemoveRegion: regions.remove_region,
    daw.SetNotes: regions.set_notes,
    daw.RenameRegion: regions.rename_region,
    daw.SetRegionMute: regions.mute_region,
    daw.SetRegionGain: regions.region_gain,
    daw.SetFadeIn: regions.fade_in,
    daw.SetFadeOut: regions.fade_out,
    daw.AddMarker: _add_marker,
    daw.RemoveMarker: _remove_marker,
    daw.RenameMarker: _rename_marker,
    daw.MoveMarker: _move_marker,
    daw.SetTempo: _set_tempo,
    daw.SetMeter: _set_meter,
    daw.SetTempoMap: _set_tempo_map,
    daw.SetAutomation: lambda change, edit: set_automation(edit.document, change),
}
CAN = frozenset(change.capability for change in (*_ON_DOCUMENT, *_ON_EDIT))
"""What the format takes."""
MISSING.update(dict.fromkeys(CAPABILITIES - {*CAN, *MISSING}, "the format has no place for it"))
