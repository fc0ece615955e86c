"""What each Change does to the watched folder: new files, and the session as it will be."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bridge.folder.arriving import hidden, shown_name
from bridge.folder.file import facts_of, make_notes, make_sound, tempo_from
from bridge.folder.name import file_name, unique_name
from bridge.folder.scan import ScannedFile
from bridge.folder.state import FolderRegion, FolderState, Leaving
from bridge.folder.view import DROPPED, dropped
from engine.daw import daw
from engine.daw.changes.change import RESTORED
from engine.daw.daw import CAPABILITIES, Change, Marker, Track
from engine.daw.names import with_clean_name
from engine.errors import DawError, UserError
from engine.media.note import MeterChange, Note, TempoChange, TempoMap

_LIBRARY = "Tonmeister"
"""Where the library of the project lies in the folder."""
_CONTENTS = ("blobs", "Clips")
"""Its folders for what clips hold."""
_NO_MIXER = "A folder has no mixer; set it in your DAW, or ask for the clip itself to be louder or softer"
_NO_PLUGINS = "A folder has no plugins; ask for the effect on the clip, which prints it into a new file"
_NO_BUSES = "A folder has no buses, groups or sends; route it in your DAW"
_WHOLE = "A folder holds whole files; ask for a cut of the clip, which makes a new file"
_IN_FILE = "A folder has no knobs for a clip; ask for it on the clip, which prints it into the file"
_NO_PLACES = "A folder has no place for that; set it in your DAW"
MISSING = {
    **dict.fromkeys(("set_gain", "set_pan", "set_mute", "set_solo"), _NO_MIXER),
    **dict.fromkeys(("add_plugin", "set_plugin", "remove_plugin"), _NO_PLUGINS),
    **dict.fromkeys(("set_group", "set_output", "send", "sidechain"), _NO_BUSES),
    **dict.fromkeys(("trim", "split"), _WHOLE),
    **dict.fromkeys(("region_gain", "fade_in", "fade_out", "mute_region"), _IN_FILE),
    **dict.fromkeys(("set_arm", "set_monitor"), "A folder does not record; arm the track in your DAW"),
    **dict.fromkeys(("place_in_slot", "empty_slot"), "A folder has no launcher; ask for the clip on a track"),
    "freeze": "A folder has nothing to freeze: what lies in it is sound already",
    "automation": "A folder has no automation; draw it in your DAW",
    "transport": "A folder does not play; use your DAW's transport",
}
"""Capabilities a folder lacks, each with the reason."""

Pairs = tuple[tuple[str, str], ...]
"""(ref, id) of what came to be."""


@dataclass
class FolderEdit:
    """One change in the making: the session as it will be, and the files made for it so far."""

    folder: Path
    state: FolderState = field(default_factory=lambda: FolderState("", ""))
    found: Mapping[str, ScannedFile] = field(default_factory=dict)
    new_files: list[Path] = field(default_factory=list)
    reservation: str = ""

    def new_path(self, wanted: str) -> Path:
        """A hidden path for a new file, which will be shown under a name that nothing in the folder has."""
        taken = {shown_name(path).lower() for path in self.folder.iterdir()}
        taken |= {one.file.lower() for one in self.state.placed} | {one.file.lower() for one in self.state.leaving}
        path = hidden(self.folder / unique_name(wanted, taken))
        self.new_files.append(path)
        return path

    def take_back(self) -> None:
        """Delete the files made so far."""
        for path in self.new_files:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def track(self, track: str) -> Track:
        """A track by id; DawError when there is none that can be changed."""
        if track == DROPPED.id:
            raise DawError("The track Dropped is made of the files you put into the folder; name another track.")
        found = next((one for one in self.state.tracks if one.id == track), None)
        if found is None:
            raise DawError("That track is no longer in the folder's session.")
        return found

    def region(self, region: str) -> tuple[FolderRegion, ScannedFile]:
        """A region by id with its file; DawError when its file is gone."""
        ours = next((one for one in self.state.placed if one.id == region), None)
        placed = ours or next((one for one in dropped(self.state, self.found) if one.id == region), None)
        if placed is None:
            raise DawError("That clip is no longer in the folder.")
        if placed.file not in self.found:
            raise DawError(f"The file of '{placed.name}' ({placed.file}) is no longer in the folder.")
        return placed, self.found[placed.file]

    def marker(self, marker: str) -> Marker:
        """A marker by id; DawError when it is gone."""
        found = next((one for one in self.state.markers if one.id == marker), None)
        if found is None:
            raise DawError("That marker is no longer in the folder's session.")
        return found

    def leave(self, placed: FolderRegion, *, is_kept: bool) -> None:
        """Have a region's file put away once the change is made; a file of the user's is never deleted.

        What the project's library has, and nobody has changed since, need not be kept a second time.
        """
        is_users = all(one.id != placed.id for one in self.state.placed)
        if file := self.found.get(placed.file):
            is_kept = is_kept and not self.source_of(placed)
            leaving = Leaving(placed.file, file.entry.changed_ns, is_kept or is_users)
            self.state = replace(self.state, leaving=(*self.state.leaving, leaving))

    def source_of(self, placed: FolderRegion) -> str:
        """The library's file with what a region's file holds, as a path inside the folder; empty when there is none."""
        file = self.found.get(placed.file)
        is_as_made = file is not None and file.entry.changed_ns == placed.made_ns
        is_there = bool(placed.source) and (self.folder / placed.source).is_file()
        return placed.source if is_as_made and is_there else ""

    def in_library(self, path: Path) -> str:
        """The same for a file that a sound is made from."""
        if own := next((one for one in self.state.placed if self.folder / one.file == path), None):
            return self.source_of(own)
        folder, real = self.folder.resolve(), path.resolve()
        is_content = any(folder / _LIBRARY / own in real.parents for own in _CONTENTS)
        return real.relative_to(folder).as_posix() if is_content else ""


def change_state(
    change: Change, state: FolderState, found: Mapping[str, ScannedFile], edit: FolderEdit
) -> tuple[str, Pairs]:
    """Make the files of a change and fill `edit.state`; returns a reservation and what came to be.

    Raises DawError, UserError or OSError when it cannot be done; `edit.take_back` then cleans up.
    """
    edit.state, edit.found = state, found
    do = _DO.get(type(change))
    if do is None:
        return _already_so(change, edit), ()
    change, said = with_clean_name(change)
    pairs = do(change, edit) or ()
    return f"{edit.reservation} {said}".strip(), pairs


def _already_so(change: Change, edit: FolderEdit) -> str:
    """A folder's tracks stand at 0 dB in the middle, heard: to be told so changes nothing and is no lie."""
    neutral: dict[type[Change], tuple[str, object]] = {
        daw.SetGain: ("gain_db", 0.0),
        daw.SetPan: ("pan", 0.0),
        daw.SetMute: ("on", False),
        daw.SetSolo: ("on", False),
    }
    name, value = neutral.get(type(change), ("", None))
    if name and getattr(change, name) == value:
        edit.track(getattr(change, "track", ""))
        return "It was so already."
    raise DawError(f"{MISSING.get(change.capability, _NO_PLACES)}.")


def _new_track(change: daw.NewTrack, edit: FolderEdit) -> Pairs:
    state, new_id = edit.state.with_new_id("track")
    names = {track.name.lower() for track in (*state.tracks, DROPPED)}
    if change.ref.startswith(RESTORED):
        names.clear()  # what comes back is called as it was, whatever has that name by now
    name, number = change.name, 2
    while name.lower() in names:
        name, number = f"{change.name} {number}", number + 1
    edit.state = replace(state, tracks=(*state.tracks, Track(new_id, name, change.kind, color=change.color)))
    return ((change.ref or new_id, new_id),)


def _remove_track(change: daw.RemoveTrack, edit: FolderEdit) -> None:
    track = edit.track(change.track)
    for placed in [one for one in edit.state.placed if one.track == track.id]:
        edit.leave(placed, is_kept=True)
        edit.state = edit.state.without(placed.id)
    edit.state = replace(edit.state, tracks=tuple(one for one in edit.state.tracks if one.id != track.id))


def _place_audio(change: daw.PlaceAudio, edit: FolderEdit) -> Pairs:
    track = edit.track(change.track)
    if track.kind != "audio":
        raise DawError(f"{track.name} is a MIDI track; name an audio track for '{change.name}'.")
    if not change.path.is_file():
        raise UserError(f"There is no file {change.path}.")
    edit.state, new_id = edit.state.with_new_id("region")
    start_s = edit.state.tempo_map.seconds_at(change.start_beats) - change.lead_in_s
    cut_s = max(0.0, -start_s)
    length_s = None if change.length_s is None else change.length_s - cut_s
    placed = FolderRegion(
        new_id, track.id, change.name, "audio", "", max(0.0, change.start_beats), max(0.0, change.lead_in_s - cut_s)
    )
    _sound(edit, change.path, placed, skip_s=change.offset_s + cut_s, length_s=length_s, fades_in=cut_s > 0)
    return ((change.ref or new_id, new_id),)


def _place_midi(change: daw.PlaceMidi, edit: FolderEdit) -> Pairs:
    track = edit.track(change.track)
    if track.kind != "midi":
        raise DawError(f"{track.name} is an audio track; name a MIDI track for '{change.name}'.")
    edit.state, new_id = edit.state.with_new_id("region")
    placed = FolderRegion(new_id, track.id, change.name, "midi", "", change.start_beats)
    _notes(edit, placed, change.notes, change.length_beats)
    return ((change.ref or new_id, new_id),)


def _move(change: daw.Move, edit: FolderEdit) -> None:
    placed, file = edit.region(change.region)
    _anew(edit, placed, file, placed.moved_to(change.start_beats, edit.state.tempo_map))


def _rename_region(change: daw.RenameRegion, edit: FolderEdit) -> None:
    placed, file = edit.region(change.region)
    _anew(edit, placed, file, replace(placed, name=change.name))


def _duplicate(change: daw.Duplicate, edit: FolderEdit) -> Pairs:
    placed, file = edit.region(change.region)
    edit.state, new_id = edit.state.with_new_id("region")
    _copy(edit, placed, file, replace(placed, id=new_id).moved_to(change.start_beats, edit.state.tempo_map))
    return ((change.ref or new_id, new_id),)


def _remove_region(change: daw.RemoveRegion, edit: FolderEdit) -> None:
    placed, _ = edit.region(change.region)
    edit.leave(placed, is_kept=True)
    edit.state = edit.state.without(placed.id)


def _set_notes(change: daw.SetNotes, edit: FolderEdit) -> None:
    placed, file = edit.region(change.region)
    if placed.kind != "midi":
        raise DawError(f"'{placed.name}' is a sound; only MIDI regions have notes.")
    edit.leave(placed, is_kept=False)
    _notes(edit, placed, change.notes, max([file.length_beats, *(note.end_beats for note in change.notes)]))


def _replace_content(change: daw.ReplaceContent, edit: FolderEdit) -> None:
    """Another file takes the region's place; the one before goes to Removed/, or is in the library."""
    placed, file = edit.region(change.region)
    start = placed.anchor_beats if change.start_beats is None else max(0.0, change.start_beats)
    edit.leave(placed, is_kept=True)
    if change.notes is not None:
        if placed.kind != "midi":
            raise DawError(f"'{placed.name}' is a sound; it cannot become notes in the same place.")
        length = file.length_beats if change.length_beats is None else change.length_beats
        _notes(edit, replace(placed, anchor_beats=start), change.notes, length)
    elif change.path is not None:
        if placed.kind != "audio":
            raise DawError(f"'{placed.name}' holds notes; it cannot become a sound in the same place.")
        if not change.path.is_file():
            raise UserError(f"There is no file {change.path}.")
        keeps_place = change.start_beats is None
        lead_in_s = placed.lead_in_s if keeps_place else change.lead_in_s
        cut_s = 0.0 if keeps_place else max(0.0, lead_in_s - edit.state.tempo_map.seconds_at(start))
        fresh = replace(placed, anchor_beats=start, lead_in_s=lead_in_s - cut_s)
        length_s = None if change.length_s is None else change.length_s - cut_s
        _sound(edit, change.path, fresh, skip_s=change.offset_s + cut_s, length_s=length_s, fades_in=cut_s > 0)


def _set_tempo_map(change: daw.SetTempoMap, edit: FolderEdit) -> None:
    _with_tempo_map(edit, change.tempo_map)


def _set_meter(change: daw.SetMeter, edit: FolderEdit) -> None:
    before = edit.state.tempo_map
    kept = [meter for meter in before.meters if abs(meter.beat - change.at_beats) > 1e-6]
    meters = [*kept, MeterChange(change.at_beats, change.numerator, change.denominator)]
    _with_tempo_map(edit, replace(before, meters=tuple(sorted(meters, key=lambda meter: meter.beat))))


def _set_tempo(change: daw.SetTempo, edit: FolderEdit) -> None:
    before = edit.state.tempo_map
    end = change.at_beats if change.end_beats is None else change.end_beats
    kept = [tempo for tempo in before.tempos if not change.at_beats - 1e-6 <= tempo.beat <= end + 1e-6]
    fresh = [TempoChange(change.at_beats, change.bpm, change.to_bpm is not None)]
    if change.to_bpm is not None:
        fresh.append(TempoChange(end, change.to_bpm))
    tempos = sorted([*kept, *fresh], key=lambda tempo: tempo.beat)
    _with_tempo_map(edit, TempoMap(tuple(tempos), before.meters))


def _with_tempo_map(edit: FolderEdit, tempo_map: TempoMap) -> None:
    before = edit.state.tempo_map
    edit.state = replace(edit.state, tempo_map=tempo_map)
    for placed in edit.state.placed:
        file = edit.found.get(placed.file)
        if file and _sounds_different(placed, before, edit.state.tempo_map):
            _anew(edit, placed, file, placed)


def _add_marker(change: daw.AddMarker, edit: FolderEdit) -> Pairs:
    state, new_id = edit.state.with_new_id("marker")
    edit.state = replace(state, markers=(*state.markers, Marker(new_id, change.name, change.at_beats)))
    return ((change.ref or new_id, new_id),)


def _remove_marker(change: daw.RemoveMarker, edit: FolderEdit) -> None:
    edit.marker(change.marker)
    edit.state = replace(edit.state, markers=tuple(one for one in edit.state.markers if one.id != change.marker))


def _set_marker(change: daw.RenameMarker | daw.MoveMarker, edit: FolderEdit) -> None:
    fresh = replace(edit.marker(change.marker), **{change.of: change.asked()})
    edit.state = replace(edit.state, markers=tuple(fresh if m.id == fresh.id else m for m in edit.state.markers))


def _set_track(change: daw.RenameTrack | daw.SetColor, edit: FolderEdit) -> None:
    fresh = replace(edit.track(change.track), **{change.of: change.asked()})
    edit.state = replace(edit.state, tracks=tuple(fresh if t.id == fresh.id else t for t in edit.state.tracks))


def _sounds_different(placed: FolderRegion, before: TempoMap, after: TempoMap) -> bool:
    """True when a region's file says something of the tempo that is no longer so."""
    if placed.kind == "midi":
        return tempo_from(before, placed.anchor_beats) != tempo_from(after, placed.anchor_beats)
    old, new = (m.seconds_at(placed.start_beats(m)) for m in (before, after))
    return old != new or before.bpm_at(placed.anchor_beats) != after.bpm_at(placed.anchor_beats)


def _anew(edit: FolderEdit, placed: FolderRegion, file: ScannedFile, changed: FolderRegion) -> None:
    """Put a region's file in place of itself, with another name, place or tempo."""
    edit.leave(placed, is_kept=False)
    _copy(edit, placed, file, changed)


def _copy(edit: FolderEdit, placed: FolderRegion, file: ScannedFile, changed: FolderRegion) -> None:
    if placed.kind == "midi":
        _notes(edit, changed, file.notes, file.length_beats)
    else:
        _sound(edit, edit.folder / placed.file, changed)


def _sound(edit: FolderEdit, source: Path, placed: FolderRegion, **part: Any) -> None:
    tempo_map, facts = edit.state.tempo_map, facts_of(source)
    target = edit.new_path(
        file_name(
            placed.name, placed.anchor_beats, tempo_map, ".wav", lead_in_s=placed.lead_in_s, key=facts.get("key", "")
        )
    )
    facts = {
        **facts,
        "session": edit.state.id,
        "region": placed.id,
        "name": placed.name,
        "track": next((track.name for track in edit.state.tracks if track.id == placed.track), DROPPED.name),
        "tempo": f"{tempo_map.bpm_at(placed.anchor_beats):g}",
        "bar": f"{tempo_map.bar_at(placed.anchor_beats)[0]}",
        "beat": f"{placed.anchor_beats:.6f}",
    }
    make_sound(
        source,
        target,
        start_s=tempo_map.seconds_at(placed.start_beats(tempo_map)),
        name=placed.name,
        facts=facts,
        **part,
    )
    made = replace(placed, file=shown_name(target), source=edit.in_library(source), made_ns=target.stat().st_mtime_ns)
    edit.state = edit.state.with_placed(made)


def _notes(edit: FolderEdit, placed: FolderRegion, notes: tuple[Note, ...], length_beats: float) -> None:
    tempo_map = edit.state.tempo_map
    target = edit.new_path(file_name(placed.name, placed.anchor_beats, tempo_map, ".mid"))
    left_out, cut = make_notes(
        target, notes, start_beats=placed.anchor_beats, length_beats=length_beats, tempo_map=tempo_map, name=placed.name
    )
    said = [f"Left out, because they begin past the region's end: {left_out}."] if left_out else []
    edit.reservation = " ".join([*said, f"Cut at the region's end: {cut}."] if cut else said)
    edit.state = edit.state.with_placed(replace(placed, file=shown_name(target)))


_DO: dict[type[Change], Callable[[Any, FolderEdit], Pairs | None]] = {
    daw.NewTrack: _new_track,
    daw.RenameTrack: _set_track,
    daw.RemoveTrack: _remove_track,
    daw.PlaceAudio: _place_audio,
    daw.PlaceMidi: _place_midi,
    daw.Move: _move,
    daw.Duplicate: _duplicate,
    daw.RenameRegion: _rename_region,
    daw.RemoveRegion: _remove_region,
    daw.SetNotes: _set_notes,
    daw.ReplaceContent: _replace_content,
    daw.SetTempo: _set_tempo,
    daw.SetMeter: _set_meter,
    daw.SetTempoMap: _set_tempo_map,
    daw.AddMarker: _add_marker,
    daw.RemoveMarker: _remove_marker,
    daw.RenameMarker: _set_marker,
    daw.MoveMarker: _set_marker,
    daw.SetColor: _set_track,
}
CAN = tuple(change.capability for change in _DO)
"""Capabilities of a folder."""
MISSING.update(dict.fromkeys(CAPABILITIES - {*CAN, *MISSING}, _NO_PLACES))
