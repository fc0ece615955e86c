"""Language: what the panel says in the language that was chosen. English is the source; what is not known stays so.

A catalogue is `<language>.txt`, a line for each sentence: `Undo: {x} = Rückgängig: {x}`. `{n}` stands for a number,
`{x}` for what somebody named, `{X}` for words that are looked up again. What users wrote is never looked up (`raw`).
The engine's own sentences (errors, notes of models) stand in its catalogues, which are asked for what is not here.
"""

from __future__ import annotations

import functools
import locale
import re
from collections.abc import Mapping
from pathlib import Path

from engine.messages.message import left_in_english, said_in
from ui.language.own_way import own_way

LANGUAGES = (("As the system", "system"), ("English", "en"), ("Deutsch", "de"), ("Français", "fr"), ("Español", "es"),
             ("Português", "pt"), ("中文", "zh"))
"""(words, code), as the settings offer them."""
_FOLDER = Path(__file__).parent
_PLACE = re.compile(r"\{(\w+)\}")
_BETWEEN = re.compile(r"(?<=[.?!…]) (?=\S)")
_NUMBER = r"[+−-]?\d[\d.,]*"
_SPOKEN = ["en"]
"""The one language that is spoken."""


def choose(code: str) -> None:
    """Speak this language from now on; "system" = that of the computer, where there is a catalogue of it."""
    wanted = (locale.getlocale()[0] or "en")[:2].lower() if code == "system" else code
    _SPOKEN[0] = wanted if wanted == "en" or catalogue(wanted) else "en"
    _said.cache_clear()


def chosen() -> str:
    """The code of the language that is spoken."""
    return _SPOKEN[0]


def said(text: str) -> str:
    """English words in the language that was chosen."""
    return own_way(text if _SPOKEN[0] == "en" or not text else _said(text, _SPOKEN[0]), said)


def filled(english: str, **values: str) -> str:
    """A sentence of the catalogues with its places filled; what stands in one with a capital is said as well."""
    there = catalogue(_SPOKEN[0]).get(english, english)
    return there.format_map({name: said(value) if name.isupper() else value for name, value in values.items()})


@functools.cache
def catalogue(language: str) -> Mapping[str, str]:
    """The sentences of a language by the English ones; empty when there is none."""
    file = _FOLDER / f"{language}.txt"
    if language not in {code for _, code in LANGUAGES} or not file.is_file():
        return {}
    pairs = (line.partition(" = ") for line in file.read_text("utf-8").splitlines())
    return {english: there for english, _, there in pairs if there}


def found(text: str, language: str) -> str | None:
    """A whole text in another language; None when the catalogue does not have it."""
    known = catalogue(language).get(text)
    if known is not None:
        return known
    for head, tail, english, there in _patterns(language):
        if text.startswith(head) and text.endswith(tail) and (match := _compiled(english).fullmatch(text)):
            values = {name: _said(value, language) if name.isupper() else value
                      for name, value in match.groupdict().items()}
            return there.format_map(values)
    return None


@functools.lru_cache(maxsize=4096)
def _said(text: str, language: str) -> str:
    whole = found(text, language)
    if whole is not None:
        return whole
    if not left_in_english(language, text):
        return said_in(language, text)
    for joint, between in ((" · ", " · "), (_BETWEEN, "" if language == "zh" else " "), ("\n", "\n")):
        parts = text.split(joint) if isinstance(joint, str) else joint.split(text)
        if len(parts) > 1:
            return between.join(_said(part, language) for part in parts)
    return text


@functools.cache
def _patterns(language: str) -> list[tuple[str, str, str, str]]:
    """What has places, with the most words of its own first: (what it begins with, ends with, all of it, translation).

    A pattern is compiled when a text may fit: all of them at once would hold up the first words of a language.
    """
    rows = [(english, there) for english, there in catalogue(language).items() if _PLACE.search(english)]
    rows.sort(key=lambda row: -len(_PLACE.sub("", row[0])))
    return [(*_ends(english), english, there) for english, there in rows]


def _ends(english: str) -> tuple[str, str]:
    parts = _PLACE.split(english)
    return parts[0], parts[-1]


@functools.cache
def _compiled(english: str) -> re.Pattern[str]:
    parts = _PLACE.split(english)
    names: set[str] = set()
    pattern = ""
    for at, part in enumerate(parts):
        if at % 2 == 0:
            pattern += re.escape(part)
        elif part in names:
            pattern += f"(?P={part})"
        else:
            names.add(part)
            pattern += f"(?P<{part}>{_NUMBER if re.fullmatch(r'n[0-9]?', part) else '.+?'})"
    return re.compile(pattern, re.DOTALL)
