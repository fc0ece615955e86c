"""Replying: the one step of words that a request gets when nothing is to be done."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.steps.reply import chat_text, refuse_text, unsure_text
from engine.planner.offline.steps.routes import ranked
from engine.planner.offline.steps.safety import names_what_to_delete
from engine.planner.offline.text.words import tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BETTER = regex(
    r"^\W*(?:(?:please|can you|could you|just|now)\s+)*make (?:it|that|this|the \w+) (?:sound )?(?:better|nicer|good"
    r"|great|cooler)\W*$",
    re.IGNORECASE,
)
_VERBS = {
    "translate": "translate_speech",
    "transcribe": "transcribe",
    "sing": "sing",
    "harmoni": "harmonize",
    "transpose": "change_tempo_key",
    "pitch": "change_tempo_key",
    "stretch": "change_tempo_key",
    "tempo": "change_tempo_key",
    "extract": "extract_sound",
    "find": "detect_target_sound",
    "effect": "apply_effect",
    "say": "speak",
    "speak": "speak",
    "rename": "arrange/rename",
    "move": "arrange/move",
    "pan": "mix/pan",
    "level": "mix/gain",
    "fade": "edit_clip/fade_out",
    "cut": "edit_clip/cut",
    "trim": "edit_clip/trim",
}
"""What a request is about that leaves out what is needed, by its first telling word."""


def reply_step(task: str, text: str, scene: DialogueState) -> Step:
    """A step of words: a chat, a refusal, or the question for what is missing."""
    if task == "ask" and _BETTER.match(text):
        return Step("ask", {"text": "What should be better, the level, the tone or the timing?"})
    options = ranked(text, scene)
    if task == "chat":
        return Step("chat", {"text": chat_text(text)})
    if task == "refuse" and names_what_to_delete(text):
        return Step("ask", {"text": "Which clip should I delete?"})
    if task == "refuse":
        return Step("refuse", {"text": refuse_text(text)})
    near = _meant(text, options)
    clause = Clause(text, near.task, near.kind, scene) if near else None
    if clause:
        fill(clause)
    return Step("ask", {"text": clause.missing[0] if clause and clause.missing else unsure_text(text, options)})


def _meant(text: str, options: list[Route]) -> Route | None:
    """The task that a request without what it needs is about."""
    words = [token.low for token in tokens(text)]
    told = next((task for word in words for begin, task in _VERBS.items() if word.startswith(begin)), "")
    if told:
        return Route(told.partition("/")[0], told.partition("/")[2], 1.0)
    return next((one for one in options if one.task not in REPLIES and one.sure > 0.08), None)
