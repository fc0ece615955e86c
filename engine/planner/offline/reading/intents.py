"""Intents: which task, and which kind of it, musicians ask for with such words, learned from their own lines.

Weighed with the routes of the network and the table of kinds: it knows how people talk who never read the task table.
Made by bench/planner/train_intents.py.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.reading.word_table import WordTable, read_word_table

PATH = Path(__file__).parents[2] / "data" / "intents.npz"
AS_BEFORE = "~"
"""The label of words for the same act as in the turn before: "a bit less", "and the guitar"."""
_KINDS = ("effect", "action", "kind", "aspect", "what")


@functools.lru_cache(maxsize=1)
def intents(path: Path = PATH) -> WordTable:
    """Load the table; it holds numbers and plain texts only."""
    return read_word_table(path)


def intent_chances(words: str, said: NDArray[np.float32]) -> dict[str, float]:
    """How likely words (names left out) ask for each task/kind, or for what was done before."""
    table = intents()
    scores = table.scores(words, said)
    chances = np.exp(scores - scores.max())
    return dict(zip(table.labels, (chances / chances.sum()).tolist(), strict=True))


def label_of(task: str, args: Mapping[str, Any]) -> str:
    """The label of a call: its task and, where it has one, its kind."""
    if task == "transport" and "to_bpm" in args:
        return "transport/ramp"
    kind = next((str(args[name]).lower() for name in _KINDS if args.get(name)), "")
    if task == "automate":
        kind = kind or "write"
    return f"{task}/{kind}" if kind else task
