"""Judge: which of the readings of a turn is meant. Its numbers are made by bench/planner/train_judge.py."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.conversation.features import features
from engine.planner.offline.conversation.judged_turn import Judged
from engine.planner.offline.conversation.reading import Reading
from engine.planner.offline.conversation.turn import TurnRead

PATH = Path(__file__).parents[2] / "data" / "judge.npz"


@dataclass(frozen=True)
class Weights:
    """Some small networks over the numbers of a reading; their mean counts."""

    mean: NDArray[np.float32]
    std: NDArray[np.float32]
    inner: NDArray[np.float32]
    """[shape=(networks, hidden, features)]"""
    inner_bias: NDArray[np.float32]
    outer: NDArray[np.float32]
    straight: NDArray[np.float32]


@functools.cache
def weights(path: Path = PATH) -> Weights:
    """Load one file; it holds numbers only."""
    with np.load(path, allow_pickle=False) as data:
        return Weights(**{name: data[name].astype(np.float32) for name in Weights.__dataclass_fields__})


def scored(turn: TurnRead, found: Sequence[Reading], by: Weights | None = None) -> NDArray[np.float32]:
    """How much speaks for each reading, as log chances [shape=(readings,)]."""
    judged = Judged(turn)
    total = weighed(by or weights(), np.array([features(one, judged) for one in found], np.float32))
    return np.asarray(total - total.max() - np.log(np.exp(total - total.max()).sum()), np.float32)


def weighed(by: Weights, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sum of what speaks for each reading [shape=(readings,)]."""
    x = (rows - by.mean) / by.std
    hidden = np.maximum(0, np.einsum("rf,nhf->nrh", x, by.inner) + by.inner_bias[:, None])
    inner = np.einsum("nrh,nh->nr", hidden, by.outer).mean(0)
    return np.asarray(inner + x @ by.straight, np.float32)
