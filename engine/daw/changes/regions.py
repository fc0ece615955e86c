"""Regions: placed, moved, cut, given another content, taken away."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from engine.daw.changes.change import (
    RESTORED,
    Change,
    Keep,
    made_ids,
    on_region,
    on_track,
    region_named,
    track_named,
)
from engine.daw.changes.value import RenameRegion, SetFadeIn, SetFadeOut, SetRegionGain, SetRegionMute
from engine.daw.claim import BEATS, NAME, Claim, ends, has_notes, lasts, note_rows, starts, there
from engine.daw.words import named, where
from engine.media.note import Note

if TYPE_CHECKING:
    from engine.daw.daw import Outcome, Region, Snapshot, Track

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
    """Of a region that comes back: the id it had; its DAW may have it still. "" = it is a new one."""

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there, on its track, at its place."""
        start_s = before.tempo_map.seconds_at(self.start_beats) - self.lead_in_s
        start = before.tempo_map.beats_at(max(0.0, start_s))
        found: list[Claim] = []
        for made in made_ids(outcome):
            found += [there(made), Claim(made, "track", self.track), Claim(made, NAME, self.name)]
            found.append(starts(made, start, before))
            if self.length_s is not None:
                found.append(lasts(made, self.length_s + min(0.0, start_s)))
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
class ReplaceContent(Change):
    """Give a region another content, in place: it keeps its track, name, gain, mute and fades.

    Without `start_beats` it also keeps where it starts. It becomes as long as the new content; fades that would be
    longer than that are shortened. A DAW that has to make a new region for it names that by `ref`.
    """

    capability: ClassVar[str] = "replace_content"
    counted: ClassVar[tuple[str, str]] = ("1 clip changed in place", "{n} clips changed in place")
    region: str
    path: Path | None = None
    """Audio: the file; all of it is used from `offset_s` on."""
    notes: tuple[Note, ...] | None = None
    """MIDI: the notes, relative to the region's start."""
    length_beats: float | None = None
    """MIDI: how long it becomes; None = as long as it is."""
    start_beats: float | None = None
    """Where the content (after its lead-in) begins now; None = where the region begins."""
    lead_in_s: float = 0.0
    """The content begins this much before `start_beats`; what would lie before 0 is cut with a 5 ms fade."""
    offset_s: float = 0.0
    """Skip this much of the file."""
    length_s: float | None = None
    """Use only this much of the file; None = to its end. What is not used stays behind the edges."""
    ref: str = ""
    was: str = ""
    """Of a sound that comes back: the id of the region that played it; its DAW may have that still."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The content, place and length of before; fades that had to become shorter are long again."""
        old = on_region(self, before)
        if old is None:
            return ()
        now = self._now(outcome)
        if old.kind == "midi":
            back = ReplaceContent(now, None, old.notes, old.length_beats, old.start_beats)
        else:
            kept, length_s = keep(old), old.length_s or None
            back = ReplaceContent(
                now, kept.path, start_beats=old.start_beats, offset_s=kept.offset_s, length_s=length_s, was=old.id
            )
        fades: list[Change] = []
        if old.fade_in_s and "fade_in" in before.capabilities:
            fades.append(SetFadeIn(now, old.fade_in_s))
        if old.fade_out_s and "fade_out" in before.capabilities:
            fades.append(SetFadeOut(now, old.fade_out_s))
        return (back, *fades)

    def lost(self, before: Snapshot) -> tuple[Region, ...]:
        """The content of before."""
        old = on_region(self, before)
        return (old,) if old else ()

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """Its place, its length and what it plays."""
        return {"region": region_print(after.region(self._now(outcome)))}

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there, at its place, with its content."""
        now, old = self._now(outcome), on_region(self, before)
        if old is None:
            return (there(now),)
        start = old.start_beats if self.start_beats is None else self.start_beats
        if self.lead_in_s:
            start_s = before.tempo_map.seconds_at(start) - self.lead_in_s
            start = before.tempo_map.beats_at(max(0.0, start_s))
        found = [there(now), Claim(now, "track", old.track), starts(now, start, before)]
        if self.notes is not None:
            length = old.length_beats if self.length_beats is None else self.length_beats
            return (*found, has_notes(now, self.notes), ends(now, start + length, before))
        is_other = self.path is not None and not _is_same_file(old.sources, self.path)
        return (*found, _other_sound(now, old)) if is_other else tuple(found)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Which region was changed, and where it is."""
        region = on_region(self, after) or on_region(self, before)
        on = after.track(region.track) if region and after else None
        place = f" on '{on.name}'" if on else ""
        return f"{region_named(self, after, before)}{place} was changed in place"

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Its name."""
        found = snapshot.region(self._now(outcome))
        return named(found, "the region")

    def _now(self, outcome: Outcome) -> str:
        return dict(outcome.became).get(self.region) or next(iter(made_ids(outcome)), self.region)


@dataclass(frozen=True)
class Move(Change):
    """Move a region in time."""

    capability: ClassVar[str] = "move"
    counted: ClassVar[tuple[str, str]] = ("1 region moved", "{n} regions moved")
    region: str
    start_beats: float

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """Where it was."""
        old = on_region(self, before)
        return (Move(old.id, old.start_beats),) if old else ()

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """Where it lies."""
        return {"region": region_print(on_region(self, after), has_content=False)}

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It begins there."""
        return (starts(self.region, self.start_beats, before),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Where it went."""
        return f"{region_named(self, after, before)} was moved to {where(self.start_beats, after)}"


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
class Trim(Change):
    """Set where a region begins and ends without moving its content in time."""

    capability: ClassVar[str] = "trim"
    counted: ClassVar[tuple[str, str]] = ("1 region trimmed", "{n} regions trimmed")
    region: str
    start_beats: float
    end_beats: float
    length_s: float | None = None
    """Of sound that gets its old length back: how long it was, whatever the tempo is now."""
    front_s: float = 0.0
    """Of sound that gets its old front back: how much of it, whatever the tempo is now; negative = less of it."""
    notes: tuple[Note, ...] | None = None
    """Of notes that get their old span back: all that were there, from `start_beats` on. Those outside of where the
    region lies now come back; not every DAW has kept what it does not show."""

    def settled(self, before: Snapshot) -> Change:
        """The same with the end that the length means at the tempo of now, and with the notes that come back."""
        if self.notes is not None:
            return self._with_notes(before)
        if self.length_s is None:
            return self
        tempo_map, region = before.tempo_map, on_region(self, before)
        start_s = tempo_map.seconds_at(self.start_beats)
        if region and self.front_s:
            start_s = max(0.0, tempo_map.seconds_at(region.start_beats) - self.front_s)
        start_beats = tempo_map.beats_at(start_s) if self.front_s else self.start_beats
        end_beats = tempo_map.beats_at(start_s + self.length_s)
        return replace(self, start_beats=start_beats, end_beats=end_beats, length_s=None, front_s=0.0)

    def _with_notes(self, before: Snapshot) -> Change:
        region, can = on_region(self, before), before.capabilities
        if region is None or self.notes is None or (can and ReplaceContent.capability not in can):
            return replace(self, notes=None)
        later, end = region.start_beats - self.start_beats, region.end_beats - self.start_beats
        shown = [replace(note, start_beats=note.start_beats + later) for note in region.notes]
        notes = [note for note in shown if later <= note.start_beats < end]
        notes += [note for note in self.notes if not later <= note.start_beats < end]
        notes.sort(key=lambda note: (note.start_beats, note.pitch))
        length = self.end_beats - self.start_beats
        return ReplaceContent(self.region, None, tuple(notes), length, self.start_beats)

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """Where it began and ended."""
        old = on_region(self, before)
        if old is None:
            return ()
        now, tempo_map = dict(outcome.became).get(old.id, old.id), before.tempo_map
        back = _as_long_as(old, now)
        if back.length_s is None or abs(self.start_beats - old.start_beats) < BEATS:
            return (back,)
        front_s = tempo_map.seconds_at(self.start_beats) - tempo_map.seconds_at(old.start_beats)
        return (replace(back, front_s=front_s), Move(now, old.start_beats))

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """Where it begins and ends."""
        return {"region": region_print(on_region(self, after), has_content=False)}

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It begins and ends there, with its notes."""
        reach = (starts(self.region, self.start_beats, before), ends(self.region, self.end_beats, before))
        return reach if self.notes is None else (*reach, has_notes(self.region, self.notes))

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """From where to where it goes."""
        start, end = where(self.start_beats, after), where(self.end_beats, after)
        return f"{region_named(self, after, before)} goes from {start} to {end}"


@dataclass(frozen=True)
class Split(Change):
    """Cut a region in two at a beat."""

    capability: ClassVar[str] = "split"
    counted: ClassVar[tuple[str, str]] = ("1 region split", "{n} regions split")
    region: str
    at_beats: float
    ref: str = ""
    """Name of the second part; the first is `<ref>.1` where the DAW gives it a new id."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The second part goes, the first is as long as the whole was, with the name and fade it had."""
        old, parts = on_region(self, before), self._parts(outcome)
        if old is None or parts[1] == self.region:
            return ()
        first, second = parts
        back: list[Change] = [RemoveRegion(second), _as_long_as(old, first)]
        back.append(RenameRegion(first, old.name))
        if "fade_out" in before.capabilities and (old.kind == "audio" or old.fade_out_s):
            back.append(SetFadeOut(first, old.fade_out_s))
        return tuple(back)

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """Both parts."""
        return {"region": [region_print(after.region(part)) for part in self._parts(outcome)]}

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """Both parts are there, and meet there."""
        first, second = self._parts(outcome)
        meet = (ends(first, self.at_beats, before), starts(second, self.at_beats, before))
        return (there(first), there(second), *meet)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Where it was cut."""
        return f"{region_named(self, before, after)} is cut in two at {where(self.at_beats, after)}"

    def _parts(self, outcome: Outcome) -> tuple[str, str]:
        made = [one for one in made_ids(outcome) if one != self.region]
        second = next((one for ref, one in outcome.made if ref == self.ref and one != self.region), None)
        rest = [one for one in made if one != second]
        first = dict(outcome.became).get(self.region) or (rest[0] if second and rest else self.region)
        return first, second or (made[-1] if made else self.region)


@dataclass(frozen=True)
class RemoveRegion(Change):
    """Take a region away; its file stays."""

    capability: ClassVar[str] = "remove_region"
    counted: ClassVar[tuple[str, str]] = ("1 region removed", "{n} regions removed")
    region: str

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It comes back with its gain, mute and fades."""
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

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is gone."""
        return (there(self.region, False),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Which one went."""
        old = on_region(self, before)
        return f"the region {named(old, '')}".strip() + " was removed"


@dataclass(frozen=True)
class SetNotes(Change):
    """Replace all notes of a MIDI region."""

    capability: ClassVar[str] = "set_notes"
    counted: ClassVar[tuple[str, str]] = ("the notes of 1 clip changed", "the notes of {n} clips changed")
    region: str
    notes: tuple[Note, ...]
    """Relative to the region's start."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The notes of before."""
        old = on_region(self, before)
        return (SetNotes(dict(outcome.became).get(old.id, old.id), old.notes),) if old else ()

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The notes."""
        found = after.region(dict(outcome.became).get(self.region, self.region))
        return {"notes": note_print(found.notes) if found else None}

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It has these notes."""
        return (has_notes(dict(outcome.became).get(self.region, self.region), self.notes),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """How many notes it has now."""
        count = f"{len(self.notes)} note{'' if len(self.notes) == 1 else 's'}"
        return f"{region_named(self, after, before)} has {count} now"

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Whose notes."""
        return f"the notes of {region_named(self, snapshot)}"


def restored_region(old: Region, track: str, keep: Keep) -> Iterator[Change]:
    """The changes that put a removed region back, as it was."""
    ref = RESTORED + old.id
    if old.kind == "midi":
        yield PlaceMidi(track, old.notes, old.start_beats, old.length_beats, old.name, ref)
    else:
        kept, length_s = keep(old), old.length_s or None
        yield PlaceAudio(
            track, kept.path, old.start_beats, old.name, ref, offset_s=kept.offset_s, length_s=length_s, was=old.id
        )
    if old.gain_db:
        yield SetRegionGain(ref, old.gain_db)
    if old.mute:
        yield SetRegionMute(ref, True)
    if old.fade_in_s:
        yield SetFadeIn(ref, old.fade_in_s)
    if old.fade_out_s:
        yield SetFadeOut(ref, old.fade_out_s)


def _as_long_as(old: Region, region_id: str) -> Trim:
    length_s = old.length_s if old.kind == "audio" and old.length_s else None
    notes = old.notes if old.kind == "midi" else None
    return Trim(region_id, old.start_beats, old.end_beats, length_s, notes=notes)


def region_print(region: Region | None, *, has_content: bool = True) -> Any:
    """A region's fingerprint.

    Notes lie at beats; sound keeps its seconds or its beats when the tempo changes, so either may stay.
    """
    if region is None:
        return None
    beats = [round(region.start_beats, 3), round(region.length_beats, 3)]
    if region.kind == "midi":
        content = {"notes": note_print(region.notes)} if has_content else {}
        return {"id": region.id, "beats": beats, **content}
    seconds = [round(region.start_s, 3), round(region.length_s, 3)]
    return {"id": region.id, "beats": beats, "seconds": seconds, "offset_s": round(region.offset_s, 3)}


def note_print(notes: tuple[Note, ...]) -> list[list[float]]:
    """Notes as a fingerprint shows them."""
    return [[row[0], round(row[1], 2), round(row[2], 2)] for row in note_rows(notes)]


def _is_same_file(sources: tuple[Path, ...], path: Path) -> bool:
    """Whether a region plays this file already: then it reads after the change as before it."""
    try:
        return len(sources) == 1 and (sources[0] == path or filecmp.cmp(sources[0], path, shallow=False))
    except OSError:
        return False


def _other_sound(region_id: str, old: Region) -> Claim:
    """It plays another file, or another part of it, than before."""
    then = (old.sources, round(old.offset_s, 4), round(old.length_s, 4))

    def read(snapshot: Snapshot, thing_id: str) -> Any:
        region = snapshot.region(thing_id)
        now = region and (region.sources, round(region.offset_s, 4), round(region.length_s, 4))
        return region is not None and (now != then or thing_id != old.id)

    return Claim(region_id, "content", True, read=read)


def _played_by(notes: tuple[Note, ...], track: Track | None) -> str:
    if track is None or not track.plugins:
        return ""
    has_drums = bool(notes) and all(note.channel == DRUM_CHANNEL for note in notes)
    advice = " until you put a drum instrument on it" if has_drums else ""
    return f", played by {track.plugins[0].name}{advice}"
