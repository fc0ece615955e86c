"""Where one clause may end and the next begin."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses.topic import names_a_thing
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex

_JOINTS = regex(
    r"[\s,;]+(?:and )?(?:while|whilst|as long as) (?:you'?re|we'?re|i'?m|you are|we are) at it,?\s+"
    r"|\s*(?:,|;|\.(?=\s))\s*(?:(?:and|then|but|plus)\s+)*|\s+(?:and then|and|then|but|plus|&|\+|while)\s+",
    re.IGNORECASE,
)
_BEHIND = regex(r"(also )?(?:please )?(\w+)")
_PARTS_SURELY = regex(r"[;.]|\b(?:then|also|but|while|whilst)\b", re.IGNORECASE)
_SENTENCES = regex(r"[.;]|\bthen\b", re.IGNORECASE)
_A_SENTENCE = 2
"""Words."""


def joints(text: str, scene: DialogueState) -> list[tuple[int, int]]:
    """Where a clause may end: at a comma or "and", and between a figure and the next thing: "kick -3 snare -2".

    The surest first: "solo the horn and the flute, then harp down 2" has two clauses, not "solo the horn" and the rest.
    """
    said = taken_apart(text, scene)
    offset = text.lower().find(said.text)
    named = {offset + one.start for one in said.things}
    spans = [one.span() for one in _JOINTS.finditer(text)]
    found = sorted(spans, key=lambda span: (-_parts(text, *span, is_named=span[1] in named), span))
    if len(said.things) < 2 or len(said.amounts) < 2 or said.places:
        return found
    ends = {one.end for one in said.amounts}
    starts = [one.start for one in said.things if not one.is_pointed]
    gaps = [(a, b) for b in starts for a in ends if a < b and not said.text[a:b].replace("the", "").strip()]
    return [*found, *sorted({(offset + a, offset + b) for a, b in gaps if offset >= 0} - {*found})]


def _parts(text: str, start: int, end: int, *, is_named: bool) -> int:
    """How surely a joint parts two clauses; `is_named`: a name stands behind it, and no order."""
    behind = _BEHIND.match(text[end:].lower())
    if _PARTS_SURELY.search(text[start:end]) or behind and not is_named and (behind[1] or behind[2] in COMMANDS):
        return 2
    return 1 if "," in text[start:end] else 0


_ORDERS = regex(
    r"^\W*(?:(?:and|then|please|now|also|next|just)\W+)*(?:add|put|send|group|write|make|create|generate|mute|solo|pan|move"
    r"|copy|delete|remove|transpose|quanti[sz]e|split|reverse|normali[sz]e|rename|colou?r|route|loop|fade|high-?pass|low-?pass"
    r"|duplicate|freeze|export)\b(?! (?:it|them|that|those|these|both|all)\b)",
    re.IGNORECASE,
)
""" "Add a delay to the lead; group the guitars": nobody is told with one verb what the other tells."""


def are_two(text: str, scene: DialogueState) -> bool:
    """ "Take the keys out. Move the lead 20 left": two sentences or orders, each of a thing of its own."""
    for one in _JOINTS.finditer(text):
        sides = (text[: one.start()], text[one.end() :])
        is_two = _SENTENCES.search(one[0]) or all(_ORDERS.match(side) for side in sides)
        if not is_two or any(len(side.split()) < _A_SENTENCE for side in sides):
            continue
        if all(names_a_thing(side, scene) for side in sides):
            return True
    return False
