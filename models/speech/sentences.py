"""Cuts a text into sentences, each with the pause after it."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_CHARACTERS = 400
_SENTENCE_PAUSE_S, _PARAGRAPH_PAUSE_S = 0.28, 0.6


def sentences(text: str, longest_characters: int = _LONGEST_CHARACTERS) -> list[tuple[str, float]]:
    """Cut a text into (sentence, seconds of pause after it); long sentences are cut at commas or spaces."""
    chunks: list[tuple[str, float]] = []
    for paragraph in re.split(r"\n\s*\n", text):
        pieces = [piece.strip() for piece in re.split(r"(?<=[.!?…])\s+(?=[^a-z\s])|(?<=[。！？])|\n", paragraph)]
        pieces = [part for piece in pieces for part in _short_enough(piece, longest_characters) if can_be_said(part)]
        chunks += [(piece, _SENTENCE_PAUSE_S) for piece in pieces[:-1]]
        chunks += [(piece, _PARAGRAPH_PAUSE_S) for piece in pieces[-1:]]
    return chunks


def can_be_said(text: str) -> bool:
    """True when there is a letter or digit in it, or it is a sign with a name."""
    has_letters = any(unicodedata.category(sign)[0] in "LN" for sign in text)
    return has_letters or bool(len(text) < 3 and re.search(r"[$€£%&@+=]", text))


def _short_enough(sentence: str, longest: int) -> list[str]:
    pieces = [sentence]
    while len(pieces[-1]) > longest:
        last = pieces.pop()
        cut = max(last.rfind(mark, 0, longest) for mark in (", ", "; ", ": ", "、", "，"))
        cut = cut if cut > 80 else last.rfind(" ", 0, longest)
        cut = cut + 1 if cut > 80 else longest
        pieces += [last[:cut].strip(), last[cut:].strip()]
    return pieces
