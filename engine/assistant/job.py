"""Job: a plan being run. Progress, cancel, the next model when one fails, and what is finished stays."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.assistant.job_context import Acted as Acted
from engine.assistant.job_context import Inputs as Inputs
from engine.assistant.job_context import JobContext as JobContext
from engine.assistant.job_context import flat as flat
from engine.assistant.step_output import StepResult, with_words
from engine.catalog.model import Brief, Changes, Facts, Model, Report, Result, Spans, Text
from engine.catalog.registry import Registry
from engine.errors import Cancelled, DawError, ModelError, UserError
from engine.library.turn import Found, StepRecord
from engine.media.audio_stream import is_silent
from engine.media.clip import Clip, Recipe
from engine.media.stop_point import stopped_by
from engine.tasks.plan import Plan, Step
from engine.workers.worker import Order, Worker

log = logging.getLogger(__name__)

MOST_SPANS = 200
"""Of what was found in a sound, this much is kept with the turn."""
SCRATCH = "tonmeister-job-"
"""Beginning of the names of scratch folders; the number of our process follows."""


@dataclass(frozen=True)
class Progress:
    """One event of a running job."""

    step: int
    """From 1."""
    of_steps: int
    done: float
    """0–1 within the step."""
    what: str
    """What is being done, in a few words."""
    model: str = ""
    """Id of the model that does it; empty for what the session does."""


class Job:
    """Runs the steps of a plan in order, in the caller's thread; `cancel` may come from any thread."""

    def __init__(
        self,
        plan: Plan,
        *,
        registry: Registry,
        worker: Worker,
        context: JobContext,
        prefer: str = "best",
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.results = [StepResult(step) for step in plan.steps]
        self._registry = registry
        self._worker = worker
        self._context = context
        self._prefer = prefer
        self._on_progress = on_progress
        self.on_step: Callable[[], None] | None = None
        """Called after each step."""
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop at the next progress report; finished steps stay."""
        self._cancelled.set()

    def run(self) -> list[StepResult]:
        """Run every step whose inputs exist. Never raises for a failed step: its record says so."""
        with stopped_by(self._cancelled.is_set):
            return self._run()

    def _run(self) -> list[StepResult]:
        for number, result in enumerate(self.results, 1):
            broken = [n for n in result.step.depends_on() if self.results[n - 1].record.state != "done"]
            if self._cancelled.is_set():
                result.record = StepRecord("cancelled", error="Cancelled.")
            elif broken:
                result.record = StepRecord("not_run", error=f"Not run, because step {broken[0]} gave nothing.")
            else:
                self._run_step(number, result)
            if self.on_step:
                self.on_step()
        return self.results

    def _run_step(self, number: int, result: StepResult) -> None:
        started = time.perf_counter()
        warnings: list[str] = []
        try:
            before = self.results[: number - 1]
            if why := self._context.why_not(result.step):
                raise UserError(why)
            if result.step.row.kind == "session" or self._context.is_done_by_session(result.step, before):
                acted = self._context.act(result.step, before)
                acted = Acted(acted) if isinstance(acted, str) else acted
                result.places = acted.places or acted.clips
                result.record = StepRecord("done", text=acted.text, clips=acted.clips, copies=acted.copies)
            else:
                self._run_model(number, result, warnings)
        except Cancelled as error:
            result.record = StepRecord("cancelled", error=str(error))
        except (UserError, ModelError, DawError) as error:
            is_final = not isinstance(error, ModelError | DawError)
            result.record = StepRecord("failed", error=str(error), is_final=is_final)
        except KeyboardInterrupt:
            self.cancel()
            result.record = StepRecord("cancelled", error="Cancelled.")
        result.record = replace(
            result.record,
            seconds=time.perf_counter() - started,
            warnings=tuple(dict.fromkeys([*result.record.warnings, *warnings])),
        )

    def _run_model(self, number: int, result: StepResult, warnings: list[str]) -> None:
        for run, inputs in enumerate(self._context.runs(result.step, self.results[: number - 1]), 1):
            model = self._run_once(number, result, inputs, warnings, "" if run == 1 else f"_{run}")
            result.record = _record(result.outputs, model, next((clip.id for clip in flat(inputs)), ""))
        if _is_silent(result.outputs) and not any("silent" in warning for warning in warnings):
            warnings.append("The result is silent.")

    def _run_once(self, number: int, result: StepResult, inputs: Inputs, warnings: list[str], suffix: str) -> str:
        """Run the best model that takes it; returns its id. What it made gets the suffix after its name."""
        step = result.step
        wanted, voice = str(step.args.get("model", "")), str(step.args.get("voice", ""))
        models = self._registry.choose(step.task, prefer=self._prefer, model_id=wanted, voice=voice)
        full, inputs = self._context.completed(step, inputs)
        full = with_words(full, self.results[: number - 1])
        args = internal_args(full)
        failures: list[str] = []
        refusals: list[UserError] = []
        for model in models:
            if reason := self._worker.why_not(model):
                failures.append(failure_text(model, reason))
                continue
            folder = Path(tempfile.mkdtemp(prefix=f"{SCRATCH}{os.getpid()}-"))
            try:
                brief = self._context.brief(step, inputs, folder)
                if refusal := _refusal(model, args, inputs, brief):
                    refusals.append(refusal)
                    continue
                order = Order(model.id, args, inputs, brief)
                outputs = self._worker.run(order, self._report(number, model.id, warnings))
                kept = self._kept(model, outputs, full, inputs, brief)
                result.outputs |= {f"{name}{suffix}": out for name, out in kept.items()}
                if failures:
                    warnings.insert(0, f"{'; '.join(failures)}; done with {model.name} instead.")
                return model.id
            except ModelError as error:
                failures.append(failure_text(model, str(error)))
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        if refusals:
            warnings += [f"{failure}." for failure in failures]
            raise refusals[-1]
        raise ModelError(f"{'; '.join(failures)}.")

    def _kept(
        self, model: Model, outputs: Mapping[str, Result], step: Step, inputs: Inputs, brief: Brief
    ) -> dict[str, Result]:
        """Store what a model made, with how it was made. ModelError when no output of the task is in it."""
        names = [output.name for output in step.row.outputs]
        if outputs and not any(name in names for name in outputs):
            raise ModelError(f"{model.name} gave {', '.join(outputs)}, and {step.task} gives {', '.join(names)}.")
        recipe = Recipe(
            step.task,
            model.id,
            model.edition(),
            brief.seed,
            dict(step.args),
            tuple(clip.id for clip in flat(inputs)),
            model.terms().weights,
        )
        parts = {output.name for output in step.row.outputs if not output.is_placed}
        kept = {
            name: self._context.keep(out, _bound(recipe, out), is_part=name in parts) if isinstance(out, Clip) else out
            for name, out in outputs.items()
        }
        self._context.remember(step, inputs, brief, kept)
        return kept

    def _report(self, number: int, model: str, warnings: list[str]) -> Report:
        told: Progress | None = None

        def progress(done: float, of: float, what: str) -> None:
            nonlocal told
            if self._cancelled.is_set():
                raise Cancelled
            now = Progress(number, len(self.results), min(1.0, done / of) if of else 0.0, what, model)
            if self._on_progress and now != told:  # a worker that waits repeats itself, to learn of a cancel
                told = now
                self._on_progress(now)

        progress(0, 1, "Starting")
        return Report(progress, warnings.append)


def sweep_scratch() -> None:
    """Remove the scratch folders of engines that were killed."""
    import psutil

    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*-*"):
        owner = folder.name.removeprefix(SCRATCH).split("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def failure_text(model: Model, reason: str) -> str:
    """Why a model did not do it, without a full stop, with its name."""
    said = reason.strip().removesuffix(".")
    return said if model.name in said else f"{model.name} failed ({said})"


def _refusal(model: Model, args: Mapping[str, Any], inputs: Inputs, brief: Brief) -> UserError | None:
    """What a model says against the input before it works: another one may take it."""
    try:
        model.check(args, inputs, brief)
    except UserError as error:
        return error
    except (ModelError, Cancelled):
        raise
    except Exception:  # the worker meets it too, and says it as any other bug of a model
        log.exception("%s cannot check its input", model.id)
    return None


def internal_args(step: Step) -> dict[str, Any]:
    """The arguments as a model gets them: without references, seconds by their `_s` names."""
    row = step.row
    return {
        arg.internal_name: step.args[arg.name]
        for arg in row.args
        if arg.name in step.args and not arg.is_reference and arg.name != "model"
    }


def _is_silent(outputs: Mapping[str, Result]) -> bool:
    """True when there is sound among the results, and none of it can be heard."""
    sounds = [out for out in outputs.values() if isinstance(out, Clip) and out.kind == "audio"]
    return bool(sounds) and all(is_silent(clip) for clip in sounds)


def _bound(recipe: Recipe, clip: Clip) -> Recipe:
    """The recipe with the licence that the model found for this very result: that of a voice, say."""
    return replace(recipe, licence=clip.recipe.licence) if clip.recipe and clip.recipe.licence else recipe


def _record(outputs: Mapping[str, Result], model: str, about: str) -> StepRecord:
    texts = [out.text for out in outputs.values() if isinstance(out, Text)]
    texts += [out.summary for out in outputs.values() if isinstance(out, Facts) and out.summary]
    texts += [spans_text(out) for out in outputs.values() if isinstance(out, Spans)]
    facts = {name: dict(out.values) for name, out in outputs.items() if isinstance(out, Facts) and _is_short(out)}
    clips = {name: out.id for name, out in outputs.items() if isinstance(out, Clip)}
    if any(isinstance(out, Changes) for out in outputs.values()):
        texts.append("Proposed changes to the session.")
    text = "\n".join(text for text in dict.fromkeys(texts) if text)
    return StepRecord("done", model, clips, text, facts, _found(outputs, about))


def _found(outputs: Mapping[str, Result], about: str) -> tuple[Found, ...]:
    """The stretches that were asked for; the words of a text lie in its file."""
    if any(isinstance(out, Text) for out in outputs.values()):
        return ()
    spans = [span for out in outputs.values() if isinstance(out, Spans) for span in out.spans]
    found = [Found(round(span.start_s, 3), round(span.end_s, 3), span.label, about) for span in spans[:MOST_SPANS]]
    return tuple(found)


def _is_short(facts: Facts) -> bool:
    """Curves with thousands of points stay with the result; a turn keeps what can be read."""
    return all(not isinstance(value, list | tuple) or len(value) <= 1000 for value in facts.values.values())


def spans_text(spans: Spans) -> str:
    """Spans as a line of text each."""
    return "\n".join(f"{s.start_s:.2f}–{s.end_s:.2f} s {s.label}" for s in spans.spans)
