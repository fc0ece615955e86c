"""One turn being carried out: the job's steps on one side, the DAW session on the other."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.assistant import undo
from engine.assistant.actions.deed import Deed
from engine.assistant.actions.desk import Desk, place_of
from engine.assistant.job import Inputs, flat
from engine.assistant.resolve import Resolver, region_audio
from engine.assistant.singing_studio import SingingStudio
from engine.assistant.song_key import song_key
from engine.assistant.step_output import StepResult, consumes, output_clip
from engine.catalog.model import Brief, Changes
from engine.config import Settings
from engine.daw import daw
from engine.daw.daw import Change, DawSession, Outcome, Region, Snapshot
from engine.errors import DawError, UserError
from engine.library.library import Library
from engine.library.recall import PART
from engine.library.turn import Applied, Turn, all_done
from engine.media.audio import write_audio
from engine.media.clip import Clip, Recipe, new_id
from engine.tasks.plan import Step, step_reference


class Performance(SingingStudio):
    """Provides a job with inputs and briefs, and puts what comes out on tracks."""

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
    ) -> None:
        self.turn = turn
        self.applied: list[Applied] = []
        self.undone: list[Turn] = []
        self.redone: list[Turn] = []
        self.placed: set[int] = set()
        self.on_applied: Callable[[], None] | None = None
        """Called after each change of the session."""
        self._starts: dict[int, float] = {}
        self._library = library
        self._session = session
        self._folder = folder
        self._settings = settings
        self._resolver = Resolver(library, snapshot, files, folder)

    @property
    def snapshot(self) -> Snapshot | None:
        """The session as it was read last."""
        return self._resolver.snapshot

    def inputs(self, step: Step, results: Sequence[StepResult]) -> Inputs:
        """See Studio."""
        found: dict[str, Clip | list[Clip]] = {}
        for arg in step.row.args:
            value = step.args.get(arg.name)
            if arg.is_reference and value is not None:
                clips = [
                    self._clip(str(one), results) for one in (value if isinstance(value, list | tuple) else [value])
                ]
                found[arg.name] = clips if arg.type == "clips" else clips[0]
        return found

    def brief(self, step: Step, inputs: Inputs, folder: Path) -> Brief:
        """See Studio."""
        snapshot = self._resolver.snapshot
        policy = "commercial-safe" if self._settings.prefer == "commercial-safe" else "any"
        key, seed = song_key(self._library, snapshot), self.seed(step, inputs)
        if snapshot is None:
            rate = self._settings.sample_rate_hz
            return Brief(step.task, folder, key=key, sample_rate_hz=rate, seed=seed, licence_policy=policy)
        start = self._starts[id(step)] = self._start_beats(step, flat(inputs), snapshot)
        rate, selection = snapshot.sample_rate_hz, snapshot.selection
        return Brief(step.task, folder, snapshot.tempo_map, key, rate, selection, seed, policy, start)

    def keep(self, clip: Clip, recipe: Recipe, *, is_part: bool = False) -> Clip:
        """See Studio."""
        if is_part:
            clip = replace(clip, tags=(*clip.tags, PART))
        return self._library.adopt(clip, recipe=recipe, turn=self.turn.number)

    def act(self, step: Step, results: Sequence[StepResult]) -> str:
        """See Studio."""
        self.place_results(results)
        desk = self._desk(results)
        args = {arg.internal_name: step.args[arg.name] for arg in step.row.args if arg.name in step.args}
        if step.task == "undo":
            return self.back(args)
        if step.task == "redo":
            return self.again(args)
        done = importlib.import_module(f"engine.assistant.actions.{step.task}").act(args, desk)
        if isinstance(done, str):
            return done
        self._mark_consumed(step)
        deed = done if isinstance(done, Deed) else Deed(done)
        return " ".join(filter(None, (all_done(self.apply(deed.changes)), deed.text)))

    def place_results(self, results: Sequence[StepResult], *, is_end: bool = False) -> None:
        """Put the clips that no other step uses on tracks, and make the changes models proposed."""
        if self.turn.again_of:
            return  # another take waits in the library until it is chosen
        changes: list[Change] = []
        for number, result in enumerate(results, 1):
            if result.record.state != "done" or number in self.placed:
                continue
            proposed = [change for out in result.outputs.values() if isinstance(out, Changes) for change in out.changes]
            clips = self._to_place(number, result)
            if proposed or (clips and (is_end or not self._is_used_later(number))):
                self.placed.add(number)
                changes += [*proposed, *self._placing(result.step, clips, changes)]
        if changes and self._session:
            self.apply(changes)

    def _to_place(self, number: int, result: StepResult) -> list[Clip]:
        used = {
            parsed[1]
            for later in self.turn.plan.steps[number:]
            for _, text in later.references()
            if (parsed := step_reference(text)) and parsed[0] == number and consumes(later)
        }
        if "" in used:
            return []
        wanted = {output.name for output in result.step.row.outputs if not output.is_placed}
        return [
            out
            for name, out in result.outputs.items()
            if isinstance(out, Clip) and out.kind in ("audio", "midi") and name not in wanted | used
        ]

    def _is_used_later(self, number: int) -> bool:
        return any(number in later.depends_on() and consumes(later) for later in self.turn.plan.steps[number:])

    def _placing(self, step: Step, clips: Sequence[Clip], before: Sequence[Change]) -> list[Change]:
        snapshot = self._resolver.snapshot
        if snapshot is None:
            return []
        planned = [change for change in before if isinstance(change, daw.NewTrack)]
        changes: list[Change] = []
        for clip in clips:
            taken = [
                daw.Track(change.ref, change.name)
                for change in [*planned, *changes]
                if isinstance(change, daw.NewTrack)
            ]
            desk = replace(self._desk([]), snapshot=replace(snapshot, tracks=(*snapshot.tracks, *taken)))
            otherwise = self._starts.get(id(step), place_of(snapshot))
            start = clip.start_beats if clip.start_beats is not None else otherwise
            changes += desk.place(clip, start, step.args.get("track"))
        return changes

    def _start_beats(self, step: Step, inputs: Sequence[Clip], snapshot: Snapshot) -> float:
        """Where the step's result will lie: where a later step puts it, beside its source, or here."""
        number = next((n for n, one in enumerate(self.turn.plan.steps, 1) if one is step), 0)
        for later in self.turn.plan.steps[number:]:
            bar, at_s = later.args.get("bar"), later.args.get("at")
            if later.task == "arrange" and number in later.depends_on() and (bar, at_s) != (None, None):
                return self._desk([]).start_beats(bar, at_s, 0.0)
        placed = [clip.start_beats for clip in inputs if clip.start_beats is not None]
        return placed[0] if placed else place_of(snapshot)

    def apply(self, changes: Sequence[Change]) -> list[Applied]:
        """Make changes and read them back; what is touched twice is done in two goes, so that each can be undone."""
        if not changes:
            return []
        if self._session is None:
            raise UserError("No DAW is connected, so the session cannot be changed; start one, or use --daw folder.")
        applied: list[Applied] = []
        made: dict[str, str] = {}
        for batch in _batches(changes):
            applied += self._apply_batch([change.resolved(made) for change in batch])
            made.update({ref: one for a in applied for ref, one in a.outcome.made})
        return applied

    def _apply_batch(self, changes: Sequence[Change]) -> list[Applied]:
        session, before = self._session, self._resolver.snapshot
        assert session is not None and before is not None
        changes = [change.settled(before) for change in changes]
        lost = {region.id: region for change in changes for region in change.lost(before) if region.kind == "audio"}
        kept = {region.id: self._kept(region) for region in lost.values()}
        outcomes = session.apply(changes, expected_revision=before.revision, label=f"Tonmeister: {self.turn.text[:60]}")
        after = self._fresh_snapshot(before)
        made = {ref: one for outcome in outcomes for ref, one in outcome.made}
        applied = []
        for change, outcome in zip(changes, outcomes, strict=True):
            real, told = change.resolved(made), change.resolved(made).told(after, before)
            if outcome.is_done:
                inverse = real.inverse(outcome, before, lambda region: kept[region.id])
                applied.append(Applied(change, outcome, inverse, real.fingerprint(outcome, after), told))
            else:
                applied.append(Applied(change, outcome, told=told))
            self._remember_place(real, outcome, after)
        self.applied += applied
        if self.on_applied:
            self.on_applied()
        return applied

    def _fresh_snapshot(self, before: Snapshot) -> Snapshot:
        assert self._session is not None
        try:
            self._resolver.snapshot = self._session.snapshot()
        except DawError:
            return before
        return self._resolver.snapshot

    def _remember_place(self, change: Change, outcome: Outcome, after: Snapshot) -> None:
        for ref, made in outcome.made:
            if isinstance(change, daw.PlaceAudio | daw.PlaceMidi) and self._library.clip(ref):
                track = after.track(change.track)
                self._library.placed(ref, made, track.name if track else "")

    def refresh_fingerprints(self) -> None:
        """Take the fingerprints anew at the end of the turn, when all of it is in place."""
        snapshot = self._resolver.snapshot
        if snapshot is None:
            return
        made = {ref: one for a in self.applied for ref, one in a.outcome.made}
        self.applied = [
            replace(a, fingerprint=a.change.resolved(made).fingerprint(a.outcome, snapshot)) if a.outcome.is_done else a
            for a in self.applied
        ]

    def again(self, args: Mapping[str, Any]) -> str:
        """Make undone requests again."""
        turns = undo.turns_to_redo(self._library, args)
        for turn in turns:
            changes = undo.redo_changes(turn, self._library)
            applied = self.apply(changes)
            all_done(applied)
            self._library.replaced(undo.replacements(turn.applied, applied))
            self.refresh_fingerprints()
            fresh = tuple(self.applied[-len(applied) :]) if applied else turn.applied
            self._library.save_turn(replace(turn, undone=False, applied=fresh))
            self.redone.append(turn)
        return f"Done again: {_named(turns)}."

    def back(self, args: Mapping[str, Any]) -> str:
        """Take requests back."""
        turns = undo.turns_to_undo(self._library, args)
        for turn in turns:
            if self._resolver.snapshot is not None:
                undo.check_untouched(turn, self._resolver.snapshot, self._library)
            applied = self.apply(undo.undo_changes(turn, self._library))
            all_done(applied)
            self._library.replaced(undo.restored(applied))
            self._library.save_turn(replace(turn, undone=True))
            self.undone.append(turn)
        return f"Taken back: {_named(turns)}."

    def _desk(self, results: Sequence[StepResult]) -> Desk:
        snapshot = self._resolver.snapshot or Snapshot(daw.Project("", "no DAW", None), "")
        return Desk(
            snapshot, self._library, lambda text: self._clip(text, results), lambda text: self._region(text, results)
        )

    def _clip(self, reference: str, results: Sequence[StepResult]) -> Clip:
        parsed = step_reference(reference)
        return output_clip(parsed, results) if parsed else self._resolver.clip(reference)

    def _region(self, reference: str, results: Sequence[StepResult]) -> Region | None:
        parsed = step_reference(reference)
        return self._resolver.region(output_clip(parsed, results).id if parsed else reference)

    def _mark_consumed(self, step: Step) -> None:
        self.placed.update(step.depends_on() if consumes(step) else ())

    def _kept(self, region: Region) -> Path:
        path = write_audio(self._folder / f"{new_id()}.wav", region_audio(region))
        return self._library.keep_file(path)


def _batches(changes: Sequence[Change]) -> list[list[Change]]:
    batches: list[list[Change]] = [[]]
    seen: set[str] = set()
    for change in changes:
        region = getattr(change, "region", None)
        if region in seen:
            batches.append([])
            seen = set()
        seen |= {region} if region else set()
        batches[-1].append(change)
    return batches


def _named(turns: Sequence[Turn]) -> str:
    return "; ".join(f"“{turn.text}”" for turn in turns)
