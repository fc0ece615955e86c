"""Router: which task a clause asks for, and which of its kinds (apply_effect/reverb, mix/gain …)."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.planner.weights import weights
from engine.planner.words import ngrams

GOES_ON = 1.65
"""In a conversation, how much likelier the last task is than the tables say (measured on held-out conversations)."""


@dataclass(frozen=True)
class Route:
    """A task, the kind of it ("" when it has none) and how sure the router is, 0–1."""

    task: str
    kind: str
    sure: float


@functools.lru_cache(maxsize=2048)
def probabilities(text: str, before: str = "") -> NDArray[np.float32]:
    """How likely each label is [shape=(labels,)]; `before` as in `ngrams`."""
    table = weights()
    buckets = ngrams(text, table.route_idf.shape[0], before)
    values = table.route_idf[buckets]
    norm = float(np.sqrt(np.sum(values * values))) or 1.0
    scores = (values / norm) @ (table.route_weights[buckets].astype(np.float32)) * table.route_scale + table.route_bias
    scores = np.exp(scores - scores.max())
    return np.asarray(scores / scores.sum(), dtype=np.float32)


def routes(text: str, count: int = 3, hidden: str = "", before: str = "", barred: str = "") -> list[Route]:
    """The likeliest tasks, best first; a task's chance is the sum over its kinds.

    `hidden`: the same text with placeholders for names; both readings count alike.
    `barred`: a label that is out of the question.
    """
    table = weights()
    chance = probabilities(text, before)
    if hidden and hidden != text:
        chance = np.sqrt(chance * probabilities(hidden, before))
        chance = chance / chance.sum()
    if before:
        chance = chance.copy()
        chance[table.labels_of_task.get(before.rpartition(" ")[2], [])] *= GOES_ON
        chance = chance / chance.sum()
    if barred in table.labels:
        chance = chance.copy()
        chance[table.labels.index(barred)] = 0
    by_task: dict[str, list[int]] = table.labels_of_task
    ranked = sorted(((float(chance[where].sum()), task) for task, where in by_task.items()), reverse=True)[:count]
    found = []
    for sure, task in ranked:
        best = max(by_task[task], key=lambda i: float(chance[i]))
        found.append(Route(task, table.labels[best].partition("/")[2], sure))
    return found
