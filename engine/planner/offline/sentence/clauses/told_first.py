"""Told first: "stabs step on the sub in the drop, turn them down 3 there": what a clause tells of is what the order
behind it is done to, and where; "delete the gang... no, just mute them" is about the same.

Whatever is told: only its subject has to be known, and every word of the order.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses.asking import PROPERTY
from engine.planner.offline.sentence.clauses.whole import read_whole
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.self_correction import TAKEN_BACK
from engine.planner.offline.text.told_verbs import PLAIN, TOLD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PARTS = regex(r"^(?P<told>[^,;.!?\"]{4,80}?)(?:\s*[,;.!]+\s+(?:so |and |but |then )?|\s+(?:so|and)"
    r" )(?P<order>[^\"]{4,80})$")
_TURNED = regex(rf"^(?P<told>[^,;.!?\"]{{4,80}}?)\s*(?:[,;:.!?]+"
    rf"|\s-+)\s*{TAKEN_BACK}(?P<order>[^\"]{{4,60}})$", re.IGNORECASE)
_SAYS_NO = regex(r"\b(?:no|nope|nah|wait|sorry|scratch that|hang on|hold on)\b", re.IGNORECASE)
_IT = regex(
    r"\b(?P<it>it|them|'?em|those|that|him|her)\b(?!'s| (?:is|are|was|one|bar|clip|track|much|far|loud|way|verb"
    r"|reverb)\b)"
    r"(?! [a-z]+s?\b(?= (?:up|down|left|right|off|out)\b))",
    re.IGNORECASE,
)
_THERE = regex(r"\b(?:right |just |only )?(?:in |from )?there\b", re.IGNORECASE)
_LEAD = regex(r"^(?:(?:and|but|so|ok|now|cos|because|man|ugh|still|again|hm+|well|yeah|also) )*(?:the |my |our "
    r"|that )?")
_ADVERBS = regex(
    r"^(?:(?:just|only|really|still|always|never|kinda|kind of|sort of|all|both|also|now|barely|hardly|totally"
    r"|clearly)\b ?)+"
)
_STATES = regex(r"^(?:'s|'re|is|are|was|were|isn'?t|aren'?t|wasn'?t|has|have|had|got|gets?|too|way|so|not"
    r"|do(?:es)?n'?t|need)\b")
_NO_STATEMENT = regex(
    r"\b(?:up|down|louder|quieter|softer|higher|lower|mute|solo|back|more|less|again|also|instead|should|must|could|can"
    r"|please|pls|longer|shorter|if|when|while|until|than|hiss|hum|noise|click|clicks|take|takes|notes?|reverb|delay|verb)\b"
)
""" "Hats up a smidge" may be an order, and "it" the hiss of what is told."""
_SWAYS = regex(r"\b(?:up (?:and|n|&) down|in (?:and|n|&) out|all over)\b")
_WAYS = regex(r"(?<!too )(?<!far )(?<!way )\b(?:left|right|off|out|in)\W*$")


_EVENS = regex(r"(?:even|smooth|iron|level) (?:out )?the\b", re.IGNORECASE)
_S = "'s"
Reads = Callable[[str, DialogueState], "list[Step] | None"]


def told_first(text: str, scene: DialogueState, read: Reads) -> list[Step] | None:
    """The steps of the order, done to whom the clause before tells of; None where a word of it is not known."""
    simple = plain(text).strip()
    if turned := _TURNED.match(simple):
        if not _SAYS_NO.search(simple[turned.end("told") : turned.start("order")]):
            return None
        return _of_the_same(turned["told"], turned["order"], scene, read)
    match = _PARTS.match(simple)
    if match is None:
        return None
    said = taken_apart(match["told"], scene)
    subject = _subject(said)
    if subject is None or not _only_tells(said, subject) or read_whole(match["told"], scene):
        return None
    return _done_to(said, subject, match["order"], scene, read)


def _of_the_same(told: str, order: str, scene: DialogueState, read: Reads) -> list[Step] | None:
    """ "Delete the gang... no, just mute them"."""
    said = taken_apart(told, scene)
    named = [one for one in said.things if not one.is_pointed and not one.how]
    kinds = [one.kind for one in clauses(told.lower())]
    if len(named) != 1 or len(said.things) != 1 or kinds != [Kind.ASKS]:
        return None
    return _done_to(said, named[0], order, scene, read)


def _subject(said: Said) -> Named | None:
    """Who is told of: the first that is named, and nothing before it."""
    first = said.things[0] if said.things else None
    if first is None or first.is_pointed or first.how or said.is_unclear or _LEAD.sub("", said.text[: first.start]):
        return None
    return first


def _only_tells(said: Said, subject: Named) -> bool:
    """Does what stands behind it only tell something?"""
    rest = said.text[subject.end :]
    rest = rest if rest.startswith("'") else rest.lstrip()
    if said.text[subject.start : subject.end].endswith("'s"):
        rest = f"'s {rest}"
    rest = _SWAYS.sub("about", rest)
    if said.amounts or said.is_open or _NO_STATEMENT.search(rest) or _WAYS.search(rest):
        return False
    if len(rest.split()) < 2 and rest not in TOLD:
        return False
    bare = _ADVERBS.sub("", rest)
    verb = bare.split(" ")[0] if bare else ""
    is_many = said.text[subject.start : subject.end].endswith("s")
    if _STATES.match(bare) or verb in TOLD:
        return True
    is_third = verb.endswith("s") and len(verb) > 3 and not is_many
    is_plain = verb in PLAIN or bare != rest and verb.isalpha() and verb not in ("in", "on", "at", "from")
    return is_third or is_many and is_plain


def _done_to(said: Said, subject: Named, order: str, scene: DialogueState, read: Reads) -> list[Step] | None:
    its = taken_apart(order, scene)
    it, there = _IT.search(order), _THERE.search(order)
    kinds = [one.kind for one in clauses(order.lower())]
    if it is None and not its.things and not there and (of := PROPERTY.search(order)):
        request = f"{order[: of.end()]} of {said.raw[subject.start : subject.end].removesuffix(_S)}{order[of.end() :]}"
        is_order = kinds[:1] == [Kind.ASKS] or _EVENS.match(order) is not None
        steps = read(request, scene) if is_order else None
        return steps if steps and all(one.row.kind != "reply" for one in steps) else None
    if it is None or Kind.ASKS not in kinds[:1]:
        return None
    if any(not one.is_pointed for one in its.things if one.start < it.start()):
        return None
    others = [one for one in said.things if one is not subject and not one.is_pointed]
    more = _IT.search(order, it.end())
    if there and len(said.places) != 1 or more and len(others) != 1:
        return None
    name = said.raw[subject.start : subject.end].removesuffix(_S)
    behind = order[it.end() :]
    if more:  # "the pad covers the rap, dip it 4 under him"
        at = more.start() - it.end()
        behind = f"{behind[:at]}{said.raw[others[0].start : others[0].end]}{behind[at + len(more[0]) :]}"
        if _IT.search(order, more.end()):
            return None
    request = f"{order[: it.start()]}{name}{behind}"
    if there:
        place = said.places[0]
        where = f"in bar {place.point:g}" if place.how == "at" else said.raw[place.start : place.end]
        request = _THERE.sub(lambda _: where, request, count=1)
    elif said.places and not its.places:
        place = said.places[0]
        request = f"{request.rstrip(' .!')} {said.raw[place.start : place.end]}"
    steps = read(request, scene)
    return steps if steps and not any(one.row.kind == "reply" or one.task == "undo" for one in steps) else None
