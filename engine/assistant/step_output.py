"""Outputs of steps that later steps refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.catalog.model import Result, Text
from engine.errors import UserError
from engine.library.turn import StepRecord
from engine.media.clip import Clip
from engine.tasks.plan import Step, step_reference


@dataclass
class StepResult:
    """What one step gave, while the job runs."""

    step: Step
    record: StepRecord = field(default_factory=lambda: StepRecord("not_run"))
    outputs: dict[str, Result] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    """What the session did gave these: ids of places, by output name."""


def output_clip(parsed: tuple[int, str], results: Sequence[StepResult]) -> Clip:
    """The clip `$n.part` means; without a part the step's first (or only) clip."""
    number, part = parsed
    outputs = results[number - 1].outputs
    clips = {name: out for name, out in outputs.items() if isinstance(out, Clip)}
    if part and part not in clips:
        raise UserError(f"Step {number} gave no '{part}'; it gave {', '.join(clips) or 'no clip'}.")
    if not clips:
        raise UserError(f"Step {number} gave no clip.")
    return clips[part] if part else next(iter(clips.values()))


def with_words(step: Step, results: Sequence[StepResult]) -> Step:
    """The step with the words of earlier steps in place of `$n`."""
    said = {name: _words_of(text, results) for name, text in step.word_references()}
    return replace(step, args={**step.args, **said}) if said else step


def as_done(results: Sequence[StepResult]) -> tuple[Step, ...]:
    """The steps with the words that were handed over, so that a later request can go on from them."""
    return tuple(with_words(one.step, results) if one.record.state == "done" else one.step for one in results)


def _words_of(reference: str, results: Sequence[StepResult]) -> str:
    number, _ = step_reference(reference) or (0, "")
    told = (out.text.strip() for out in results[number - 1].outputs.values() if isinstance(out, Text))
    found = next(filter(None, told), "")
    if not found:
        raise UserError(f"Step {number} gave no words, so there is nothing to say.")
    return found
