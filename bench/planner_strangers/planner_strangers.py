"""Conversations of strangers, held with a real assistant, beside what a good engineer would do and how it was judged.

    tonmeister bench planner_strangers [--hand a …] [--talk t01 …] [--show changed …] [--write DIR]

Hands who had seen neither program nor texts wrote them and judged each turn as it went the first time (README.md). No
program can judge free wishes: a turn whose plan is still the one that was judged keeps its verdict, every other is
"changed" and has to be read. --write gives what was planned as tables, for judges.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.planner_strangers.held import Held, held, read_talks
from engine.planner.languages.request import in_english
from engine.planner.offline.doubts.doubt import is_doubtful
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.spoken_of import with_spoken_of

HERE = Path(__file__).parent
VERDICTS = ("right", "offered", "partly", "asked", "look", "wrong", "skip", "changed")


def hands() -> list[str]:
    """Who wrote conversations."""
    return [path.stem for path in sorted((HERE / "conversations").glob("*.txt"))]


def verdicts(hand: str) -> dict[str, tuple[str, str, str]]:
    """Of each turn the verdict, the plan that was judged, and why."""
    lines = (HERE / "verdicts" / f"{hand}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line]
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def turns(hand: str, talks: list[str] | None = None) -> Iterator[Held]:
    """The turns of a hand's conversations as they go now, where no plan is asked about first."""
    songs, found = read_talks(HERE / "conversations" / f"{hand}.txt")
    planner = OfflinePlanner(asks_back=False)
    with tempfile.TemporaryDirectory() as folder:
        for talk in found:
            if not talks or talk.name in talks:
                yield from held(talk, songs[talk.song], Path(folder) / talk.name, planner)


def is_asked_about(one: Held) -> bool:
    """Is the plan of a turn doubtful?"""
    if one.plan is None or one.context is None:
        return False
    said = in_english(one.text, one.context)
    scene = DialogueState.of(with_spoken_of(said.context, said.text))
    return is_doubtful(said.text, list(one.plan.steps), scene, one.plan.note)


def main() -> None:
    """Hold, compare, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--hand", nargs="*", default=[])
    parser.add_argument("--talk", nargs="*", default=[])
    parser.add_argument("--show", nargs="*", default=[], choices=VERDICTS)
    parser.add_argument("--write", type=Path, help="a folder for tables of what was planned")
    options = parser.parse_args()
    told: dict[str, Counter[str]] = defaultdict(Counter)
    doubted: Counter[str] = Counter()
    for hand in options.hand or hands():
        judged, rows = verdicts(hand), []
        for one in turns(hand, options.talk):
            verdict, plan, why = judged.get(one.id, ("changed", "", ""))
            now = verdict if plan == one.told else "changed"
            told[hand][now] += 1
            doubted[now] += is_asked_about(one)
            rows.append("\t".join((one.id, now, one.told, why)))
            if now in options.show:
                print(f"{hand} {one.id} {now} (was {verdict})\n    > {one.text}\n    wanted  {one.wanted}", flush=True)
                print(f"    was     {plan}\n    planned {one.told}\n    {one.state}: {one.answer[:200]}", flush=True)
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            (options.write / f"{hand}.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{'hand':6}{''.join(f'{one:>9}' for one in VERDICTS)}")
    for hand, counted in told.items():
        print(f"{hand:6}{''.join(f'{counted[one]:9}' for one in VERDICTS)}")
    print(f"{'all':6}{''.join(f'{sum(one[name] for one in told.values()):9}' for name in VERDICTS)}")
    print(f"{'first asked about':6}{''.join(f' {name} {number}' for name, number in doubted.items() if number)}")


if __name__ == "__main__":
    main()
