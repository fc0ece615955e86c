"""Hints: what the words of a clause by themselves say about its task, weighed beside what the network reads.

Counted words and pieces of words know rare words better than the network does, and nothing of how words hang together.
"""

from __future__ import annotations

import functools
import math
import re
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.machine.memory import give_back_memory
from engine.planner.offline.text.words import plain

PATH = Path(__file__).parents[2] / "data" / "hints.npz"
BUCKETS = 1 << 16
"""Words and pieces of words are counted by a number of 16 bits."""
WEIGHT = 0.5
"""What a hint counts beside the network, as an exponent (measured on held-out writers)."""
FLOOR = 1e-3
"""No task is out of the question."""
_LETTERS = 2, 5
"""Shortest and longest piece of a word."""


@functools.lru_cache(maxsize=256)
def features(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Numbers of the words, pairs of words and pieces of words of a text, and how much of the text each is.

    The squares of the parts of words add up to 1, and those of the pieces [shape=(features,)].
    """
    simple = re.sub(r"\d", "0", re.sub(r'"[^"]*"', ' "" ', plain(text).lower()))
    words = re.findall(r"[^\W_]+(?:'\w+)?|\"\"", simple)
    whole = Counter(words) + Counter(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))
    shortest, longest = _LETTERS
    pieces: Counter[str] = Counter()
    for word in words:
        framed = f"<{word}>"
        for length in range(shortest, longest + 1):
            pieces.update(framed[i : i + length] for i in range(max(1, len(framed) - length + 1)))
    numbers: list[int] = []
    parts: list[float] = []
    for counted in (whole, pieces):
        sizes = {_number(one): 1 + math.log(count) for one, count in counted.items()}
        norm = math.sqrt(sum(size * size for size in sizes.values())) or 1.0
        numbers += sizes
        parts += [size / norm for size in sizes.values()]
    return np.array(numbers, np.int64), np.array(parts, np.float32)


def _number(piece: str) -> int:
    return zlib.crc32(piece.encode("utf-8")) % BUCKETS


_in_use: list[Path | None] = [PATH]


def use_hints(path: Path | None) -> None:
    """Weigh with the hints of this file from now on, or with none (benchmarks)."""
    _in_use[:] = [path]
    task_chances.cache_clear()


@functools.lru_cache(maxsize=2)
def _table(path: Path) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.float32], tuple[str, ...]]:
    """Weights [shape=(buckets, tasks)], their scale and the tasks' own weights [shape=(tasks,)], the tasks."""
    with np.load(path, allow_pickle=False) as data:
        tasks = tuple(str(data["tasks"]).split("\n"))
        table = data["weights"], data["scale"], data["bias"], tasks
    give_back_memory()
    return table


@functools.lru_cache(maxsize=1024)
def task_chances(text: str) -> dict[str, float]:
    """How likely each task is, by the words alone; nothing when no hints are in use."""
    path = _in_use[0]
    if path is None:
        return {}
    weights, scale, bias, tasks = _table(path)
    numbers, parts = features(text)
    scores = parts @ weights[numbers].astype(np.float32) * scale + bias if len(numbers) else bias
    chances = np.exp(scores - scores.max())
    return dict(zip(tasks, (chances / chances.sum()).tolist(), strict=True))


def weighed(chances: NDArray[np.float32], labels: tuple[str, ...], text: str) -> NDArray[np.float32]:
    """The network's chances of the labels (task or task/kind), with the hints [shape=(labels,)]."""
    hints = task_chances(text)
    if not hints:
        return chances
    factors = [(hints.get(label.partition("/")[0], 0.0) + FLOOR) ** WEIGHT for label in labels]
    both = chances * np.array(factors, np.float32)
    return np.asarray(both / both.sum(), np.float32)
