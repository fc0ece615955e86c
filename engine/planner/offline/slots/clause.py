"""Clause: one task's words, with everything read off them that the slot fillers share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.reader import ArgumentSpan
from engine.planner.offline.reading.reading_cache import hear
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

Args = dict[str, Any]
_SETTING = regex(r"^(?:\d|ratio|threshold|wet|with|at|minus|-)|\b(?:ratio|threshold|percent|attack|release)\b|%")
_QUOTES = regex(r'"([^"]+)"|(?<!\w)\'([^\']+(?:\'\w[^\']*)*)\'(?!\w)')


_DECADE = regex(r"(?:1[6-9]|20)\d0'?s")
""" "A 1920s radio": no amount."""


_ONE_OF = regex(
    r"\b(?:next|last|that|this|each|every|which|other|same|right|wrong|new|old|add|put|place|insert|need|want)\s+$"
)
""" "The next one": no figure."""
MOST_AMOUNTS = 64
"""Of a clause; what has more is no request."""


@dataclass
class Clause:
    """One clause and the task it was routed to."""

    text: str
    task: str
    kind: str
    scene: DialogueState
    first: bool = True
    """False for the later clauses of a chain, where "it" is what the step before made."""
    carries: bool = False
    """True when an earlier call supplies what is not said."""
    missing: list[str] = field(default_factory=list)
    """What is needed and was not said; each entry is the question for it."""
    is_settled: bool = False
    """The words can mean no other task, whatever this one lacks."""

    @cached_property
    def low(self) -> str:
        """The words in lower case with plain quotes."""
        return plain(self.text).lower()

    @cached_property
    def spans(self) -> tuple[ArgumentSpan, ...]:
        """What the reader read."""
        return hear(self.text, self.scene).spans(self.task)

    @cached_property
    def amounts(self) -> list[Quantity]:
        """All quantities that are no part of a name or a free text."""
        closed = [
            span
            for span in self.spans
            if not _SETTING.search(span.text.lower())
            and span.name in ("clip", "midi", "image", "reference", "text", "lyrics", "track", "name", "chords")
        ]
        found = []
        for one in quantities(self.text)[:MOST_AMOUNTS]:
            if re.search(r"\bnot (?:a |an |the )?(?:whole )?$", self.low[: one.start]) or _DECADE.fullmatch(
                self.low[one.start : one.end]
            ):
                continue
            if self._is_name(one) or self.low[one.start : one.end] == "one" and _ONE_OF.search(self.low[: one.start]):
                continue
            inside = [span for span in closed if span.start <= one.start and one.end <= span.end]
            if (
                not inside
                or one.unit
                and len(inside[0].text) > len(self.text[one.start : one.end])
                and one.unit not in ("bits", "m")
                and inside[0].name not in ("text", "lyrics")
            ):
                found.append(one)
        return found

    def _is_name(self, one: Quantity) -> bool:
        """ "The 808" where a track or clip is called so: no amount."""
        said = self.low[one.start : one.end].strip()
        names = {name.lower() for name in self.scene.context.tracks} | {clip.name.lower() for clip in self.scene.clips}
        return said in names and re.search(r"\b(?:bars?|to|at|by)\s+$", self.low[: one.start]) is None

    def said(self, *names: str) -> ArgumentSpan | None:
        """The first span with one of these names."""
        return next((span for name in names for span in self.spans if span.name == name), None)

    def needed(self, name: str) -> str:
        """The words that must be an argument that is needed: what was read, else what is most like it."""
        span = self.said(name)
        if not span and not self.carries:
            span = hear(self.text, self.scene).likeliest(name)
            taken: list[ArgumentSpan | Quantity] = [*self.spans, *self.amounts]
            span = None if span and any(one.start < span.end and span.start < one.end for one in taken) else span
        return tidy(span.text) if span else ""

    def has(self, words: str) -> bool:
        """Does the clause hold these words (a pattern)?"""
        return compiled(words).search(self.low) is not None

    def of(self, *units: str) -> list[Quantity]:
        """The quantities with one of these units."""
        return [one for one in self.amounts if one.unit in units]

    def tagged(self, *names: str) -> list[Quantity]:
        """The quantities that the tagger read as one of these arguments."""
        where = [span for span in self.spans if span.name in names]
        if not where:
            return []
        return [one for one in self.amounts if any(span.start < one.end and one.start < span.end for span in where)]

    def before(self, one: Quantity, length: int = 18) -> str:
        """The few characters before a quantity, in lower case."""
        return self.low[max(0, one.start - length) : one.start]

    def after(self, one: Quantity, length: int = 18) -> str:
        """The few characters after a quantity, in lower case."""
        return self.low[one.end : one.end + length]

    def words_of(self, one: Quantity) -> str:
        """How a quantity was said."""
        return self.low[one.start : one.end]

    def quotes(self) -> list[str]:
        """What stands in quotation marks."""
        return [match[1] or match[2] for match in _QUOTES.finditer(plain(self.text))]

    @property
    def bar_s(self) -> float:
        """Seconds a bar."""
        signature = self.scene.context.time_signature.split("/")
        try:
            beats = float(signature[0]) * 4 / float(signature[1])
        except (ValueError, IndexError, ZeroDivisionError):
            beats = 4.0
        return beats * 60 / max(1.0, self.scene.context.tempo)

    def need(self, question: str, *, is_last: bool = False) -> None:
        """Note that something needed was not said; `is_last`: no other task is meant either."""
        self.missing.append(question)
        self.is_settled |= is_last


def tidy(text: str) -> str:
    """Without blanks, quotes and stops around it."""
    return text.strip().strip("\"'“”‘’.,;:!? \t\n").strip()


def number(value: float) -> float:
    """Rounded, and whole where it is whole."""
    value = round(value, 4)
    return int(value) if value == int(value) else value
