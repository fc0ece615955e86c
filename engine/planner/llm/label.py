"""Labels: names of clips, tracks and files as a language model may see them, as data and never as words to obey."""

from __future__ import annotations

import unicodedata

from engine.planner.regex import regex

LONGEST = 40
"""Characters of a label."""
_MARKS = regex(r"[\"`´“”„«»‹›<>\[\]{}()|\\#*~=$@:;]+")
"""What could end a quotation, open a tag, a heading or a call, or look like a reference."""


def label(name: object, longest: int = LONGEST) -> str:
    """One short line without control characters, line ends, quotation marks, brackets and invisible signs."""
    text = "".join(char if _is_shown(char) else " " for char in str(name)[:1000])
    text = " ".join(_MARKS.sub(" ", text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def said(words: str, longest: int) -> str:
    """Words of the musician on one line, as they were, but without control and invisible characters."""
    text = " ".join("".join(char if _is_shown(char) else " " for char in words[: longest * 4]).split())
    text = text.replace('"', "'")
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _is_shown(char: str) -> bool:
    return char == "\u200d" or unicodedata.category(char)[0] != "C" and char not in "\u2028\u2029"
