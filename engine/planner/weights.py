"""The trained numbers of the offline planner, loaded once from data/offline.npz (made by bench/train_planner.py)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PATH = Path(__file__).parent / "data" / "offline.npz"


@dataclass(frozen=True)
class Weights:
    """Router, boundary and tagger tables."""

    labels: list[str]
    """task or task/kind, one a column of the router."""
    route_idf: NDArray[np.float32]
    route_weights: NDArray[np.int8]
    """[shape=(buckets, labels)], in units of route_scale."""
    route_scale: NDArray[np.float32]
    route_bias: NDArray[np.float32]
    cut_weights: NDArray[np.float32]
    """One weight a bucket: is there a new step here?"""
    cut_bias: float
    tags: list[str]
    tag_weights: NDArray[np.float32]
    """Hashed (feature, tag) weights."""
    tag_steps: NDArray[np.float32]
    """[shape=(tags, tags)]: weight of a tag after a tag."""
    tags_of_task: dict[str, list[int]]

    @functools.cached_property
    def labels_of_task(self) -> dict[str, list[int]]:
        """Columns of each task."""
        found: dict[str, list[int]] = {}
        for i, label in enumerate(self.labels):
            found.setdefault(label.partition("/")[0], []).append(i)
        return found


_in_use: list[Weights] = []


def weights() -> Weights:
    """The tables, loaded at the first call."""
    if not _in_use:
        _in_use.append(read_weights(PATH))
    return _in_use[0]


def use_weights(table: Weights) -> None:
    """Plan with these tables from now on (training and benchmarks)."""
    _in_use[:] = [table]


def read_weights(path: Path) -> Weights:
    """Read one file of tables; it holds numbers and plain texts only."""
    with np.load(path, allow_pickle=False) as data:
        return weights_from(data)


def weights_from(data: Mapping[str, Any]) -> Weights:
    """Unpack the arrays of a file."""
    slots = {}
    for line in data["tags_of_task"]:
        task, _, numbers = str(line).partition(":")
        slots[task] = [int(number) for number in numbers.split(",")]
    return Weights(
        [str(label) for label in data["labels"]],
        data["route_idf"].astype(np.float32),
        data["route_weights"],
        data["route_scale"].astype(np.float32),
        data["route_bias"].astype(np.float32),
        data["cut_weights"].astype(np.float32),
        float(data["cut_bias"]),
        [str(tag) for tag in data["tags"]],
        data["tag_weights"].astype(np.float32),
        data["tag_steps"].astype(np.float32),
        slots,
    )
