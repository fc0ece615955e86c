"""Judge: which of the readings of a turn is meant. Its numbers are made by bench/planner/train_judge.py."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.conversation.features import Judged, features, groups_of, keys_of
from engine.planner.offline.conversation.readings import Reading, Turn

PATH = Path(__file__).parents[2] / "data" / "judge.npz"


@dataclass(frozen=True)
class Weights:
    """Some small networks over the numbers of a reading, what each word speaks for, and what a turn's sound does."""

    tasks: tuple[str, ...]
    mean: NDArray[np.float32]
    std: NDArray[np.float32]
    sound_mean: NDArray[np.float32]
    sound_std: NDArray[np.float32]
    words: NDArray[np.float32]
    inner: NDArray[np.float32]
    """[shape=(networks, hidden, features)]"""
    inner_bias: NDArray[np.float32]
    outer: NDArray[np.float32]
    straight: NDArray[np.float32]
    sound: NDArray[np.float32]
    """[shape=(groups, tasks and points)]"""


@functools.cache
def weights(path: Path = PATH) -> Weights:
    """Load one file; it holds numbers and names of tasks only."""
    with np.load(path, allow_pickle=False) as data:
        numbers = {name: data[name].astype(np.float32) for name in Weights.__dataclass_fields__ if name != "tasks"}
        return Weights(tasks=tuple(str(data["tasks"]).split()), **numbers)


def scored(turn: Turn, found: Sequence[Reading], by: Weights | None = None) -> NDArray[np.float32]:
    """How much speaks for each reading, as log chances [shape=(readings,)]."""
    by, judged = by or weights(), Judged(turn)
    rows = np.array([features(one, judged) for one in found], np.float32)
    groups = np.array([groups_of(one) for one in found])
    known: dict[str, float] = {}
    words = np.zeros(len(found), np.float32)
    for place, one in enumerate(found):
        for key in keys_of(one):
            if key not in known:
                known[key] = float(by.words[judged.buckets(key)].sum())
            words[place] += known[key]
    total = weighed(by, rows, words, judged.sound(by.tasks), groups)
    return np.asarray(total - total.max() - np.log(np.exp(total - total.max()).sum()), np.float32)


def weighed(
    by: Weights,
    rows: NDArray[np.float32],
    words: NDArray[np.float32],
    sound: NDArray[np.float32],
    groups: NDArray[np.int64],
) -> NDArray[np.float32]:
    """The sum of what speaks for each reading [shape=(readings,)]."""
    x = (rows - by.mean) / by.std
    hidden = np.maximum(0, np.einsum("rf,nhf->nrh", x, by.inner) + by.inner_bias[:, None])
    inner = np.einsum("nrh,nh->nr", hidden, by.outer).mean(0)
    heard = by.sound @ ((sound - by.sound_mean) / by.sound_std)
    return np.asarray(inner + x @ by.straight + words + heard[groups].sum(1), np.float32)
