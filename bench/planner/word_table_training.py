"""Trains a word table: softmax regression over counted words and over what the network says of them."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from engine.planner.offline.reading.bag_of_words import features


@dataclass(frozen=True)
class Row:
    """Words without names, what the network says of them [shape=(scores,)], and what they ask for."""

    words: str
    said: NDArray[np.float32]
    label: str


@dataclass(frozen=True)
class Pace:
    """How long and how fast it learns."""

    buckets: int
    epochs: int
    batch: int
    rate: float
    least: int = 0
    """Smaller weights (of 127) are left out."""


def write_table(path: Path, rows: Sequence[Row], labels: Sequence[str], pace: Pace) -> None:
    """Train, and write as 8-bit numbers in one move."""
    made = _trained(rows, labels, pace)
    draft = path.with_name(path.name + ".part")
    with draft.open("wb") as out:
        np.savez_compressed(out, **made)
    os.replace(draft, path)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


def _trained(rows: Sequence[Row], labels: Sequence[str], pace: Pace) -> dict[str, NDArray[np.generic]]:
    said = np.array([row.said for row in rows], np.float32)
    middle, spread = said.mean(axis=0), said.std(axis=0) * 3 + 1e-3
    known = torch.from_numpy(np.clip((said - middle) / spread, -3, 3))
    counted = [features(row.words) for row in rows]
    goal = torch.tensor([labels.index(row.label) for row in rows])
    bag, dense = nn.EmbeddingBag(pace.buckets, len(labels), mode="sum"), nn.Linear(known.shape[1], len(labels))
    nn.init.zeros_(bag.weight)
    nn.init.zeros_(dense.weight)
    steps = torch.optim.Adam(
        [
            {"params": bag.parameters(), "lr": pace.rate},
            {"params": dense.parameters(), "lr": pace.rate / 4, "weight_decay": 2e-5},
        ]
    )
    count, rng = pace.epochs * (len(rows) // pace.batch), random.Random(4)
    fall = torch.optim.lr_scheduler.LambdaLR(steps, lambda n: max(0.02, 1 - n / count))
    order = list(range(len(rows)))
    for _ in range(pace.epochs):
        rng.shuffle(order)
        for start in range(0, len(order) - pace.batch + 1, pace.batch):
            batch = order[start : start + pace.batch]
            numbers = [torch.from_numpy(counted[i][0] % pace.buckets) for i in batch]
            parts = torch.cat([torch.from_numpy(counted[i][1]) for i in batch])
            edges = torch.tensor([0, *np.cumsum([len(one) for one in numbers])[:-1]])
            hidden = (torch.rand(len(batch), 1) > 0.3).float()
            scores = bag(torch.cat(numbers), edges, per_sample_weights=parts) + dense(known[batch] * hidden)
            loss = nn.functional.cross_entropy(scores, goal[batch], label_smoothing=0.03)
            steps.zero_grad()
            loss.backward()
            steps.step()
            fall.step()
        print(f"loss {float(loss.detach()):.3f}", flush=True)
    weights = bag.weight.detach().numpy()
    scale = np.abs(weights).max(axis=0) / 127 + 1e-9
    weights = np.where(np.abs(weights) < pace.least * scale, 0, weights)
    return {
        "words": np.round(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "said": dense.weight.detach().numpy().T.astype(np.float16),
        "bias": dense.bias.detach().numpy().astype(np.float32),
        "middle": middle,
        "spread": spread,
        "labels": np.array("\n".join(labels)),
    }
