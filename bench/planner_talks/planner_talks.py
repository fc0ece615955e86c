"""Little conversations with a real assistant and a DAW in memory: what stands in the end is what must stand.

    tonmeister bench planner_talks [--kind half …] [--deed mute …] [--language en …] [--every 5] [--show wrong …]

Rows are made of parts (talks.txt): a deed or two, and what is then said about them. What must stand in the end is made
by the calls themselves in the same song, so faders, notes, sounds and places are compared and not plans. "wrong" is a
song that is neither that nor as it was before the last turn; "first" is one that was not right before that turn.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.planner_talks.song import Seen, Song
from bench.planner_talks.talks import Act, Row, rows
from engine.errors import TonmeisterError
from engine.planner.offline.planner import OfflinePlanner
from engine.tasks.plan import Step

VERDICTS = ("right", "asked", "nothing", "wrong", "first")


def main() -> None:
    """Hold and judge all conversations, print a table by each side and the wrong ones."""
    parser = argparse.ArgumentParser()
    for side in ("kind", "deed", "language"):
        parser.add_argument(f"--{side}", nargs="*")
    parser.add_argument("--every", type=int, default=1, help="only every so many rows")
    parser.add_argument("--show", nargs="*", default=["wrong", "nothing", "first"], choices=VERDICTS)
    options = parser.parse_args()
    chosen = [
        row
        for row in rows()
        if all(not (wanted := getattr(options, side)) or getattr(row, side) in wanted for side, _ in _SIDES[:3])
    ]
    with tempfile.TemporaryDirectory() as folder:
        held = Talks(Path(folder))
        judged = []
        for row in chosen[:: options.every]:
            told, log = held.verdict(row)
            judged.append((row, told))
            if told in options.show:
                print(f"{told:7} {row.kind} · {row.deed} · {row.language}", *log, sep="\n        ", flush=True)
    for name, told_by in _SIDES:
        _table(name, judged, told_by)


class Talks:
    """Holds conversations, each in a song of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._planner = OfflinePlanner()
        self._made: dict[tuple[Act, ...], Seen] = {}
        self._count = 0

    def verdict(self, row: Row) -> tuple[str, list[str]]:
        """One of VERDICTS, and what was said and planned."""
        song, log = self._song(), []
        before = song.seen()
        for text in row.turns:
            before = song.seen()
            try:
                turn = song.assistant.ask(text, approve=lambda plan: True)
                plan, answer = turn.plan, turn.answer
                ops = [f"{step.op} {step.base}".strip() for step in plan.steps]
                log.append(f"> {text} → {plan.calls()} {ops} {turn.state}: {answer}")
                asked = any(step.task == "ask" for step in plan.steps)
            except TonmeisterError as error:
                log.append(f"> {text} → {error}")
                asked = False
        after = song.seen()
        song.close()
        if before != self._as_made(row.before):
            return "first", log
        if after == self._as_made(row.wanted):
            return "right", log
        return "asked" if asked else "nothing" if after == before else "wrong", log

    def _song(self) -> Song:
        self._count += 1
        return Song(self._folder / str(self._count), self._planner)

    def _as_made(self, acts: tuple[Act, ...]) -> Seen:
        if acts not in self._made:
            song = self._song()
            song.do([_step(act, song) for act in acts])
            self._made[acts] = song.seen()
            song.close()
        return self._made[acts]


def _step(act: Act, song: Song) -> Step:
    task, *told = act.call.split()
    args: dict[str, object] = {}
    for one in told:
        name, _, value = one.partition("=")
        if value == "{x}":
            args[name] = song.region(act.thing) if name == "clip" else act.thing
        elif value == "{v}":
            args[name] = act.figure
        else:
            args[name] = value
    if act.bars:
        args |= {"start_bar": float(act.bars[0]), "end_bar": float(act.bars[1])}
    return Step(task, args)


_SIDES: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("kind", lambda row: row.kind),
    ("deed", lambda row: row.deed),
    ("language", lambda row: row.language),
    ("all", lambda row: ""),
)


def _table(name: str, judged: Sequence[tuple[Row, str]], side: Callable[[Row], str]) -> None:
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for row, told in judged:
        cells[side(row)][told] += 1
    print(f"\n{name:28} rows  {'  '.join(f'{one:>7}' for one in VERDICTS)}")
    for cell, counted in cells.items():
        print(f"{cell:28} {sum(counted.values()):4}  {'  '.join(f'{counted[one]:7}' for one in VERDICTS)}")


if __name__ == "__main__":
    main()
