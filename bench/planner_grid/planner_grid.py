"""The offline planner on a grid: every deed × wording × way of telling the thing × language, wrong acts listed.

    tonmeister bench planner_grid [--deed mute …] [--way bars …] [--language en …] [--show wrong|asked|refused|right]
                                 [--after level|mute|effect|notes|marker|tempo|sound|question]

Rows are made of parts (deeds.txt, cells.py), so what is right is known without a writer; none is in what the
planner was trained with. "wrong" counts every plan that is not right and is neither a question nor a refusal; the
ones that would change the session are counted beside it. With --after only the rows that stand alone are planned,
behind a turn about something else, and what was right without that turn and no longer is gets listed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from bench.planner_grid.cells import Row, rows
from bench.planner_grid.song import BEFORE, done_before
from bench.planner_grid.verdict import VERDICTS, changes, verdict
from engine.planner.offline.planner import OfflinePlanner

_CHOSEN = ("deed", "way", "language")
Judged = tuple[Row, str, list[dict[str, object]]]


def main() -> None:
    """Plan and judge all rows, print a table by each side of the grid and the wrong acts."""
    parser = argparse.ArgumentParser()
    for side in _CHOSEN:
        parser.add_argument(f"--{side}", nargs="*")
    parser.add_argument("--show", nargs="*", default=["wrong"], choices=VERDICTS)
    parser.add_argument("--after", choices=BEFORE)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    planner = OfflinePlanner()
    judged: list[Judged] = []
    for row in islice(rows(), 0, None, options.every):
        if any((wanted := vars(options)[side]) and getattr(row, side) not in wanted for side in _CHOSEN):
            continue
        calls = planner.plan(row.text, row.context).calls()
        if options.after:
            if row.context.dialogue or verdict(row, calls) != "right":
                continue
            row = replace(row, context=done_before(options.after, row.context))
            calls = planner.plan(row.text, row.context).calls()
        judged.append((row, verdict(row, calls), calls))
    for row, told, calls in judged:
        if told in options.show:
            plan = " + ".join(f"{call['tool']} {json.dumps(call['args'], ensure_ascii=False)}" for call in calls)
            print(f"{told:7} {row.deed} · {row.way} · {row.language}: {row.text}\n        {plan}")
    for name, side in _SIDES:
        _table(name, judged, side)


_SIDES: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("deed", lambda row: row.deed),
    ("way", lambda row: row.way),
    ("language", lambda row: row.language),
    ("all", lambda row: ""),
)


def _table(name: str, judged: Sequence[Judged], side: Callable[[Row], str]) -> None:
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for row, told, calls in judged:
        cells[side(row)][told] += 1
        cells[side(row)]["changes"] += told == "wrong" and changes(calls)
    print(f"\n{name:16} rows  {'  '.join(f'{one:>7}' for one in VERDICTS)}  of these change the session")
    for cell, counted in cells.items():
        total = sum(counted[one] for one in VERDICTS)
        print(f"{cell:16} {total:4}  {'  '.join(f'{counted[one]:7}' for one in VERDICTS)}  {counted['changes']:7}")


if __name__ == "__main__":
    main()
