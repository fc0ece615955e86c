"""Trains the offline planner's router, step boundaries and tagger; writes engine/planner/data/offline.npz.

    python -m bench.train_planner [--leave-out WRITER] [--out FILE]

Needs scikit-learn; the planner itself needs numpy only.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.planner_material import joined, known_cuts, masked, other_names, renamed, training_rows, turns_said
from bench.planner_rows import Row, clauses
from engine.planner.router import probabilities
from engine.planner.split import cut_features, cut_places
from engine.planner.tagger import best_path, tag_buckets
from engine.planner.weights import PATH, use_weights, weights_from
from engine.planner.words import ngrams, plain, token_features, tokens

ROUTE_SIZE = 1 << 16
LEFT_OUT = 0.3
"""Share of a request's n-grams that the router does not see at a time while it is trained."""


CUT_SIZE = 1 << 15


TAG_SIZE = 1 << 20


KINDS = {
    "apply_effect": "effect",
    "edit_clip": "action",
    "mix": "action",
    "arrange": "action",
    "transport": "action",
    "generate_midi": "kind",
    "describe_music": "aspect",
}


def label(row: Row) -> str:
    """task or task/kind of a single request."""
    task = row.tasks[0]
    name = KINDS.get(task)
    value = next((mark.value for mark in row.marks if mark.name == name), "")
    return f"{task}/{value}" if value and " " not in value and "," not in value else task


def train_router(rows: Sequence[Row], before: Sequence[str], epochs: int = 10, rate: float = 0.35) -> dict[str, Any]:
    """One linear softmax over hashed n-grams weighted by rarity, by AdaGrad; rare kinds fall to their task.

    A request is shown with another part of its n-grams left out each time, so that no single word decides.
    """
    names = [label(row) for row in rows]
    counts = Counter(names)
    names = [name.partition("/")[0] if counts[name] < 4 else name for name in names]
    buckets = [ngrams(row.text, ROUTE_SIZE, task) for row, task in zip(rows, before, strict=True)]
    seen = np.bincount(np.concatenate(buckets), minlength=ROUTE_SIZE)
    idf = np.where(seen > 0, np.log((1 + len(rows)) / (1 + seen)) + 1, 0).astype(np.float16).astype(np.float32)
    values = [idf[one] / max(1e-9, float(np.linalg.norm(idf[one]))) for one in buckets]
    labels = sorted(set(names))
    number = {name: i for i, name in enumerate(labels)}
    truth = [number[name] for name in names]
    weight = np.zeros((ROUTE_SIZE, len(labels)), np.float32)
    squares = np.full_like(weight, 1e-2)
    bias = np.zeros(len(labels), np.float32)
    rng = np.random.default_rng(1)
    for _ in range(epochs):
        for i in rng.permutation(len(rows)):
            kept = rng.random(len(buckets[i])) > LEFT_OUT
            where, value = buckets[i][kept], values[i][kept]
            value = value / max(1e-9, float(np.linalg.norm(value)))
            score = value @ weight[where] + bias
            score = np.exp(score - score.max())
            score /= score.sum()
            score[truth[i]] -= 1
            slope = value[:, None] * score[None, :]
            squares[where] += slope * slope
            weight[where] -= rate * slope / np.sqrt(squares[where])
            bias -= 0.02 * score
    scale = np.abs(weight).max(axis=0) / 127
    return {
        "labels": np.array(labels),
        "route_idf": idf.astype(np.float16),
        "route_scale": scale.astype(np.float32),
        "route_weights": np.round(weight / scale).astype(np.int8),
        "route_bias": bias,
    }


def train_cuts(rows: Sequence[Row]) -> dict[str, Any]:
    """Is a possible boundary a new step? From chains (known cuts) and single requests (none).

    The router that its features ask has not seen the request: each half of the rows is read by the other half's.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    found, truth = [], []
    for half in (0, 1):
        others = [part for row in rows[1 - half :: 2] if row.writer != "joined" for part in clauses(row)]
        use_router(train_router(others, [""] * len(others), 5))
        for row in rows[half::2]:
            known = [0] if len(row.tasks) == 1 else known_cuts(row)
            if known is None:
                continue
            edges = set(known) if len(row.tasks) > 1 else set()
            for place in cut_places(row.text):
                found.append(cut_features(row.text, place, CUT_SIZE))
                truth.append(any(place.start <= edge <= place.end for edge in edges))
    data = np.ones(sum(map(len, found)))
    matrix = csr_matrix((data, np.concatenate(found), np.cumsum([0, *map(len, found)])), shape=(len(found), CUT_SIZE))
    model = LogisticRegression(C=0.3, max_iter=300)
    model.fit(matrix, truth)
    print(f"boundaries: {len(truth)} places, {sum(truth)} cuts, fit {model.score(matrix, truth):.3f}")
    return {"cut_weights": model.coef_[0].astype(np.float16), "cut_bias": np.float32(model.intercept_[0])}


def use_router(tables: dict[str, Any]) -> None:
    """Plan with a router alone, for features that ask it."""
    blank = {
        "cut_weights": np.zeros(1, np.float16),
        "cut_bias": np.float32(0),
        "tags": np.array(["O"]),
        "tag_weights": np.zeros(1, np.float16),
        "tag_steps": np.zeros((1, 1), np.float16),
        "tags_of_task": np.array(["chat:0"]),
    }
    use_weights(weights_from(tables | blank))
    probabilities.cache_clear()


def _gold_tags(row: Row) -> list[str]:
    tags: list[str] = []
    for token in tokens(plain(row.text)):
        mark = next((m for m in row.marks if m.start <= token.start and token.end <= m.end and m.end > m.start), None)
        before = bool(tags) and mark is not None and mark.start < token.start
        tags.append("O" if mark is None else ("I-" if before and tags[-1][2:] == mark.name else "B-") + mark.name)
    return tags


def train_tagger(rows: Sequence[Row], epochs: int = 8) -> dict[str, Any]:
    """Averaged structured perceptron over token tags, the tags of a task only."""
    gold = [_gold_tags(row) for row in rows]
    tags: list[str] = sorted({tag for one in gold for tag in one} | {"O"})
    tags += [f"I-{tag[2:]}" for tag in tags if tag.startswith("B-") and f"I-{tag[2:]}" not in tags]
    number = {tag: i for i, tag in enumerate(tags)}
    slots: dict[str, set[str]] = {}
    for row, one in zip(rows, gold, strict=True):
        slots.setdefault(row.tasks[0], {"O"}).update(one)
    allowed = {
        task: sorted(number[tag] for tag in used | {f"I-{t[2:]}" for t in used if t != "O"})
        for task, used in slots.items()
    }
    weight = np.zeros(TAG_SIZE, np.float32)
    summed = np.zeros(TAG_SIZE, np.float32)
    steps = np.zeros((len(tags), len(tags)), np.float32)
    for name in tags:  # I-x only after B-x or I-x
        if name.startswith("I-"):
            for other in tags:
                if other[2:] != name[2:]:
                    steps[number[other], number[name]] = -50
    steps_summed = np.zeros_like(steps)
    work = [_prepared(row, one, allowed, number) for row, one in zip(rows, gold, strict=True)]
    order, clock, rng = list(range(len(rows))), 1.0, random.Random(7)
    for epoch in range(epochs):
        rng.shuffle(order)
        wrong = 0
        for i in order:
            buckets, truth, numbers = work[i]
            clock += 1
            if not truth:
                continue
            grid = np.ix_(numbers, numbers)
            guess = best_path(weight[buckets].sum(axis=1), steps[grid])
            if guess == truth:
                continue
            wrong += 1
            for t, (right, said) in enumerate(zip(truth, guess, strict=True)):
                for which, change in ((right, 1.0), (said, -1.0)) if right != said else ():
                    np.add.at(weight, buckets[t, :, which], change)
                    np.add.at(summed, buckets[t, :, which], change * clock)
                for (a, b), change in (((truth[t - 1], right), 1.0), ((guess[t - 1], said), -1.0)) if t else ():
                    steps[numbers[a], numbers[b]] += change
                    steps_summed[numbers[a], numbers[b]] += change * clock
        print(f"tagger epoch {epoch}: {wrong}/{len(order)} wrong")
    weight -= summed / clock
    steps -= steps_summed / clock
    lines = [f"{task}:{','.join(map(str, numbers))}" for task, numbers in sorted(allowed.items())]
    return {
        "tags": np.array(tags),
        "tag_weights": weight.astype(np.float16),
        "tag_steps": steps.astype(np.float16),
        "tags_of_task": np.array(lines),
    }


def _prepared(
    row: Row, gold: list[str], allowed: dict[str, list[int]], number: dict[str, int]
) -> tuple[NDArray[np.int64], list[int], list[int]]:
    found = tokens(plain(row.text))
    numbers = allowed[row.tasks[0]]
    where = {tag: i for i, tag in enumerate(numbers)}
    if not found:
        return np.zeros((0, 0, 0), np.int64), [], numbers
    buckets = tag_buckets(token_features(found, row.tasks[0]), np.array(numbers, np.uint32), TAG_SIZE)
    return buckets, [where[number[tag]] for tag in gold], numbers


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    started = time.monotonic()
    whole, single, talk = training_rows(options.leave_out)
    rng = random.Random(11)
    names = other_names(single, rng)
    shuffled = [renamed(row, names) for row in single]
    said = turns_said(options.leave_out)
    rows = single + shuffled + [masked(row) for row in single]
    turns = [row for row, _ in said] + [masked(row) for row, _ in said]
    tables = train_router(rows + turns, [""] * len(rows) + [before for _, before in said] * 2)
    print(f"router {time.monotonic() - started:.0f} s, {len(tables['labels'])} labels, {len(single)} clauses")
    tables |= train_cuts(whole + joined(whole, rng, 1500))
    tables |= train_tagger(single + talk + shuffled, 6)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.out, **tables)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
