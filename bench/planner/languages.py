"""Judges the offline planner on requests in other languages, put into made sessions with names of that language.

    python -m bench.planner.languages [--sets check|later|last|learned] [--only LANGUAGE] [--weights FILE] [--show N]

`check` (the default) was written in other words than what the reader network learned from, and is never trained on;
nor are `later` and `last`, written when the lexicons were done: before the words that they lacked were added, `last`
came to .92 (de), .79 (fr), .83 (es), .88 (pt) and .92 (zh).
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.planner.planner import judge, report
from bench.planner.rows import Row, name_start, rows_of
from bench.planner.sessions import made_session
from engine.planner.context import context_from_row
from engine.planner.languages.lexicon import LANGUAGES
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.network import read_network, use_network

Case = tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]
"""Text, context, wanted calls, conversation before."""


def cases(name: str) -> list[Case]:
    """The requests of a file in sessions in which they make sense."""
    made: list[Case] = []
    for row in rows_of(name):
        session = made_session(_without_articles(row))
        if session:
            made.append((row.text, session[0], session[1], []))
    return made


def _without_articles(row: Row) -> Row:
    """Names without the article in front of them: that is how a session has them."""
    marks = [
        replace(mark, start=name_start(row.text, mark)) if mark.value == "ref" and mark.end > mark.start else mark
        for mark in row.marks
    ]
    return replace(row, marks=tuple(marks))


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", choices=("check", "later", "last", "learned"), default="check")
    parser.add_argument("--only", choices=LANGUAGES)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    if options.weights:
        use_network(read_network(options.weights))
    planner = OfflinePlanner()
    planner.plan("hello", context_from_row({}))
    for language in [options.only] if options.only else LANGUAGES:
        name = {"check": f"{language}_check", "learned": language}.get(options.sets, f"{language}_{options.sets}_check")
        found = judge(cases(name), planner)
        report(name, found)
        for line in found.wrong[: options.show]:
            print(line)


if __name__ == "__main__":
    main()
