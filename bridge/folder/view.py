"""The watched folder as a DAW project: its tracks, regions and selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bridge.folder.name import beat_in_name
from bridge.folder.scan import ScannedFile
from bridge.folder.state import FolderRegion, FolderState
from engine.daw.daw import Project, Region, Snapshot, Track
from engine.daw.selection import Selection
from engine.media.note import TempoMap
from engine.media.wav_metadata import WavMetadata

DROPPED = Track("dropped", "Dropped", "audio")
"""The track of files that the user has put into the folder."""
_PREFIX = "file:"
_CLOCK_S = 3600.0
"""A time stamp of an hour or more is the time of day, or the code of another session: it is not used."""


def view(
    folder: Path,
    state: FolderState,
    found: Mapping[str, ScannedFile],
    revision: str,
    sample_rate_hz: int,
    capabilities: frozenset[str],
) -> Snapshot:
    """Everything a Snapshot has."""
    regions = known_regions(folder, state, found)
    has_dropped = any(region.track == DROPPED.id for region in regions)
    return Snapshot(
        Project(state.id, state.name, folder),
        revision,
        state.tempo_map,
        (*state.tracks, DROPPED) if has_dropped else state.tracks,
        regions,
        _selection(regions, state, found),
        0.0,
        sample_rate_hz,
        capabilities,
        daw="Watched folder",
        markers=state.markers,
    )


def known_regions(folder: Path, state: FolderState, found: Mapping[str, ScannedFile]) -> tuple[Region, ...]:
    """The regions whose files are there, then the files that the user has dropped."""
    ours = [
        region(folder, placed, found[placed.file], state.tempo_map) for placed in state.placed if placed.file in found
    ]
    return (*ours, *(region(folder, placed, found[placed.file], state.tempo_map) for placed in dropped(state, found)))


def region(folder: Path, placed: FolderRegion, file: ScannedFile, tempo_map: TempoMap) -> Region:
    """A file with its place as a region."""
    start_beats = placed.start_beats(tempo_map)
    start_s = tempo_map.seconds_at(start_beats)
    if placed.kind == "midi":
        return Region(
            placed.id,
            placed.track,
            placed.name,
            "midi",
            start_beats,
            file.length_beats,
            (folder / placed.file,),
            notes=file.notes,
            start_s=start_s,
        )
    length_beats = tempo_map.beats_at(start_s + file.seconds) - start_beats
    return Region(
        placed.id,
        placed.track,
        placed.name,
        "audio",
        start_beats,
        length_beats,
        (folder / placed.file,),
        0.0,
        file.seconds,
        start_s=start_s,
    )


def dropped(state: FolderState, found: Mapping[str, ScannedFile]) -> list[FolderRegion]:
    """The user's own files: at the bar in their name, else at their time stamp, else at bar 1."""
    ours = {placed.file for placed in state.placed}
    return [
        FolderRegion(
            _PREFIX + name, DROPPED.id, name.rpartition(".")[0], file.kind, name, _start(name, file, state.tempo_map)
        )
        for name, file in found.items()
        if name not in ours
    ]


def _start(name: str, file: ScannedFile, tempo_map: TempoMap) -> float:
    start_s = _stamped_s(file.stamp, file.sample_rate_hz)
    if start_s is not None and file.stamp and "region" in file.stamp.facts:
        return tempo_map.beats_at(start_s)  # our own file, dropped again: the stamp is exact, the name is rounded
    named = beat_in_name(name, tempo_map)
    if named is not None:
        return named
    return tempo_map.beats_at(start_s) if start_s is not None else 0.0


def _stamped_s(stamp: WavMetadata | None, sample_rate_hz: int) -> float | None:
    if stamp is None or not sample_rate_hz:
        return None
    seconds = stamp.time_reference_samples / sample_rate_hz
    return seconds if seconds < _CLOCK_S else None


def _selection(regions: tuple[Region, ...], state: FolderState, found: Mapping[str, ScannedFile]) -> Selection:
    """The file that was dropped last: the one way to point at something in a folder."""
    arrived = {_PREFIX + name: file.entry.arrived_ns for name, file in found.items()}
    candidates = [one for one in regions if one.id in arrived]
    if not candidates:
        return Selection()
    last = max(candidates, key=lambda one: (arrived[one.id], one.id))
    notes = tuple(replace(note, start_beats=note.start_beats + last.start_beats) for note in last.notes)
    return Selection((last.track,), (last.id,), last.start_beats, last.end_beats, notes)
