"""Trains the offline planner's router, step boundaries and tagger; writes engine/planner/data/offline.npz.

    python -m bench.train_planner [--leave-out WRITER] [--out FILE]

Needs scikit-learn; the planner itself needs numpy only.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.planner_rows import Mark, Row, clauses, cut_points, read_dialogues, read_rows
from engine.planner.router import probabilities
from engine.planner.split import cut_features, cut_places
from engine.planner.tagger import best_path, tag_buckets
from engine.planner.weights import PATH, use_weights, weights_from
from engine.planner.words import ngrams, plain, token_features, tokens

ROUTE_SIZE = 1 << 16
CUT_SIZE = 1 << 15
TAG_SIZE = 1 << 20
MASKS = {"clip": "xclip", "midi": "xclip", "track": "xclip", "image": "ximage"}
KINDS = {"apply_effect": "effect", "edit_clip": "action", "mix": "action", "arrange": "action", "transport": "action",
         "generate_midi": "kind", "describe_music": "aspect"}


def label(row: Row) -> str:
    """task or task/kind of a single request."""
    task = row.tasks[0]
    name = KINDS.get(task)
    value = next((mark.value for mark in row.marks if mark.name == name), "")
    return f"{task}/{value}" if value and " " not in value and "," not in value else task


def train_router(rows: Sequence[Row], before: Sequence[str], epochs: int = 8, rate: float = 0.5) -> dict[str, Any]:
    """One linear softmax over hashed n-grams weighted by rarity, by AdaGrad; no label is left for fewer than four rows."""
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
            where, value = buckets[i], values[i]
            score = value @ weight[where] + bias
            score = np.exp(score - score.max())
            score /= score.sum()
            score[truth[i]] -= 1
            slope = value[:, None] * score[None, :]
            squares[where] += slope * slope
            weight[where] -= rate * slope / np.sqrt(squares[where])
            bias -= 0.02 * score
    scale = np.abs(weight).max(axis=0) / 127
    return {"labels": np.array(labels), "route_idf": idf.astype(np.float16), "route_scale": scale.astype(np.float32),
            "route_weights": np.round(weight / scale).astype(np.int8), "route_bias": bias}


def train_cuts(rows: Sequence[Row]) -> dict[str, Any]:
    """Is a possible boundary a new step? From chains (known cuts) and single requests (none).

    The router that its features ask has not seen the request: each half of the rows is read by the other half's.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    found, truth = [], []
    for half in (0, 1):
        others = [part for row in rows[1 - half::2] if row.writer != "joined" for part in clauses(row)]
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
    blank = {"cut_weights": np.zeros(1, np.float16), "cut_bias": np.float32(0), "tags": np.array(["O"]), "tag_weights": np.zeros(1, np.float16),
             "tag_steps": np.zeros((1, 1), np.float16), "tags_of_task": np.array(["chat:0"])}
    use_weights(weights_from(tables | blank))
    probabilities.cache_clear()


def _gold_tags(row: Row) -> list[str]:
    tags = []
    for token in tokens(plain(row.text)):
        mark = next((m for m in row.marks if m.start <= token.start and token.end <= m.end and m.end > m.start), None)
        before = bool(tags) and mark is not None and mark.start < token.start
        tags.append("O" if mark is None else ("I-" if before and tags[-1][2:] == mark.name else "B-") + mark.name)
    return tags


def train_tagger(rows: Sequence[Row], epochs: int = 8) -> dict[str, Any]:
    """Averaged structured perceptron over token tags, the tags of a task only."""
    gold = [_gold_tags(row) for row in rows]
    tags = sorted({tag for one in gold for tag in one} | {"O"})
    tags += [f"I-{tag[2:]}" for tag in tags if tag.startswith("B-") and f"I-{tag[2:]}" not in tags]
    number = {tag: i for i, tag in enumerate(tags)}
    slots: dict[str, set[str]] = {}
    for row, one in zip(rows, gold, strict=True):
        slots.setdefault(row.tasks[0], {"O"}).update(one)
    allowed = {task: sorted(number[tag] for tag in used | {f"I-{t[2:]}" for t in used if t != "O"}) for task, used in slots.items()}
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
    return {"tags": np.array(tags), "tag_weights": weight.astype(np.float16), "tag_steps": steps.astype(np.float16), "tags_of_task": np.array(lines)}


def _prepared(row: Row, gold: list[str], allowed: dict[str, list[int]], number: dict[str, int]) -> tuple[NDArray[np.int64], list[int], list[int]]:
    found = tokens(plain(row.text))
    numbers = allowed[row.tasks[0]]
    where = {tag: i for i, tag in enumerate(numbers)}
    if not found:
        return np.zeros((0, 0, 0), np.int64), [], numbers
    buckets = tag_buckets(token_features(found, row.tasks[0]), np.array(numbers, np.uint32), TAG_SIZE)
    return buckets, [where[number[tag]] for tag in gold], numbers


def renamed(row: Row, name_of: Callable[[Mark, str], str]) -> Row:
    """The request with other words for its marks."""
    text, marks, at = "", [], 0
    for mark in sorted(row.marks, key=lambda one: (one.start, one.end)):
        if mark.start < at:
            return row
        text += row.text[at:mark.start]
        surface = name_of(mark, row.text[mark.start:mark.end])
        marks.append(replace(mark, start=len(text), end=len(text) + len(surface)))
        text, at = text + surface, mark.end
    return Row(row.writer, row.tasks, text + row.text[at:], tuple(marks))


def masked(row: Row) -> Row:
    """With a placeholder for every clip, track and picture that is named."""
    return renamed(row, lambda mark, said: MASKS[mark.name] if mark.value == "ref" and mark.name in MASKS and said else said)


def other_names(rows: Sequence[Row], rng: random.Random) -> Callable[[Mark, str], str]:
    """Names of clips, tracks and pictures of other requests, so that a name says nothing about the task."""
    pool: dict[str, list[str]] = {}
    for row in rows:
        for mark in row.marks:
            if mark.value == "ref" and mark.end > mark.start and mark.name in MASKS:
                pool.setdefault(mark.name, []).append(row.text[mark.start:mark.end])
    return lambda mark, said: rng.choice(pool[mark.name]) if mark.value == "ref" and mark.name in pool and said else said


def joined(rows: Sequence[Row], rng: random.Random, count: int) -> list[Row]:
    """Chains made of two or three single requests, the later ones about "it"."""
    single = [row for row in rows if len(row.tasks) == 1 and row.tasks[0] not in ("chat", "ask", "refuse") and len(row.text) < 90]
    made = []
    for _ in range(count):
        parts = [rng.choice(single) for _ in range(rng.choice((2, 2, 3)))]
        parts[1:] = [renamed(part, lambda mark, said: rng.choice(("it", "that", "the result", "it", said)) if mark.value == "ref" and mark.name in ("clip", "midi") and said else said) for part in parts[1:]]
        text, marks = "", []
        for step, part in enumerate(parts, 1):
            link = "" if step == 1 else rng.choice((", ", ", ", ", then ", " then ", " and then ", " and ", " and ", ", and ", ". ", "; ", ". then ", ", after that ", " plus "))
            body = part.text.rstrip(".!? ") if step < len(parts) else part.text
            shift = len(text) + len(link)
            marks += [replace(mark, step=step, start=mark.start + shift, end=min(mark.end, len(body)) + shift) for mark in part.marks]
            marks.append(Mark(step, "edge", "", shift, shift))
            text += link + body
        made.append(Row("joined", tuple(part.tasks[0] for part in parts), text, tuple(marks)))
    return made


def known_cuts(row: Row) -> list[int] | None:
    """Where the steps of a row begin."""
    edges = [mark.start for mark in row.marks if mark.name == "edge"]
    return sorted(edges)[1:] if edges else cut_points(row)


def turns_said(leave_out: str) -> list[tuple[Row, str]]:
    """Turns of one task after the first, each with what `ngrams` calls before."""
    found = []
    for _, turns in read_dialogues()[::2 if leave_out == "dialogues" else 1]:
        before, asked = "", False
        for turn in turns:
            tasks = turn.row.tasks
            if (before or asked) and len(tasks) == 1:
                found.append((turn.row, ("ask " if asked else "") + (before or "none")))
            real = [task for task in tasks if task not in ("chat", "ask", "refuse", "undo", "redo", "history")]
            before, asked = (real[-1] if real else before), tasks == ("ask",)
    return found


def training_rows(leave_out: str = "") -> tuple[list[Row], list[Row], list[Row]]:
    """(whole requests, single clauses, clauses of conversations) without one writer's (half of the chains' or conversations')."""
    whole = [row for number, row in enumerate(read_rows()) if row.writer != leave_out or (leave_out == "chains" and number % 2)]
    single = [part for row in whole for part in clauses(row)]
    talk = [part for _, turns in read_dialogues()[::2 if leave_out == "dialogues" else 1] for turn in turns for part in clauses(turn.row)]
    return whole, single, talk


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
