"""Counts as a sentence tells them: "two", "a couple of", "4"."""

from __future__ import annotations

COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8,
}  # fmt: skip
COUNT = rf"(?:\d+|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
SEVERAL = rf"(?:\d+|{'|'.join(word for word, count in COUNTS.items() if count > 1 and ' ' not in word)})"


def counted(word: str) -> int:
    """How many a count is."""
    return int(word) if word.isdigit() else COUNTS[word]
