"""Message: what the assistant says in the user's language, by a catalogue a language; English is the source.

A sentence that no catalogue holds is said in English. The catalogues are messages/<language>.txt.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

MESSAGES = Path(__file__).parent / "messages"
_MAY_END = (".", "{WHAT}", "{WHY}", "…")
_LISTS = ("or_two", "or_three")
"""Only said inside other sentences."""
_PLACE = re.compile(r"\{(\w+)\}")


@functools.cache
def catalogue(language: str) -> Mapping[str, str]:
    """The sentences of a language by their keys; empty when there is no catalogue."""
    path = MESSAGES / f"{language}.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    pairs = (line.partition(" = ") for line in lines if " = " in line and not line.startswith("#"))
    return {key.strip(): said.strip() for key, _, said in pairs}


def placeholders(sentence: str) -> set[str]:
    """The names in braces that a translation must have, too."""
    return {name for name in _PLACE.findall(sentence) if not name.startswith("_")}


def said_in(language: str, text: str) -> str:
    """An English answer in another language, line by line; what is not known stays as it is."""
    if not catalogue(language) or language == "en":
        return text
    return "\n".join(_line(line, language) for line in text.split("\n"))


def _line(line: str, language: str) -> str:
    whole = _said(line, language)
    if whole is not None:
        return whole
    bare = line.removesuffix(".")
    fragment = _said(bare[:1].lower() + bare[1:], language) if bare else None
    if fragment is None:
        return line
    return f"{fragment[:1].upper()}{fragment[1:]}{'。' if language == 'zh' else '.'}"


def _said(words: str, language: str) -> str | None:
    """The translation of a whole sentence or part of one, or None."""
    for key, pattern in _patterns():
        found = pattern.fullmatch(words)
        if found and (not words.endswith(".") or catalogue("en")[key].endswith(_MAY_END)):
            values = {name: _value(name, value, language) for name, value in found.groupdict().items()}
            return catalogue(language)[key].format(**values)
    return None


def _value(name: str, value: str, language: str) -> str:
    """What stands for a placeholder, in the user's language when its name is in capitals."""
    if name == "OFFERS":
        return _offers(value, language)
    if name in ("WHAT", "WHY"):
        return _line(value, language)
    return (_said(value, language) or value) if name.isupper() else value


def _offers(value: str, language: str) -> str:
    """ "cut or fade it, sing it or undo": up to three offers."""
    known = {said: key for key, said in catalogue("en").items() if key.startswith("offer_")}
    found = re.findall("|".join(map(re.escape, sorted(known, key=len, reverse=True))), value)
    if not found or len("".join(found)) < len(value) - 4 * len(found):
        return value
    said = [catalogue(language)[known[one]] for one in found]
    if len(said) == 1:
        return said[0]
    names = dict(zip(("OFFER", "MORE"), said, strict=False), LAST=said[-1])
    return catalogue(language)["or_two" if len(said) == 2 else "or_three"].format(**names)


@functools.cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """The English sentences as patterns, those with the most words of their own first."""
    whole = [pair for pair in catalogue("en").items() if pair[0] not in _LISTS]
    found = sorted(whole, key=lambda pair: -len(_PLACE.sub("", pair[1])))
    return [(key, re.compile(_pattern(sentence), re.DOTALL)) for key, sentence in found]


def _pattern(sentence: str) -> str:
    parts = re.split(r"(\{\w+\})", sentence)
    return "".join(f"(?P<{part[1:-1]}>.+?)" if part.startswith("{") else re.escape(part) for part in parts if part)
