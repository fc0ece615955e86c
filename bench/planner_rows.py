"""Reads the planner's corpus: requests with their arguments marked inline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

CORPUS = Path(__file__).parent / "planner_corpus"
_SLOT = re.compile(r"\{(?:(\d)\.)?([a-z_]+)=([^|{}]*)\|([^{}]*)\}")
_BREAK = re.compile(
    r"\s*(?:[,;.!?:]|—|–|→|>|\s-\s)*\s*(?:(?:and|then|but|plus|also|after|afterwards|once|before|next|finally|lastly)\b)|\s*(?:[,;.!?:]|—|–|→|>|\s-\s)")


@dataclass(frozen=True)
class Mark:
    """One marked argument: characters start…end of the text stand for name=value of a step (from 1)."""

    step: int
    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """One request: the tasks in order of execution, its words, its marks."""

    writer: str
    tasks: tuple[str, ...]
    text: str
    marks: tuple[Mark, ...]

    def of_step(self, step: int) -> tuple[Mark, ...]:
        """The marks of one step (from 1)."""
        return tuple(mark for mark in self.marks if mark.step == step)


def parse_row(writer: str, line: str) -> Row:
    """Take `tasks<TAB>text with {marks}` apart."""
    head, marked = line.rstrip("\n").split("\t")
    text, marks, at = "", [], 0
    for match in _SLOT.finditer(marked):
        text += marked[at:match.start()]
        marks.append(Mark(int(match[1] or 1), match[2], match[3], len(text), len(text) + len(match[4])))
        text += match[4]
        at = match.end()
    return Row(writer, tuple(head.split(">")), text + marked[at:], tuple(marks))


def read_rows() -> list[Row]:
    """Every request of the .tsv files, in the order of the files."""
    rows = []
    for path in sorted(CORPUS.glob("*.tsv")):
        rows += [parse_row(path.stem, line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return rows


@dataclass(frozen=True)
class Turn:
    """One turn of a conversation and the lines that tell what came of it."""

    row: Row
    results: tuple[str, ...] = ()


def read_dialogues() -> list[tuple[str, list[Turn]]]:
    """(setting, turns) of every conversation."""
    found: list[tuple[str, list[Turn]]] = []
