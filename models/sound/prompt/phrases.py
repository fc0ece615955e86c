"""Finding known phrases in a prompt: the longest first, none overlapping another."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from models.sound.music.style_table import STYLES
from models.sound.prompt.players import INSTRUMENTS, PART_WORDS
from models.sound.prompt.words import NEAR, STYLE_WORDS
from models.sound.sources.table import SOURCES

_LIKENESS = 0.86
"""How alike a misspelt word must be to be read as the one meant."""
_NEAR_LIKENESS = 0.7
"""How alike a word must be to be worth offering."""


@dataclass(frozen=True)
class PhraseMatch:
    """A known phrase in the text."""

    start: int
    end: int
    phrase: str
    kind: str
    """style, source, instrument or part."""
    names: tuple[str, ...]
    """What it stands for; one phrase may name several sources."""


@cache
def vocabulary(kind: str) -> dict[str, tuple[str, ...]]:
    """Phrase → what it stands for."""
    if kind == "source":
        table: dict[str, tuple[str, ...]] = {}
        for source in SOURCES.values():
            for phrase in source.phrases:
                table[phrase] = (*table.get(phrase, ()), source.name)
        return table
    if kind == "style":
        table = {word.strip(): (name,) for name, words in STYLE_WORDS.items() for word in words.split(",")}
        return {**table, **{name: (name,) for name in STYLES}}
    if kind == "instrument":
        return {phrase: (phrase,) for phrase in INSTRUMENTS}
    return {phrase: (part,) for phrase, part in PART_WORDS.items()}


def find_phrases(text: str, kinds: Sequence[str]) -> list[PhraseMatch]:
    """All matches in the order of the text; among phrases of one length the earlier kind wins."""
    found: list[PhraseMatch] = []
    candidates = [(phrase, kind) for kind in kinds for phrase in vocabulary(kind)]
    for phrase, kind in sorted(candidates, key=lambda pair: -len(pair[0])):
        if phrase not in text:
            continue
        ending = "(?:e?s)?" if kind in ("source", "instrument") else ""
        for hit in re.finditer(rf"(?<![a-z0-9#]){re.escape(phrase)}{ending}(?![a-z0-9])", text):
            if all(hit.end() <= other.start or hit.start() >= other.end for other in found):
                found.append(PhraseMatch(hit.start(), hit.end(), phrase, kind, vocabulary(kind)[phrase]))
    return sorted(found, key=lambda match: match.start)


def mended(words: Iterable[str]) -> dict[str, str]:
    """Misspelt words → the known word each is surely meant to be."""
    known = [phrase for kind in ("style", "source") for phrase in vocabulary(kind) if " " not in phrase]
    result = {}
    for word in words:
        if len(word) >= 5 and word not in NEAR:
            near = [other for other in difflib.get_close_matches(word, known, 3, _LIKENESS) if other[0] == word[0]]
            if near:
                result[word] = near[0]
    return result


def nearest(words: Sequence[str], *, is_music: bool = False) -> list[str]:
    """Up to three things that can be made, near to these words in meaning or in spelling; styles only for music."""
    offers = [name for word in words for name in NEAR.get(word, ())]
    phrases = vocabulary("style") if is_music else {**vocabulary("source"), **vocabulary("style")}
    scored = sorted(
        (
            (difflib.SequenceMatcher(None, word, phrase).ratio(), phrases[phrase][0])
            for word in words[:12]
            for phrase in phrases
            if word[0] == phrase[0]
        ),
        reverse=True,
    )
    offers += [name for likeness, name in scored if likeness >= _NEAR_LIKENESS]
    return list(dict.fromkeys(offers))[:3]
