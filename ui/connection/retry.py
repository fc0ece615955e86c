"""Retry: how long to wait before another try to reach the engine."""

from __future__ import annotations

WAITS_S = (0.5, 1.0, 2.0, 5.0)


class Retry:
    """Waits that grow until a try succeeds."""

    def __init__(self) -> None:
        self.tries = 0

    def next_s(self) -> float:
        """Seconds to wait before the next try."""
        wait = WAITS_S[min(self.tries, len(WAITS_S) - 1)]
        self.tries += 1
        return wait

    def worked(self) -> None:
        """It answers again: the next loss begins anew."""
        self.tries = 0
