"""Likeliest: a word that no lexicon has in this form, by another form of it or by a slip of the fingers."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

from engine.planner.languages.lexicon import Lexicon, english_words, folded, lexicon
from engine.planner.offline.reading.network import network
from engine.planner.offline.text.slips import one_slip
from engine.planner.offline.text.words import COMMANDS

SHORTEST_STEM = 4
"""Letters of a word before its ending."""
SHORTEST_SLIP = 6
"""Letters of a word from which on a slip can be told."""
_WAYS = frozenset("up down raise lower louder quieter softer higher left right increase decrease reduce".split())
"""Words on which a sign or a side hangs."""
_ENDINGS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "de": (
        ("en", ("", "e", "en")),
        ("em", ("", "e")),
        ("es", ("", "e")),
        ("er", ("", "e")),
        ("st", ("", "e", "en")),
        ("et", ("", "en")),
        ("e", ("", "en")),
        ("n", ("", "e")),
        ("s", ("",)),
        ("t", ("", "e", "en")),
        ("", ("e", "en")),
    ),
    "fr": (
        ("ez", ("e", "er", "s")),
        ("ons", ("e", "er")),
        ("ent", ("e", "er")),
        ("er", ("e", "")),
        ("es", ("", "e", "er")),
        ("s", ("", "r")),
        ("x", ("",)),
        ("e", ("", "er")),
        ("", ("e", "s")),
    ),
    "es": (
        ("ces", ("z",)),
        ("es", ("", "e", "ar", "er")),
        ("os", ("o",)),
        ("as", ("o", "a", "ar")),
        ("en", ("e", "a", "ar", "er")),
        ("an", ("a", "e", "ar")),
        ("ad", ("a", "ar")),
        ("a", ("o", "ar", "e", "ir", "er", "")),
        ("e", ("ar", "a", "er", "ir")),
        ("o", ("a", "ar")),
        ("s", ("",)),
    ),
    "pt": (
        ("oes", ("ao",)),
        ("es", ("", "e")),
        ("os", ("o",)),
        ("as", ("o", "a", "ar")),
        ("em", ("e", "a", "ar", "er")),
        ("am", ("a", "e", "ar")),
        ("a", ("o", "ar", "e", "ir", "er", "")),
        ("e", ("ar", "a", "er", "ir")),
        ("o", ("a", "ar")),
        ("s", ("",)),
    ),
}
"""Endings, the longest first, and what the form in the lexicon may end with instead; without accents."""


def likeliest(said: str, words: Lexicon) -> str | None:
    """The English of a word in small letters; None when English has it, or nothing is near enough."""
    word = folded(said)
    if words.language not in _ENDINGS or word in english_words() or word in COMMANDS:
        return None
    return next((meant for form in _forms(word, words.language) if (meant := words.word(form)) is not None), None) or (
        _by_slip(word, words.language)
    )


def _forms(word: str, language: str) -> Iterator[str]:
    """The same word with other endings."""
    for ending, instead in _ENDINGS[language]:
        stem = word.removesuffix(ending)
        if word.endswith(ending) and len(stem) >= SHORTEST_STEM:
            yield from (stem + other for other in instead if other != ending)


@functools.lru_cache(maxsize=4096)
def _by_slip(word: str, language: str) -> str | None:
    """What the words that are one slip away mean, when they all mean the same."""
    if len(word) < SHORTEST_SLIP or not word.isalpha() or len(network().pieces.of(word)) == 1:
        return None
    table = _nearly(language)
    nearly = {one for part in _shortened(word) for one in table.get(part, ())}
    near = {one for one in nearly if one[0] in word[:2] and one_slip(word, one)}
    meant = {lexicon(language).word(one) for one in near}
    others = {lexicon(language).word(one) or "" for one in nearly - near if one_slip(word, one)}
    if _goes_some_way(meant) and _goes_some_way(others - meant):
        return None  # "haisse" may be "hausse" or "baisse"
    return meant.pop() if len(meant) == 1 else None


def _goes_some_way(meanings: Iterable[str | None]) -> bool:
    return any(_WAYS & {*(meaning or "").split()} for meaning in meanings)


@functools.cache
def _nearly(language: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a lexicon by what is left of them without one letter."""
    words = lexicon(language)
    known = {phrase[0] for phrase in words.phrases if len(phrase) == 1 and phrase[0].isascii()}
    table: dict[str, tuple[str, ...]] = {}
    for one in sorted(known):
        if len(one) >= SHORTEST_SLIP - 1:
            for part in _shortened(one):
                table[part] = (*table.get(part, ()), one)
    return table


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
