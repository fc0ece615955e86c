from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from engine.workers.local import LocalWorkers
from engine.workers.memory import MemoryBudget
from engine.workers.worker import Order
from tests.engine.workers.unruly import SOURCE, registry

MakeOrder = Callable[..., Order]


@pytest.fixture(scope="package")
def workers() -> Iterator[LocalWorkers]:
    """Workers that many tests use one after the other: what one does must not harm the next."""
    made = LocalWorkers(registry=registry(), source=SOURCE, budget=MemoryBudget(4 << 30), warm=())
    made.start()
    yield made
    made.close()


@pytest.fixture
def order(tmp_path: Path) -> MakeOrder:
    """Makes orders: `order("sleep", seconds=3)`."""

    def make(do: str, *, model: str = "unruly", clip: Clip | None = None, **args: Any) -> Order:
        folder = tmp_path / "made"
        folder.mkdir(exist_ok=True)
        timeout_s = args.pop("timeout_s", None)
        inputs = {"clip": clip} if clip else {}
        return Order(model, {"do": do, **args}, inputs, Brief("edit_clip", folder), timeout_s)

    return make


@pytest.fixture
def tone(tmp_path: Path) -> Clip:
    """Half a second of a loud tone."""
    samples = np.sin(np.arange(24000, dtype=np.float32) * 0.05)[np.newaxis]
    return audio_clip(tmp_path, "tone", Audio(samples.astype(np.float32), 48000))


class Canceller:
    """A report that cancels when told to, or a while after a model first spoke."""

    def __init__(self, *, after_s: float = 1e9) -> None:
        self.is_cancelled = threading.Event()
        self.said: list[tuple[float, float, str]] = []
        self.asked_at_s = 0.0
        self._after_s = after_s
        self._first_s = 0.0
        self.report = Report(self._hear)

    def _hear(self, done: float, of: float, what: str) -> None:
        self.said.append((done, of, what))
        now = time.monotonic()
        self._first_s = self._first_s or now
        if self.is_cancelled.is_set() or now - self._first_s > self._after_s:
            self.asked_at_s = self.asked_at_s or now
            raise Cancelled
