"""Counted from first: "two seconds, from where it was originally", "6 dB in all": the last act by so much instead."""

from __future__ import annotations

import math

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FROM_FIRST = regex(
    r"(?:,? ?(?:but |and )?(?:(?:counted|counting|measured|compared|relative) )?(?:from|to|against) (?:where|what|how)"
    r" (?:it|he|she|they|that) (?:was|were|lay|stood|started|sat|began|had been)(?: (?:originally|at first|before|first"
    r"|at the start|to (?:begin|start) with|in the first place))*"
    r"|,? ?(?:from|against) (?:the|its|his|her|their) (?:original|old|first|former|very first) (?:place|position|spot"
    r"|start|level|value|setting)|\b(?:in all|in total|altogether|all in all|all told)\b)"
)
_KNOWN = frozenset(
    "still too far little late early much long short make that it no rather instead then only just not enough be to by"
    " should earlier later sooner up down louder quieter softer lower higher on go move moved turn bring at".split()
)
_SETS = {
    ("arrange", "move"): (("offset", "s", 1.0), ("offset", "ms", 0.001), ("offset_beats", "beats", 1.0)),
    ("mix", "gain"): (("value_db", "dB", 1.0), ("value_db", "", 1.0)),
    ("edit_clip", "gain"): (("value_db", "dB", 1.0), ("value_db", "", 1.0)),
    ("change_tempo_key", ""): (("semitones", "semitones", 1.0),),
}


def counted_from_first(said: Said) -> list[Step] | None:
    """The same as before by the figure that is told, the same way."""
    match = _FROM_FIRST.search(said.text)
    last = said.last()
    if match is None or len(last) != 1 or len(said.amounts) != 1 or any(not one.is_pronoun for one in said.things):
        return None
    one, act = said.amounts[0], last[0]
    words = set(f"{said.text[: match.start()]} {said.text[match.end() :]}".replace(",", " ").replace(".", " ").split())
    amount = set(said.text[one.start : one.end].replace(",", " ").replace(".", " ").split())
    if words - amount - _KNOWN - {"and", "but", "the", "please", "two"}:
        return None
    for name, unit, factor in _SETS.get((act.tool, act.kind), ()):
        old = act.args.get(name)
        if one.unit == unit and isinstance(old, int | float) and old:
            new = number(math.copysign(abs(one.value) * factor, old))
            return [told_as(Step(act.tool, {**act.args, name: new}), "fix", act)]
    return None
