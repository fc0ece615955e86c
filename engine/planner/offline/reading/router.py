"""Router: which task a clause asks for, and which of its kinds (apply_effect/reverb, mix/gain …)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.reading.network import network
from engine.planner.offline.reading.reader import read


@dataclass(frozen=True)
class Route:
    """A task, the kind of it ("" when it has none) and how sure the router is, 0–1."""

    task: str
    kind: str
    sure: float


def routes(text: str, count: int = 3) -> list[Route]:
    """The likeliest tasks of a text that stands alone, best first."""
    return best_routes(read(text).labels(0, len(text)), count)


def best_routes(chances: NDArray[np.float32], count: int, barred: str = "") -> list[Route]:
    """The likeliest tasks, best first; a task's chance is the sum over its kinds.

    `barred`: a label that is out of the question.
    """
    kinds: dict[str, list[tuple[float, str]]] = {}
    for label, chance in zip(network().labels, chances, strict=True):
        task, _, kind = label.partition("/")
        kinds.setdefault(task, []).append((0.0 if label == barred else float(chance), kind))
    found = [Route(task, max(some)[1], sum(chance for chance, _ in some)) for task, some in kinds.items()]
    return sorted(found, key=lambda route: -route.sure)[:count]
