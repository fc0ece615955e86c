"""Own orders: those of a message that each tell what they are done to, so that each is read as it is alone.

    "mute the riser, after that write a bass line for bars 9 to 16"  → "mute the riser", "write a bass line for …"
    "pan the clap left, no wait, solo the kick"                      → "solo the kick"

Nothing is parted where a later one leans on what is said before it ("… and pan it left").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.doubts.looked_at import targets_of
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.clauses.asking import POINTS
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.each_by_itself import NEEDS_NO_THING, in_a_row
from engine.planner.offline.steps.together import deed
from engine.planner.offline.text.clause_kinds import is_order
from engine.planner.offline.text.self_correction import TAKEN_BACK
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Plan, Step

MOST = 6
"""Orders of one message."""
_GOES_ON = (
    r"(?:(?:and|then|also|plus|but|after that|afterwards|next|finally|lastly|please|now)\b[\s,]*|- )*"
)
_JOINT = regex(rf"(?:\s*(?:[;\n]+|[.!]+(?=\s))\s*|\s*,\s*|\s+(?=(?:and|then|plus)\b)){_GOES_ON}", re.IGNORECASE)
_LEAD = regex(
    r"^\W*(?:(?:please|now|ok(?:ay)?|so|and|then|also|first|next|just|can you|could you|would you|let'?s)\b[\s,]*)*",
    re.IGNORECASE,
)
_LEANS = regex(
    r"\b(?:that|those|these|this|there|here|same|too|also|as well|both|again|instead|ones?|rest|others?|else|results?"
    r"|(?:the|a|that|its|my) (?:cop(?:y|ies)|twin|duplicate|new)|its|their|original"
    r"|(?:first|second|third|last|other) (?:half|part|piece|clip|take)|so that|follows?)\b",
    re.IGNORECASE,
)
_ONE_WORD = regex(r"[\w-]+\W*(?:$|[,.;]|(?:and|then)\b)", re.IGNORECASE)
""" "Count me in and record" is one order."""
_SPOKEN = regex(r"\b(?:say(?:s|ing)?|sing(?:s|ing)?|speak|announce|lyrics?|words?|narrate|read)\b", re.IGNORECASE)
_TURN = regex(
    rf"(?:\s*[,;.!–-]+\s*|\s+(?=(?:no,? wait|wait,? no|scratch that|actually,? no)\b)){TAKEN_BACK}", re.IGNORECASE
)
_MAKES = ("generate_audio", "generate_midi")
_TIMED = frozenset("duration start end at delay_s".split())


def own_orders(text: str, scene: DialogueState) -> list[str]:
    """The orders of a message, each with its own verb; [] where there is one only, or one may lean on another."""
    parts = orders_said(text, scene)
    if not 1 < len(parts) <= MOST or not orders_it(parts[0], scene) or _ONE_WORD.fullmatch(parts[0]):
        return []
    if any(leans(one) for one in parts[1:]) or any(_SPOKEN.search(one) and '"' not in plain(one) for one in parts):
        return []
    return parts


def orders_said(text: str, scene: DialogueState) -> list[str]:
    """A message parted before each order; [] where that cannot be told. What leads up to the first is its first."""
    simple = plain(text).strip()
    text = text.strip()
    if len(simple) != len(text) or "?" in simple[:-1]:
        return []
    joints = _joints(simple, scene)
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(simple)]
    return [_LEAD.sub("", text[a:b]).strip(" ,") for a, b in zip(starts, ends, strict=True)]


def orders_it(words: str, scene: DialogueState) -> bool:
    """Do words begin with an order?"""
    return is_order(words.lower(), lambda low: {one.start for one in things(low, scene)})


def _joints(simple: str, scene: DialogueState) -> list[tuple[int, int]]:
    """Where one order ends and the next begins."""
    return [
        match.span()
        for match in _JOINT.finditer(simple)
        if match.start()
        and simple.count('"', 0, match.start()) % 2 == 0
        and orders_it(behind := _LEAD.sub("", simple[match.end() :]), scene)
        and not _ONE_WORD.match(behind)
    ]


def leans(order: str) -> bool:
    """Does it speak of what was said before it?"""
    return bool(_LEANS.search(order) or POINTS.search(order.lower()))


def is_told_alone(order: str, before: str) -> bool:
    """Says an order all that it is, so that what stands before it may go? "Just" may say that it is to be no more."""
    return len(order.split()) > _SHORT and is_order(order.lower()) and not leans(order) and not _LIMITS.search(before)


_SHORT = 2
_LIMITS = regex(r"\b(?:just|only)\b", re.IGNORECASE)


def in_one(plans: Sequence[Plan], orders: Sequence[str], scene: DialogueState) -> list[Step] | None:
    """The steps of all orders; None where one is not clear by itself, or is changed by one before it."""
    made: list[Step] = []
    for at, (plan, order) in enumerate(zip(plans, orders, strict=True)):
        if plan.is_reply or plan.choices:
            return None
        if not (at == 0 and leans(order)) and not stands_alone(plan.steps, order, scene):
            return None
        if at and any(one.op != "fresh" for one in plan.steps) or any(changes(one, plan.steps) for one in made):
            return None
        made += plan.steps
    return in_a_row([plan.steps for plan in plans])


def all_in(steps: Sequence[Step], plans: Sequence[Plan]) -> bool:
    """Is all that is clear of several orders in steps, and what is refused in none? So they may be read as one."""
    clear = {deed(step) for plan in plans if not plan.is_reply for step in plan.steps}
    is_refused = any(step.task == "refuse" for plan in plans for step in plan.steps)
    return not is_refused and clear <= {deed(step) for step in steps}


def stands_alone(steps: Sequence[Step], order: str, scene: DialogueState) -> bool:
    """Is it told what it is done to?"""
    if any(one.task == "undo" and not one.args.get("target") for one in steps):
        return False
    has_target = any(True for _ in targets_of(steps))
    return steps[0].task in NEEDS_NO_THING or not has_target or bool(things(plain(order), scene))


def changes(step: Step, later: Sequence[Step]) -> bool:
    """Would the later ones be other ones behind this step?"""
    if step.task == "transport" and step.args.get("action") in ("set_tempo", "set_meter"):
        return any(_TIMED & {*one.args} for one in later)
    if step.row.on_session == "splits":
        return True
    if step.args.get("action") == "rename":
        return any(step.args.get("track") == one.args.get("track") for one in later)
    is_placed = any(one.task == "arrange" and "bar" in one.args for one in later)
    return step.task in _MAKES and any(one.task in _MAKES for one in later) and not is_placed


def begun_anew(text: str, plan: Callable[[str], Plan], scene: DialogueState) -> str:
    """The message without the order that is taken back for another one that is clear by itself."""
    simple = plain(text)
    if len(simple) != len(text):
        return text
    for turn in _TURN.finditer(simple):
        if simple.count('"', 0, turn.start()) % 2:
            continue
        head, tail = text[: turn.start()], text[turn.end() :]
        if leans(tail) or _ONE_WORD.fullmatch(tail):
            continue
        if not orders_it(tail, scene) or not orders_it(_LEAD.sub("", head), scene):
            continue
        made = plan(tail)
        is_clear = bool(made.choices) if made.is_reply else stands_alone(made.steps, tail, scene)
        if not is_clear and not things(plain(tail), scene):
            continue
        before = _joints(plain(head), scene)
        return f"{text[: before[-1][1]]}{tail}" if before else tail
    return text
