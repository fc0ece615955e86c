"""How words are spoken, from the CMU dictionary that pocketsphinx carries; for scores of other singing programs."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from models.singing.syllables import ARPABET_VOWELS, dictionary_path

_LETTERS = {"a": "ae", "e": "eh", "i": "ih", "o": "ow", "u": "ah", "y": "iy", "b": "b", "c": "k", "d": "d", "f": "f",
            "g": "g", "h": "hh", "j": "jh", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p", "q": "k", "r": "r",
            "s": "s", "t": "t", "v": "v", "w": "w", "x": "k s", "z": "z"}
VOWELS = frozenset(name.lower() for name in ARPABET_VOWELS)


def phones_of(word: str) -> list[str]:
    """Lower-case ARPAbet; a word in brackets is taken as it is, an unknown one read letter by letter."""
    if word.startswith("["):
        return word.strip("[]").lower().split()
    found = _entries().get(word.lower())
    if found:
        return found.lower().split()
    read = " ".join(_LETTERS.get(sign, "") for sign in word.lower()).split()
    return read if any(name in VOWELS for name in read) else [*read, "ah"]


def by_syllable(phones: Sequence[str], parts: int) -> list[list[str]]:
    """Divide the phones of a word on its sung syllables: each begins with the consonant before its vowel."""
    vowels = [place for place, name in enumerate(phones) if name in VOWELS] or [len(phones) - 1]
    starts = [0, *(max(before + 1, vowel - 1) for before, vowel in zip(vowels, vowels[1:], strict=False))]
    groups = [list(phones[first:last]) for first, last in zip(starts, [*starts[1:], len(phones)], strict=True)]
    while len(groups) > parts:
        groups[-2:] = [groups[-2] + groups[-1]]
    while len(groups) < parts:
        groups.append([phones[vowels[-1]]])
    return groups


@functools.cache
def _entries() -> dict[str, str]:
    path = dictionary_path()
    if path is None:
        return {}
    entries: dict[str, str] = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, _, phones = line.strip().partition(" ")
            entries.setdefault(word, phones)
    return entries
