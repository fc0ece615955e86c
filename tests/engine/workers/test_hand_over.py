"""A model that cannot do the work hands over to the next, and the answer says so; in real worker processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from engine.assistant.job import Inputs, Job, JobContext
from engine.assistant.step_output import StepResult
from engine.catalog.model import Brief
from engine.library.turn import StepRecord
from engine.media.clip import Clip, Recipe
from engine.tasks.plan import Step, validated
from engine.workers.local import LocalWorkers
from engine.workers.memory import MemoryBudget
from tests.engine.workers.handing_on import SOURCE, registry


class Room(JobContext):
    """A context without a session."""

    def inputs(self, step: Step, results: Sequence[StepResult]) -> Inputs:
        return {}

    def brief(self, step: Step, inputs: Inputs, folder: Path) -> Brief:
        return Brief(step.task, folder)

    def keep(self, clip: Clip, recipe: Recipe, *, is_part: bool = False) -> Clip:
        return clip


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalWorkers]:
    made = LocalWorkers(registry=registry(), source=SOURCE, budget=MemoryBudget(4 << 30), warm=())
    made.start()
    yield made
    made.close()


def done(workers: LocalWorkers, task: str, model: str = "") -> StepRecord:
    args = {"clip": "last", **({"model": model} if model else {})}
    job = Job(validated([Step(task, args)]), registry=registry(), worker=workers, context=Room())
    return job.run()[0].record


def test_what_does_not_fit_is_not_tried_and_what_crashes_is_replaced(workers: LocalWorkers) -> None:
    record = done(workers, "describe_music")
    assert (record.state, record.model) == ("done", "plain")
    (told,) = record.warnings
    assert told.startswith("Colossus needs 1048576.0 GB of memory, and 4.0 GB can be had; Fragile ended unexpectedly")
    assert told.endswith("; done with Plain instead.")
    assert not any(row["model"] == "colossus" for row in workers.status())


def test_a_failure_without_a_name_gets_one(workers: LocalWorkers) -> None:
    record = done(workers, "caption_audio")
    assert record.model == "plain"
    assert record.warnings == ("Tired failed (The model gave silence); done with Plain instead.",)


def test_input_that_one_refuses_goes_quietly_to_the_next(workers: LocalWorkers) -> None:
    record = done(workers, "detect_sounds")
    assert (record.state, record.model, record.warnings) == ("done", "plain", ())


def test_the_last_one_says_why_it_could_not(workers: LocalWorkers) -> None:
    assert done(workers, "denoise").error == "Choosy wants something else."
    record = done(workers, "transcribe")
    assert record.state == "failed" and record.error.startswith("Fragile ended unexpectedly (killed")


def test_a_model_that_was_named_is_the_only_one_tried(workers: LocalWorkers) -> None:
    record = done(workers, "caption_audio", "tired")
    assert (record.state, record.error) == ("failed", "Tired failed (The model gave silence).")
    assert done(workers, "caption_audio", "Plain").model == "plain"
    assert "Colossus needs" in done(workers, "describe_music", "colossus").error
