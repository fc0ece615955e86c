"""Subjunctive: forms that forbid and ask politely in Spanish and Portuguese ("no cortes", "não apague")."""

from __future__ import annotations

from collections.abc import Iterator

_SPELT = {
    "es": (("ca", "que"), ("ga", "gue"), ("za", "ce"), ("ge", "ja"), ("ce", "za"), ("a", "e"), ("e", "a")),
    "pt": (("ca", "que"), ("ga", "gue"), ("ça", "ce"), ("ge", "ja"), ("ce", "ça"), ("a", "e"), ("e", "a")),
}
_PERSONS = {"es": ("", "s", "n", "mos"), "pt": ("", "s", "m", "mos")}


def subjunctives(verb: str, language: str) -> Iterator[str]:
    """ "Toca" gives toque, toques, toquen; "mueve" gives mueva; nothing for other languages or infinitives."""
    for ending, other in _SPELT.get(language, ()) if " " not in verb else ():
        if len(verb) > 3 and verb.endswith(ending):
            yield from (verb.removesuffix(ending) + other + person for person in _PERSONS[language])
            return
