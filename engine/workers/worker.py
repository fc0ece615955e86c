"""Worker: the seam between a job and the place where a model runs (here, another process, a cluster)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.catalog.model import Brief, Model, Report, Result
from engine.media.clip import Clip


@dataclass(frozen=True)
class Order:
    """One piece of work for a model; plain values and files only, so that it can travel."""

    model: str
    """Id of the model."""
    args: Mapping[str, Any]
    """Checked arguments by their internal names."""
    inputs: Mapping[str, Clip | Sequence[Clip]]
    brief: Brief
    timeout_s: float | None = None
    """Longest it may take; None = what the worker finds right for the model and its input."""


class Worker(ABC):
    """Runs orders."""

    @abstractmethod
    def run(self, order: Order, report: Report) -> dict[str, Result]:
        """Carry the order out; results lie in the brief's folder.

        Raises UserError for bad input, ModelError when the model failed, Cancelled from
        `report` when the user cancelled.
        """

    def why_not(self, model: Model) -> str:
        """Empty when there is room for a model here, else one sentence; loads nothing."""
        return ""

    def start(self) -> None:
        """Get ready ahead of the first order; returns at once."""
        return None

    def close(self) -> None:
        """End the worker and give back its memory."""
        return None

    def status(self) -> list[dict[str, Any]]:
        """The processes it runs models in, as plain values; empty when it has none."""
        return []
