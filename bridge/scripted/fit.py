"""Fits a change to what the DAW can hold, before it is sent: and says what was fitted."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bridge.scripted.translation_context import TranslationContext
from bridge.scripted.units import SILENCE_DB
from engine.daw.daw import (
    AddMarker,
    Change,
    NewTrack,
    PlaceAudio,
    PlaceMidi,
    RenameMarker,
    RenameRegion,
    RenameTrack,
    ReplaceContent,
    SetAutomation,
    SetFadeIn,
    SetFadeOut,
    SetGain,
    SetNotes,
    SetPan,
    SetPlugin,
    SetPosition,
    SetRegionGain,
    SetSend,
)
from engine.daw.names import RESERVATION, written
from engine.media.note import Note

Fitted = tuple[Change, str]


def fitted(change: Change, desk: TranslationContext) -> Fitted:
    """The change as it can be done, and a sentence about what had to be different; "" when nothing had to."""
    fit = _TABLE.get(type(change))
    return fit(change, desk) if fit else (change, "")


def _name(change: Any, desk: TranslationContext) -> Fitted:
    name = written(change.name)
    if name == " ".join(change.name.split()):
        return replace(change, name=name), ""
    return replace(change, name=name), RESERVATION


def _place_midi(change: PlaceMidi, desk: TranslationContext) -> Fitted:
    length = _length_for(change.notes, change.length_beats)
    named, said = _name(replace(change, length_beats=length), desk)
    longer = "" if length == change.length_beats else "It was made long enough for its last note."
    return named, f"{said} {longer}".strip()


def _length_for(notes: tuple[Note, ...], length_beats: float) -> float:
    """A length in which every note begins, in whole beats when it has to grow."""
    last = max((note.start_beats for note in notes), default=-1.0)
    return length_beats if last < length_beats else float(math.floor(last) + 1)


def _replace(change: ReplaceContent, desk: TranslationContext) -> Fitted:
    region = desk.snapshot.region(change.region)
    if change.notes is None or not region:
        return change, ""
    asked = region.length_beats if change.length_beats is None else change.length_beats
    length = _length_for(change.notes, asked)
    said = "" if length == asked else "It was made long enough for its last note."
    return replace(change, length_beats=length), said


def _set_notes(change: SetNotes, desk: TranslationContext) -> Fitted:
    region = desk.snapshot.region(change.region)
    if not region:
        return change, ""
    kept = tuple(note for note in change.notes if note.start_beats < region.length_beats)
    lost = len(change.notes) - len(kept)
    return replace(change, notes=kept), f"Left out, because they begin past the region's end: {lost}." if lost else ""


def _gain(change: Any, desk: TranslationContext) -> Fitted:
    if change.gain_db is None or change.gain_db <= desk.loudest_db:
        return (change if change.gain_db is None else replace(change, gain_db=max(SILENCE_DB, change.gain_db))), ""
    return replace(change, gain_db=desk.loudest_db), f"+{desk.loudest_db:g} dB is as far as {desk.daw} goes."


def _pan(change: SetPan, desk: TranslationContext) -> Fitted:
    return replace(change, pan=max(-1.0, min(1.0, change.pan))), ""


def _position(change: SetPosition, desk: TranslationContext) -> Fitted:
    last = sum(track.kind != "master" for track in desk.snapshot.tracks) - 1 + len(desk.refs)
    return replace(change, position=max(0, min(last, change.position))), ""


def _fade(change: Any, desk: TranslationContext) -> Fitted:
    region = desk.snapshot.region(change.region)
    length = max(0.0, change.length_s)
    if region and length > region.length_s:
        return replace(change, length_s=region.length_s), "The fade is as long as the whole region."
    return replace(change, length_s=length), ""


def _set_plugin(change: SetPlugin, desk: TranslationContext) -> Fitted:
    turned, said = [], []
    for name, value in change.parameters:
        low, high = desk.ranges.get((change.plugin, name), (-math.inf, math.inf))
        held = max(low, min(high, value))
        if held != value:
            said.append(knob_end(name, held))
        turned.append((name, round(held, desk.decimals.get((change.plugin, name), 12))))
    return replace(change, parameters=tuple(turned)), " ".join(said)


def knob_end(name: str, value: float) -> str:
    """What is said of a knob that was asked beyond its end."""
    return f"'{name}' goes no further than {value:g}."


def _automation(change: SetAutomation, desk: TranslationContext) -> Fitted:
    low, high = _span(change.parameter, desk)
    points = tuple((_on_tick(beat, desk), max(low, min(high, value))) for beat, value in change.points)
    is_same = all(a[1] == b[1] or b[1] < SILENCE_DB for a, b in zip(points, change.points, strict=True))
    said = "" if is_same else f"The {change.parameter} goes from {low:g} to {high:g} only."
    return replace(change, points=points), said


def _on_tick(beat: float, desk: TranslationContext) -> float:
    """The nearest place at which the DAW can put something that lies at beats."""
    return round(beat * desk.ticks) / desk.ticks


def _span(parameter: str, desk: TranslationContext) -> tuple[float, float]:
    kind, _, rest = parameter.partition(" ")
    if kind == "plugin":
        plugin, _, name = rest.partition(" ")
        return desk.ranges.get((plugin, name), (-math.inf, math.inf))
    return {"pan": (-1.0, 1.0), "mute": (0.0, 1.0)}.get(kind, (SILENCE_DB, desk.loudest_db))


_TABLE: Mapping[type[Change], Callable[[Any, TranslationContext], Fitted]] = {
    NewTrack: _name,
    RenameTrack: _name,
    RenameRegion: _name,
    PlaceAudio: _name,
    AddMarker: _name,
    RenameMarker: _name,
    PlaceMidi: _place_midi,
    ReplaceContent: _replace,
    SetNotes: _set_notes,
    SetGain: _gain,
    SetRegionGain: _gain,
    SetSend: _gain,
    SetPan: _pan,
    SetPosition: _position,
    SetFadeIn: _fade,
    SetFadeOut: _fade,
    SetPlugin: _set_plugin,
    SetAutomation: _automation,
}
