"""Router: which task a clause asks for, and which of its kinds (apply_effect/reverb, mix/gain …)."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.reading.intents import AS_BEFORE
from engine.planner.offline.reading.kinds import OLD
from engine.planner.offline.reading.kinds import kinds as table_of_kinds
from engine.planner.offline.reading.network import network
from engine.planner.offline.reading.reader import read

FIRM = 0.9
"""From this chance on the network is sure of a task …"""
CLEAR = 0.8
"""… and a refusal less likely than this …"""
DOUBTED = 0.25
"""… counts so much."""
HEARD, READ = 0.94, 0.36
"""What people say such words for counts so much, and the network's routes so much, as exponents (measured on held-out
hands) …"""
FLOOR = 1e-3
"""… and no task is out of the question."""
OTHER_KIND = 0.02
"""How likely another kind of a task is than the one that was read, so that the two can be weighed."""
WORDS_ONLY = ("chat", "ask", "refuse")


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
    if barred in network().labels:
        chances = chances.copy()
        chances[network().labels.index(barred)] = 0.0
    told = chances.tolist()
    found = []
    for task, kinds in _kinds_of(network().labels):
        some = [(told[place], kind) for place, kind in kinds]
        found.append(Route(task, max(some)[1], sum(chance for chance, _ in some)))
    return sorted(found, key=lambda route: -route.sure)[:count]


@functools.lru_cache(maxsize=4)
def _kinds_of(labels: tuple[str, ...]) -> tuple[tuple[str, tuple[tuple[int, str], ...]], ...]:
    """The labels of each task: (task, ((place, kind), …))."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place, label in enumerate(labels):
        task, _, kind = label.partition("/")
        found.setdefault(task, []).append((place, kind))
    return tuple((task, tuple(kinds)) for task, kinds in found.items())


def with_kinds(found: list[Route], kinds: Mapping[str, float], count: int) -> list[Route]:
    """The network's routes weighed with what the table of kinds says, and the tasks that only that table knows."""
    old = kinds.get(OLD, 1.0)
    if found and found[0].sure >= FIRM and found[0].task not in WORDS_ONLY and kinds.get("refuse", 0.0) < CLEAR:
        kinds = {**kinds, "refuse": kinds.get("refuse", 0.0) * DOUBTED, "ask": kinds.get("ask", 0.0) * DOUBTED}
        old = max(old, 0.2)
    sure = {route.task: route.sure * old for route in found}
    kind_of = {route.task: route.kind for route in found}
    own: dict[str, list[tuple[float, str]]] = {}
    for label, chance in kinds.items():
        task, _, kind = label.partition("/")
        if label != OLD:
            own.setdefault(task, []).append((chance, kind))
    for task, some in own.items():
        total = sum(chance for chance, _ in some)
        if total > sure.get(task, 0.0):
            kind_of[task] = max(some)[1]
        sure[task] = sure.get(task, 0.0) + total
    made = [Route(task, kind_of.get(task, ""), chance) for task, chance in sure.items()]
    return sorted(made, key=lambda route: -route.sure)[:count]


def with_intents(found: Sequence[Route], heard: Mapping[str, float], before: Sequence[str], count: int) -> list[Route]:
    """The routes weighed with what such words are said for; `before`: the labels of the turn before."""
    chances = {label: chance for label, chance in heard.items() if label != AS_BEFORE}
    for label in before:
        chances[label] = chances.get(label, 0.0) + heard.get(AS_BEFORE, 0.0) / len(before)
    of_task: dict[str, list[tuple[float, str]]] = {}
    read = {route.task: route for route in found}
    for label, chance in chances.items():
        task, _, kind = label.partition("/")
        of_task.setdefault(task, []).append((chance, kind))
    made = []
    for task in {*of_task, *read}:
        some, route = of_task.get(task, []), read.get(task, Route(task, "", 0.0))
        sure = (sum(chance for chance, _ in some) + FLOOR) ** HEARD * (route.sure + FLOOR) ** READ
        made.append(Route(task, _kind(task, some, route), sure))
    whole = sum(route.sure for route in made)
    made = [replace(route, sure=route.sure / whole) for route in made]
    return sorted(made, key=lambda route: -route.sure)[:count]


def _kind(task: str, heard: Sequence[tuple[float, str]], route: Route) -> str:
    """The likelier kind of a task: as it is said, and as it was read."""
    if not heard:
        return route.kind
    chances = {kind: (chance + FLOOR) ** HEARD for chance, kind in heard}
    if route.kind:
        chances[route.kind] = chances.get(route.kind, FLOOR**HEARD) * (1 + route.sure / OTHER_KIND) ** READ
    kind = max(chances, key=lambda one: chances[one])
    return kind if f"{task}/{kind}" in _known() else "" if kind != route.kind else kind


@functools.lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The kinds of tasks that the fillers know."""
    return frozenset((*network().labels, *table_of_kinds().labels))
