"""Progress of one turn as clients show it: not too often, and with the time that is left."""

from __future__ import annotations

import time

from engine.assistant.job import Progress
from engine.catalog.registry import Registry
from engine.wire.wire import ProgressView

EVERY_S = 1 / 15
"""Progress is told at most this often."""
_KNOWN_FROM = 0.05
"""Share done from which the time that is left can be told."""


class ProgressClock:
    """Follows one turn."""

    def __init__(self, turn: int, registry: Registry) -> None:
        self._turn = turn
        self._registry = registry
        self._step, self._began, self._told = 0, time.monotonic(), 0.0

    def view(self, progress: Progress) -> ProgressView:
        """The progress as a client shows it."""
        now = time.monotonic()
        if progress.step != self._step:
            self._step, self._began, self._told = progress.step, now, 0.0
        left = (now - self._began) * (1 - progress.done) / progress.done if progress.done >= _KNOWN_FROM else None
        model = self._registry.models.get(progress.model)
        return ProgressView(
            self._turn,
            progress.step,
            progress.of_steps,
            round(progress.done, 4),
            progress.what,
            model.name if model else progress.model,
            round(left, 1) if left is not None else None,
        )

    def is_due(self, progress: Progress) -> bool:
        """Whether it is time to tell; the first and the last of a step always are."""
        now = time.monotonic()
        if self._told and progress.done < 1 and now - self._told < EVERY_S:
            return False
        self._told = now
        return True
