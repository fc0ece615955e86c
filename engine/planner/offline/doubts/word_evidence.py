"""Word evidence: how much more often than others a task is asked for with a word, or with two words in a row."""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

PATH = Path(__file__).parents[2] / "data" / "doubts.npz"
STEP = 1 / 24
"""One of the table's small numbers is so much [natural logarithm of a ratio]."""
NONE_YET = 1e-4
_WORD = regex(r"[a-z][a-z']*|\d+")


def words_of(text: str) -> list[str]:
    """Words in small letters, figures as "0", without the s of a genitive."""
    return ["0" if one[0].isdigit() else re.sub(r"'s$", "", one) for one in _WORD.findall(plain(text).lower())]


def key_of(words: str) -> int:
    """The number that a word, or two in a row, is known by."""
    return zlib.crc32(words.encode("utf-8"))


@dataclass(frozen=True)
class Evidence:
    """The table, and the weights that doubts are added up with."""

    places: Mapping[int, int]
    """Row of each word."""
    lifts: NDArray[np.int8]
    """How many times likelier a task is where the word is said, as a logarithm [shape=(words, tasks)]."""
    tasks: tuple[str, ...]
    shares: NDArray[np.float32]
    """How often each task is asked for at all."""
    names: tuple[str, ...]
    """What is looked at."""
    weights: NDArray[np.float32]
    middle: NDArray[np.float32]
    spread: NDArray[np.float32]
    bias: float

    def lift(self, word: str, task: str) -> float | None:
        """The logarithm for a word and a task; None for a word that is not known."""
        place = self.places.get(key_of(word))
        if place is None:
            return None
        return float(self.lifts[place, self.tasks.index(task)]) * STEP if task in self.tasks else -1.0

    def chances(self, word: str) -> dict[str, float]:
        """How often each task is asked for with a word."""
        place = self.places.get(key_of(word))
        if place is None:
            return {}
        likely = np.exp(self.lifts[place].astype(np.float32) * STEP) * (self.shares + NONE_YET) - NONE_YET
        return dict(zip(self.tasks, likely.tolist(), strict=True))


@functools.lru_cache(maxsize=1)
def evidence(path: Path = PATH) -> Evidence:
    """Load the table; it holds numbers and plain texts only."""
    with np.load(path, allow_pickle=False) as data:
        return Evidence(
            {int(key): place for place, key in enumerate(data["keys"])},
            data["lifts"],
            tuple(str(data["tasks"]).split("\n")),
            data["shares"],
            tuple(str(data["names"]).split("\n")),
            data["weights"],
            data["middle"],
            data["spread"],
            float(data["bias"]),
        )
