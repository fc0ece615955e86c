"""Trains the table of intents (engine/planner/data/intents.npz): what musicians say for each task and kind of it.

    python -m bench.planner.train_intents [--leave-out w4,a3] [--out FILE]

It learns from corpus/lines (a label and a line; names in braces) and from the turns of bench/planner_called that want
one kind of act; words for the same act as in the turn before have a label of their own. Two minutes on one processor;
needs torch.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from bench.planner.examples import Example, Segment, labelled
from bench.planner.rows import CORPUS
from bench.planner.train_kinds import written
from bench.planner.train_planner import requests
from bench.planner_called.planner_called import HERE as CALLED
from bench.planner_called.wanted import Wanted, wanted
from bench.planner_strangers.held import Scene, read_talks
from engine.planner.context import ClipInfo, Context
from engine.planner.languages.request import in_english
from engine.planner.offline.reading.bag_of_words import features
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.intents import AS_BEFORE, PATH, label_of
from engine.planner.offline.reading.kinds import OLD
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.reader import ScoredText, read
from engine.planner.offline.text.words import plain, tokens

LINES = CORPUS / "lines"
BUCKETS = 1 << 14
FEWEST = 4
"""A label needs so many rows."""
OF_TALKS = 2
"""A turn of a conversation counts as often as so many lines."""
OF_CORPUS = 80
"""Of each label of the other corpora so many requests are learned, too."""
LEAST = 5
"""Smaller weights (of 127) are left out: half the file."""
EPOCHS, BATCH, RATE = 12, 256, 0.02
_NAME = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Row:
    """Words without names, what the network says of them, and what they ask for."""

    words: str
    said: NDArray[np.float32]
    label: str


def lines(left_out: Sequence[str]) -> Iterator[Row]:
    """What stands by itself."""
    for path in sorted(LINES.glob("*.tsv")):
        if path.stem in left_out:
            continue
        for line in path.read_text("utf-8").splitlines():
            label, _, text = line.partition("\t")
            names = tuple(dict.fromkeys(_NAME.findall(text)))
            yield _row(_NAME.sub(r"\1", text), _context(names), label.strip())


def requests_of_the_corpus() -> Iterator[Row]:
    """Some of each label of what the network and the table of kinds learned from, so that none of it is forgotten."""
    rng, counts = random.Random(2), Counter[str]()
    found: list[tuple[Example, Segment]] = [
        (one, segment) for one in requests([]) if one.cuts_known for segment in one.segments
    ]
    rng.shuffle(found)
    for one, segment in found:
        counts[segment.label] += 1
        if counts[segment.label] > OF_CORPUS:
            continue
        marks = labelled(one, rng).named
        yield _of_reading(read(one.text, tuple(marks)), segment.label, segment.start, segment.end)
    for name in ("desk.txt", "beside.txt"):
        said = list(written(name, [], rng))
        rng.shuffle(said)
        for text, label, places in said:
            counts[label] += 1
            if counts[label] > OF_CORPUS or label == OLD:
                continue
            named = tuple(int(any(a <= word.start < b for a, b in places)) for word in tokens(plain(text)))
            yield _of_reading(read(text, named), label, 0, len(text))


def turns(left_out: Sequence[str]) -> Iterator[Row]:
    """Turns of conversations that want one kind of act."""
    for path in sorted(CALLED.glob("*.txt")):
        if path.stem in left_out:
            continue
        songs, talks = read_talks(path)
        for talk in talks:
            context, before = _of_song(songs[talk.song]), frozenset[str]()
            for text, line in talk.turns:
                calls = wanted(line)[0]
                labels = {_label(one) for one in calls}
                if len(labels) == 1:
                    label = next(iter(labels))
                    is_as_before = calls[0].op != "fresh" and label in before
                    yield _row(text, context, AS_BEFORE if is_as_before else label)
                before = frozenset(one for one in labels if one not in REPLIES)


def _label(one: Wanted) -> str:
    return label_of(one.task, {name: values[0] for name, values in one.args.items()})


def _of_song(song: Scene) -> Context:
    return _context(tuple(name for name, *_ in song.tracks), tuple(clip for *_, clip in song.tracks if clip))


def _context(tracks: Sequence[str], clips: Sequence[str] = ()) -> Context:
    made = tuple(ClipInfo(f"c{i}", name, name) for i, name in enumerate((*tracks, *clips)))
    return Context(clips=made, tracks=tuple(tracks))


def _row(text: str, context: Context, label: str) -> Row:
    said = in_english(text, context)
    reading = read(said.text, named_words(said.text, DialogueState.of(said.context)))
    return _of_reading(reading, label, 0, len(said.text))


def _of_reading(reading: ScoredText, label: str, start: int, end: int) -> Row:
    words, said = reading.words_and_said(start, end)
    return Row(words, said, label)


def train(rows: Sequence[Row], labels: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """Softmax regression over counted words and over what the network says, which is now and then hidden."""
    said = np.array([row.said for row in rows], np.float32)
    middle, spread = said.mean(axis=0), said.std(axis=0) * 3 + 1e-3
    known = torch.from_numpy(np.clip((said - middle) / spread, -3, 3))
    counted = [features(row.words) for row in rows]
    goal = torch.tensor([labels.index(row.label) for row in rows])
    bag, dense = nn.EmbeddingBag(BUCKETS, len(labels), mode="sum"), nn.Linear(known.shape[1], len(labels))
    nn.init.zeros_(bag.weight)
    nn.init.zeros_(dense.weight)
    steps = torch.optim.Adam(
        [{"params": bag.parameters(), "lr": RATE}, {"params": dense.parameters(), "lr": RATE / 4, "weight_decay": 2e-5}]
    )
    count, rng = EPOCHS * (len(rows) // BATCH), random.Random(4)
    fall = torch.optim.lr_scheduler.LambdaLR(steps, lambda n: max(0.02, 1 - n / count))
    order = list(range(len(rows)))
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[start : start + BATCH]
            numbers = [torch.from_numpy(counted[i][0] % BUCKETS) for i in batch]
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
    weights = np.where(np.abs(weights) < LEAST * scale, 0, weights)
    return {
        "words": np.round(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "said": dense.weight.detach().numpy().T.astype(np.float16),
        "bias": dense.bias.detach().numpy().astype(np.float32),
        "middle": middle,
        "spread": spread,
        "labels": np.array("\n".join(labels)),
    }


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    left_out = options.leave_out.split(",")
    rows = [row for row in lines(left_out) if row.words]
    rows += [row for row in turns(left_out) if row.words for _ in range(OF_TALKS)]
    rows += [row for row in requests_of_the_corpus() if row.words]
    counts = Counter(row.label for row in rows)
    rows = [row for row in rows if counts[row.label] >= FEWEST]
    labels = sorted({row.label for row in rows})
    print(len(rows), "rows,", len(labels), "labels", flush=True)
    made = train(rows, labels)
    draft = options.out.with_name(options.out.name + ".part")
    with draft.open("wb") as out:
        np.savez_compressed(out, **made)  # type: ignore[arg-type]
    os.replace(draft, options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
