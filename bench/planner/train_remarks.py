"""Trains the table of remarks (engine/planner/data/remarks.npz): what part of a message asks for something.

    python -m bench.planner.train_remarks [--leave-out NAME] [--out FILE]

It learns from corpus/remarks/*.txt (one part a line: `<` or `>` where it stands beside the request) and from the
requests of the corpus. A minute on one processor; needs torch. With --leave-out it prints how it does on that writer.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

import numpy as np

from bench.planner.rows import CORPUS
from bench.planner.word_table_training import Pace, Row, write_table
from engine.planner.offline.sentence.clauses.asides import BEFORE, BEHIND, BUCKETS, LABELS, PATH, marked, remarks

REMARKS = CORPUS / "remarks"
PACE = Pace(buckets=BUCKETS, epochs=14, batch=64, rate=0.01, least=1)
REQUESTS = 1200
"""Requests of the corpus that are shown."""
_NOTHING = np.zeros(1, np.float32)
_FILLED = re.compile(r"\{[^{}|]*\|([^{}]*)\}")


def parts(path: Path) -> list[tuple[str, str]]:
    """(part, where it stands) of a file."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    return [(line[1:].strip(), BEFORE if line[0] == "<" else BEHIND) for line in lines if line[:1] in ("<", ">")]


def of_writers(left_out: str) -> list[Row]:
    """Rows of the writers, without one."""
    rows = []
    for path in sorted(REMARKS.glob("*.txt")):
        if left_out and path.name.startswith(f"{left_out}."):
            continue
        label = "remark" if ".remarks" in path.name else "asks"
        for part, where in parts(path):
            other = BEHIND if where == BEFORE else BEFORE
            rows += [Row(marked(part, one), _NOTHING, label) for one in (where, where, other)]
    return rows


def of_requests() -> list[Row]:
    """Rows of plain requests and of their parts."""
    said: list[str] = []
    for path in sorted(CORPUS.glob("*.tsv")):
        if len(path.stem.split("_")[0]) > 2:
            lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
            said += [_FILLED.sub(r"\1", line[1]).strip() for line in lines if len(line) > 1]
    rng = random.Random(5)
    rng.shuffle(said)
    rows = []
    for one in said[:REQUESTS]:
        for part in [one, *re.split(r"[,;.]\s+", one)][:3]:
            if 1 < len(part.split()) < 16:
                rows.append(Row(marked(part, rng.choice((BEFORE, BEHIND))), _NOTHING, "asks"))
    return rows


def main() -> None:
    """Train and write; say how many of a left out writer's parts are told apart."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    rows = [*of_writers(options.leave_out), *of_requests()]
    print(f"{sum(row.label == 'remark' for row in rows)} remarks, {sum(row.label == 'asks' for row in rows)} others")
    write_table(options.out, rows, LABELS, PACE)
    if options.leave_out:
        table = remarks(options.out)
        for path in sorted(REMARKS.glob(f"{options.leave_out}.*.txt")):
            scores = [table.scores(marked(*one), _NOTHING) for one in parts(path)]
            chances = np.array([1 / (1 + np.exp(one[0] - one[1])) for one in scores])
            print(
                path.name, {least: round(float((chances >= least).mean()), 3) for least in (0.5, 0.8, 0.9, 0.95, 0.985)}
            )


if __name__ == "__main__":
    main()
