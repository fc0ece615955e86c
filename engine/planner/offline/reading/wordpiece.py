"""Word pieces: the numbered pieces of words that the reader network knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

LONGEST = 48
"""Letters of a word that are looked at."""


class Pieces:
    """Takes words apart by a vocabulary, the longest known piece first."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number: Mapping[str, int] = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.end = (self._number[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self.of = lru_cache(maxsize=8192)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        """The pieces of one word (at least one)."""
        found: list[int] = []
        for part in _parts(word[:LONGEST]):
            found += self._of_part(part)
        return tuple(found) or (self.unknown,)

    def _of_part(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._number.get(("##" if start else "") + part[start:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            found.append(number)
            start = end
        return found


def _parts(word: str) -> list[str]:
    """Lower case without accents, cut at signs; each ideograph for itself."""
    plain = unicodedata.normalize("NFD", word.lower())
    parts, current = [], ""
    for char in plain:
        kind = unicodedata.category(char)
        if kind == "Mn":
            continue
        if kind[0] in "LN" and not "\u4e00" <= char <= "\u9fff":
            current += char
            continue
        if current:
            parts.append(current)
        current = ""
        if kind[0] not in "ZC":
            parts.append(char)
    return [*parts, current] if current else parts
