"""Every way to tell a part of the song: "verse 2", "the last chorus", "both verses"."""

from __future__ import annotations

import functools
import re

from engine.planner.offline.sentence.apart.bar_numbers import compiled
from engine.planner.offline.sentence.apart.place import ORDINALS, Bars, joined
from engine.planner.offline.text.markers import NO_ARTICLE
from engine.planner.offline.text.section_names import kinds_of_sections, short_for

_APART = {"prechorus": r"pre[\s_-]*chorus", "postchorus": r"post[\s_-]*chorus", "buildup": r"build[\s_-]*up"}
_APART |= {"breakdown": r"break[\s_-]*down"}
""" "The pre chorus" is the prechorus."""
_NO_AMOUNT = r"(?! (?:bars?|beats?|semitones?|octaves?|d ?b|decibels?|percent|times)\b)"
""" "In the chorus one beat later" is no chorus of a number."""
_SPOTS = frozenset("middle start beginning top end ending".split())
""" "The middle of the verse" is no part that is called so."""


@functools.lru_cache(maxsize=32)
def part_patterns(
    markers: tuple[tuple[str, float], ...], parts: tuple[tuple[str, Bars], ...]
) -> tuple[tuple[re.Pattern[str], tuple[Bars, ...], tuple[str, ...]], ...]:
    """Every way to tell a part of the song: (how, its bars, the names it may have where that is open)."""
    bars = dict(parts)
    found: list[tuple[str, tuple[Bars, ...], tuple[str, ...]]] = []
    end = r"(?: section| part| bit)?(?:(?='s\b)|(?![\w'-]))"
    for name, reach in parts:
        words = r"[\s_-]*".join(re.escape(word) for word in name.split())
        no_name = r"(?! (?:of|up|on|at|with|in)\b)" if name in _SPOTS else NO_ARTICLE if name == "a" else ""
        found.append((words + end + no_name, (reach,), ()))
    for kind, names in kinds_of_sections(markers).items():
        reaches = tuple(bars[name.lower()] for name in names if name.lower() in bars)
        if not kind or not reaches or len(reaches) < len(names):
            continue
        said = r"[\s_-]*".join(_APART.get(word) or re.escape(word) for word in kind.split())
        plural = rf"{said}es" if kind.endswith("s") else rf"{said}(?:es|s)"
        for word, place in ORDINALS.items():
            if -len(reaches) <= place < len(reaches):
                found.append((rf"{word} {said}{end}", (reaches[place],), ()))
        for number, name in enumerate(names):
            digits = re.findall(r"\d+", name)
            told = digits[-1] if digits else str(number + 1)
            word = {"1": "one", "2": "two", "3": "three", "4": "four"}.get(told, told)
            short = "|".join((said, *short_for(kind)))
            found.append((rf"(?:{short})[\s_-]*(?:{told}|{word}){end}{_NO_AMOUNT}", (reaches[number],), ()))
        if kind not in bars:
            named = tuple(names) if len(names) > 1 else ()
            found.append((said + end, reaches, named))
        if len(names) > 1:
            found.append(
                (
                    rf"(?:(?:both|all|every|each)(?: of)?(?: the)? (?:{plural}|{said})|{plural}){end}",
                    tuple(joined(reaches)),
                    (),
                )
            )
    return tuple((compiled(pattern), spans, names) for pattern, spans, names in found)
