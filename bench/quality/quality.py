"""Every embedded task against its bar, in one table (under ten minutes on two quiet cores).

    tonmeister bench quality [--markdown] [PART …]

`--markdown` also writes docs/quality.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.quality import gaps as quality_gaps
from bench.quality import music as quality_music
from bench.quality import picture as quality_picture
from bench.quality import production as quality_production
from bench.quality import sound as quality_sound
from bench.quality import speech as quality_speech
from bench.quality.page import page
from bench.quality.row import Row
from bench.work_clock import ratio, watched

PARTS: dict[str, Callable[[], Iterable[Row]]] = {
    "gaps": quality_gaps.rows,
    "music": quality_music.rows,
    "speech": quality_speech.rows,
    "production": quality_production.rows,
    "sound": quality_sound.rows,
    "picture": quality_picture.rows,
}
"""The slowest first."""
PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
Line = tuple[Row, float | None]
"""A row, and seconds of work for each second of sound."""


def measured(part: str) -> list[Line]:
    """The rows of one part; the same on every run but for the time they took."""
    with watched() as work:
        rows = list(PARTS[part]())
    return [(row, ratio(work, row.task, row.model)) for row in rows]


def table(parts: Sequence[str]) -> list[Line]:
    """The rows of several parts, two at a time, by task."""
    with ProcessPoolExecutor(2) as workers:
        lines = [line for part in workers.map(measured, parts) for line in part]
    order = {task: number for number, task in enumerate(dict.fromkeys(row.task for row, _ in lines))}
    return sorted(lines, key=lambda line: order[line[0].task])


def main() -> None:
    """Print the table; write the page where asked."""
    words = sys.argv[2:] if sys.argv[1:2] == ["quality"] else sys.argv[1:]
    parts = [word for word in words if word in PARTS] or list(PARTS)
    began = time.perf_counter()
    lines = table(parts)
    for row, speed in lines:
        shown = {True: "met", False: "goal" if row.is_goal else "MISSED", None: ""}[row.is_met]
        work = "" if speed is None else f"{speed:.3f}"
        print(f"{row.task:20} {row.model:16} {row.metric:44} {row.condition:52}", end=" ")
        print(f"{row.result:>16}  {row.bar:12} {shown:6} {work}")
    missed = sum(row.is_met is False and not row.is_goal for row, _ in lines)
    print(f"{len(lines)} rows, {missed} bars missed, {time.perf_counter() - began:.0f} s")
    if "--markdown" in words and len(parts) == len(PARTS):
        PAGE.write_text(page(lines), "utf-8")


if __name__ == "__main__":
    main()
