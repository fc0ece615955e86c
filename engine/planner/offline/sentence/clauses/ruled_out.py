"""Ruled out: "the guitarist wants a second solo. Ignore him" tells something, and asks for none of it."""

from __future__ import annotations

from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_A_DEED = (
    r"(?:about )?(?:the|that|my|this) (?:\w+ )?"
    r"(?:re?verb|delay|echo|plate|hall|room|chorus|eq|comp\w*|filter|distortion|fades?|sends?|cop(?:y|ies)|loop|markers?"
    r"|automation|group|bus|octave|pan|panning|mute|solo|harmon(?:y|ies)|tempo|quanti[sz]\w+|changes?|effects?)\b"
)
""" "Forget the plate" takes that off again."""
_ALL_DONE = r"(?:about )?(?:everything|all|what|whatever)\b.* (?:i|we|you)\b"
_IGNORES = regex(
    rf"^(?:please |just )*(?:ignore|forget(?! {_A_DEED})(?! {_ALL_DONE})|never ?mind"
    r"|don'?t (?:worry|bother)|leave (?:him|her|them|it) be)\b"
)


def asks_nothing(text: str) -> bool:
    """ "The guitarist wants a second solo. Ignore him": is all of it only told, and then ruled out?"""
    found = [one for one in clauses(plain(text).strip().lower()) if one.kind is not Kind.NOTHING]
    kinds = {one.kind for one in found}
    return kinds == {Kind.LIMITS, *kinds & {Kind.TELLS, Kind.WISHES}} and len(kinds) > 1 and all(
        _IGNORES.match(one.text) for one in found if one.kind is Kind.LIMITS
    )
