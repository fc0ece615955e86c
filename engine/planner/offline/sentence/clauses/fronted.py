"""Fronted: "those oohs from the last chorus, stick them in chorus 1", "hats are stiff, every 2nd one down 20": what a
request is about stands before it, and the request is read with it in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.apart.remarks import is_remark, without_remarks
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex
from engine.tasks.plan import Step

_END = regex(r"\s*(?:[,;:]|[.!](?=\s)|\s-\s)\s*(?:(?:so|and|but|please|just|can you|could you)\s+)*", re.IGNORECASE)
_PRONOUN = regex(
    r"\b(?:it|them|that|those|these|this|they|him|her)\b(?! (?:bars?|bit|spot|part|one|two|track|clip|take|time"
    r"|bus)\b)",
    re.IGNORECASE,
)
_OF_A_SUBJECT = frozenset("those the that these this my our from in of both all".split())
_STATES = regex(
    r"\s*(?:(?:chords?|notes?|hits?|line|part|clips?|ones?|track|bit)\s+)?(?:is|are|was|were|sounds?|feels?|hangs?"
    r"|drags?|rushes|comes?|starts?"
    r"|gets?|goes|keeps?|sits?|needs?|has|have|lasts?|(?:way|far|a bit|much|bit) too|too)\b"
)
_EVERY_ONE = regex(r"(?<=every 2nd )one\b|(?<=every second )one\b|(?<=every other )one\b|(?<=each )one\b")
_EDGE = regex(r"\b(?:first|second|last|final|opening) (?:half|(?:\w+ )?bars?)$", re.IGNORECASE)
_NOTES = regex(r" (?:chords?|notes?|hits?)\b")
_MOST_WORDS = 14


def fronted(
    text: str, scene: DialogueState, whole: Callable[[str, DialogueState], list[Step] | None]
) -> list[Step] | None:
    """The steps of the request with its subject put in; None where nothing stands before one."""
    for cut in list(_END.finditer(text))[:2]:
        left, right = text[: cut.start()], text[cut.end() :].strip(" .!")
        subject = _subject(left, scene) if left and right and len(left.split()) <= _MOST_WORDS else ""
        if not subject or _names_its_own(right, scene):
            continue
        for request in (right, *(one for one, _ in without_remarks(right))):
            for wording in _put_in(subject, _EVERY_ONE.sub("note", request)):
                steps = whole(wording, scene)
                if steps and not any(one.task in REPLIES for one in steps):
                    return steps
    return None


def _subject(left: str, scene: DialogueState) -> str:
    """What is spoken of there, with the place beside it; "" where others are named as well."""
    said = taken_apart(left, scene)
    if said.is_unclear or said.amounts or any(one.is_pointed or one.how for one in said.things):
        return ""
    spans = sorted([*((one.start, one.end) for one in said.things), *((one.start, one.end) for one in said.places)])
    if not spans or len(said.things) > 2 or len(said.places) > 1:
        return ""
    for (_, end), (start, _) in zip(spans, spans[1:], strict=False):
        if not {*re.findall(r"[a-z]+", said.text[end:start])} <= _OF_A_SUBJECT | {"and"}:
            return ""
    before = {*re.findall(r"[a-z]+", said.text[: spans[0][0]])}
    behind = said.text[spans[-1][1] :]
    is_alone = not behind.strip()
    if before - _OF_A_SUBJECT or not is_alone and not (_STATES.match(behind) and is_remark(left)):
        return ""
    if not is_alone and not said.things and said.is_open:
        return ""
    noun = _NOTES.match(behind)
    return said.text[spans[0][0] : spans[-1][1]].strip() + (noun[0] if noun else "")


def _names_its_own(right: str, scene: DialogueState) -> bool:
    said = taken_apart(right, scene)
    return any(_is_its_own(one, said) for one in said.things) or right.lower().startswith(("not ", "no ", "or "))


def _is_its_own(one: Named, said: Said) -> bool:
    return not one.is_pointed and not one.how and bool(said.text)


def _put_in(subject: str, right: str) -> Iterator[str]:
    said = re.sub(r"^(?:in|over|during|from|on|at) (?=(?:the |verse|chorus|bridge|intro|outro|bar))", "", subject)
    said = re.sub(r"^(?:the|my|our|that|those|this|these) ", "", said)
    if _PRONOUN.search(right):
        yield _PRONOUN.sub(f"the {said}", right, count=1)
        return
    if _EDGE.search(right):
        yield f"{right} of {said}"
    yield f"{subject}, {right}"
    yield f"{right}, {subject}"
