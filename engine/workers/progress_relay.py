"""What is said to the caller while a model works somewhere else."""

from __future__ import annotations

from engine.catalog.model import Report
from engine.workers.message import Message, OrderProgress, Warned


class ProgressRelay:
    """Passes on what a model says, and repeats the last of it: only so is a cancel noticed in a silence."""

    def __init__(self, report: Report, what: str) -> None:
        self._report = report
        self._last = OrderProgress(0.0, 1.0, what)

    def poll(self) -> None:
        """Say the last thing again; raises Cancelled when the user has cancelled."""
        self._report(self._last.done, self._last.of, self._last.what)

    def hear(self, message: Message) -> None:
        """Pass on a message; raises Cancelled when the user has cancelled."""
        if isinstance(message, OrderProgress):
            self._last = message
            self.poll()
        elif isinstance(message, Warned):
            self._report.warn(message.sentence)

    def hear_all(self, said: OrderProgress | None, warnings: list[str]) -> None:
        """Pass on several things; raises Cancelled when the user has cancelled."""
        for sentence in warnings:
            self._report.warn(sentence)
        if said:
            self.hear(said)
