"""Several questions in one message: "what notes is the bass on in bar 3, and what is it in bar 7? can't see from here".

Each is answered where every one of them is known; what only tells why it is asked is left out. A question that leans
on the one before it is read as behind that one's answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.context import CallResult, Exchange
from engine.planner.offline.asked.same import same_question
from engine.planner.offline.asked.wording import without_lead
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SENTENCE = regex(r"(?<=[?!])\s+|(?<=[^\d\s])\.\s+")
_JOINT = regex(
    r"[\s,;]+(?:oh |and |n |& |plus |also )+(?=(?:in |at |on |by |for )?(?:what|which|where|when|who|how|is|are|does|do"
    r"|did|was|were|has|have)\b)|\s*,\s*(?=(?:what|which|where|when|who|how)\b)"
    r"|\s*,\s*(?:and|n|&) (?=(?:in|at|on|during) (?:the |bars? )?\w+$|(?:the|my|our) [\w' -]+$)",
    re.IGNORECASE,
)
_ASKS = regex(
    r"^\W*(?:(?:so|ok|and|oh|hey|well|now|then|remind me|tell me|please|can you tell me|just)\W+)*"
    r"(?:(?:in|at|on|by|for) )?"
    r"(?:what|which|where|when|who|how|is|are|does|do|did|was|were|has|have|any)\b"
)
_MOST = 4
_PRONOUN = regex(r"\b(?:what|which)(?: note| notes)? (?:is|are|does|do) (?:it|they|that)(?: on| play)? (?=(?:in|at"
    r"|on) )")
_TOLD_OF = regex(
    r"\b(?:does|do|is|are|did|will) (?P<who>(?:the |my |our )?(?!it\b|he\b|she\b|they\b)[\w'-]+(?: [\w'-]+){0,2}?)"
    r" (?:start|begin|end|stop"
    r"|come|enter|play|lie|sit|kick|drop)\b",
    re.IGNORECASE,
)
_OF_IT = regex(r"\b(?:it|they|he|she)\b", re.IGNORECASE)
Answers = Callable[[str, DialogueState], list[Step] | None]


def several_questions(text: str, scene: DialogueState, answers: Answers) -> list[Step] | None:
    """The answers; None where it is one question, or not all of it is known."""
    said = without_lead(plain(text).strip())
    if "?" not in said and not _ASKS.match(said.lower()) or '"' in said:
        return None
    sentences = [one for one in _SENTENCE.split(said) if one.strip(" .!?")]
    asked = [one for one in sentences if one.rstrip().endswith("?") or _ASKS.match(one.lower())]
    if not asked or any(not _only_tells(one) for one in sentences if one not in asked):
        return None
    parts = [part for one in asked for part in _JOINT.split(one.strip(" .!?")) if part.strip()]
    if not (1 < len(parts) <= _MOST or len(parts) == 1 and len(sentences) > 1):
        return None
    found: list[Step] = []
    told_of = ""
    for part in parts:
        steps = _of_told(part, told_of, scene, answers) or answers(f"{part}?", scene)
        steps = steps or _tempo(part) or _leaning(part, found, scene, answers)
        named = _TOLD_OF.search(part)
        told_of = named["who"] if named else told_of
        if not steps:
            return None
        found += [one for one in steps if one not in found]
    return found


def _only_tells(sentence: str) -> bool:
    return all(one.kind in (Kind.TELLS, Kind.NOTHING) for one in clauses(sentence.strip().lower()))


_TEMPO = regex(r"what(?:'s|s| is) (?:the|our) (?:bpm|tempo|speed)(?: (?:here|now|of (?:it|the (?:song|project"
    r"|session))))*", re.IGNORECASE)


def _of_told(part: str, told_of: str, scene: DialogueState, answers: Answers) -> list[Step] | None:
    """ "… and how many bars does he get?": who the question before it was of."""
    return answers(f"{_OF_IT.sub(told_of, part, count=1)}?", scene) if told_of and _OF_IT.search(part) else None


def _tempo(part: str) -> list[Step] | None:
    return [Step("session_info", {"aspect": "tempo"})] if _TEMPO.fullmatch(part.strip(" ?")) else None


def _leaning(part: str, before: list[Step], scene: DialogueState, answers: Answers) -> list[Step] | None:
    """ "… and what is it in bar 7?": as if the one before had been answered."""
    if not before:
        return None
    calls = tuple({"tool": one.task, "args": dict(one.args)} for one in before[-1:])
    told = Exchange(part, calls, (CallResult(0, True, ()),))
    track = before[-1].args.get("track") or scene.track_of(before[-1].args.get("clip"))
    if track and _OF_IT.search(part) and (steps := answers(f"{_OF_IT.sub(f'the {track}', part, count=1)}?", scene)):
        return steps
    behind = DialogueState.of(replace(scene.context, dialogue=(*scene.context.dialogue, told)))
    return answers(f"{part}?", behind) or same_question(f"and {_PRONOUN.sub('', part)}?", behind)
