"""What each Change does to the watched folder: new files, and the session as it will be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bridge.folder.file import facts_of, make_notes, make_sound, tempo_from
from bridge.folder.name import file_name, unique_name
from bridge.folder.scan import Found
from bridge.folder.state import Leaving, Placed, State
from bridge.folder.view import DROPPED, dropped
from engine.daw import daw
from engine.daw.daw import CAPABILITIES, Change, Track
from engine.errors import DawError, UserError
from engine.media.note import Note, TempoChange, TempoMap

_NO_MIXER = "a folder has no mixer; set it in your DAW"
_NO_PLUGINS = "a folder has no plugins; ask for the effect on the clip instead"
_WHOLE = "a folder holds whole files; ask for a cut of the clip instead, which makes a new file"
MISSING = {
    "set_gain": _NO_MIXER,
    "set_pan": _NO_MIXER,
    "set_mute": _NO_MIXER,
    "set_solo": _NO_MIXER,
    "add_plugin": _NO_PLUGINS,
    "set_plugin": _NO_PLUGINS,
    "trim": _WHOLE,
    "split": _WHOLE,
    "transport": "a folder does not play; use your DAW's transport",
}
"""Capabilities a folder lacks, each with the reason."""

Pairs = tuple[tuple[str, str], ...]
"""(ref, id) of what came to be."""


@dataclass
class Edit:
    """One change in the making: the session as it will be, and the files made for it so far."""

    folder: Path
    state: State = field(default_factory=lambda: State("", ""))
    found: Mapping[str, Found] = field(default_factory=dict)
    new_files: list[Path] = field(default_factory=list)
    reservation: str = ""

    def new_path(self, wanted: str) -> Path:
        """A path for a new file, under a name that nothing in the folder has."""
        taken = {path.name.lower() for path in self.folder.iterdir()}
        taken |= {one.file.lower() for one in self.state.placed} | {one.file.lower() for one in self.state.leaving}
        path = self.folder / unique_name(wanted, taken)
        self.new_files.append(path)
        return path

    def take_back(self) -> None:
        """Delete the files made so far."""
        for path in self.new_files:
            path.unlink(missing_ok=True)

    def track(self, track: str) -> Track:
        """A track by id; DawError when there is none that can be changed."""
        if track == DROPPED.id:
            raise DawError("The track Dropped is made of the files you put into the folder; name another track.")
        found = next((one for one in self.state.tracks if one.id == track), None)
        if found is None:
            raise DawError(f"There is no track '{track}' in the folder's session any more.")
        return found

    def region(self, region: str) -> tuple[Placed, Found]:
        """A region by id with its file; DawError when its file is gone."""
        ours = next((one for one in self.state.placed if one.id == region), None)
        placed = ours or next((one for one in dropped(self.state, self.found) if one.id == region), None)
        if placed is None:
            raise DawError(f"There is no region '{region}' in the folder any more.")
        if placed.file not in self.found:
            raise DawError(f"The file of '{placed.name}' ({placed.file}) is no longer in the folder.")
        return placed, self.found[placed.file]

    def leave(self, placed: Placed, *, is_kept: bool) -> None:
        """Have a region's file put away once the change is made; a file of the user's is never deleted."""
        is_users = all(one.id != placed.id for one in self.state.placed)
        if file := self.found.get(placed.file):
            leaving = Leaving(placed.file, file.entry.changed_ns, is_kept or is_users)
            self.state = replace(self.state, leaving=(*self.state.leaving, leaving))


def change_state(change: Change, state: State, found: Mapping[str, Found], edit: Edit) -> tuple[str, Pairs]:
    """Make the files of a change and fill `edit.state`; returns a reservation and what came to be.

    Raises DawError, UserError or OSError when it cannot be done; `edit.take_back` then cleans up.
    """
    edit.state, edit.found = state, found
    do = _DO.get(type(change))
    if do is None:
        return _already_so(change, edit), ()
    pairs = do(change, edit) or ()
    return edit.reservation, pairs


def _already_so(change: Change, edit: Edit) -> str:
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
    raise DawError(f"Not possible here: {MISSING.get(change.capability, 'a folder cannot do that')}.")


def _new_track(change: daw.NewTrack, edit: Edit) -> Pairs:
    state, new_id = edit.state.with_new_id("track")
    names = {track.name.lower() for track in (*state.tracks, DROPPED)}
    name, number = change.name, 2
    while name.lower() in names:
        name, number = f"{change.name} {number}", number + 1
    edit.state = replace(state, tracks=(*state.tracks, Track(new_id, name, change.kind)))
    return ((change.ref or new_id, new_id),)


def _rename_track(change: daw.RenameTrack, edit: Edit) -> None:
    renamed = replace(edit.track(change.track), name=change.name)
    edit.state = replace(edit.state, tracks=tuple(renamed if t.id == renamed.id else t for t in edit.state.tracks))


def _remove_track(change: daw.RemoveTrack, edit: Edit) -> None:
    track = edit.track(change.track)
    for placed in [one for one in edit.state.placed if one.track == track.id]:
        edit.leave(placed, is_kept=True)
        edit.state = edit.state.without(placed.id)
    edit.state = replace(edit.state, tracks=tuple(one for one in edit.state.tracks if one.id != track.id))


def _place_audio(change: daw.PlaceAudio, edit: Edit) -> Pairs:
    track = edit.track(change.track)
    if track.kind != "audio":
        raise DawError(f"{track.name} is a MIDI track; name an audio track for '{change.name}'.")
    if not change.path.is_file():
        raise UserError(f"There is no file {change.path}.")
    edit.state, new_id = edit.state.with_new_id("region")
    start_s = edit.state.tempo_map.seconds_at(change.start_beats) - change.lead_in_s
    cut_s = max(0.0, -start_s)
    length_s = None if change.length_s is None else change.length_s - cut_s
    placed = Placed(
        new_id, track.id, change.name, "audio", "", max(0.0, change.start_beats), max(0.0, change.lead_in_s - cut_s)
    )
    _sound(edit, change.path, placed, skip_s=change.offset_s + cut_s, length_s=length_s, fades_in=cut_s > 0)
    return ((change.ref or new_id, new_id),)


def _place_midi(change: daw.PlaceMidi, edit: Edit) -> Pairs:
    track = edit.track(change.track)
    if track.kind != "midi":
        raise DawError(f"{track.name} is an audio track; name a MIDI track for '{change.name}'.")
    edit.state, new_id = edit.state.with_new_id("region")
    placed = Placed(new_id, track.id, change.name, "midi", "", change.start_beats)
    _notes(edit, placed, change.notes, change.length_beats)
    return ((change.ref or new_id, new_id),)


def _move(change: daw.Move, edit: Edit) -> None:
    placed, file = edit.region(change.region)
    _anew(edit, placed, file, placed.moved_to(change.start_beats, edit.state.tempo_map))


def _rename_region(change: daw.RenameRegion, edit: Edit) -> None:
    placed, file = edit.region(change.region)
    _anew(edit, placed, file, replace(placed, name=change.name))


def _duplicate(change: daw.Duplicate, edit: Edit) -> Pairs:
    placed, file = edit.region(change.region)
    edit.state, new_id = edit.state.with_new_id("region")
    _copy(edit, placed, file, replace(placed, id=new_id).moved_to(change.start_beats, edit.state.tempo_map))
    return ((change.ref or new_id, new_id),)


def _remove_region(change: daw.RemoveRegion, edit: Edit) -> None:
    placed, _ = edit.region(change.region)
    edit.leave(placed, is_kept=True)
    edit.state = edit.state.without(placed.id)


def _set_notes(change: daw.SetNotes, edit: Edit) -> None:
    placed, file = edit.region(change.region)
    if placed.kind != "midi":
        raise DawError(f"'{placed.name}' is a sound; only MIDI regions have notes.")
    edit.leave(placed, is_kept=False)
    _notes(edit, placed, change.notes, max([file.length_beats, *(note.end_beats for note in change.notes)]))


def _set_tempo(change: daw.SetTempo, edit: Edit) -> None:
    before = edit.state.tempo_map
    kept = [tempo for tempo in before.tempos if abs(tempo.beat - change.at_beats) > 1e-6]
    tempos = sorted([*kept, TempoChange(change.at_beats, change.bpm)], key=lambda tempo: tempo.beat)
    edit.state = replace(edit.state, tempo_map=TempoMap(tuple(tempos), before.meters))
    for placed in edit.state.placed:
        file = edit.found.get(placed.file)
        if file and _sounds_different(placed, before, edit.state.tempo_map):
            _anew(edit, placed, file, placed)


def _sounds_different(placed: Placed, before: TempoMap, after: TempoMap) -> bool:
    """True when a region's file says something of the tempo that is no longer so."""
    if placed.kind == "midi":
        return tempo_from(before, placed.anchor_beats) != tempo_from(after, placed.anchor_beats)
    old, new = (m.seconds_at(placed.start_beats(m)) for m in (before, after))
    return old != new or before.bpm_at(placed.anchor_beats) != after.bpm_at(placed.anchor_beats)


def _anew(edit: Edit, placed: Placed, file: Found, changed: Placed) -> None:
    """Put a region's file in place of itself, with another name, place or tempo."""
    edit.leave(placed, is_kept=False)
    _copy(edit, placed, file, changed)


def _copy(edit: Edit, placed: Placed, file: Found, changed: Placed) -> None:
    if placed.kind == "midi":
        _notes(edit, changed, file.notes, file.length_beats)
    else:
        _sound(edit, edit.folder / placed.file, changed)


def _sound(edit: Edit, source: Path, placed: Placed, **part: Any) -> None:
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
    edit.state = edit.state.with_placed(replace(placed, file=target.name))


def _notes(edit: Edit, placed: Placed, notes: tuple[Note, ...], length_beats: float) -> None:
    tempo_map = edit.state.tempo_map
    target = edit.new_path(file_name(placed.name, placed.anchor_beats, tempo_map, ".mid"))
    left_out = make_notes(
        target, notes, start_beats=placed.anchor_beats, length_beats=length_beats, tempo_map=tempo_map, name=placed.name
    )
    if left_out:
        edit.reservation = f"{left_out} notes outside the region were left out."
    edit.state = edit.state.with_placed(replace(placed, file=target.name))


_DO: dict[type[Change], Callable[[Any, Edit], Pairs | None]] = {
    daw.NewTrack: _new_track,
    daw.RenameTrack: _rename_track,
    daw.RemoveTrack: _remove_track,
    daw.PlaceAudio: _place_audio,
    daw.PlaceMidi: _place_midi,
    daw.Move: _move,
    daw.Duplicate: _duplicate,
    daw.RenameRegion: _rename_region,
    daw.RemoveRegion: _remove_region,
    daw.SetNotes: _set_notes,
    daw.SetTempo: _set_tempo,
}
CAN = tuple(change.capability for change in _DO)
"""Capabilities of a folder."""
MISSING.update(dict.fromkeys(CAPABILITIES - {*CAN, *MISSING}, "a folder has no such thing"))
