"""Outputs of steps that later steps refer to."""

from __future__ import annotations

from collections.abc import Sequence

from engine.clip import Clip
from engine.errors import UserError
from engine.job import StepResult
from engine.plan import Step


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


def consumes(step: Step) -> bool:
    """True when the step uses clips up, so that they need no track of their own."""
    return step.row.kind == "model" or (step.task == "arrange" and step.args.get("action") in ("place", "move"))
