"""The desk: what a session task may look at and use. Tracks are found here by the names people say."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.assistant.outboard import Outboard
from engine.daw import daw
from engine.daw.daw import Change, Region, Snapshot, Track
from engine.daw.session_key import session_key
from engine.errors import UserError
from engine.library.clip_files import Told
from engine.library.library import Library
from engine.media.audio import probe_audio
from engine.media.clip import Clip

NEW = "new:"
"""Prefix of the ref of a track that the same list of changes adds."""


def no_daw(track: str) -> UserError:
    """What is said when a track is meant and no session is open."""
    return UserError(f"No DAW is connected, so there is no track '{track}'; start one, or use --daw folder.")


@dataclass(frozen=True)
class SessionAccess:
    """One moment of the session, and the library."""

    snapshot: Snapshot
    library: Library
    clip: Callable[[str], Clip]
    """Resolve a reference, `$n.part` included."""
    region: Callable[[str], Region | None]
    """The region a reference means, if it lies on a track."""
    outboard: Outboard | None = None
    """The models as gear beside the mixer; None where there is none."""

    def track(self, name: str) -> Track:
        """Find a track by what the user calls it; UserError with the nearest names."""
        found = find_track(self.snapshot.tracks, name)
        if found:
            return found
        if not self.snapshot.revision:
            raise no_daw(name)
        names = [track.name for track in self.snapshot.tracks if track.kind not in ("bus", "master")]
        near = difflib.get_close_matches(name, names, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"there is {', '.join(names[:12]) or 'none'}."
        raise UserError(f"There is no track '{name}'; {hint}")

    def start_beats(self, bar: float | None, at_s: float | None, otherwise: float) -> float:
        """The beat a bar number (2.5 = the middle of bar 2) or a time means."""
        tempo_map = self.snapshot.tempo_map
        if bar is not None:
            start = tempo_map.bar_start(int(bar))
            return start + (bar - int(bar)) * tempo_map.meter_at(start).bar_beats
        return tempo_map.beats_at(at_s) if at_s is not None else otherwise

    def here(self) -> float:
        """Where something new goes when nothing was said: the selection's start, else the playhead's bar."""
        return place_of(self.snapshot)

    def place(self, clip: Clip, start_beats: float, track_name: str | None = None) -> list[Change]:
        """Changes that put a clip on a track: the one named, a new one of that name, or one of its own."""
        kind: Literal["midi", "audio"] = "midi" if clip.kind == "midi" else "audio"
        found = find_track(self.snapshot.tracks, track_name, exact=True) if track_name else None
        if found and found.kind not in (kind, "bus", "master"):
            found, track_name = None, f"{track_name} {'MIDI' if kind == 'midi' else 'audio'}"
        changes: list[Change] = []
        if found:
            track = found.id
        else:
            name = free_name(self.snapshot, track_name or clip.name)
            track = NEW + name
            channels = probe_audio(clip.path).channels if kind == "audio" else 2
            changes.append(daw.NewTrack(name, kind, track, 1 if channels == 1 else 2))
        changes.append(place_change(clip, self.published(clip, start_beats), track, start_beats))
        return changes

    def published(self, clip: Clip, start_beats: float) -> Path:
        """The file with a human name that a DAW is given for a clip."""
        told = self.told(clip, start_beats)
        return self.library.publish(clip, start_samples=told.start_samples, facts=told.facts)

    def told(self, clip: Clip, start_beats: float | None = None) -> Told:
        """What a sound's file says of its place, where it was meant to lie or at these beats."""
        start_beats = clip.start_beats if start_beats is None else start_beats
        if start_beats is None:
            return Told()
        tempo_map, rate = self.snapshot.tempo_map, self.snapshot.sample_rate_hz
        start = tempo_map.sample_at(start_beats, rate) - round(clip.lead_in_s * rate)
        bar, _ = tempo_map.bar_at(max(0.0, start_beats))
        tempo, key = f"{tempo_map.bpm_at(start_beats):g}", session_key(self.snapshot) or ""
        return Told(start, {"tempo": tempo, "bar": bar, "key": key})


def place_change(clip: Clip, path: Path, track: str, start_beats: float) -> Change:
    """The change that puts a clip on a track; its ref is the clip's id."""
    if clip.kind == "midi":
        content = clip.midi()
        return daw.PlaceMidi(
            track, content.notes, start_beats, clip.length_beats or content.length_beats, clip.name, clip.id
        )
    if clip.kind == "audio":
        return daw.PlaceAudio(track, path, start_beats, clip.name, clip.id, clip.lead_in_s)
    raise UserError(f"'{clip.name}' is {clip.kind}; only sound and notes go on a track.")


def place_of(snapshot: Snapshot) -> float:
    """The selection's start, else the start of the bar the playhead is in."""
    if snapshot.selection.start_beats is not None:
        return snapshot.selection.start_beats
    bar, _ = snapshot.tempo_map.bar_at(max(0.0, snapshot.playhead_beats))
    return snapshot.tempo_map.bar_start(bar)


def find_track(tracks: Sequence[Track], name: str, *, exact: bool = False) -> Track | None:
    """A track by id or name; unless `exact`, also by the one track whose name shares its words."""
    wanted = _words(name)
    for track in tracks:
        if track.id == name or _words(track.name) == wanted:
            return track
    if exact or not wanted:
        return None
    inside = [track for track in tracks if set(wanted) & set(_words(track.name))]
    if len(inside) != 1:
        inside = [track for track in tracks if set(wanted) <= set(_words(track.name))]
    return inside[0] if len(inside) == 1 else None


def free_name(snapshot: Snapshot, name: str) -> str:
    """The name itself, or with a number where a track has it already."""
    taken = {track.name.casefold() for track in snapshot.tracks}
    fresh, number = name, 1
    while fresh.casefold() in taken:
        number += 1
        fresh = f"{name} {number}"
    return fresh


def _words(name: str) -> list[str]:
    words = [word for word in re.findall(r"\w+", name.casefold()) if word not in ("the", "track", "my", "a")]
    return [word.rstrip("s") or word for word in words]
