"""Clips of a launcher: those that wait in a slot, where a track and a scene meet, and lie nowhere in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from engine.daw.changes.change import Change, Keep, made_ids, track_named
from engine.daw.changes.placing import restored_region
from engine.daw.claim import BEATS, NAME, Claim, note_rows, there
from engine.daw.snapshot import Outcome, Region, SlotClip, Snapshot
from engine.daw.words import named
from engine.media.note import Note


@dataclass(frozen=True)
class PlaceInSlot(Change):
    """Put a sound file, or notes, into a slot of the launcher."""

    capability: ClassVar[str] = "place_in_slot"
    counted: ClassVar[tuple[str, str]] = ("1 clip placed", "{n} clips placed")
    track: str
    name: str
    scene: int | None = None
    """From 0 at the top; None = the first that is free on this track."""
    path: Path | None = None
    """Sound: all of the file."""
    notes: tuple[Note, ...] | None = None
    length_beats: float = 0.0
    """Of notes."""
    ref: str = ""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The slot is empty again."""
        return tuple(EmptySlot(made) for made in made_ids(outcome))

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """What lies there."""
        return {"slot": [_print(lying(after, made)) for made in made_ids(outcome)]}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Its name."""
        found = [lying(snapshot, made) for made in made_ids(outcome)]
        return named(found[0] if found else None, "the clip")

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there, on its track, in its scene, with its notes."""
        found: list[Claim] = []
        for made in made_ids(outcome):
            found += [there(made), Claim(made, "track", self.track), Claim(made, NAME, self.name)]
            found += [] if self.scene is None else [Claim(made, "scene", self.scene, read=_scene(self.scene))]
            if self.notes is not None:
                found.append(Claim(made, "length_beats", self.length_beats, BEATS, "beats"))
                found.append(Claim(made, "notes", note_rows(self.notes), read=_notes))
        return tuple(found)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Which track and scene."""
        lies = [one for one in after.slots if one.track == self.track and one.name == self.name] if after else []
        scene = self.scene if self.scene is not None else lies[-1].scene if lies else None
        if scene is None:
            return f"'{self.name}' lies in the launcher, on {track_named(self, after, before)}"
        return f"'{self.name}' lies in the launcher, on {track_named(self, after, before)}, scene {scene + 1}"


@dataclass(frozen=True)
class EmptySlot(Change):
    """Take the clip out of a slot of the launcher."""

    capability: ClassVar[str] = "empty_slot"
    counted: ClassVar[tuple[str, str]] = ("1 region removed", "{n} regions removed")
    slot: str

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It comes back."""
        if region := before.region(self.slot):
            return tuple(restored_region(region, region.track, keep))
        old = before.slot(self.slot)
        return (restored_slot(old, old.track),) if old else ()

    def lost(self, before: Snapshot) -> tuple[Region, ...]:
        """Itself, where a DAW shows it among the regions."""
        old = before.region(self.slot)
        return (old,) if old else ()

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """What lies there by now."""
        return {"slot": [_print(lying(after, self.slot))]}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Its name."""
        return named(lying(snapshot, self.slot), "the clip")

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is gone."""
        return (there(self.slot, False),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Which one went."""
        return f"{named(lying(before, self.slot) if before else None, 'a clip')} was taken out of the launcher"


def restored_slot(old: SlotClip, track: str) -> PlaceInSlot:
    """The change that puts a clip back into its slot."""
    if old.kind == "midi":
        return PlaceInSlot(track, old.name, old.scene, None, old.notes, old.length_beats)
    return PlaceInSlot(track, old.name, old.scene, old.path)


def lying(snapshot: Snapshot, slot_id: str) -> SlotClip | Region | None:
    """A clip of the launcher; a region in a DAW whose launcher is all that it shows."""
    return snapshot.slot(slot_id) or snapshot.region(slot_id)


def _print(found: SlotClip | Region | None) -> list[Any] | None:
    return [found.name, found.kind, round(found.length_beats, 2), note_rows(found.notes)] if found else None


def _scene(expected: int) -> Callable[[Snapshot, str], Any]:
    def read(snapshot: Snapshot, slot_id: str) -> Any:
        found = snapshot.slot(slot_id)
        return found.scene if found else expected  # a region tells no scene

    return read


def _notes(snapshot: Snapshot, slot_id: str) -> Any:
    found = lying(snapshot, slot_id)
    return note_rows(found.notes) if found else None
