"""What one step heard, a later one says: `$n` as a text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from engine.assistant.file_context import FileContext
from engine.assistant.job import Job
from engine.assistant.step_output import StepResult
from engine.catalog.registry import discover
from engine.tasks.plan import Step, validated
from engine.workers.inline import Inline
from tests.models.speech.said import DOOR, RATE, clip, said


def ran(steps: Sequence[Step]) -> list[StepResult]:
    registry = discover()
    with closing(FileContext()) as context:
        return Job(validated(steps), registry=registry, worker=Inline(registry), context=context).run()


def test_what_was_written_down_is_said(tmp_path: Path) -> None:
    recording = str(clip(tmp_path, said(DOOR), RATE).path)
    written, spoken = ran([Step("transcribe", {"clip": recording}), Step("speak", {"text": "$1"})])
    assert spoken.record.state == "done", spoken.record.error
    recipe = spoken.outputs["audio"].recipe
    assert recipe.args["text"] == written.outputs["text"].text.strip() != ""


def test_no_words_are_no_text(tmp_path: Path) -> None:
    silence = str(clip(tmp_path, np.zeros(RATE), RATE).path)
    written, spoken = ran([Step("transcribe", {"clip": silence}), Step("speak", {"text": "$1"})])
    assert written.record.state == "done" and not spoken.outputs
    assert spoken.record.error == "Step 1 gave no words, so there is nothing to say."
