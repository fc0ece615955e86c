"""Slots: the places that a turn gives contents, and which of them a reference or a correction means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.assistant.corrections import Base, Corrections
from engine.assistant.resolve import Resolver
from engine.daw.daw import Region
from engine.library.library import Library
from engine.library.takes import Take, Takes, TakeSlot
from engine.media.clip import Clip
from engine.tasks.plan import Step, step_reference


@dataclass(eq=False)
class Slot:
    """One place that the turn gives a content."""

    clip: Clip
    step: int
    """Number of the step that gave it."""
    region: str = ""
    """Id of the region that is to hold it; "" = one that is to be made."""
    before: Clip | None = None
    """What the region held."""
    place: TakeSlot | None = None
    """A place of the library that it is a take of."""
    start_beats: float | None = None
    track: str = ""
    """Name of the track that it was wanted on."""
    color: str = ""
    group: str = ""
    """Name of the group that it lies in with its like."""
    names: set[str] = field(default_factory=set)
    """The references that mean it: `$1.audio` and so on."""
    is_left: bool = False
    """A later step says where it goes."""
    lies: str = ""
    """Id of the clip that the slot holds in the session."""

    @property
    def is_due(self) -> bool:
        """True when its content is not in the session yet."""
        return not self.is_left and self.lies != self.clip.id


class Slots:
    """The slots of one turn."""

    def __init__(self, library: Library, resolver: Resolver, corrections: Corrections) -> None:
        self.all: list[Slot] = []
        self._by_session: dict[str, str] = {}
        self._library = library
        self._takes = Takes(library)
        self._resolver = resolver
        self._corrections = corrections

    def target(self, step: Step, reference: str) -> Slot | None:
        """The slot that an edit of this reference goes into; None when it is something new."""
        slot = self.named(reference)
        if slot:
            return slot
        reference = self._by_session.get(reference, reference)
        if step_reference(reference):
            return None
        region = self._resolver.region(reference)
        place = self._takes.at(region.id) if region else self._takes.named(reference)
        base = self._corrections.base(step) if step.op == "again" else None
        if base and place in self._corrections.places(base).values():
            return None  # the same once more, beside it
        if region:
            return self.of_region(region)
        stored = self._library.clip(place.active if place else reference)
        return Slot(stored, 0, place=place, start_beats=stored.start_beats) if stored else None

    def done_by_session(self, number: int, clips: Mapping[str, str]) -> None:
        """What the DAW itself cut or faded in a step lies where it lay: a later step that edits it does so there."""
        names = {f"${number}.{name}": known for name, known in clips.items()}
        self._by_session |= names | ({f"${number}": next(iter(clips.values()))} if clips else {})

    def of_region(self, region: Region) -> Slot:
        """The slot of a region, with what it holds."""
        known = next((slot for slot in self.all if slot.region == region.id), None)
        if known:
            return known
        place = self._takes.at(region.id)
        held = self._library.record(place.active) if place else None
        empty = Clip("", region.kind, region.name, self._library.folder, "")
        return Slot(held or empty, 0, region.id, place=place, lies=held.id if held else "")

    def of_place(self, place: TakeSlot) -> Slot | None:
        """The slot of a place that lies in the session."""
        region = self.region(place.region) if place.region else None
        if region is None:
            return None
        slot = self.of_region(region)
        slot.start_beats = self._resolver.clip(place.id).start_beats
        return slot

    def replaced_places(self, step: Step) -> dict[str, TakeSlot]:
        """The places whose content the result of an adding step replaces."""
        base = self._corrections.fixed(step)
        if base:
            places = self._corrections.places(base)
            return places if places or self._resolver.snapshot else self._opened(base)
        if step.task != "sing" or step.op != "fresh":
            return {}
        source = self._resolver.region(str(step.args.get("midi") or ""))
        sung = self._sung_from(source) if source else None
        return {"audio": sung} if sung else {}

    def _opened(self, base: Base) -> dict[str, TakeSlot]:
        """The places of what a call left in the library, when no DAW is there."""
        return {name: self._takes.open(clip, "", Take(clip, base.turn.number, base.number))
                for name, clip in base.record.clips.items() if self._library.record(clip)}

    def _sung_from(self, source: Region) -> TakeSlot | None:
        """Where the notes of a region are sung already."""
        snapshot = self._resolver.snapshot
        for region in snapshot.regions if snapshot else ():
            place = self._takes.at(region.id) if region.kind == "audio" else None
            first = self._library.record(place.takes[0].clip) if place else None
            if place and first and first.recipe and first.recipe.task == "sing":
                reference = str(first.recipe.args.get("midi") or "")
                meant = None if reference in ("", "selection") else self._resolver.region(reference)
                if meant == source or (meant is None and abs(self._first_beat(first) - source.start_beats) < 0.01):
                    return place
        return None

    @staticmethod
    def _first_beat(clip: Clip) -> float:
        return clip.start_beats if clip.start_beats is not None else -1.0

    def named(self, reference: str) -> Slot | None:
        """The slot that an output of a step went into."""
        return next((slot for slot in reversed(self.all) if reference in slot.names), None)

    def region(self, region_id: str) -> Region | None:
        """A region as it is now, by any id it had."""
        snapshot = self._resolver.snapshot
        return snapshot.region(self._library.current(region_id)) if snapshot and region_id else None

