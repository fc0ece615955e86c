"""Reads the planner's corpus: requests with their arguments marked inline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.planner.languages.detect import language_of
from engine.planner.languages.gloss import gloss
from engine.planner.languages.lexicon import LANGUAGES, lexicon

CORPUS = Path(__file__).parent / "corpus"
_SLOT = re.compile(r"\{(?:(\d)\.)?([a-z_]+)=([^|{}]*)\|([^{}]*)\}")
_ARTICLE = re.compile(
    r"(?:de[rnms]|die|das|le[s']?|las?|el|los|[oa]s?|l'|mein\w*|mon|ma|mes|mi|minha|meu|à la|a la)(?:\s+|(?<='))",
    re.IGNORECASE,
)
FOREIGN = (*LANGUAGES, "dictated")
"""The files that hold requests in other languages."""
STRANGERS = (
    ("piano_take1.wav", "Piano", "audio", ["keys"]),
    ("lead_line.mid", "Lead MIDI", "midi", ["melody"]),
    ("field_rec.wav", None, "audio", ["ambience"]),
    ("gtr_L.wav", "Gtr", "audio", ["guitar"]),
)
"""Clips of a made session that nobody speaks of: (name, track, kind, tags)."""


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
    number: int = 0
    """Which row of its writer it is, from 0."""

    def of_step(self, step: int) -> tuple[Mark, ...]:
        """The marks of one step (from 1)."""
        return tuple(mark for mark in self.marks if mark.step == step)


def parse_row(writer: str, line: str) -> Row:
    """Take `tasks<TAB>text with {marks}` apart."""
    head, marked = line.rstrip("\n").split("\t")
    text, marks, at = "", [], 0
    for match in _SLOT.finditer(marked):
        text += marked[at : match.start()]
        marks.append(Mark(int(match[1] or 1), match[2], match[3], len(text), len(text) + len(match[4])))
        text += match[4]
        at = match.end()
    return Row(writer, tuple(head.split(">")), text + marked[at:], tuple(marks))


def rows_of(name: str) -> list[Row]:
    """The requests of one file, in the words of its writer."""
    lines = [line for line in (CORPUS / f"{name}.tsv").read_text("utf-8").splitlines() if line.strip()]
    return [replace(parse_row(name, line), number=number) for number, line in enumerate(lines)]


def read_rows() -> list[Row]:
    """Every request to learn from, in the order of the files; those in other languages as the planner reads them."""
    names = [path.stem for path in sorted(CORPUS.glob("*.tsv")) if not path.stem.endswith("_check")]
    return [in_english(row) if name in FOREIGN else row for name in names for row in rows_of(name)]


def in_english(row: Row) -> Row:
    """A request in the English words that the planner makes of it; every other one with the names it holds kept."""
    language = row.writer if row.writer in LANGUAGES else language_of(row.text)
    if language == "en":
        return row
    named = [mark for mark in row.marks if mark.value == "ref" and mark.end > mark.start] if row.number % 2 else []
    made = gloss(row.text, lexicon(language), keep=[(name_start(row.text, mark), mark.end) for mark in named])
    marks = [(mark, *made.range_of(mark.start, mark.end)) for mark in row.marks]
    return replace(row, text=made.text, marks=tuple(replace(mark, start=a, end=b) for mark, a, b in marks))


def name_start(text: str, mark: Mark) -> int:
    """Where the words of a mark begin without their article."""
    article = _ARTICLE.match(text[mark.start : mark.end])
    return mark.start + (article.end() if article else 0)


def read_steps() -> list[Row]:
    """Steps as they are said within a chain, mostly without a verb and without the clip ("hum off", "30 left")."""
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("steps*.txt"))]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    return [replace(parse_row("steps", line), number=number) for number, line in enumerate(lines)]


@dataclass(frozen=True)
class Turn:
    """One turn of a conversation and the lines that tell what came of it."""

    row: Row
    results: tuple[str, ...] = ()


def read_dialogues(pattern: str = "dialogues*.txt") -> list[tuple[str, list[Turn]]]:
    """(setting, turns) of every conversation."""
    found: list[tuple[str, list[Turn]]] = []
    for path in sorted(CORPUS.glob(pattern)):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#"):
                found.append((line[1:].strip(), []))
            elif line.startswith("="):
                turns = found[-1][1]
                turns[-1] = replace(turns[-1], results=(*turns[-1].results, line[1:].strip()))
            elif line.strip():
                found[-1][1].append(Turn(parse_row("dialogues", line)))
    return found


def learned_dialogues(left_out: Sequence[str]) -> list[tuple[str, list[Turn]]]:
    """The conversations to learn from; when `dialogues` is left out, every other one of that writer's."""
    if "dialogues" not in left_out:
        return read_dialogues()
    return read_dialogues("dialogues.txt")[::2] + read_dialogues("dialogues_*.txt")


def held_dialogues() -> list[tuple[str, list[Turn]]]:
    """The conversations that are judged when `dialogues` is left out."""
    return read_dialogues("dialogues.txt")[1::2]
