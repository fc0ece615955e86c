"""Where the results of a turn go: which region each gives its content, what is added, what is silenced for it.

What a step does to the session is said by its row of the task table (`on_session`). Each result has a slot: a region
that is there, or one that will be; a later step that edits it gives the slot another content, so that only the last one
is put on a track.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from engine.assistant.actions.session_access import SessionAccess, find_track
from engine.assistant.content import content_changes, is_same_content
from engine.assistant.corrections import Corrections
from engine.assistant.later_steps import INTO_SOUND, LaterSteps
from engine.assistant.launcher_place import in_launcher
from engine.assistant.resolve import REGION, Resolver
from engine.assistant.slots import Slot, Slots
from engine.assistant.step_output import StepResult
from engine.daw import daw
from engine.daw.daw import Change, Region, Snapshot, Track
from engine.library.library import Library
from engine.library.takes import Take, Takes
from engine.library.turn import Turn
from engine.media.clip import Clip
from engine.tasks.plan import Step

_ALL_STEMS = ({"vocals", "drums", "bass", "other"}, {"vocals", "instrumental"})
_COLORS = {"vocals": "#d9534f", "drums": "#f0ad4e", "bass": "#5b8def", "other": "#5cb85c", "instrumental": "#8e6bbf",
           "rest": "#8a8f98", "target": "#d9534f", "speaker_1": "#5b8def", "speaker_2": "#f0ad4e"}


class Placing:
    """The slots of one turn."""

    def __init__(
        self,
        turn: Turn,
        library: Library,
        resolver: Resolver,
        corrections: Corrections,
        access: Callable[[], SessionAccess],
        means: Callable[[str, str], None],
    ) -> None:
        self.notes: list[str] = []
        """What there is to say besides the changes."""
        self._turn = turn
        self._later = LaterSteps(turn.plan.steps)
        self._library = library
        self._takes = Takes(library)
        self._resolver = resolver
        self._corrections = corrections
        self._access = access
        self._means = means
        self._slots = Slots(library, resolver, corrections)
        self._seen: set[int] = set()
        self._silent: dict[int, list[Region]] = {}
        """The sources that each step wants silenced."""
        self._gone: dict[int, list[Region]] = {}
        """The regions whose content lies in another one after each step."""

    # --- what steps gave ---

    def took(self, number: int, result: StepResult, inputs: Sequence[Clip], start_beats: float | None) -> None:
        """Find out where the clips of a finished step go."""
        step = result.step
        if number in self._seen or result.record.state != "done":
            return
        self._seen.add(number)
        if not result.outputs:
            self._slots.done_by_session(number, result.places)
        by_products = {output.name for output in step.row.outputs if not output.is_placed}
        clips = _sounds_and_notes(result)
        placed = {name: clip for name, clip in clips.items() if name not in by_products}
        if step.row.on_session == "edits" and placed:
            self._edited(number, step, placed, inputs)
        elif step.row.on_session == "adds" and placed:
            self._added(number, step, placed, start_beats)
        elif step.row.on_session == "splits":
            self._split(number, step, clips, inputs)

    def _edited(self, number: int, step: Step, made: dict[str, Clip], inputs: Sequence[Clip]) -> None:
        references = self._edited_references(step)
        sources = [self._slots.target(step, reference) for reference in references]
        joined = len(made) == 1 and len(references) > 1
        is_cut = step.args.get("action") == "split"
        if joined:
            self._gone[number] = [region for one in references[1:] if (region := self._resolver.region(one))]
        for at, (name, clip) in enumerate(made.items()):
            is_first = at == 0 or not is_cut
            slot = sources[at] if at < len(sources) and is_first else None
            before = inputs[at] if at < len(inputs) and is_first else None
            if self._later.is_wanted_elsewhere(number, name):
                slot = None
            self._give(slot, number, name, clip, before, step, is_first=at == 0)
            if is_cut and at and sources and sources[0] and sources[0].region:
                region = self._slots.region(sources[0].region)
                self._slots.all[-1].track = region.track if region else ""

    def _give(
        self, slot: Slot | None, number: int, name: str, clip: Clip, before: Clip | None, step: Step, *, is_first: bool
    ) -> None:
        names = {f"${number}.{name}", *([f"${number}"] if is_first else [])}
        if slot is None:
            self._slots.all.append(Slot(clip, number, start_beats=clip.start_beats, names=names))
            self._slots.all[-1].is_left = self._later.is_wanted_elsewhere(number, name)
            return
        if slot not in self._slots.all:
            self._slots.all.append(slot)
        if before and not self._corrections.fixed(step) and is_same_content(before, clip):
            waits = slot.step and slot.is_due  # an earlier step has changed it, and that is still to be placed
            if not waits:
                self.notes.append(f"'{self._called(slot, before)}' already was like that; nothing was changed.")
            if clip.id != before.id:
                self._library.is_step(clip.id)  # what is spoken of next is what lies there
            slot.names |= names
            slot.lies = slot.lies or (slot.clip.id if slot.region and not waits else "")
            return
        if slot.step and slot.lies != slot.clip.id:
            self._library.is_step(slot.clip.id)
        slot.clip, slot.step = clip, number
        slot.names |= names
        slot.before = slot.before or before
        slot.start_beats = clip.start_beats

    def _added(self, number: int, step: Step, made: dict[str, Clip], start_beats: float | None) -> None:
        places = self._slots.replaced_places(step)
        for at, (name, clip) in enumerate(made.items()):
            place = places.get(name) or (next(iter(places.values()), None) if at == 0 else None)
            slot = self._slots.of_place(place) if place else None
            if slot is None:
                start = clip.start_beats if clip.start_beats is not None else start_beats
                slot = Slot(clip, number, start_beats=start, track=str(step.args.get("track") or ""), place=place)
            slot.clip, slot.step = clip, number
            slot.names |= {f"${number}.{name}", *([f"${number}"] if at == 0 else [])}
            slot.is_left = self._later.is_wanted_elsewhere(number, name)
            self._slots.all.append(slot)
        if step.task in INTO_SOUND:
            self._drop(step)

    def _split(self, number: int, step: Step, clips: dict[str, Clip], inputs: Sequence[Clip]) -> None:
        reference = str(step.args.get("clip") or "")
        wanted = set(step.args.get("stems") or ())
        is_whole = step.task == "separate_speakers" or not wanted or any(all_ <= wanted for all_ in _ALL_STEMS)
        if step.task == "extract_sound":
            is_whole = False
        parts = {name: clip for name, clip in clips.items() if name != "rest" or not is_whole}
        picked = [name for name in parts if name != "rest"]
        asked = {name for at, name in enumerate(picked)
                 if self._later.is_wanted_elsewhere(number, name, is_first=at == 0)}
        region, unplaced = self._resolver.region(reference), self._slots.named(reference)
        if not is_whole and (asked or self._later.is_means(number)):
            for name in picked:
                names = {f"${number}.{name}", *([f"${number}"] if name == picked[0] else [])}
                self._slots.all.append(Slot(parts[name], number, start_beats=parts[name].start_beats, names=names,
                                        is_left=True))
            if asked and region:
                self.notes.append(f"'{region.name}' still plays as it did.")
            if unplaced and not unplaced.lies:
                self._slots.all.remove(unplaced)
            return
        if wanted == {"instrumental"} and (region or unplaced):
            slot = unplaced or self._slots.target(step, reference)
            self._give(slot, number, "instrumental", parts["instrumental"], inputs[0], step, is_first=True)
            return
        if unplaced and not unplaced.lies:
            self._slots.all.remove(unplaced)
        group = f"{region.name} parts" if region else f"{inputs[0].name} parts"
        for at, (name, clip) in enumerate(parts.items()):
            names = {f"${number}.{name}", *([f"${number}"] if at == 0 else [])}
            color = _COLORS.get(name, "")
            start = clip.start_beats
            self._slots.all.append(Slot(clip, number, start_beats=start, names=names, color=color, group=group))
        if region or (unplaced and (region := self._slots.region(unplaced.region))):
            self._silent[number] = [region]

    def left_to(self, step: Step, region: str, clip_id: str) -> None:
        """A session step has put what it refers to on a track itself."""
        for _, reference in step.references():
            slot = self._slots.named(reference)
            if slot and slot.clip.id == clip_id:
                slot.region, slot.lies = region, clip_id

    def just_made(
        self, region: Region, results: Sequence[StepResult],
        region_of: Callable[[str, Sequence[StepResult]], Region | None],
    ) -> tuple[int, Clip | None]:  # fmt: skip
        """(Number of the step, what it made) of the last edit of a region that is not in the session yet."""
        for number, result in reversed(list(enumerate(results, 1))):
            step, made = result.step, _sounds_and_notes(result)
            if step.row.on_session != "edits" or step.args.get("action") == "split" or not made:
                continue
            for reference, (name, clip) in zip(self._edited_references(step), made.items(), strict=False):
                if region_of(reference, results) == region:
                    is_put = any(f"${number}.{name}" in one.names and not one.is_due for one in self._slots.all)
                    is_put = is_put or self._later.is_wanted_elsewhere(number, name)
                    return (0, None) if is_put else (number, clip)
        return 0, None

    # --- what is to be done ---

    def changes(self, before_step: Step | None = None, number: int = 0) -> Iterator[tuple[int, list[Change]]]:
        """(number of the step, the changes that put its results into the session); to be made one after the other.

        With a step, only what must be there before it; `number` steps have run.
        """
        due = [slot for slot in self._slots.all if slot.is_due and not self._later.waits(slot, before_step, number)]
        for step in sorted({slot.step for slot in due} | set(self._silent)):
            yield step, self._changes_of(step, [slot for slot in due if slot.step == step])

    def _changes_of(self, step: int, due: Sequence[Slot]) -> list[Change]:
        snapshot = self._resolver.snapshot
        if snapshot is None:
            for slot in due:
                self._in_library(slot)
            return []
        changes: list[Change] = []
        for slot in due:
            access = replace(self._access(), snapshot=_with_new(snapshot, changes))
            region = snapshot.region(slot.region) if slot.region else None
            is_ours = region is not None and (region.kind == slot.clip.kind or self._made(region))
            changes += (
                self._in_place(slot, region, access) if region and is_ours else self._beside(slot, access, changes)
            )
        silent, gone = self._silent.pop(step, []), self._gone.pop(step, [])
        changes += [change for region in silent for change in self._silenced(region, snapshot)]
        return changes + [daw.RemoveRegion(region.id) for region in gone if snapshot.region(region.id)]

    def settled(self, made: dict[str, str]) -> None:
        """Which regions the slots lie as now, by clip id."""
        for slot in self._slots.all:
            if slot.clip.id in made:
                slot.region, slot.lies = made[slot.clip.id], slot.clip.id

    def _made(self, region: Region) -> bool:
        """True for what lies there because of us; what the user has written is not given up for a sound."""
        place = self._takes.at(region.id)
        return place is not None and place.takes[0].turn > 0

    def _in_place(self, slot: Slot, region: Region, access: SessionAccess) -> list[Change]:
        if slot.before and self._takes.at(region.id) is None:
            files = tuple(str(source) for source in region.sources)
            reference = REGION + self._library.first_name(region.id)
            self._takes.open(reference, region.id, Take(slot.before.id, files=files))
        self._means(slot.clip.id, region.id)
        return content_changes(slot.clip, region, access, slot.start_beats)

    def _beside(self, slot: Slot, access: SessionAccess, before: Sequence[Change]) -> list[Change]:
        start = slot.start_beats if slot.start_beats is not None else access.here()
        track = access.snapshot.track(slot.track)
        changes = access.place(slot.clip, start, track.name if track else slot.track or None)
        changes, why_not = in_launcher(changes, self._turn.text, access.snapshot)
        if why_not and why_not not in self.notes:
            self.notes.append(why_not)
        if not (slot.color or slot.group):
            return changes
        capabilities = access.snapshot.capabilities
        color = slot.color if "set_color" in capabilities else ""
        group = f"new:group {slot.group}" if "set_group" in capabilities else ""
        has_group = any(isinstance(c, daw.NewTrack) and c.ref == group for c in before)
        grouped: list[Change] = [daw.NewTrack(slot.group, "group", group)] if group and not has_group else []
        return grouped + [
            replace(c, color=color, group=group) if isinstance(c, daw.NewTrack) else c for c in changes
        ]

    def _silenced(self, region: Region, snapshot: Snapshot) -> list[Change]:
        """What keeps a source from sounding beside its parts."""
        if "mute_region" in snapshot.capabilities:
            return [] if region.mute else [daw.SetRegionMute(region.id, True)]
        if len(snapshot.regions_on(region.track)) == 1 and "set_mute" in snapshot.capabilities:
            return [daw.SetMute(region.track, True)]
        self.notes.append(f"'{region.name}' still plays; mute it, to hear only its parts.")
        return []

    def _in_library(self, slot: Slot) -> None:
        """No DAW: what was replaced stays as a take in the library."""
        slot.lies = slot.clip.id
        place = slot.place
        if place is None and slot.before and self._library.clip(slot.before.id):
            known = self._takes.named(slot.before.id)
            is_ours = slot.before.recipe is not None
            place = known or (self._takes.open(slot.before.id, "", Take(slot.before.id)) if is_ours else None)
        if place:
            self._takes.add(place, Take(slot.clip.id, self._turn.number, slot.step))

    # --- small things ---

    def _edited_references(self, step: Step) -> list[str]:
        if "clip" not in step.args and "track" in step.args:
            return [REGION + region.id for region in self.regions_on_track(step)]
        return [text for name, text in step.references() if name not in ("reference", "image")]

    def regions_on_track(self, step: Step) -> list[Region]:
        """The sounds on the track that an effect was asked for."""
        snapshot = self._resolver.snapshot
        track = self._access().track(str(step.args["track"])) if snapshot else None
        return [r for r in snapshot.regions_on(track.id) if r.kind == "audio"] if snapshot and track else []

    def _called(self, slot: Slot, clip: Clip) -> str:
        region = self._slots.region(slot.region)
        return region.name if region else clip.name

    def _drop(self, step: Step) -> None:
        for _, reference in step.references():
            slot = self._slots.named(reference)
            if slot and not slot.lies:
                self._slots.all.remove(slot)


def _sounds_and_notes(result: StepResult) -> dict[str, Clip]:
    """What a step made that can lie on a track, by output name."""
    made = ((name, out) for name, out in result.outputs.items() if isinstance(out, Clip))
    return {name: clip for name, clip in made if clip.kind in ("audio", "midi")}


def _with_new(snapshot: Snapshot, changes: Sequence[Change]) -> Snapshot:
    """The session with the tracks that the changes will add, so that no name is given twice."""
    new = [Track(change.ref, change.name) for change in changes if isinstance(change, daw.NewTrack)]
    fresh = [track for track in new if not find_track(snapshot.tracks, track.id, exact=True)]
    return replace(snapshot, tracks=(*snapshot.tracks, *fresh))
