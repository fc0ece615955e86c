"""The assistant: one request in, one turn out. The only place that sees the planner, the models and the DAW."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from engine.answer import answer_of, state_of
from engine.config import Settings
from engine.daw import DawSession, Snapshot
from engine.errors import TonmeisterError, UserError
from engine.job import Job, Progress
from engine.library import Library
from engine.performance import Performance
from engine.plan import Plan, Step, validated
from engine.planner.context import Planner
from engine.registry import Registry
from engine.session_view import view
from engine.turn import Turn, TurnState
from engine.workers.inline import Inline
from engine.workers.worker import Worker

_INSTEAD = {
    "place": "Drag the finished clip from the library into the DAW, or use `--daw folder`.",
    "": "Do it by hand in the DAW, or use a DAW whose script can.",
}


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
        self._registry = registry
        self._planner = planner
        self._settings = settings or Settings()
        self._worker = worker or Inline(registry)
        self._job: Job | None = None

    def cancel(self) -> None:
        """Stop the running request; what is finished stays."""
        if self._job:
            self._job.cancel()

    def plan(self, text: str, files: Sequence[Path] = ()) -> Plan:
        """Only plan; nothing is changed or remembered."""
        plan, _ = self._planned(text, _handles(files))
        return plan

    def ask(
        self,
        text: str,
        files: Sequence[Path] = (),
        *,
        approve: Callable[[Plan], bool] | None = None,
        on_plan: Callable[[Plan], None] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Turn:
        """Carry out one request and return the finished turn, which has been saved.

        `approve` is asked when the plan would delete something the user made; without it such a
        plan is refused. Raises DawSilent when the DAW cannot be read at all, before anything began.
        """
        handles = _handles(files)
        plan, snapshot = self._planned(text, handles)
        if on_plan:
            on_plan(plan)
        started = time.perf_counter()
        turn = replace(self.library.begin_turn(text), plan=plan)
        if plan.is_reply:
            answer = "\n".join(str(step.args.get("text", "")) for step in plan.steps)
            state: TurnState = "refused" if plan.steps[0].task == "refuse" else "answered"
            return self._saved(replace(turn, answer=answer, state=state), started)
        if needs_approval(plan) and not (approve and approve(plan)):
            return self._saved(replace(turn, answer="Not done: it was not approved.", state="refused"), started)
        with tempfile.TemporaryDirectory(prefix="tonmeister-") as folder:
            performance = Performance(
                turn,
                library=self.library,
                session=self.session,
                snapshot=snapshot,
                files=handles,
                folder=Path(folder),
                settings=self._settings,
            )
            return self._carry_out(turn, performance, started, on_progress)

    def _carry_out(
        self, turn: Turn, performance: Performance, started: float, on_progress: Callable[[Progress], None] | None
    ) -> Turn:
        job = Job(
            turn.plan,
            registry=self._registry,
            worker=self._worker,
            studio=performance,
            prefer=self._settings.prefer,
            on_progress=on_progress,
        )
        self._job = job
        try:
            results = job.run()
            problem = ""
            try:
                performance.place_results(results, is_end=True)
            except TonmeisterError as error:
                problem = f"The result is in the library, but not on a track: {error}"
            performance.refresh_fingerprints()
            snapshot = performance.snapshot
            answer = answer_of(results, performance.applied, snapshot)
            state = state_of(results, performance.applied)
            turn = replace(
                turn,
                steps=tuple(result.record for result in results),
                applied=tuple(performance.applied),
                answer=f"{answer}\n{problem}".strip(),
                state="partly" if problem and state == "done" else state,
                undoes=tuple(t.number for t in performance.undone),
                redoes=tuple(t.number for t in performance.redone),
            )
        except BaseException:
            self._saved(
                replace(
                    turn,
                    applied=tuple(performance.applied),
                    state="interrupted",
                    answer="This request ended in a bug; what was done until then is listed.",
                ),
                started,
            )
            raise
        finally:
            self._job = None
        return self._saved(turn, started)

    def _planned(self, text: str, handles: dict[str, Path]) -> tuple[Plan, Snapshot | None]:
        snapshot = self.session.snapshot() if self.session else None
        plan = self._planner.plan(text, view(self.library, snapshot, handles))
        return self._possible(plan, snapshot), snapshot

    def _possible(self, plan: Plan, snapshot: Snapshot | None) -> Plan:
        """Turn a plan that this DAW cannot carry out into a refusal with the way that works."""
        if snapshot is None:
            return plan
        for step in plan.steps:
            missing = [change for change in step.row.needed_changes(step.args) if change not in snapshot.capabilities]
            if missing:
                what = missing[0].replace("_", " ")
                instead = _INSTEAD.get(str(step.args.get("action", "")), _INSTEAD[""])
                text = f"{snapshot.daw or 'This DAW'} cannot do that for us: it has no '{what}'. {instead}"
                return validated([Step("refuse", {"text": text})], planner=plan.planner)
        return plan

    def _saved(self, turn: Turn, started: float) -> Turn:
        turn = replace(turn, seconds=round(time.perf_counter() - started, 3))
        self.library.save_turn(turn)
        return turn


def needs_approval(plan: Plan) -> bool:
    """True when a plan deletes something that may be the user's own."""
    return any(
        step.task == "arrange"
        and (step.args.get("action") == "delete" or (step.args.get("action") == "move" and "track" in step.args))
        for step in plan.steps
    )


def _handles(files: Sequence[Path]) -> dict[str, Path]:
    for path in files:
        if not Path(path).is_file():
            raise UserError(f"There is no file {path}.")
    return {f"f{number}": Path(path) for number, path in enumerate(files, 1)}
