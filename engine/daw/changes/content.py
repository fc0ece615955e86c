"""What a region plays: another sound or other notes in its place."""

from __future__ import annotations

import filecmp
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from engine.daw.changes.change import Change, Keep, made_ids, on_region, region_named
from engine.daw.changes.region_print import note_print, region_print
from engine.daw.changes.value import SetFadeIn, SetFadeOut
from engine.daw.claim import Claim, ends, has_notes, starts, there
from engine.daw.snapshot import Outcome, Region, Snapshot
from engine.daw.words import named
from engine.media.note import Note


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
    """Of a content that comes back: the state, or the id, of the region that played it; its DAW may have that still."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The content, place and length of before; fades that had to become shorter are long again."""
        old = on_region(self, before)
        if old is None:
            return ()
        now = self._now(outcome)
        if old.kind == "midi":
            back = ReplaceContent(now, None, old.notes, old.length_beats, old.start_beats, was=old.state)
        else:
            kept, length_s = keep(old), old.length_s or None
            back = ReplaceContent(
                now, kept.path, start_beats=old.start_beats, offset_s=kept.offset_s, length_s=length_s,
                was=old.state or old.id,
            )  # fmt: skip
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
class SetNotes(Change):
    """Replace all notes of a MIDI region."""

    capability: ClassVar[str] = "set_notes"
    counted: ClassVar[tuple[str, str]] = ("the notes of 1 clip changed", "the notes of {n} clips changed")
    region: str
    notes: tuple[Note, ...]
    """Relative to the region's start."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The notes of before, in the loop that they were written in where the DAW still knows it."""
        old = on_region(self, before)
        if old is None:
            return ()
        now = dict(outcome.became).get(old.id, old.id)
        return (ReplaceContent(now, notes=old.notes, was=old.state) if old.state else SetNotes(now, old.notes),)

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The notes."""
        found = after.region(dict(outcome.became).get(self.region, self.region))
        return {"notes": note_print(found.notes) if found else None}

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It has these notes."""
        return (has_notes(dict(outcome.became).get(self.region, self.region), self.notes),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """How many notes it has now, where it has not as many as before."""
        old = on_region(self, before)
        if old is not None and len(old.notes) == len(self.notes):
            return f"the notes of {region_named(self, after, before)} were changed"
        count = f"{len(self.notes)} note{'' if len(self.notes) == 1 else 's'}"
        return f"{region_named(self, after, before)} has {count} now"

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Whose notes."""
        return f"the notes of {region_named(self, snapshot)}"


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
