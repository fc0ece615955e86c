"""The assistant: one request in, one turn out. The only place that sees the planner, the models and the DAW."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.assistant.answer import answer_of, state_of
from engine.assistant.audible_proof import heard_as_meant
from engine.assistant.corrections import Corrections
from engine.assistant.job import SCRATCH, Job, Progress
from engine.assistant.launcher_place import planned_without
from engine.assistant.measured_change import measured_changes
from engine.assistant.outboard import Outboard
from engine.assistant.planner_context import build_context
from engine.assistant.possible_here import possible_here
from engine.assistant.side_effects import side_effects
from engine.assistant.song_key import remember_made, remember_said
from engine.assistant.step_output import as_done
from engine.assistant.turn_runner import TurnRunner
from engine.catalog.model import Report
from engine.catalog.registry import Registry
from engine.config import Settings
from engine.daw.daw import DawSession, Snapshot
from engine.daw.selection import Selection
from engine.errors import Cancelled, TonmeisterError, UserError
from engine.library.library import Library
from engine.library.takes import Takes
from engine.library.turn import Turn
from engine.messages.message import said_in
from engine.planner.context import Planner
from engine.planner.languages.detect import language_of
from engine.planner.named_model import planned
from engine.planner.tone_wish import with_tone
from engine.tasks.plan import Plan, Step, validated
from engine.workers.inline import Inline
from engine.workers.worker import Worker


@dataclass(frozen=True)
class Listener:
    """Whom the assistant tells what happens while it works; each call is quick and never raises."""

    on_turn: Callable[[Turn], None] | None = None
    """The turn as it stands now: with its plan, after each step, after each change of the session."""
    on_progress: Callable[[Progress], None] | None = None
    approve: Callable[[Plan], bool | Plan] | None = None
    """Asked when the plan deletes something the user made, or a preview was wanted: yes, no, or another plan."""


class Assistant:
    """Carries out requests in one project."""

    def __init__(
        self,
        *,
        registry: Registry,
        library: Library,
        planner: Planner,
        session: DawSession | None = None,
        settings: Settings | None = None,
        worker: Worker | None = None,
    ) -> None:
        self.library = library
        self.session = session
        self.planner = planner
        self.registry = registry
        self.snapshot: Snapshot | None = None
        """The session as the running request has read it last."""
        self._settings = settings or Settings()
        self.worker = worker or Inline(registry)
        self._selected = Selection()
        """What was selected when the request before was made."""
        self._job: Job | None = None
        self._is_cancelled = threading.Event()

    def _check_cancelled(self, done: float, of: float, what: str) -> None:
        if self._is_cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Stop the running request; what is finished stays."""
        self._is_cancelled.set()
        self.planner.cancel()
        if self._job:
            self._job.cancel()

    def plan(self, text: str, files: Sequence[Path] = ()) -> Plan:
        """Only plan; nothing is changed or remembered."""
        selected = self._selected
        try:
            return self._planned(text, _handles(files), None)[0]
        finally:
            self._selected = selected

    def ask(
        self,
        text: str,
        files: Sequence[Path] = (),
        *,
        turn: Turn | None = None,
        steps: Sequence[Step] | None = None,
        is_preview: bool = False,
        approve: Callable[[Plan], bool | Plan] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        on_turn: Callable[[Turn], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Turn:
        """Carry out one request and return the finished turn, which has been saved.

        `turn` is the one begun for it, else one is begun when the DAW could be read; `steps` are carried out
        as they are instead of planning the text; `cancelled` may be set before we begin.
        Raises DawSilent when the DAW cannot be read at all.
        """
        started = time.perf_counter()
        self._is_cancelled = cancelled or threading.Event()
        listener = Listener(on_turn, on_progress, approve)
        try:
            handles = _handles(files)
            plan, snapshot = self._planned(text, handles, steps)
            self.snapshot = snapshot or self.snapshot
        except TonmeisterError as error:
            if turn:
                self._saved(replace(turn, state="failed", answer=str(error)), started)
            raise
        cost = self.planner.cost() if steps is None else ""
        turn = replace(turn or self.library.begin_turn(text), plan=plan, state="running", cost=cost)
        if self._is_cancelled.is_set():
            return self._saved(replace(turn, answer="Cancelled.", state="cancelled"), started)
        if plan.is_reply:
            remember_said(self.library, text)
            return self._saved(replied(turn), started)
        if is_preview or needs_approval(plan):
            self._told(turn, listener)
            approved = listener.approve(plan) if listener.approve else False
            if not approved:
                return self._saved(replace(turn, answer="Not done: it was not approved.", state="refused"), started)
            turn = replace(turn, plan=approved if isinstance(approved, Plan) else plan)
        remember_said(self.library, text)
        with tempfile.TemporaryDirectory(prefix=f"{SCRATCH}{os.getpid()}-") as folder:
            runner = TurnRunner(
                turn,
                library=self.library,
                session=self.session,
                snapshot=snapshot,
                files=handles,
                folder=Path(folder),
                settings=self._settings,
                outboard=Outboard(self.registry, self.worker, Report(self._check_cancelled)),
            )
            return self._carry_out(turn, runner, started, listener)

    def _carry_out(self, turn: Turn, runner: TurnRunner, started: float, listener: Listener) -> Turn:
        job = Job(
            turn.plan,
            registry=self.registry,
            worker=self.worker,
            context=runner,
            prefer=self._settings.prefer,
            on_progress=listener.on_progress,
        )

        def note() -> None:
            """Keep what is finished: it outlives us when we are killed."""
            self.snapshot = runner.snapshot
            records = tuple(result.record for result in job.results)
            done = replace(turn, applied=tuple(runner.changes.applied), dropped=tuple(runner.dropped))
            self._told(replace(done, steps=records), listener)

        job.on_step = runner.changes.on_applied = note
        self._job = job
        if self._is_cancelled.is_set():
            job.cancel()
        note()
        try:
            return self._saved(self._performed(turn, job, runner), started)
        except BaseException:
            answer = "This request ended in a bug; what was done until then is listed."
            broken = replace(turn, applied=tuple(runner.changes.applied), dropped=tuple(runner.dropped))
            self._saved(replace(broken, state="interrupted", answer=answer), started)
            raise
        finally:
            self._job = None

    def _performed(self, turn: Turn, job: Job, runner: TurnRunner) -> Turn:
        before, results = self.snapshot, job.run()
        problem, language = "", self._language(turn)
        try:
            runner.place_results(results)
        except TonmeisterError as error:
            problem = said_in(language, f"The result is in the library, but not on a track: {error}")
        doubts = heard_as_meant(turn.plan.steps, runner.changes.applied, before, runner.snapshot)
        problem = problem or said_in(language, doubts)
        runner.changes.refresh_fingerprints()
        remember_made(self.library, results)
        self.snapshot = runner.snapshot
        made = (runner.changes.applied, before, runner.snapshot)
        notes, measured = [*runner.notes(), *side_effects(turn.plan.steps, *made)], measured_changes(results, *made)
        answer = answer_of(results, runner.changes.applied, runner.snapshot, notes, language, measured)
        state = state_of(results, runner.changes.applied)
        return replace(
            turn,
            plan=replace(turn.plan, steps=as_done(results)),
            steps=tuple(result.record for result in results),
            applied=tuple(runner.changes.applied),
            dropped=tuple(runner.dropped),
            answer=f"{answer}\n{problem}".strip(),
            state="partly" if problem and state == "done" else state,
            undoes=tuple(t.number for t in runner.taking_back.undone),
            redoes=tuple(t.number for t in runner.taking_back.redone),
        )

    def _told(self, turn: Turn, listener: Listener) -> None:
        self.library.save_turn(turn)
        if listener.on_turn:
            listener.on_turn(turn)

    def _planned(
        self, text: str, handles: dict[str, Path], steps: Sequence[Step] | None
    ) -> tuple[Plan, Snapshot | None]:
        snapshot = self.session.snapshot() if self.session else None
        if steps is None:
            shown = replace(
                build_context(self.library, snapshot, handles, text), is_newly_selected=self._is_selected_anew(snapshot)
            )
            models = list(self.registry.models.values())
            plan = planned_without(
                lambda words: with_tone(planned(self.planner, words, shown, models), words), text, snapshot
            )
        else:
            plan = validated(steps, planner="client")
        plan = possible_here(plan, snapshot)
        corrections = Corrections(self.library, Takes(self.library))
        return corrections.with_later_edits(corrections.with_earlier_edits(plan)), snapshot

    def _is_selected_anew(self, snapshot: Snapshot | None) -> bool:
        """Is something else selected than when the request before was made?"""
        selected = snapshot.selection if snapshot else Selection()
        is_new = selected != self._selected and not selected.is_empty
        self._selected = selected
        return is_new

    def _language(self, turn: Turn) -> str:
        """The language to answer in: that of the request, in which the session's own names say nothing."""
        session = self.snapshot
        parts = (session.tracks, session.regions, session.markers) if session else ()
        names = dict.fromkeys(one.name for part in parts for one in part)
        return language_of(turn.text, [one.text for one in self.library.turns(3)], tuple(names))

    def _saved(self, turn: Turn, started: float) -> Turn:
        if not turn.steps:
            turn = replace(turn, answer=said_in(self._language(turn), turn.answer))
        turn = replace(turn, seconds=round(time.perf_counter() - started, 3))
        self.library.save_turn(turn)
        return turn


def replied(turn: Turn) -> Turn:
    """The turn of a plan that only answers in words."""
    answer = "\n".join(str(step.args.get("text", "")) for step in turn.plan.steps)
    return replace(turn, answer=answer, state="refused" if turn.plan.steps[0].task == "refuse" else "answered")


def needs_approval(plan: Plan) -> bool:
    """True when a plan deletes something that may be the user's own: the one definition of dangerous."""
    return any(step.task in ("arrange", "take") and step.args.get("action") == "delete" for step in plan.steps)


def _handles(files: Sequence[Path]) -> dict[str, Path]:
    for path in files:
        if not Path(path).is_file():
            raise UserError(f"There is no file {path}.")
    return {f"f{number}": Path(path) for number, path in enumerate(files, 1)}
