"""How each change is done in Audacity: what it is told, and the session as it should be then."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bridge.audacity.listing import DIGITS, all_timed, is_at, new_id, timed
from bridge.audacity.offer import LIMITS, REASONS
from bridge.audacity.view import AudacityView
from bridge.scripted.audio import prepare
from engine.daw import daw
from engine.daw.daw import Change, Marker, Region, Snapshot, Track
from engine.daw.lacking import lacking
from engine.errors import DawError, UserError
from engine.media.note import TempoMap

Made = tuple[tuple[str, str], ...]
"""Which id of the session each ref of the change became."""


def done(change: Change, view: AudacityView) -> tuple[Snapshot, Made]:
    """Tell Audacity to do it; the session as it should be then. UserError when nothing was begun."""
    if type(change) not in _DO:
        raise UserError(MISSING[change.capability])
    return _DO[type(change)](change, view)


def _new_track(change: daw.NewTrack, view: AudacityView) -> tuple[Snapshot, Made]:
    if change.kind != "audio":
        raise UserError(LIMITS["new_track"])
    row, name = len(view.listing.rows), _quoted(change.name)
    view.ask("NewMonoTrack:" if change.channels == 1 else "NewStereoTrack:")
    view.at(row)
    view.ask(f"SetTrackStatus: Name={name}")
    track = Track(new_id(), change.name, position=row)
    return replace(view.now, tracks=(*view.now.tracks, track)), ((change.ref, track.id),)


def _remove_track(change: daw.RemoveTrack, view: AudacityView) -> tuple[Snapshot, Made]:
    track = _track(view, change.track)
    view.at(track.position)
    view.ask("RemoveTracks:")
    tracks = tuple(one for one in view.now.tracks if one != track)
    return replace(view.now, tracks=tracks, regions=_but(view.now.regions, track.id)), ()


def _set(change: Any, view: AudacityView) -> tuple[Snapshot, Made]:
    """A value of a track."""
    track = _track(view, change.track)
    asked = max(-1.0, min(1.0, change.pan)) if isinstance(change, daw.SetPan) else change.asked()
    if change.of == "gain_db" and abs(asked) > 36:
        raise UserError(f"Audacity's faders go from −36 to +36 dB{'; mute the track' if asked < 0 else ''}.")
    if getattr(track, change.of) != asked:
        view.at(track.position)
        view.ask(_VALUES[change.of](asked))
    value: Any = {change.of: asked}
    tracks = tuple(replace(one, **value) if one == track else one for one in view.now.tracks)
    return replace(view.now, tracks=tracks), ()


def _place(change: daw.PlaceAudio, view: AudacityView, *, instead: Region | None = None) -> tuple[Snapshot, Made]:
    """Import a file as a track of its own, and put what is wanted of it where it belongs, by the clipboard."""
    track, rate, tempo_map = _track(view, change.track), view.now.sample_rate_hz, view.now.tempo_map
    channels = int(view.listing.rows[track.position]["channels"])
    with tempfile.TemporaryDirectory(prefix="tonmeister ") as folder:
        file = prepare(change, Path(folder), tempo_map=tempo_map, rate=rate, channels=channels)
        start, length = file.sample / rate, file.frames / rate
        _must_be_free(view, track.id, start, start + length, but=instead)
        row = len(view.listing.rows)
        view.ask(f"Import2: Filename={_quoted(str(file.path))}", timeout_s=180)
    view.at(row, file.first / rate, file.first / rate + length)
    view.ask("Copy:")
    view.ask("RemoveTracks:")
    if instead:
        _cut_out(view, instead, track.position)
    view.at(track.position, start)
    view.ask("Paste:")
    lost_s = max(0.0, -(tempo_map.sample_at(change.start_beats, rate) / rate - change.lead_in_s))
    region = Region(
        instead.id if instead else new_id(), track.id, change.name, "audio", 0, 0, (change.path.resolve(),),
        change.offset_s + lost_s, length, start_s=start,
    )  # fmt: skip
    rest = tuple(one for one in view.now.regions if one != instead)
    return replace(view.now, regions=(*rest, timed(region, tempo_map))), ((change.ref, region.id),)


def _replace(change: daw.ReplaceContent, view: AudacityView) -> tuple[Snapshot, Made]:
    old = _region(view, change.region)
    if change.path is None:
        raise UserError(MISSING["set_notes"])
    start = old.start_beats if change.start_beats is None else change.start_beats
    place = daw.PlaceAudio(
        old.track, change.path, start, old.name, change.ref, change.lead_in_s, change.offset_s, change.length_s
    )
    return _place(place, view, instead=old)


def _duplicate(change: daw.Duplicate, view: AudacityView) -> tuple[Snapshot, Made]:
    old = _region(view, change.region)
    track, start = _track(view, old.track), view.now.tempo_map.seconds_at(change.start_beats)
    _must_be_free(view, track.id, start, start + old.length_s)
    view.at(track.position, old.start_s, old.start_s + old.length_s)
    view.ask("Copy:")
    view.at(track.position, start)
    view.ask("Paste:")
    made = timed(replace(old, id=new_id(), start_s=start), view.now.tempo_map)
    return replace(view.now, regions=(*view.now.regions, made)), ((change.ref, made.id),)


def _move(change: daw.Move, view: AudacityView) -> tuple[Snapshot, Made]:
    old, start = _region(view, change.region), view.now.tempo_map.seconds_at(change.start_beats)
    _must_be_free(view, old.track, start, start + old.length_s, but=old)
    view.at(_track(view, old.track).position)
    view.ask(f"SetClip: At={old.start_s + old.length_s / 2:.9f} Start={start:.9f}")
    moved = timed(replace(old, start_s=start), view.now.tempo_map)
    return replace(view.now, regions=tuple(moved if one == old else one for one in view.now.regions)), ()


def _remove_region(change: daw.RemoveRegion, view: AudacityView) -> tuple[Snapshot, Made]:
    old = _region(view, change.region)
    _cut_out(view, old, _track(view, old.track).position)
    return replace(view.now, regions=tuple(one for one in view.now.regions if one != old)), ()


def _cut_out(view: AudacityView, region: Region, row: int) -> None:
    """Select it, and as much of the empty space around it as the digits leave open."""
    start, end = region.start_s, region.start_s + region.length_s
    others = [one for one in view.now.regions if one.track == region.track and one != region]
    pad = 1e-4 + DIGITS * end
    before = max((one.start_s + one.length_s for one in others if one.start_s < start), default=-1.0)
    behind = min((one.start_s for one in others if one.start_s > start), default=math.inf)
    view.at(row, max(start - pad, (start + before) / 2), min(end + pad, (end + behind) / 2))
    view.ask("SplitDelete:")


def _add_marker(change: daw.AddMarker, view: AudacityView) -> tuple[Snapshot, Made]:
    at = view.now.tempo_map.seconds_at(change.at_beats)
    marker, name = Marker(new_id(), change.name, change.at_beats), _quoted(change.name)
    own = [row for row, kind in enumerate(view.listing.rows) if kind["kind"] == "label"]
    view.at(own[0] if own else len(view.listing.rows), at)
    if own:
        view.ask("SetTrackStatus: Focused=1")  # else the label would begin a track of its own
    view.ask("AddLabel:")
    labels = view.listed().labels
    fresh = [n for n, one in enumerate(labels) if not one[3] and is_at(one[1], at)]
    if not fresh:
        raise DawError("Audacity made no label there.")
    view.ask(f"SetLabel: Label={fresh[-1]} Text={name} Selected=0")
    return replace(view.now, markers=(*view.now.markers, marker)), ((change.ref, marker.id),)


def _set_marker(change: daw.RenameMarker | daw.MoveMarker, view: AudacityView) -> tuple[Snapshot, Made]:
    number, marker = _marker(view, change.marker)
    _, start, end, _ = view.listing.labels[number]
    if isinstance(change, daw.RenameMarker):
        view.ask(f"SetLabel: Label={number} Text={_quoted(change.name)}")
    else:
        at = view.now.tempo_map.seconds_at(change.at_beats)
        view.ask(f"SetLabel: Label={number} Start={at:.9f} End={at + end - start:.9f}")
    moved = replace(marker, **{change.of: change.asked()})
    return replace(view.now, markers=tuple(moved if one == marker else one for one in view.now.markers)), ()


def _remove_marker(change: daw.RemoveMarker, view: AudacityView) -> tuple[Snapshot, Made]:
    number, marker = _marker(view, change.marker)
    row, start, end, _ = view.listing.labels[number]
    view.at(row, start - 1e-4 - DIGITS * end, end + 1e-4 + DIGITS * end)
    view.ask("SplitDelete:")
    return replace(view.now, markers=tuple(one for one in view.now.markers if one != marker)), ()


def _time(change: daw.SetTempo | daw.SetMeter, view: AudacityView) -> tuple[Snapshot, Made]:
    """Kept here, as Audacity has neither; sound stays at its seconds."""
    old = view.now.tempo_map
    if change.at_beats or getattr(change, "to_bpm", None) is not None:
        raise UserError(MISSING["set_tempo_map"])
    meter, bpm = old.meters[0], old.bpm_at(0)
    if isinstance(change, daw.SetTempo):
        bpm = change.bpm
    else:
        meter = replace(meter, numerator=change.numerator, denominator=change.denominator)
    fresh = TempoMap.constant(bpm, meter.numerator, meter.denominator)
    again = {one.id: fresh.beats_at(old.seconds_at(one.at_beats)) for one in view.now.markers}
    markers = tuple(replace(one, at_beats=again[one.id]) for one in view.now.markers)
    return replace(view.now, tempo_map=fresh, regions=all_timed(view.now.regions, fresh), markers=markers), ()


def _track(view: AudacityView, track: str) -> Track:
    found = view.now.track(track)
    if found is None:
        raise UserError("That track is not in the project any more.")
    return found


def _region(view: AudacityView, region: str) -> Region:
    found = view.now.region(region)
    if found is None:
        raise UserError("That clip is not in the project any more.")
    return found


def _marker(view: AudacityView, marker: str) -> tuple[int, Marker]:
    found = next(((n, one) for n, one in enumerate(view.now.markers) if one.id == marker), None)
    if found is None:
        raise UserError("That label is not in the project any more.")
    return found


def _must_be_free(view: AudacityView, track: str, start: float, end: float, but: Region | None = None) -> None:
    if start < 0:
        raise UserError("Nothing can lie before the project's start.")
    for one in view.now.regions_on(track):
        if one != but and one.start_s < end - 1e-3 and start < one.start_s + one.length_s - 1e-3:
            raise UserError(f"'{one.name}' lies there already; choose another place or another track.")


def _but(regions: Sequence[Region], track: str) -> tuple[Region, ...]:
    return tuple(one for one in regions if one.track != track)


def _quoted(text: str) -> str:
    if re.search(r'\\("|$)', text):
        raise UserError(
            "Audacity lists no name with a backslash at its end or before a quotation mark; choose another."
        )
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_DO: Mapping[type[Change], Callable[[Any, AudacityView], tuple[Snapshot, Made]]] = {
    daw.NewTrack: _new_track,
    daw.RemoveTrack: _remove_track,
    **dict.fromkeys((daw.SetGain, daw.SetPan, daw.SetMute, daw.SetSolo, daw.RenameTrack), _set),
    daw.PlaceAudio: _place,
    daw.ReplaceContent: _replace,
    daw.Duplicate: _duplicate,
    daw.Move: _move,
    daw.RemoveRegion: _remove_region,
    daw.AddMarker: _add_marker,
    **dict.fromkeys((daw.RenameMarker, daw.MoveMarker), _set_marker),
    daw.RemoveMarker: _remove_marker,
    **dict.fromkeys((daw.SetTempo, daw.SetMeter), _time),
}  # fmt: skip
CAN = frozenset(change.capability for change in _DO)
"""What it can be told."""
MISSING = lacking("Audacity", CAN, REASONS)
"""The reasons, and a sentence for each value that has neither a row nor a reason."""
_VALUES: Mapping[str, Callable[[Any], str]] = {
    "gain_db": lambda value: f"SetTrackAudio: Gain={value:.6f}",
    "pan": lambda value: f"SetTrackAudio: Pan={100 * value:.6f}",  # in percent; it reads back from −1 to 1
    "mute": lambda value: f"SetTrackAudio: Mute={int(value)}",
    "solo": lambda value: f"SetTrackAudio: Solo={int(value)}",
    "name": lambda value: f"SetTrackStatus: Name={_quoted(value)}",
}
