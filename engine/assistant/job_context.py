"""Job context: what a job needs of the outside: inputs, briefs, a place for results, a session that does its part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.assistant.step_output import StepResult
from engine.catalog.model import Brief, Result
from engine.media.clip import Clip, Recipe
from engine.tasks.plan import Step

Inputs = Mapping[str, Clip | Sequence[Clip]]
"""Clips of a step's reference arguments, by argument name."""


@dataclass(frozen=True)
class Acted:
    """What came of a step that the session did."""

    text: str = ""
    """What to say."""
    clips: Mapping[str, str] = field(default_factory=dict)
    """Ids of the clips that it is about now, by output name."""
    copies: tuple[str, ...] = ()
    """Ids of the places that it made of what was there."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Ids of what later steps mean by it, where that is more than `clips`."""


class JobContext:
    """What a job needs of the outside; the assistant, or the `run` command, provides it."""

    def inputs(self, step: Step, results: Sequence[StepResult]) -> Inputs:
        """The clips a step works on."""
        raise NotImplementedError

    def brief(self, step: Step, inputs: Inputs, folder: Path) -> Brief:
        """What the model is told of the session."""
        raise NotImplementedError

    def keep(self, clip: Clip, recipe: Recipe, *, is_part: bool = False) -> Clip:
        """Store a finished clip; a part is a by-product such as one stem of a loop."""
        raise NotImplementedError

    def runs(self, step: Step, results: Sequence[StepResult]) -> list[Inputs]:
        """The inputs of each run of the model: one, unless what was named stands for several clips."""
        return [self.inputs(step, results)]

    def why_not(self, step: Step) -> str:
        """Why a step cannot be done where we are; "" when it can."""
        return ""

    def is_done_by_session(self, step: Step, results: Sequence[StepResult]) -> bool:
        """True when the session can do by itself what a model would do otherwise."""
        return step.task == "apply_effect" and "track" in step.args and "clip" not in step.args

    def act(self, step: Step, results: Sequence[StepResult]) -> Acted | str:
        """Do a step in the session; returns what to say."""
        raise NotImplementedError

    def completed(self, step: Step, inputs: Inputs) -> tuple[Step, Inputs]:
        """The step and its inputs with what was not said again but is remembered."""
        return step, inputs

    def remember(self, step: Step, inputs: Inputs, brief: Brief, outputs: Mapping[str, Result]) -> None:
        """Keep what a later request may leave unsaid."""


def flat(inputs: Inputs) -> list[Clip]:
    """All clips of a step's inputs, lists taken apart."""
    return [clip for value in inputs.values() for clip in ([value] if isinstance(value, Clip) else value)]
