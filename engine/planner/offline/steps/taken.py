"""Taken: "both of them, 3 dB", "the left one", "neither, the bass": which of those that were offered is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step, step_of

_LEAD = (
    r"^\W*(?:(?:oh|ok(?:ay)?|yes|yeah|well|please|just|i (?:mean|meant|want)|take|make it|do|um|uh|ah|sorry|and)"
    r"[\s,]+)*"
)
_ALL = regex(
    rf"{_LEAD}(?:(?:both|all|each|every one|the lot)\b(?: (?:the )?(?P<so_many>both|two|three|four|five|six|[2-6])\b)?"
    r"|(?:the )?(?P<count>two|three|four|five|six|[2-6]) both\b|the (?P<the>two|three|four|five|six)\b)"
    r"(?: of (?:them|those|these|the \w+))?(?: (?:ones|tracks|them|i want))?(?! not\b)\b",
    re.IGNORECASE,
)
_SIDE = regex(
    rf"{_LEAD}(?:(?:the|celle|celui|of|on)\s+)*(?P<side>left|right)(?:[ -]?hand)?(?: (?:one|side|track|that))?\b"
    r"(?!\s+(?:a bit|hard|more))",
    re.IGNORECASE,
)
_FOR_ALL = regex(r"^(?P<much>[^,;]*?\d[^,;]*?) (?:for|on|to) (?:both|all|each)(?: of them)?\W*$", re.IGNORECASE)
_PLACE = regex(
    rf"{_LEAD}(?:the )?(?P<place>first|second|third|fourth|last)(?: (?:one|track))?\b(?! (?:bar|half|note|beat))",
    re.IGNORECASE,
)
_NONE = regex(
    rf"{_LEAD}(?:neither|none|no|nope|not those|aucune?|ningun[oa]|nenhum[ao]?|ni the ni other one|both not is)"
    r"(?: of (?:them|those|these|both))?\b[\s,;.:-]*(?:i (?:mean|meant) )?",
    re.IGNORECASE,
)
_NAMED = regex(rf"{_LEAD}(?:the |my |our )?", re.IGNORECASE)
_MORE = regex(
    r"\W*(?:(?:by|please|thanks|then|down|up|louder|quieter|softer|lower|higher|at|to|track|one|only)\b[\s,]*)*\W*",
    re.IGNORECASE,
)
_AND = regex(r"[\s,]*\b(?:and|plus|as well as)\s+(?:also )?", re.IGNORECASE)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_SIDES = {"left": ("l", "left"), "right": ("r", "right")}


def taken(text: str, scene: DialogueState) -> list[Step]:
    """The steps of what was offered by the turn before and these words take; [] where they say something else."""
    offered = scene.context.dialogue[-1].choices if scene.context.dialogue else ()
    simple = plain(text)
    if len(offered) < 2 or '"' in simple:
        return []
    for_all = _FOR_ALL.match(simple)
    which, end = (list(offered), 0) if for_all else _which(simple, offered, scene)
    if which and (more := _AND.match(simple[end:])) and (named := _thing_at(simple, end + more.end(), scene)):
        which, end = [*which, _instead(offered[0], named[0])], named[1]
    amount = _amount(for_all["much"] if for_all else simple[end:])
    if which is None and amount is not None and (asked := _asked_before(scene)):
        return [Step("ask", {"text": asked})]
    if not which or amount is None:
        return []
    steps = [step_of(call) for one in which for call in one]
    return _with_amount(steps, amount)


def offered_again(steps: Sequence[Step], scene: DialogueState) -> tuple[tuple[Step, ...], ...]:
    """What the turn before offered, where its question is asked once more."""
    asked = _asked_before(scene) if scene.context.dialogue else ""
    if not asked or len(steps) != 1 or steps[0].args.get("text") != asked:
        return ()
    offers = scene.context.dialogue[-1].choices
    return tuple(tuple(step_of(call) for call in one) for one in offers)


Offer = Sequence[Any]


def _asked_before(scene: DialogueState) -> str:
    """The question that offered them."""
    calls = scene.context.dialogue[-1].calls
    return str(calls[0]["args"].get("text") or "") if len(calls) == 1 and calls[0]["tool"] == "ask" else ""


def _which(text: str, offered: Sequence[Offer], scene: DialogueState) -> tuple[list[Offer] | None, int]:
    """Those that are taken, None where what is said is none of them, and where the words that take them end."""
    if match := _ALL.match(text):
        said = (match["so_many"] or match["count"] or match["the"] or "").lower()
        count = int(said) if said.isdigit() else _COUNTS.get(said, len(offered))
        return (list(offered) if count == len(offered) else None), match.end()
    if match := _SIDE.match(text):
        ends = _SIDES[match["side"].lower()]
        sided = [one for one in offered if set(name_words(_target(one, scene))[-1:]) & set(ends)]
        return (sided if len(sided) == 1 else None), match.end()
    if match := _PLACE.match(text):
        place = _PLACES[match["place"].lower()]
        return ([offered[place]] if place < len(offered) else None), match.end()
    if (match := _NONE.match(text)) and (named := _thing_at(text, match.end(), scene)):
        track, end = named
        return [_instead(offered[0], track)] if all(one["args"].get("track") for one in offered[0]) else [], end
    if (match := _NAMED.match(text)) and (named := _thing_at(text, match.end(), scene)):
        own = [one for one in offered if _target(one, scene) == named[0]]
        return own[:1], named[1]
    return [], 0


def _thing_at(text: str, at: int, scene: DialogueState) -> tuple[str, int] | None:
    lead = re.compile(r"(?:the |my |our )?").match(text, at)
    start = lead.end() if lead else at
    found = next((one for one in things(text, scene) if one.start == start and len(one.tracks) == 1), None)
    return (found.tracks[0], found.end) if found else None


def _target(offer: Offer, scene: DialogueState) -> str:
    """The one track that an offer is about."""
    tracks = {call["args"].get("track") or scene.track_of(call["args"].get("clip")) for call in offer}
    one = tracks.pop() if len(tracks) == 1 else None
    return str(one) if one else ""


def _instead(offer: Offer, track: str) -> Offer:
    return [{**call, "args": {**call["args"], "track": track}} for call in offer]


def _amount(rest: str) -> Quantity | str | None:
    """The figure behind what is taken, "" where there is none, None where the words say more than that."""
    found = quantities(rest)
    bare = rest
    for one in reversed(found):
        bare = f"{bare[: one.start]} {bare[one.end :]}"
    if len(found) > 1 or not _MORE.fullmatch(bare):
        return None
    return found[0] if found else ""


def _with_amount(steps: list[Step], amount: Quantity | str) -> list[Step]:
    """The steps by that many dB, the way they went; [] where they have no such figure."""
    if isinstance(amount, str):
        return steps
    made = []
    for step in steps:
        value = step.args.get("value_db")
        if step.task != "mix" or not isinstance(value, int | float) or amount.unit not in ("dB", ""):
            return []
        way = (1 if amount.value > 0 else -1) if amount.signed else (1 if value > 0 else -1)
        made.append(Step(step.task, {**step.args, "value_db": way * abs(amount.value)}))
    return made
