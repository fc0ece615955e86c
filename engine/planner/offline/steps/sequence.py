"""Sequence: the order in which the clauses of a request are carried out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.reading_cache import hear
from engine.planner.regex import regex

_BEFORE_ALL = regex(
    r"\bbefore (?:any|all) of (?:it|that|this|them)\b|\bbefore (?:anything|everything)\b", re.IGNORECASE
)
_BEFORE = regex(
    r"\bbefore (?:that|this|you do (?:that|this|it|so)|doing (?:that|so))\b|\bbeforehand\b"
    r"|^\W*(?:but |only )?\w+ed first\b",
    re.IGNORECASE,
)
_UNTIL = regex(
    r"^\W*(?:(?:and|but|so|oh|then)\W+)*before\s+(?!that\b|this\b|any\b|all\b|you do\b)", re.IGNORECASE
)
""" "Before Lacey walks into the cathedral, …": what follows comes first."""
_FIRST = regex(r"^\W*(?:(?:but|though|only)\W+)*first\b", re.IGNORECASE)
_THEN = regex(r"\bthen\W*$", re.IGNORECASE)
_ONCE_DONE = regex(
    r"\b(?:as soon as|once|when|after) (?:that|it|this)(?:'s| is| has)(?: been)? (?:all )?"
    r"(?:done|through|finished|ready|over|sorted|in place|out of the way)\b",
    re.IGNORECASE,
)
_ONCE_IT_IS = regex(
    r"\bonce (?:it|that|they)(?:'s|'ve| is| has| have)(?: been)? \w+(?:ed|t|n)\b[^,;]*$", re.IGNORECASE
)


def ordered(parts: Sequence[str], scene: DialogueState) -> list[str]:
    """In order of execution: "but first …", "before that …" come before; "before you X, do Y and Z": X is the last."""
    made: list[str] = []
    waiting: list[str] = []
    for number, part in enumerate(parts):
        if waiting and _ends_sentence(parts[number - 1], scene) and number > parts.index(waiting[0]) + 1:
            made, waiting = [*made, *waiting], []
        if number + 1 < len(parts) and _UNTIL.match(part) and not waiting:
            waiting = [part]
        elif made and _BEFORE_ALL.search(part):
            made.insert(0, part)
        elif made and (
            hear(part, scene).is_before and not waiting and not _UNTIL.match(part) and not _comes_after(part, scene)
            or _BEFORE.search(part)
            or _is_what_must_be_done(part, scene)
            or made[-2:-1] == [parts[number - 1]] and _goes_with_first(parts[number - 1], part, scene)
        ):
            made.insert(len(made) - 1, part)
        else:
            made.append(part)
    return [*made, *waiting]


def _goes_with_first(before: str, part: str, scene: DialogueState) -> bool:
    """ "Master it, but first fill the gap, and then lose the hiss": both come before."""
    heard = hear(part, scene)
    return bool(_FIRST.search(before) and _THEN.search(heard.reading.text[: heard.start]))


def _is_what_must_be_done(part: str, scene: DialogueState) -> bool:
    """ "A video of it — once it's been mastered": the second comes first."""
    heard = hear(part, scene)
    said = heard.reading.text[max(0, heard.start - 8) : heard.end]
    return _ONCE_IT_IS.search(said) is not None and not _comes_after(part, scene)


def _comes_after(part: str, scene: DialogueState) -> bool:
    """ "As soon as that's through, …"."""
    heard = hear(part, scene)
    return _ONCE_DONE.search(heard.reading.text[max(0, heard.start - 14) : heard.start + 40]) is not None


def _ends_sentence(part: str, scene: DialogueState) -> bool:
    """Does a sentence end behind these words?"""
    heard = hear(part, scene)
    return bool(re.match(r"\s*[.;!?](?!\d)", heard.reading.text[heard.end :])) or part.rstrip()[-1:] in tuple(".;!?")
