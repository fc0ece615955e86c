"""Conversations of strangers with the calls that they wanted, each turn after the turns as they were wanted.

    tonmeister bench planner_called [--hand w1 …] [--show values …] [--rows FILE]

A turn whose plan is not the one that was wanted is counted, and the wanted calls are carried out in its place, so that
the next turn is asked in the session it was written for.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.planner_called.judged import RIGHT, VERDICTS, WRONG, clip_named, verdict
from bench.planner_called.wanted import Wanted, wanted
from bench.planner_strangers.held import held, read_talks
from engine.errors import TonmeisterError
from engine.planner.context import Context, Planner
from engine.planner.offline.planner import OfflinePlanner
from engine.tasks.plan import Plan, Step, validated
from engine.tasks.task import find_task

HERE = Path(__file__).parent / "conversations"


@dataclass(frozen=True)
class Judged:
    """One turn: what was planned and how it compares with what was wanted."""

    id: str
    text: str
    line: str
    context: Context
    plan: Plan
    told: str
    verdict: str
    is_as_wanted: bool
    """Were the wanted calls carried out?"""


class _Forced(Planner):
    """Plans, and has carried out what was wanted."""

    name = "offline"

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self.line = ""
        self.own: Plan | None = None
        self.context = Context()
        self.verdict = ""
        self.is_as_wanted = False

    def plan(self, text: str, context: Context) -> Plan:
        """See Planner."""
        self.context, self.own = context, self._planner.plan(text, context)
        ways = wanted(self.line)
        self.verdict = verdict(text, self.own.steps, ways, context)
        self.is_as_wanted = self.verdict == RIGHT
        if self.is_as_wanted:
            return self.own
        try:
            plan = validated([step for one in ways[0] for step in _steps(one, context)])
        except (TonmeisterError, ValueError):
            return self.own
        self.is_as_wanted = True
        return plan


def _steps(one: Wanted, context: Context) -> list[Step]:
    """What is wanted as steps: one for each clip where the task takes one at a time."""
    args: dict[str, Any] = {name: _with_ids(values[0], context) for name, values in one.args.items()}
    if one.task in ("ask", "refuse", "chat"):
        args = {"text": "Which one?"}
    op, base = (one.op, one.base) if one.base else ("fresh", "")
    clips = args.get("clips")
    if not isinstance(clips, list) or "clips" in {arg.name for arg in find_task(one.task).args}:
        return [Step(one.task, args, op=op, base=base)]
    rest = {name: value for name, value in args.items() if name != "clips"}
    return [
        Step(one.task, {**rest, "clip": clip}, op=op, base=_done_to(clip, base, context) if op == "fix" else base)
        for clip in clips
    ]


def _done_to(clip: str, base: str, context: Context) -> str:
    """The call of the same turn that was about this clip; the one that is named where there is none."""
    turn = int(base.partition(".")[0])
    calls = context.dialogue[turn - 1].calls if 0 < turn <= len(context.dialogue) else ()
    found = (n for n, call in enumerate(calls, 1) if dict(call.get("args") or {}).get("clip") == clip)
    return next((f"{turn}.{number}" for number in found), base)


def _with_ids(value: Any, context: Context) -> Any:
    if isinstance(value, list):
        return [_with_ids(one, context) for one in value]
    return (clip_named(value, context) or value) if isinstance(value, str) else value


def turns(hand: Path) -> Iterator[Judged]:
    """The turns of a file, each judged."""
    songs, talks = read_talks(hand)
    planner = _Forced(OfflinePlanner(asks_back=False))
    with tempfile.TemporaryDirectory() as folder:
        for talk in talks:
            lines = iter([line for _, line in talk.turns])
            planner.line = next(lines, "chat")
            for one in held(replace(talk), songs[talk.song], Path(folder) / talk.name, planner):
                if planner.own is not None:
                    yield Judged(
                        f"{hand.stem}.{one.id}", one.text, one.wanted, planner.context, planner.own,
                        one.told, planner.verdict, planner.is_as_wanted,
                    )  # fmt: skip
                planner.own, planner.line = None, next(lines, "chat")


def main() -> None:
    """Hold, compare, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--hand", nargs="*", default=[])
    parser.add_argument("--folder", type=Path, default=HERE)
    parser.add_argument("--show", nargs="*", default=[], choices=VERDICTS)
    parser.add_argument("--rows", type=Path, help="write what was judged as lines of JSON")
    options = parser.parse_args()
    all_told: Counter[str] = Counter()
    rows = []
    print(f"{'hand':>6} {'turns':>6} " + " ".join(f"{one:>8}" for one in VERDICTS) + f" {'wrong':>8}")
    for hand in sorted(options.folder.glob("*.txt")):
        if options.hand and hand.stem not in options.hand:
            continue
        told: Counter[str] = Counter()
        for one in turns(hand):
            told[one.verdict] += 1
            calls = [f"{call['tool']} {json.dumps(call['args'], ensure_ascii=False)}" for call in one.plan.calls()]
            rows.append({"id": one.id, "verdict": one.verdict, "text": one.text, "wanted": one.line, "plan": calls})
            if one.verdict in options.show:
                print(
                    f"{one.id} {one.verdict}\n    > {one.text}\n    < {one.line}\n    = {' + '.join(calls)}", flush=True
                )
        _print(hand.stem, told)
        all_told += told
    _print("all", all_told)
    if options.rows:
        options.rows.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def _print(name: str, told: Counter[str]) -> None:
    wrong = sum(told[one] for one in WRONG)
    shown = " ".join(f"{told[one]:8}" for one in VERDICTS)
    print(f"{name:>6} {sum(told.values()):6} {shown} {wrong:8}", flush=True)


if __name__ == "__main__":
    main()
