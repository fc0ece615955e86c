"""Enclitics: pronouns that are written onto their verb ("mach's lauter", "súbelo un poco") as words of their own."""

from __future__ import annotations

import re
import unicodedata

from engine.planner.languages.lexicon import lexicon
from engine.planner.regex import regex

_GERMAN = regex(
    r"\b(mach|dreh|leg|nimm|schneid|schneide|stell|spiel|gib|lösch|zieh|schieb|hol|pack|setz|verschieb|kopier)['’]?s\b",
    re.IGNORECASE,
)
_SPANISH = regex(r"\b(\w*[áéíóú]\w*?)(l[oa]s?)\b", re.IGNORECASE)
_ADDED = regex(r"(\bfüge?n?\b[^.;!?\n]*?)\s+hinzu\b", re.IGNORECASE)
""" "Füge einen Beat hinzu": the verb has said it all."""
_QUOTED = regex(r'"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]')


def with_german_apart(text: str) -> str:
    """The same request with "mach's" as "mach es", and "füge … hinzu" as "füge"; what stands in quotes stays so."""
    text = _ADDED.sub(r"\1", text)
    parts, at = [], 0
    for quoted in _QUOTED.finditer(text):
        parts += [_GERMAN.sub(r"\1 es", text[at : quoted.start()]), quoted[0]]
        at = quoted.end()
    return "".join([*parts, _GERMAN.sub(r"\1 es", text[at:])])


def with_spanish_apart(text: str) -> str:
    """ "Súbelo" is "sube lo" where "sube" is a verb that is known: what tells the language."""
    return _SPANISH.sub(_verb_and_pronoun, text)


def _verb_and_pronoun(match: re.Match[str]) -> str:
    verb = "".join(char for char in unicodedata.normalize("NFD", match[1]) if not unicodedata.combining(char))
    return f"{verb} {match[2]}" if verb.lower() in lexicon("es").verbs else match[0]
