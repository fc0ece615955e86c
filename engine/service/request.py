"""A request as it waits and runs in an open project."""

from __future__ import annotations

import queue
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.library.turn import Turn
from engine.tasks.plan import Plan, Step


@dataclass(frozen=True)
class TurnRequest:
    """One request; what is decided about it can reach no other one."""

    turn: Turn
    files: tuple[Path, ...] = ()
    steps: tuple[Step, ...] | None = None
    is_preview: bool = False
    is_approved: bool = False
    selection: Mapping[str, Any] | None = None
    """What is selected, where the client knows it better than the DAW."""
    decision: queue.SimpleQueue[Plan | bool] = field(default_factory=queue.SimpleQueue)
    """What was said of its plan; only the first counts."""
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def number(self) -> int:
        """Number of its turn."""
        return self.turn.number
