"""Regions that come and go: placed, copied, taken away and put back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from engine.daw.changes.change import RESTORED, Change, Keep, made_ids, on_region, on_track, region_named, track_named
from engine.daw.changes.region_print import region_print
from engine.daw.changes.removing import Remove
from engine.daw.changes.unusual import unusual
from engine.daw.claim import NAME, Claim, ends, has_notes, lasts, starts, there
from engine.daw.snapshot import Outcome, Region, Snapshot, Track
from engine.daw.words import named, where
from engine.media.note import Note

DRUM_CHANNEL = 9
"""General MIDI: channel 10, counted from 0."""


@dataclass(frozen=True)
class PlaceContent(Change):
    """Put something on a track; what PlaceAudio and PlaceMidi have in common."""

    counted: ClassVar[tuple[str, str]] = ("1 clip placed", "{n} clips placed")

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It goes."""
        return tuple(RemoveRegion(made) for made in made_ids(outcome))

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """Where it lies, and its notes."""
        return {"region": [region_print(after.region(made)) for made in made_ids(outcome)]}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Its name."""
        found = [snapshot.region(made) for made in made_ids(outcome)]
        return named(found[0] if found else None, "the region")


@dataclass(frozen=True)
class PlaceAudio(PlaceContent):
    """Put a sound file on an audio track."""

    capability: ClassVar[str] = "place_audio"
    track: str
    path: Path
    start_beats: float
    """Where the sound (after its lead-in) begins."""
    name: str
    ref: str = ""
    lead_in_s: float = 0.0
    """The region begins this much before `start_beats`; what would lie before 0 is cut with a 5 ms fade."""
    offset_s: float = 0.0
    """Skip this much of the file."""
    length_s: float | None = None
    """Use only this much of the file; None = to its end. What is not used stays behind the edges: they can be moved
    out to it, in a DAW whose regions show parts of files."""
    was: str = ""
    """Of a region that comes back: the state, or the id, it had; its DAW may have it still. "" = it is a new one."""

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there, on its track, at its place."""
        start_s = before.tempo_map.seconds_at(self.start_beats) - self.lead_in_s
        start = before.tempo_map.beats_at(max(0.0, start_s))
        found: list[Claim] = []
        for made in made_ids(outcome):
            found += [there(made), Claim(made, "track", self.track), Claim(made, NAME, self.name)]
            found.append(starts(made, start, before))
            if self.length_s is not None:
                found.append(lasts(made, self.length_s + min(0.0, start_s), came_back=bool(self.was)))
        return tuple(found)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Where it lies."""
        return f"'{self.name}' lies on {track_named(self, after, before)} at {where(self.start_beats, after)}"


@dataclass(frozen=True)
class PlaceMidi(PlaceContent):
    """Put notes on a MIDI track as a new region."""

    capability: ClassVar[str] = "place_midi"
    track: str
    notes: tuple[Note, ...]
    """Relative to the region's start."""
    start_beats: float
    length_beats: float
    name: str
    ref: str = ""
    was: str = ""
    """Of a region that comes back: the state it had, in a DAW that keeps those. "" = it is a new one."""

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there, on its track, at its place, with its notes."""
        return tuple(
            claim
            for made in made_ids(outcome)
            for claim in (
                there(made),
                Claim(made, "track", self.track),
                Claim(made, NAME, self.name),
                starts(made, self.start_beats, before),
                ends(made, self.start_beats + self.length_beats, before),
                has_notes(made, self.notes),
            )
        )

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Where it lies, and what plays it."""
        played = _played_by(self.notes, on_track(self, after))
        return f"'{self.name}' lies on {track_named(self, after, before)} at {where(self.start_beats, after)}{played}"


@dataclass(frozen=True)
class Duplicate(PlaceContent):
    """Copy a region to another place on its track."""

    capability: ClassVar[str] = "duplicate"
    counted: ClassVar[tuple[str, str]] = ("1 copy made", "{n} copies made")
    region: str
    start_beats: float
    ref: str = ""

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """The copy is there, at its place."""
        return tuple(
            claim for made in made_ids(outcome) for claim in (there(made), starts(made, self.start_beats, before))
        )

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Where the copy is."""
        return f"{region_named(self, after, before)} was copied to {where(self.start_beats, after)}"


@dataclass(frozen=True)
class RemoveRegion(Remove):
    """Take a region away; its file stays."""

    target: ClassVar[str] = "region"
    capability: ClassVar[str] = "remove_region"
    counted: ClassVar[tuple[str, str]] = ("1 region removed", "{n} regions removed")
    region: str

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It comes back with its gain, mute, fades and whatever else was set on it."""
        old = on_region(self, before)
        if old is None:
            return ()
        can = before.capabilities
        back = restored_region(old, old.track, keep)
        return tuple(change for change in back if not can or change.capability in can)

    def lost(self, before: Snapshot) -> tuple[Region, ...]:
        """Itself."""
        old = on_region(self, before)
        return (old,) if old else ()


def restored_region(old: Region, track: str, keep: Keep) -> Iterator[Change]:
    """The changes that put a removed region back, as it was."""
    ref = RESTORED + old.id
    if old.kind == "midi":
        yield PlaceMidi(track, old.notes, old.start_beats, old.length_beats, old.name, ref, old.state)
    else:
        kept, length_s = keep(old), old.length_s or None
        yield PlaceAudio(
            track, kept.path, old.start_beats, old.name, ref, offset_s=kept.offset_s, length_s=length_s,
            was=old.state or old.id,
        )  # fmt: skip
    yield from unusual(old, ref=ref)


def _played_by(notes: tuple[Note, ...], track: Track | None) -> str:
    if track is None or not track.plugins:
        return ""
    has_drums = bool(notes) and all(note.channel == DRUM_CHANNEL for note in notes)
    advice = " until you put a drum instrument on it" if has_drums else ""
    return f", played by {track.plugins[0].name}{advice}"
