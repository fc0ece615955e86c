"""Trains the doubts about a plan (engine/planner/data/doubts.npz).

    python -m bench.planner.train_doubts [--rows FILE]   corpus and planner_strangers → engine/planner/data/doubts.npz
    python -m bench.planner.train_doubts --leave-out     how each hand is judged by what the others taught

Which words tell which tasks comes from the corpus and from the conversations with every call written out; how wrong a
plan is from the turns of bench/planner_strangers whose plan is still the one that was judged. --rows keeps what was
looked at in those turns, which takes ten minutes to hold. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.planner.examples import label_of
from bench.planner.frames import FRAMES, turns_of
from bench.planner.planner import CHECKS, is_exact, sample_rows
from bench.planner.probes import probes, requests
from bench.planner.rows import CORPUS, Row, learned_dialogues, read_rows, read_steps
from bench.planner_strangers.planner_strangers import hands, turns, verdicts
from engine.planner.context import context_from_row
from engine.planner.languages.request import in_english
from engine.planner.offline.doubts.looked_at import looked_at
from engine.planner.offline.doubts.word_evidence import NONE_YET, PATH, STEP, evidence, key_of, words_of
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.steps.spoken_of import with_spoken_of

SESSIONS = CORPUS / "doubts_sessions.jsonl"
_FEWEST = 3
"""So often a word has to be said."""
_FEWEST_TURNS = 8
"""In so many turns something has to be seen."""
_C = 0.03
_EXAMINED = 0.3
"""What a plan counts that is right in an examination."""
_LEASTS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
_IN_SIGHT = ("examined", "sessions")
_NAMED = ("clip", "clips", "track", "name", "lyrics", "text", "prompt")


@dataclass(frozen=True)
class Judged:
    """A plan for a turn of a hand: what is looked at in it, and whether it is wrong."""

    hand: str
    id: str
    looked_at: dict[str, float]
    is_wrong: bool
    weight: float = 1.0


def _said() -> Iterator[tuple[str, set[str]]]:
    """Requests, names left out, and their tasks."""
    for row in [*read_rows(), *read_steps(), *(turn.row for _, talk in learned_dialogues([]) for turn in talk)]:
        labels = {label_of(row, step).partition("/")[0] for step in range(1, len(row.tasks) + 1)}
        yield _without_names(row), labels
    for path in sorted(FRAMES.glob("*.txt")):
        for turn in turns_of(path):
            yield turn.text, {call["tool"].split("|")[0] for call in turn.gold}


def _without_names(row: Row) -> str:
    text = row.text
    for mark in sorted(row.marks, key=lambda one: -one.start):
        if mark.value == "ref" or mark.name in _NAMED:
            text = f"{text[: mark.start]} {text[mark.end :]}"
    return text


def write_table(path: Path) -> None:
    """Count words and tasks; what is looked at weighs nothing yet."""
    count = 0
    of_task: Counter[str] = Counter()
    of_word: Counter[str] = Counter()
    both: dict[str, Counter[str]] = defaultdict(Counter)
    for text, tasks in _said():
        count += 1
        of_task.update(tasks)
        words = words_of(text)
        for one in {*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))}:
            of_word[one] += 1
            both[one].update(tasks)
    tasks = sorted(task for task, number in of_task.items() if number >= _FEWEST)
    shares = np.array([of_task[task] / count for task in tasks], np.float64)
    kept = sorted(one for one, number in of_word.items() if number >= _FEWEST)
    rows = np.array([[both[one][task] for task in tasks] for one in kept], np.float64)
    counts = np.array([[of_word[one]] for one in kept], np.float64)
    lifts = np.log(((rows + 0.5 * shares) / (counts + 0.5) + NONE_YET) / (shares + NONE_YET))
    np.savez_compressed(
        path,
        keys=np.array([key_of(one) for one in kept], np.uint32),
        lifts=np.clip(np.round(lifts / STEP), -127, 127).astype(np.int8),
        tasks=np.array("\n".join(tasks)),
        shares=shares.astype(np.float32),
        **_weights((), np.zeros(0), np.zeros(0), np.zeros(0), 0.0),
    )
    evidence.cache_clear()


def _weights(
    names: Sequence[str],
    weights: NDArray[np.float64],
    middle: NDArray[np.float64],
    spread: NDArray[np.float64],
    bias: float,
) -> dict[str, NDArray[np.float32] | NDArray[np.str_]]:
    told = {"weights": weights, "middle": middle, "spread": spread, "bias": np.array(bias)}
    return {"names": np.array("\n".join(names)), **{name: value.astype(np.float32) for name, value in told.items()}}


def judged(hand: str) -> list[Judged]:
    """The turns of a hand whose plan is the one that was judged, and does something."""
    known, found = verdicts(hand), []
    for one in turns(hand):
        verdict, plan, _ = known.get(one.id, ("", "", ""))
        acts = one.plan and any(step.task not in REPLIES for step in one.plan.steps)
        if plan != one.told or verdict not in ("right", "partly", "wrong") or not acts:
            continue
        assert one.plan and one.context
        said = in_english(one.text, one.context)
        scene = DialogueState.of(with_spoken_of(said.context, said.text))
        looked = looked_at(said.text, list(one.plan.steps), scene, one.plan.note)
        found.append(Judged(hand, one.id, looked, verdict == "wrong"))
    return found


def examined() -> list[Judged]:
    """Plans that are right in the examinations of single requests and turns, which are in sight: they count less."""
    planner, found = OfflinePlanner(asks_back=False), []
    files = [str(path) for path in sorted(CHECKS.glob("*.txt"))]
    told = [row for path in files for row in (probes(path) if "talks" in path else requests(path))]
    for number, (text, context, gold, dialogue) in enumerate([*sample_rows(), *probes(), *requests(), *told]):
        shown = context_from_row({"context": context, "dialogue": dialogue})
        plan = planner.plan(text, shown)
        if plan.is_reply or not is_exact(gold, plan.calls(), context):
            continue
        said = in_english(text, shown)
        scene = DialogueState.of(with_spoken_of(said.context, said.text))
        looked = looked_at(said.text, list(plan.steps), scene, plan.note)
        found.append(Judged("examined", str(number), looked, False, _EXAMINED))
    return found


def in_sessions() -> list[Judged]:
    """Turns of whole sessions, judged by the document and the sound after them, as they were looked at once."""
    return [Judged(**json.loads(line)) for line in SESSIONS.read_text("utf-8").splitlines()]


def all_judged(keep: Path | None) -> list[Judged]:
    """Of every hand; read from the file where it is there."""
    if keep and keep.exists():
        return [Judged(**one) for one in json.loads(keep.read_text("utf-8"))] + in_sessions()
    with ProcessPoolExecutor(2) as pool:
        found = [one for some in pool.map(judged, hands()) for one in some] + examined()
    if keep:
        keep.write_text(json.dumps([asdict(one) for one in found]), "utf-8")
    return found + in_sessions()


def matrix(rows: Sequence[Judged], names: Sequence[str]) -> NDArray[np.float64]:
    """What was looked at [shape=(rows, names)]."""
    return np.array([[row.looked_at.get(name, 0.0) for name in names] for row in rows], np.float64)


def seen_often(rows: Sequence[Judged]) -> list[str]:
    """The names of what is seen often enough to be weighed."""
    counts = Counter(name for row in rows for name, value in row.looked_at.items() if value)
    return sorted(name for name, number in counts.items() if number >= _FEWEST_TURNS)


def fit(
    rows: Sequence[Judged], names: Sequence[str]
) -> tuple[LogisticRegression, NDArray[np.float64], NDArray[np.float64]]:
    """The regression, and the middle and the spread of what it looks at."""
    table = matrix(rows, names)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    wrong, weights = [row.is_wrong for row in rows], [row.weight for row in rows]
    return LogisticRegression(C=_C, max_iter=3000).fit((table - middle) / spread, wrong, weights), middle, spread


def main() -> None:
    """Count, hold, fit, write; or show what is known of hands that did not teach."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    if not options.leave_out:
        write_table(PATH)
    rows = all_judged(options.rows)
    names = seen_often(rows)
    _left_out(rows, names)
    if options.leave_out:
        return
    model, middle, spread = fit(rows, names)
    with np.load(PATH, allow_pickle=False) as data:
        table = {name: data[name] for name in ("keys", "lifts", "tasks", "shares")}
    weights = _weights(names, model.coef_[0], middle, spread, float(model.intercept_[0]))
    np.savez_compressed(options.out, **table, **weights)
    strongest = sorted(zip(model.coef_[0], names, strict=True), key=lambda one: -abs(one[0]))[:24]
    print("  ".join(f"{name} {weight:+.2f}" for weight, name in strongest))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB")


def _left_out(rows: Sequence[Judged], names: Sequence[str]) -> None:
    """What each hand's plans are taken for by what the others taught."""
    wrong = np.array([row.is_wrong for row in rows])
    chances = np.zeros(len(rows))
    hands_known = np.array([row.hand for row in rows])
    for hand in sorted(set(hands_known)):
        own = hands_known == hand
        model, middle, spread = fit([row for row in rows if row.hand != hand or hand in _IN_SIGHT], names)
        table = (matrix([row for row in rows if row.hand == hand], names) - middle) / spread
        chances[own] = model.predict_proba(table)[:, 1]
    for hand in _IN_SIGHT:
        right = chances[(hands_known == hand) & ~wrong]
        print(f"{hand}, right, in sight: {[round(float((right >= least).mean()), 3) for least in _LEASTS]}")
    is_new = ~np.isin(hands_known, _IN_SIGHT)
    wrong, chances = wrong[is_new], chances[is_new]
    print(f"{len(wrong)} plans, {wrong.sum()} wrong, area under the curve {roc_auc_score(wrong, chances):.3f}")
    for least in _LEASTS:
        asked = chances >= least
        of_wrong, of_right = (asked & wrong).sum() / wrong.sum(), (asked & ~wrong).sum() / (~wrong).sum()
        shares = f"{of_wrong:.2f} of the wrong, {of_right:.3f} of the rest"
        print(f"  from {least:.2f}: {asked.mean():.2f} asked about, {shares}")


if __name__ == "__main__":
    main()
