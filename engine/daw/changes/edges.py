"""Where a region begins and ends: moved, trimmed, cut in two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from engine.daw.changes.change import Change, Keep, made_ids, on_region, region_named
from engine.daw.changes.content import ReplaceContent
from engine.daw.changes.placing import RemoveRegion
from engine.daw.changes.region_print import region_print
from engine.daw.changes.value import RenameRegion, SetFadeOut
from engine.daw.claim import BEATS, Claim, ends, has_notes, starts, there
from engine.daw.snapshot import Outcome, Region, Snapshot
from engine.daw.words import where
from engine.media.note import Note


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
    was: str = ""
    """Of a region that gets its old span back: the state it had, in a DAW that keeps those."""

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
        return ReplaceContent(self.region, None, tuple(notes), length, self.start_beats, was=self.was)

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


def _as_long_as(old: Region, region_id: str) -> Trim:
    length_s = old.length_s if old.kind == "audio" and old.length_s and not old.follows_tempo else None
    notes = old.notes if old.kind == "midi" else None
    return Trim(region_id, old.start_beats, old.end_beats, length_s, notes=notes, was=old.state)
