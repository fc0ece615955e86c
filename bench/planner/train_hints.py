"""Trains the planner's bag of words (engine/planner/offline/reading/bag_of_words.py); writes data/hints.npz.

    python -m bench.planner.train_hints [--leave-out WRITER,WRITER] [--out FILE]

One linear layer over counted words and pieces of words; a minute on one processor. Needs torch, as the reader does.
"""

from __future__ import annotations

import argparse
import os
import random
from pathlib import Path

import numpy as np
import torch
from torch import nn

from bench.planner.examples import Example, example_of
from bench.planner.rows import read_steps
from bench.planner.train_planner import requests, turns
from bench.planner.variety import name_pool, varied
from engine.planner.offline.reading.bag_of_words import BUCKETS, PATH, features

SHOWN = 3
"""How often each request is shown, with other names and slips each time."""
EPOCHS, BATCH, RATE, DECAY = 6, 64, 0.02, 1e-6


def material(left_out: list[str]) -> list[tuple[str, str]]:
    """(words, task) of every step of every request and turn."""
    rng = random.Random(2)
    asked = requests(left_out)
    pool = name_pool(asked)
    steps = [example_of(row) for row in read_steps()]
    told: list[Example] = [*asked, *steps, *turns(left_out)]
    shown = [one if n == 0 else varied(one, pool, rng) for n in range(SHOWN) for one in told if one.cuts_known]
    return [(one.text[s.start : s.end], s.label.partition("/")[0]) for one in shown for s in one.segments]


def train(pairs: list[tuple[str, str]], tasks: list[str]) -> nn.EmbeddingBag:
    """Softmax regression; the last bucket holds what each task has for itself."""
    layer = nn.EmbeddingBag(BUCKETS + 1, len(tasks), mode="sum", sparse=True)
    nn.init.zeros_(layer.weight)
    known = [(*features(text), tasks.index(task)) for text, task in pairs]
    count, rng = EPOCHS * (len(known) // BATCH), random.Random(4)
    adam = torch.optim.SparseAdam(layer.parameters(), lr=RATE)
    fall = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: max(0.02, 1 - n / count))
    for _ in range(EPOCHS):
        rng.shuffle(known)
        for start in range(0, len(known) - BATCH + 1, BATCH):
            batch = known[start : start + BATCH]
            numbers = [torch.tensor([*one[0], BUCKETS]) for one in batch]
            parts = [torch.tensor([*one[1], 1.0]) for one in batch]
            places = torch.tensor([0, *np.cumsum([len(one) for one in numbers])[:-1]])
            scores = layer(torch.cat(numbers), places, per_sample_weights=torch.cat(parts).float())
            loss = nn.functional.cross_entropy(scores, torch.tensor([one[2] for one in batch]), label_smoothing=0.05)
            adam.zero_grad()
            loss.backward()
            adam.step()
            fall.step()
        print(f"loss {float(loss.detach()):.3f}", flush=True)
    return layer


def write(layer: nn.EmbeddingBag, tasks: list[str], path: Path) -> None:
    """As 8-bit numbers, in one move."""
    weights = layer.weight.detach().numpy()
    scale = np.abs(weights[:BUCKETS]).max(axis=0) / 127 + 1e-9
    draft = path.with_name(path.name + ".part")
    with draft.open("wb") as out:
        np.savez_compressed(
            out,
            weights=np.round(weights[:BUCKETS] / scale).astype(np.int8),
            scale=scale.astype(np.float32),
            bias=weights[BUCKETS].astype(np.float32),
            tasks=np.array("\n".join(tasks)),
        )
    os.replace(draft, path)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    pairs = material([name for name in options.leave_out.split(",") if name])
    tasks = sorted({task for _, task in pairs})
    write(train(pairs, tasks), tasks, options.out)


if __name__ == "__main__":
    main()
