"""Arguments of history; an undo or redo has none here: what is meant by one is read whole (`sentence/undo/back.py`)."""

from __future__ import annotations

from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.reference import it, reference
from engine.planner.offline.slots.texts import span_text
from engine.planner.regex import regex

_ALL_OF_IT = regex(
    r"(?:(?:what|did|have|has|you|we|i|do|done|made|make|happened|been|so|far|the|full|whole|entire|all|history|log|list"
    r"|of|everything|show|tell|me|changed|since|start(?:ed)?|beg[ai]n|opened|things?|changes|edits|steps|our|until|till|up|to|now|today|here|in|this|session|project)\W*)+"
)
""" "What have you done so far", "the whole history": nothing that is looked for."""


def history(clause: Clause) -> Args:
    """clip, query."""
    span = clause.said("clip")
    args: Args = {}
    found = reference(clause, span.text) if span else None
    if found is None and clause.has(r"\b(?:to|on|of|with|did|happened to|for)\b"):
        whole = clause.scene.matches(clause.text)
        found = whole[0][1] if whole and whole[0][0] >= 2.0 else None
    if found is None and clause.has(r"\b(?:mak\w+|made|to|on|with) (?:it|that|this)\b"):
        found = it(clause)
    if isinstance(found, str):
        args["clip"] = found
    query = span_text(clause, "query")
    if query and not _ALL_OF_IT.fullmatch(query.lower().strip(" ?!.")):
        args["query"] = query
    return args


def back(_: Clause) -> Args:
    """Nothing is chosen by a part of a sentence."""
    return {}
