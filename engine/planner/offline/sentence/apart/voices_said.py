"""Voices: "the harmony", "the bgvs", "the lead", behind voices that were put beside a sung line."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_BESIDE = regex(
    r"(?:\b(?:the|those|these|that|both|all|my|our) )*\b(?:(?:backing|background|harmony) (?:vocals?|vox|voices?|parts?"
    r"|tracks?|lines?)|harmon(?:y|ies)|harms|b(?:g)?vs?|bg ?vox|backings?|second voices?)\b(?= |,|$|'s\b)"
)
_LINE = regex(r"\b(?:the|that) (?:lead|main|original)(?: (?:vocals?|vox|voice|line|one|part|track))?(?= |,|$)")
_MAKES = regex(r"\b(?:an?|another|some|one more|new|add|make|sing|more|as|in|of)\s+(?:the )?$")
""" "Add a harmony" is another one."""


def voices_said(text: str, focus: Focus, named: Sequence[Named]) -> list[Named]:
    """What is meant by them; none where no voice was made, or a track is called so."""
    beside, line, found = focus.voices(), focus.line_below(), list[Named]()
    for match in _BESIDE.finditer(text):
        is_named = any(one.start < match.end() and match.start() < one.end for one in named)
        if beside and not is_named and not _MAKES.search(text[: match.start()]):
            found.append(Named(*match.span(), *beside[:2], is_pointed=True))
    for match in _LINE.finditer(text) if line else ():
        called = {word for track in focus.state.context.tracks for word in name_words(track)}
        if line and not called & {"lead", "main", "original"}:
            found.append(Named(*match.span(), *line[:2], is_pointed=True))
    return found
