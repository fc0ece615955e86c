"""One turn being carried out: the job's steps on one side, the DAW session on the other."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess, place_of
from engine.assistant.corrections import Corrections
from engine.assistant.job import Acted, Inputs, JobContext, flat
from engine.assistant.known_words import known_words
from engine.assistant.outboard import Outboard
from engine.assistant.placing import Placing
from engine.assistant.possible_here import why_not_here
from engine.assistant.resolve import REGION, Resolver
from engine.assistant.session_changes import SessionChanges
from engine.assistant.session_edit import SessionEdit
from engine.assistant.singing_memory import SingingMemory
from engine.assistant.song_key import song_key
from engine.assistant.step_output import StepResult, output_clip
from engine.assistant.taking_back import TakingBack
from engine.assistant.words_in_sound import located
from engine.catalog.model import Brief, Changes, Result
from engine.config import Settings
from engine.daw import daw
from engine.daw.daw import DawSession, Region, Snapshot
from engine.errors import UserError
from engine.library.library import Library
from engine.library.recall import PART
from engine.library.turn import DroppedTake, Turn, all_done
from engine.media.clip import Clip, Recipe
from engine.media.stop_point import stopped_by
from engine.tasks.plan import Step, step_reference


class TurnRunner(JobContext):
    """Provides a job with inputs and briefs, and puts what comes out into the session."""

    def __init__(
        self,
        turn: Turn,
        *,
        library: Library,
        session: DawSession | None,
        snapshot: Snapshot | None,
        files: Mapping[str, Path],
        folder: Path,
        settings: Settings,
        outboard: Outboard | None = None,
    ) -> None:
        self.turn = turn
        self._outboard = outboard
        self._library = library
        self._settings = settings
        self._resolver = Resolver(library, snapshot, files, folder)
        self.changes = SessionChanges(turn, library, session, self._resolver, folder)
        self._takes = self.changes.takes
        self._corrections = Corrections(library, self._takes)
        self.taking_back = TakingBack(turn.number, library, self._resolver, self.changes, self._corrections)
        self._singing = SingingMemory(turn, library, self._resolver)
        self._placing = Placing(
            turn, library, self._resolver, self._corrections, lambda: self._access([]), self.changes.means
        )
        self._is_connected = session is not None
        self._inputs: dict[int, list[Clip]] = {}
        self._starts: dict[int, float] = {}
        self._where_said: dict[int, Step] = {}
        """Edits of words, by the step's identity, with the seconds in which they are said."""
        self._proposed: set[int] = set()
        self._on_notes: list[dict[str, Any]] = []
        """Effects that this turn put on tracks of notes: one for all the clips of a track."""
        self.dropped: list[DroppedTake] = []
        """Takes that were deleted."""

    @property
    def snapshot(self) -> Snapshot | None:
        """The session as it was read last."""
        return self._resolver.snapshot

    # --- what a job asks for ---

    def inputs(self, step: Step, results: Sequence[StepResult]) -> Inputs:
        """See JobContext; a corrected edit starts from what the call before it had worked on."""
        found: dict[str, Clip | list[Clip]] = {}
        for arg in step.row.args:
            value = step.args.get(arg.name)
            if arg.is_reference and value is not None:
                references = value if isinstance(value, list | tuple) else [value]
                clips = [self._input(step, str(one), results) for one in references]
                if step.task == "edit_clip" and len({*map(str, references)}) < len(references):
                    name = clips[0].name
                    raise UserError(f"{step.args.get('action')} needs different clips; '{name}' was named twice.")
                found[arg.name] = clips if arg.type == "clips" else clips[0]
        return found

    def runs(self, step: Step, results: Sequence[StepResult]) -> list[Inputs]:
        """See JobContext: an effect that is printed on a track is run for each of its sounds."""
        number = len(results) + 1
        runs: list[Inputs] = [self.inputs(step, results)]
        if step.task == "apply_effect" and "clip" not in step.args and "track" in step.args:
            regions = self._placing.regions_on_track(step)
            if not regions:
                raise UserError(self._why_no_effect(str(step.args["track"])))
            runs = [{"clip": self._input(step, REGION + region.id, results)} for region in regions]
        self._inputs[number] = [clip for inputs in runs for clip in flat(inputs)]
        return runs

    def _why_no_effect(self, name: str) -> str:
        """Why nothing can be printed there: a bus has the way that works told, any other track what it lacks."""
        seen = self._resolver.snapshot
        track = next((one for one in seen.tracks if one.name == name), None) if seen else None
        if seen and seen.daw and track and track.kind in ("bus", "group", "master"):
            return (
                f"'{name}' holds no sound of its own, and {seen.daw} lets no script put an effect there;"
                f" do it in {seen.daw}."
            )
        return f"There is no sound on '{name}' to put an effect on."

    def completed(self, step: Step, inputs: Inputs) -> tuple[Step, Inputs]:
        """See JobContext."""
        return self._singing.completed(self._where_said.get(id(step), step), inputs)

    def _located(self, step: Step, results: Sequence[StepResult]) -> Step:
        """The step with seconds in the place of words that are said there."""
        if step.task != "edit_clip" or not step.args.get("words"):
            return step
        if id(step) not in self._where_said:
            if not isinstance(reference := step.args.get("clip"), str):
                raise UserError("Words are edited in one clip; name it.")
            self._where_said[id(step)] = located(step, self._input(step, reference, results), self._outboard)
        return self._where_said[id(step)]

    def remember(self, step: Step, inputs: Inputs, brief: Brief, outputs: Mapping[str, Result]) -> None:
        """See JobContext."""
        self._singing.remember(step, inputs, brief, outputs)

    def brief(self, step: Step, inputs: Inputs, folder: Path) -> Brief:
        """See JobContext."""
        snapshot = self._resolver.snapshot
        policy = "commercial-safe" if self._settings.prefer == "commercial-safe" else "any"
        key, seed = song_key(self._library, snapshot), self._seed(step, inputs)
        if snapshot is None:
            rate = self._settings.sample_rate_hz
            return Brief(step.task, folder, key=key, sample_rate_hz=rate, seed=seed, licence_policy=policy)
        number = self._number(step)
        start = self._starts[number] = self._start_beats(number, step, flat(inputs), snapshot)
        rate, selection = snapshot.sample_rate_hz, snapshot.selection
        return Brief(step.task, folder, snapshot.tempo_map, key, rate, selection, seed, policy, start)

    def keep(self, clip: Clip, recipe: Recipe, *, is_part: bool = False) -> Clip:
        """See JobContext."""
        if is_part:
            clip = replace(clip, tags=(*clip.tags, PART))
        told = self._access([]).told(clip) if clip.kind == "audio" else None
        return self._library.adopt(clip, recipe=recipe, turn=self.turn.number, told=told)

    def why_not(self, step: Step) -> str:
        """See JobContext: what the DAW has no change for."""
        return why_not_here(step, self._resolver.snapshot)

    def is_done_by_session(self, step: Step, results: Sequence[StepResult]) -> bool:
        """See JobContext: what the DAW has a plugin or a change for needs no new content."""
        snapshot = self._resolver.snapshot
        if super().is_done_by_session(step, results):
            return snapshot is None or "add_plugin" in snapshot.capabilities
        step = self._located(step, results)
        if not isinstance(reference := step.args.get("clip"), str):
            return False
        if step.task == "apply_effect":
            if step.args.get("model"):
                return False  # a model that was asked for makes sound of the notes
            return self._clip(reference, results).kind == "midi" and "add_plugin" in self._capabilities
        if step.task == "transcribe":
            return bool(known_words(step, self._clip(reference, results), self._library))
        if step.task != "edit_clip" or snapshot is None:
            return False
        self.taking_back.of_corrected(step, len(results) + 1)  # what was cut off by mistake may be in what is cut now
        region, snapshot = self._region(reference, results), self._resolver.snapshot
        return region is not None and snapshot is not None and SessionEdit(step.args, region, snapshot).is_possible

    def act(self, step: Step, results: Sequence[StepResult]) -> Acted | str:
        """See JobContext."""
        number = len(results) + 1
        if step.task == "transcribe":
            return known_words(step, self._clip(str(step.args["clip"]), results), self._library)
        self.taking_back.of_corrected(step, number)
        self.place_results(results, step)
        args = {arg.internal_name: step.args[arg.name] for arg in step.row.args if arg.name in step.args}
        if step.task == "apply_effect" and "clip" in args:
            args["track"] = self._track_of_notes(str(args.pop("clip")), args, results)
            if args in self._on_notes:
                return ""
            self._on_notes.append(args)
        if step.task == "undo":
            return self.taking_back.back(args)
        if step.task == "redo":
            return self.taking_back.again(args)
        if step.task == "edit_clip":
            return self._edit_region(step, results, number)
        done = importlib.import_module(f"engine.assistant.actions.{step.task}").act(args, self._access(results))
        if isinstance(done, str):
            return done
        deed = done if isinstance(done, Deed) else Deed(done)
        self.dropped += deed.dropped
        applied = self.changes.apply(deed.changes, number)
        made = [pair for one in applied for pair in one.outcome.made]
        for ref, region in made:
            self._placing.left_to(step, region, ref)
        text = " ".join(filter(None, (all_done(applied), deed.text)))
        snapshot = self._resolver.snapshot
        regions = [one for _, one in made if snapshot and snapshot.region(one)] if step.task == "arrange" else []
        copies = tuple(map(self._resolver.known_as, regions))
        places = {f"copy_{n}": one for n, one in enumerate(copies, 1)} or self._worked_on(step, results)
        return Acted(text, copies=copies if step.args.get("action") == "duplicate" else (), places=places)

    @property
    def _capabilities(self) -> Collection[str]:
        return self._resolver.snapshot.capabilities if self._resolver.snapshot else ()

    def _track_of_notes(self, reference: str, args: Mapping[str, Any], results: Sequence[StepResult]) -> str:
        """The track on which an effect for notes is a plugin; UserError where only some of them should have it."""
        region = self._region(reference, results)
        name = region.name if region else self._clip(reference, results).name
        if {"start", "end", "start_bar", "end_bar", "start_s", "end_s"} & set(args):
            raise UserError(
                f"'{name}' is notes, so an effect is put on all of its track; leave the bars out, or"
                f" print it first.")
        track = self._resolver.snapshot.track(region.track) if region and self._resolver.snapshot else None
        if track is None:
            raise UserError(f"'{name}' lies on no track; place it first.")
        return track.name

    def _worked_on(self, step: Step, results: Sequence[StepResult]) -> dict[str, str]:
        """The clip that a step names, where later steps mean that one by it."""
        named = step.args.get("clip", step.args.get("midi"))
        region = self._region(named, results) if isinstance(named, str) else None
        return {"clip": self._resolver.known_as(region.id)} if region else {}

    def _edit_region(self, step: Step, results: Sequence[StepResult], number: int) -> Acted:
        """Cut, fade or level a region by what the DAW has for it."""
        region, snapshot = self._region(str(step.args["clip"]), results), self._resolver.snapshot
        assert region is not None and snapshot is not None
        edit = SessionEdit(self._located(step, results).args, region, snapshot)
        parts = [region.id]
        for change in edit.changes():
            applied = self.changes.apply([change], number)
            all_done(applied)
            parts = edit.parts(parts, [a.outcome for a in applied])
        if gone := edit.gone(parts):
            all_done(self.changes.apply(gone, number))
            del parts[1]
        names = [f"part_{n}" for n in range(1, len(parts) + 1)] if len(parts) > 1 else ["audio"]
        return Acted(clips={name: self._resolver.known_as(part) for name, part in zip(names, parts, strict=True)})

    # --- putting results into the session ---

    @stopped_by(None)  # what is finished stays
    def place_results(self, results: Sequence[StepResult], before_step: Step | None = None) -> None:
        """Put what is finished into the session; with a step, only what must be there before it."""
        proposed: list[daw.Change] = []
        for number, result in enumerate(results, 1):
            if result.record.state != "done":
                continue
            if number not in self._proposed:
                self._proposed.add(number)
                made = [out for out in result.outputs.values() if isinstance(out, Changes)]
                proposed += [change for out in made for change in out.changes]
                if result.outputs:
                    self.taking_back.of_corrected(result.step, number)
            self._placing.took(number, result, self._inputs.get(number, []), self._starts.get(number))
        for step, changes in self._placing.changes(before_step, len(results)):
            if self._is_connected:
                applied = self.changes.apply(changes, step)
                self._placing.settled(self._made(applied))
        if proposed and self._is_connected:
            self.changes.apply(proposed)

    @staticmethod
    def _made(applied: Sequence[Any]) -> dict[str, str]:
        """Region of each clip that lies in the session now."""
        made: dict[str, str] = {}
        for one in applied:
            if one.outcome.is_done:
                made |= dict(one.outcome.made)
                ref = getattr(one.change, "ref", "")
                if isinstance(one.change, daw.ReplaceContent):
                    made[ref] = dict(one.outcome.became).get(one.change.region, made.get(ref, one.change.region))
        return made

    def notes(self) -> list[str]:
        """What there is to say of the places that were given another content."""
        return [*self._placing.notes, *self.changes.takes_told()]

    # --- small things ---

    def _number(self, step: Step) -> int:
        return next((n for n, one in enumerate(self.turn.plan.steps, 1) if one is step), 0)

    def _seed(self, step: Step, inputs: Inputs) -> int:
        if not self._corrections.is_another_try(step, flat(inputs)):
            for seed in (self._singing.seed(step, inputs), self._corrections.seed(step)):
                if seed is not None:
                    return seed
        return self.turn.number

    def _start_beats(self, number: int, step: Step, inputs: Sequence[Clip], snapshot: Snapshot) -> float:
        """Where it will lie: where a later step puts it, beside its source, where the corrected one lies, or here."""
        for later in self.turn.plan.steps[number:]:
            bar, at_s = later.args.get("bar"), later.args.get("at")
            if later.task == "arrange" and number in later.depends_on() and (bar, at_s) != (None, None):
                return self._access([]).start_beats(bar, at_s, 0.0)
        placed = [clip.start_beats for clip in inputs if clip.start_beats is not None]
        base = self._corrections.fixed(step)
        for place in self._corrections.places(base).values() if base and not placed else ():
            region = self._resolver.region(place.id)
            if region:
                return region.start_beats
        return placed[0] if placed else place_of(snapshot)

    def _access(self, results: Sequence[StepResult]) -> SessionAccess:
        snapshot = self._resolver.snapshot or Snapshot(daw.Project("", "no DAW", None), "")
        return SessionAccess(
            snapshot,
            self._library,
            lambda text: self._clip(text, results),
            lambda text: self._region(text, results),
            self._outboard,
        )

    def _input(self, step: Step, reference: str, results: Sequence[StepResult]) -> Clip:
        """The clip a step works on."""
        if made := self._just_made(step, reference, results):
            return made
        clip = self._clip(reference, results)
        if step_reference(reference) or step.op != "fix":
            return clip
        region = self._resolver.region(reference)
        place = self._takes.at(region.id) if region else self._takes.named(reference)
        before = self._corrections.content_before(step, place)
        if before is None or clip.start_beats is None or before.start_beats is None or place is None:
            return before or clip
        active = self._library.record(place.active)
        meant = active.start_beats if active and active.start_beats is not None else clip.start_beats
        return replace(before, start_beats=before.start_beats + clip.start_beats - meant)

    def _just_made(self, step: Step, reference: str, results: Sequence[StepResult]) -> Clip | None:
        """What an earlier step of this turn made of the same place, where that is still to be put there."""
        region = self._resolver.region(reference)
        if region is None or step_reference(reference):
            return None
        number, clip = self._placing.just_made(region, results, self._region)
        is_after = number and self._corrections.is_after(step, results[number - 1].step)
        return clip if is_after else None

    def _clip(self, reference: str, results: Sequence[StepResult]) -> Clip:
        if known := self._done_by_session(reference, results):
            return self._resolver.clip(known)
        parsed = step_reference(reference)
        return output_clip(parsed, results) if parsed else self._resolver.clip(reference)

    def _region(self, reference: str, results: Sequence[StepResult]) -> Region | None:
        if known := self._done_by_session(reference, results):
            return self._resolver.region(known)
        parsed = step_reference(reference)
        return self._resolver.region(output_clip(parsed, results).id if parsed else reference)

    @staticmethod
    def _done_by_session(reference: str, results: Sequence[StepResult]) -> str:
        """What `$n.part` of a step that the session did means: a place that was there, or was cut off it."""
        parsed = step_reference(reference)
        result = results[parsed[0] - 1] if parsed and parsed[0] <= len(results) else None
        if parsed is None or result is None or result.outputs or not result.places:
            return ""
        return result.places.get(parsed[1], "" if parsed[1] else next(iter(result.places.values())))
