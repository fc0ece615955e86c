"""Trains the judge of a turn's readings on conversations with every call written out.

python -m bench.planner.train_judge                 all of corpus/frames → engine/planner/data/judge.npz
python -m bench.planner.train_judge --leave-out     prints how each writer is understood by what the others taught
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.planner.frames import FRAMES, Turn, turns_of
from bench.planner.probes import probes
from bench.planner.strict import is_right, is_strict
from engine.planner.context import context_from_row
from engine.planner.offline.by_rules import in_a_conversation
from engine.planner.offline.conversation.features import features
from engine.planner.offline.conversation.judge import PATH, Weights, weighed
from engine.planner.offline.conversation.judged_turn import Judged

PROBES = ("probes.txt", "probes_held.txt")
HIDDEN = 48
EPOCHS = 8
WEIGHTS = {"probes": 0.5}
"""What a turn of the older conversations counts: edits make new clips there."""


@dataclass
class Example:
    """The readings of one turn, as numbers, with those that are right."""

    turn: Turn
    numbers: np.ndarray[Any, Any]
    """[shape=(readings, features)]"""
    right: np.ndarray[Any, Any]
    strict: np.ndarray[Any, Any]


def examples(turns: list[Turn]) -> list[Example]:
    """Read every turn that has something before it."""
    made = []
    for turn in turns:
        if not turn.row["dialogue"]:
            continue
        read = in_a_conversation(turn.text, context_from_row(turn.row))
        heard, found = read
        judged = Judged(heard)
        context = turn.row["context"]
        calls = [[{"tool": step.task, "args": dict(step.args)} for step in one.steps] for one in found]
        right = np.array([is_right(turn.gold, one, context) for one in calls])
        strict = np.array([ok and is_strict(turn.gold, one, context) for ok, one in zip(right, calls, strict=True)])
        numbers = np.array([features(one, judged) for one in found], np.float32)
        made.append(Example(turn, numbers, right, strict))
    return made


def _probes(name: str) -> list[Turn]:
    """Conversations of the corpus whose calls are written out without their operations."""
    found = []
    for number, (text, context, gold, dialogue) in enumerate(probes(name)):
        row = {"text": text, "context": context, "dialogue": dialogue}
        found.append(Turn("probes", 0, number, text, row, [{**call, "op": "", "base": ""} for call in gold]))
    return found


def train(made: list[Example], networks: int = 3) -> Weights:
    """Learn to put a right reading first; the mean of some networks."""
    found = [_train_one(made, seed) for seed in range(networks)]
    several = {name: np.stack([one[name] for one in found]) for name in ("inner", "inner_bias", "outer")}
    straight = np.mean([one["straight"] for one in found], axis=0)
    return Weights(mean=found[0]["mean"], std=found[0]["std"], straight=straight, **several)


def _train_one(made: list[Example], seed: int) -> dict[str, np.ndarray[Any, Any]]:
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    width = made[0].numbers.shape[1]
    every = np.concatenate([one.numbers for one in made])
    mean, std = every.mean(0), every.std(0) + 1e-2
    net = torch.nn.Sequential(
        torch.nn.Linear(width, HIDDEN), torch.nn.ReLU(), torch.nn.Dropout(0.2), torch.nn.Linear(HIDDEN, 1, bias=False)
    )
    straight = torch.nn.Linear(width, 1, bias=False)
    optimizer = torch.optim.AdamW([*net.parameters(), *straight.parameters()], lr=0.002, weight_decay=0.02)
    ready = []
    for one in made:
        goal = one.strict if one.strict.any() else one.right
        if not goal.any() or goal.all():
            continue
        given = torch.tensor((one.numbers - mean) / std)
        ready.append((given, torch.tensor(goal), WEIGHTS.get(one.turn.writer, 1.0)))
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, EPOCHS * (len(ready) // 8 + 1))
    order = random.Random(seed)
    for _ in range(EPOCHS):
        order.shuffle(ready)
        net.train()
        for start in range(0, len(ready), 8):
            loss = torch.tensor(0.0)
            for given, wanted, weight in ready[start : start + 8]:
                score = (net(given) + straight(given)).squeeze(1)
                loss = loss + weight * (torch.logsumexp(score, 0) - torch.logsumexp(score[wanted], 0))
            optimizer.zero_grad()
            (loss / 8).backward()
            optimizer.step()
            schedule.step()
    named = {name: value.numpy() for name, value in net.state_dict().items()}
    return {
        "mean": mean,
        "std": std,
        "inner": named["0.weight"],
        "inner_bias": named["0.bias"],
        "outer": named["3.weight"][0],
        "straight": straight.weight.detach().numpy()[0],
    }


def scores(model: Weights, one: Example) -> np.ndarray[Any, Any]:
    """What a judge gives each reading."""
    return weighed(model, one.numbers)


def write(model: Weights, path: Path) -> None:
    """Save it in half precision."""
    made = {name: np.asarray(getattr(model, name)) for name in Weights.__dataclass_fields__}
    half = {name: value.astype(np.float16 if value.size > 1000 else np.float32) for name, value in made.items()}
    np.savez_compressed(path, **half)


def main() -> None:
    """Train and write, or train without each writer and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--out", type=Path, default=PATH)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    started = time.time()
    by_writer = {path.stem: examples(list(turns_of(path))) for path in sorted(FRAMES.glob("*.txt"))}
    others = examples([one for name in PROBES for one in _probes(name)])
    print(f"read in {time.time() - started:.0f} s")
    if options.leave_out:
        for writer, held in by_writer.items():
            model = train([one for name, made in by_writer.items() if name != writer for one in made] + others)
            report(writer, held, model, options.show)
        return
    model = train([one for made in by_writer.values() for one in made] + others)
    write(model, options.out)
    print(f"{options.out}: {options.out.stat().st_size // 1024} KB")


def report(writer: str, held: list[Example], model: Weights, show: int) -> None:
    """Print how often the best reading is right, beside the rules alone and what is in reach."""
    counts: dict[str, list[float]] = {}
    wrong = []
    for one in held:
        best = int(scores(model, one).argmax())
        ops = [call["op"] for call in one.turn.gold]
        kinds = [
            "before",
            ops[0] if len(ops) == 1 else f"several {ops[0]}",
            "state" if one.turn.needs_state else "alone",
        ]
        for kind in kinds:
            row = counts.setdefault(kind, [0, 0, 0, 0, 0])
            row[0] += 1
            row[1] += one.right[best]
            row[2] += one.strict[best]
            row[3] += one.right[0]
            row[4] += one.right.any()
        if not one.right[best] and one.right.any():
            wrong.append((one, best))
    for kind, (n, right, strict, rules, reach) in counts.items():
        print(
            f"{writer:<11}{kind:<16}{n:>5}  exact {right / n:.3f}  strict {strict / n:.3f}"
            f"  rules {rules / n:.3f}  reach {reach / n:.3f}"
        )
    for one, best in random.Random(1).sample(wrong, min(show, len(wrong))):
        heard, found = in_a_conversation(one.turn.text, context_from_row(one.turn.row))
        said = found[best]
        print("  >", one.turn.text, "|| before:", one.turn.row["dialogue"][-1]["user"])
        print("     want", [(g["op"], g["base"], g["tool"], g["args"]) for g in one.turn.gold])
        print(
            "     said",
            said.op,
            said.base and said.base.name,
            said.target.why,
            said.change.why,
            [(s.task, dict(s.args)) for s in said.steps],
        )


if __name__ == "__main__":
    main()
