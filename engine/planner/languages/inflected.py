"""Inflected: names of the session in another form: plurals, one word for two, with "Spur" or "Clip" behind them."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from engine.planner.languages.lexicon import WORD, Lexicon, folded, lowered
from engine.planner.regex import regex

Edit = tuple[int, int, str]
_ENDINGS = {
    "de": ("n", "en", "e", "er", "s", "es", "ern"),
    "fr": ("s", "x"),
    "es": ("s", "es"),
    "pt": ("s", "es"),
}
_KINDS = {
    "spur": "track", "spuren": "tracks", "clip": "clip", "clips": "clips", "gruppe": "group", "bus": "bus"
}  # fmt: skip
_KIND = regex(rf"(?P<name>\w{{3,}}?)(?:s|n|en)?-?(?P<kind>{'|'.join(_KINDS)})")
_QUOTED = regex(r'"[^"]*"')
_PARTS = frozenset("verse chorus bridge intro outro break breakdown".split())
LEAST = 4
"""Letters of a name's word."""


def inflected_names(text: str, names: Sequence[str], words: Lexicon) -> list[Edit]:
    """Words that are another form of a name become that name."""
    endings = _ENDINGS.get(words.language)
    if endings is None:
        return []
    known = _words_of(tuple(names))
    edits: list[Edit] = []
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in WORD.finditer(text):
        word = folded(match[0])
        if word in known or len(word) < LEAST or any(a <= match.start() < b for a, b in quoted):
            continue
        if words.language == "de" and (kind := _KIND.fullmatch(word)) and kind["name"] in known:
            edits.append((*match.span(), f"{known[kind['name']]} {_KINDS[kind['kind']]}"))
        elif (name := _other_form(word, known, endings)) and _may_be(name, words.word(lowered(match[0]))):
            edits.append((*match.span(), name))
    return edits


def parts_told(text: str, names: Sequence[str], words: Lexicon) -> list[tuple[int, int]]:
    """Where "Strophe" stands in "die erste Strophe", as markers are called "Strophe 1", "Strophe 2"."""
    kinds = {folded(name.rstrip("0123456789 ")) for name in names if name[-1:].isdigit()}
    found = [match for match in WORD.finditer(text) if folded(match[0]) in kinds]
    return [match.span() for match in found if words.word(lowered(match[0])) in _PARTS]


def _may_be(name: str, meaning: str | None) -> bool:
    """ "Chöre" means backing vocals, and the Chor where there is one; "Bässe" are low frequencies."""
    return meaning is None or " " not in name and not name.endswith("s") and meaning.split()[-1:] == ["vocals"]


def _other_form(word: str, known: dict[str, str], endings: Sequence[str]) -> str:
    forms = [word.removesuffix(one) for one in endings if word.endswith(one)] + [word + one for one in endings]
    forms += [one.removesuffix("c") + "z" for one in forms if one.endswith("c")]
    return next((known[one] for one in forms if len(one) >= LEAST and one in known), "")


@functools.lru_cache(maxsize=64)
def _words_of(names: tuple[str, ...]) -> dict[str, str]:
    """The folded words of names and how they are told; a word of several names in English plural."""
    found: dict[str, set[str]] = {}
    for name in names:
        parts = WORD.findall(name)
        for part in parts:
            found.setdefault(folded(part), set()).add(name.lower())
        if len(parts) > 1:
            found.setdefault(folded("".join(parts)), set()).add(name.lower())
    return {word: _told(word, of) for word, of in found.items() if word.isalpha()}


def _told(word: str, names: set[str]) -> str:
    if len(names) == 1:
        return next(iter(names))
    return word if len({one for one in names if one != word}) < len(names) else f"{word}s"
