"""A task asked for as `tonmeister run` asks for it, and what any answer has to be like."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import pytest

from engine.assistant.file_context import FileContext
from engine.assistant.job import Job
from engine.assistant.step_output import StepResult
from engine.catalog.model import Facts
from engine.catalog.registry import Registry
from engine.errors import UserError
from engine.library.turn import StepRecord
from engine.media.clip import Clip
from engine.tasks.plan import Step, validated
from engine.workers.inline import Inline
from tests.models.picture.drawn_face import drawn_face

CALLS: dict[str, dict[str, Any]] = {
    "transcribe": {}, "translate_speech": {"target_language": "spanish"}, "style_transfer": {"style": "deeper"},
    "enhance_speech": {}, "separate_speakers": {}, "binauralize": {"azimuth_deg": 45},
    "inpaint": {"start": 0.1, "end": 0.11}, "extract_sound": {"target": "vocals"},
    "detect_target_sound": {"target": "speech"}, "detect_sounds": {}, "caption_audio": {}, "denoise": {},
    "separate_stems": {}, "audio_to_midi": {}, "master": {}, "change_tempo_key": {"semitones": 2}, "describe_music": {},
    "video_for_audio": {}, "harmonize": {"interval": "third"}, "apply_effect": {"effect": "reverb"},
    "edit_clip": {"action": "normalize"}, "talking_head": {"image": "face.png"}, "generate_midi": {"kind": "bass"},
}
"""What is asked of each task that takes a recording."""
WITHOUT_RECORDING = {"speak", "generate_audio", "image_to_audio", "sing", "render_midi"}
KEEP_LENGTH = {"style_transfer", "enhance_speech", "separate_speakers", "inpaint", "extract_sound", "denoise",
               "separate_stems", "master", "harmonize", "edit_clip", "binauralize"}


@contextmanager
def ran(task: str, given: Mapping[str, Any], registry: Registry, folder: Path) -> Iterator[StepResult]:
    """One task with files and arguments, in this process; its results are there while inside."""
    cv2.imwrite(str(folder / "face.png"), drawn_face(120, 140))
    args = {name: str(folder / value if value == "face.png" else value) if isinstance(value, str | Path) else value
            for name, value in {**CALLS.get(task, {}), **given}.items()}
    context = FileContext()
    try:
        plan = validated([Step(task, args)])
        yield Job(plan, registry=registry, worker=Inline(registry), context=context).run()[0]
    except UserError as error:
        yield StepResult(Step(task, args), StepRecord("failed", error=str(error)))
    finally:
        context.close()


def accepted(result: StepResult, log: pytest.LogCaptureFixture) -> list[Clip]:
    """The clips of a good answer; a refusal is one sentence that is no bug's."""
    assert not [record for record in log.records if record.levelno >= logging.ERROR]
    said = [*result.record.warnings, *([] if result.record.state == "done" else [result.record.error])]
    for sentence in said:
        assert sentence == " ".join(sentence.split()) and len(sentence) <= 1100
        assert sentence[-1] in ".?!", sentence
    assert result.record.state in ("done", "failed")
    assert bool(result.outputs) == (result.record.state == "done")
    for facts in result.outputs.values():
        if isinstance(facts, Facts):
            json.dumps(dict(facts.values), allow_nan=False, default=str)
    return [clip for clip in result.outputs.values() if isinstance(clip, Clip)]
