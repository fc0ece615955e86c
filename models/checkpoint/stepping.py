"""Progress and cancel inside a model's own loops; a cancel is raised from the hook, never by ending a thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.catalog.model import Report


def generation_hook(report: Report, of_tokens: int, what: str) -> Any:
    """For `generate(stopping_criteria=…)` of transformers: reports each token, raises Cancelled when cancelled.

    Returning True would break MusicGen's delay pattern; raising leaves every model usable.
    """
    import torch
    from transformers import StoppingCriteria, StoppingCriteriaList

    class Stepping(StoppingCriteria):
        """Counts calls: one a token."""

        def __init__(self) -> None:
            self.count = 0

        def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
            self.count += 1
            report(min(self.count, of_tokens), of_tokens, what)
            return torch.zeros(input_ids.shape[0], dtype=torch.bool, device=input_ids.device)

    return StoppingCriteriaList([Stepping()])


def diffusion_hook(
    report: Report, of_steps: int, what: str
) -> Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]:
    """For `callback_on_step_end` of diffusers' newer pipelines."""

    def after_step(pipe: Any, step: int, time: Any, values: dict[str, Any]) -> dict[str, Any]:
        report(step + 1, of_steps, what)
        return values

    return after_step


def old_diffusion_hook(report: Report, of_steps: int, what: str) -> Callable[[int, Any, Any], None]:
    """For `callback` (with `callback_steps=1`) of its older ones: Stable Audio Open, AudioLDM 2."""

    def after_step(step: int, time: Any, latents: Any) -> None:
        report(step + 1, of_steps, what)

    return after_step
