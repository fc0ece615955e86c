"""What references mean: clip ids, regions of the DAW, the selection, files and outputs of earlier steps."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.assistant.mixdown.region_sound import sources_of
from engine.daw.daw import Region, Snapshot
from engine.errors import UserError
from engine.library.library import Library
from engine.library.takes import Takes
from engine.media.audio import Audio, fit_length, probe_audio, read_audio
from engine.media.clip import Clip, audio_clip, clip_from_file, midi_clip
from engine.media.note import Note

REGION = "region:"
_SAME_S = 0.002
"""Lengths of one sound differ by less."""


def region_clip(region: Region, snapshot: Snapshot, folder: Path) -> Clip:
    """A clip with the content of a DAW region as it is now; files go into `folder`."""
    track = snapshot.track(region.track)
    placing = {"start_beats": region.start_beats, "track": track.name if track else None}
    if region.kind == "midi":
        return midi_clip(folder, region.name, region.notes, snapshot.tempo_map, region.length_beats, **placing)
    sound = region_audio(region)
    if region.is_looped:
        end_s = snapshot.tempo_map.seconds_at(region.end_beats)
        sound = repeated(sound, end_s - snapshot.tempo_map.seconds_at(region.start_beats))
    return audio_clip(folder, region.name, sound, length_beats=region.length_beats, **placing)


def whole_source(region: Region) -> Path | None:
    """The one WAV file that a region plays from its beginning to its end; None when it plays something else."""
    if region.kind != "audio" or region.is_looped or region.offset_s or len(region.sources) != 1:
        return None
    source = region.sources[0]
    if source.suffix.lower() != ".wav" or not source.is_file():
        return None
    return source if abs(probe_audio(source).seconds - region.length_s) < 1e-4 else None


def repeated(sound: Audio, seconds: float) -> Audio:
    """A looped region's sound until its end."""
    frames = max(1, round(seconds * sound.sample_rate_hz))
    times = -(-frames // max(1, sound.frames))
    return Audio(np.tile(sound.samples, (1, times))[:, :frames], sound.sample_rate_hz) if times > 1 else sound


def region_audio(region: Region) -> Audio:
    """The sound of an audio region, its mono sources put together; UserError when a source has gone."""
    end_s = region.offset_s + region.length_s if region.length_s else None
    parts = [read_audio(source, start_s=region.offset_s, end_s=end_s) for source in sources_of(region)]
    if len(parts) == 1:
        return parts[0]
    frames = max(part.frames for part in parts)
    return Audio(np.concatenate([fit_length(part, frames).samples for part in parts]), parts[0].sample_rate_hz)


def notes_clip(notes: Sequence[Note], snapshot: Snapshot, folder: Path, name: str) -> Clip:
    """A clip of notes given at session beats."""
    start = min(note.start_beats for note in notes)
    end = max(note.end_beats for note in notes)
    moved = [dataclasses.replace(note, start_beats=note.start_beats - start) for note in notes]
    return midi_clip(folder, name, moved, snapshot.tempo_map, end - start, start_beats=start)


class Resolver:
    """Resolves references for one turn."""

    def __init__(self, library: Library, snapshot: Snapshot | None, files: Mapping[str, Path], folder: Path) -> None:
        self._library = library
        self._files = files
        self._folder = folder
        self.takes = Takes(library)
        self.snapshot = snapshot

    def region(self, reference: str) -> Region | None:
        """The region a reference stands for on a track, if it lies on one."""
        if self.snapshot is None:
            return None
        if reference == "selection":
            chosen = self.snapshot.selection.regions
            return self.snapshot.region(chosen[0]) if len(chosen) == 1 else None
        place = self.takes.named(reference)
        region_id = place.region if place else self._library.region_of(reference)
        if reference.startswith(REGION) and not place:
            region_id = reference.removeprefix(REGION)
        return self.snapshot.region(self._library.current(region_id)) if region_id else None

    def clip(self, reference: str) -> Clip:
        """The clip a reference stands for; what lies in the DAW is taken as it is there now."""
        if reference in self._files:
            return self._library.adopt(clip_from_file(self._files[reference]))
        region = self.region(reference)
        stored = self._stored(reference, region)
        if region and not (stored and self.is_unchanged(stored, region)):
            assert self.snapshot is not None
            return self._adopted(region, self.snapshot)
        if stored and region:
            name = region.name if reference != stored.id else stored.name  # an edit keeps what it is called
            start = region.start_beats + self._lead_in_beats(stored, region)
            return dataclasses.replace(stored, name=name, start_beats=start)
        if stored:
            return stored
        if reference == "selection":
            return self._selection()
        if Path(reference).is_file():
            return self._library.adopt(clip_from_file(reference))
        if reference.startswith(REGION):
            raise UserError("That region is no longer in the session.")
        raise UserError(f"There is no clip '{reference}'.")

    def _adopted(self, region: Region, snapshot: Snapshot) -> Clip:
        """What a region plays, as a clip of the library; a recording that it plays whole is not copied."""
        source = whole_source(region)
        if source is None:
            return self._library.adopt(region_clip(region, snapshot, self._folder))
        track = snapshot.track(region.track)
        placing = {"start_beats": region.start_beats, "track": track.name if track else None}
        clip = clip_from_file(source, name=region.name, length_beats=region.length_beats, **placing)
        return self._library.adopt(clip, is_linked=True)

    def known(self, reference: str) -> str:
        """The id that what a reference means is shown by."""
        region = self.region(reference)
        return self.known_as(region.id) if region else self.takes.known_as(reference)

    def known_as(self, region: str) -> str:
        """The id that what lies in a region is shown by."""
        place = self.takes.at(region)
        return place.id if place else REGION + self._library.first_name(region)

    def _stored(self, reference: str, region: Region | None) -> Clip | None:
        """What the library has of it: the active take of the place."""
        place = self.takes.at(region.id) if region else self.takes.named(reference)
        if place:
            try:
                return self._library.clip(place.active)
            except UserError:
                if region is None:
                    raise
                return None  # the DAW plays it still
        return None if reference == "selection" or reference.startswith(REGION) else self._library.clip(reference)

    def is_unchanged(self, clip: Clip, region: Region) -> bool:
        """True when a region still plays all of a clip."""
        if clip.kind == "midi":
            return False
        is_early = region.start_s < 1e-6 and region.offset_s <= clip.lead_in_s  # what lay before the session is cut
        is_whole = region.offset_s == 0 or is_early
        played_s = region.offset_s + region.length_s + self.left_out_s(clip, region)
        return is_whole and abs(played_s - clip.seconds) < _SAME_S

    def left_out_s(self, clip: Clip, region: Region) -> float:
        """How much of a clip's lead-in a region does not hold: where a clip begins with its scene, all of it."""
        is_all_but_that = not region.offset_s and abs(region.length_s + clip.lead_in_s - clip.seconds) < _SAME_S
        return clip.lead_in_s if is_all_but_that and clip.lead_in_s >= _SAME_S else 0.0

    def _lead_in_beats(self, clip: Clip, region: Region) -> float:
        assert self.snapshot is not None
        tempo_map = self.snapshot.tempo_map
        start_s, left_out_s = tempo_map.seconds_at(region.start_beats), self.left_out_s(clip, region)
        lead_in_s = max(0.0, clip.lead_in_s - region.offset_s - left_out_s)
        return tempo_map.beats_at(start_s + lead_in_s) - region.start_beats

    def _selection(self) -> Clip:
        selection = self.snapshot.selection if self.snapshot else None
        if self.snapshot is None or selection is None or selection.is_empty:
            raise UserError("Nothing is selected in the DAW; select notes or a region and ask again.")
        if selection.notes:
            return self._library.adopt(notes_clip(selection.notes, self.snapshot, self._folder, "Selection"))
        if len(selection.regions) > 1:
            raise UserError(f"{len(selection.regions)} regions are selected; select one, or name the one you mean.")
        raise UserError("The selection holds no notes and no region; select the clip itself.")
