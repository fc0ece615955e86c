"""Other words: "can it be “good night” instead", "a new one saying …", of what was just spoken or sung."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.making.last import made_last
from engine.planner.offline.singing.last import voiced_last
from engine.planner.offline.singing.words import patched
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_INSTEAD = regex(
    r"\binstead\b|\brather\b|\bsorry\b|\b(?:can|could) it (?:be|say|go)\b|\bwrong words\b"
    r"|\b(?:it|he|she|they) (?:should|must) (?:say|be|go|sing)\b|\bmake (?:it|him|her|them) (?:say|sing|go)\b"
    r"|\bchange (?:it|that|the (?:words|text|line|lyrics?)) to\b|^\W*(?:no|nope|nah|wait|oops)\b"
    r"|^\W*(?:(?:hm+|ok|and|actually|now|please|nice|can you)\W+)*(?:make|have) (?:it|that)\W*$",
    re.IGNORECASE,
)
_ONE_MORE = regex(r"\b(?:an?other|new) (?:one|line|voice)\b|\bone more\b", re.IGNORECASE)
_FROM_THERE = regex(
    r"\W*(?:(?:and|ok|now|please|can you|could you|sorry)\W+)*(?:(?:do|say|read|take|try|sing) (?:it|that) )?"
    r"(?:(?:once (?:more|again)|again|one more time|pick (?:it|that) up|redo(?: it)?|retake|from the top)\W+)"
    r"from (?:the (?:word|bit|part) )?\W*(?:on|onwards?)?\W*(?:please)?\W*",
    re.IGNORECASE,
)
""" "Again from “welcome”": the line once more."""
NOT_IN_IT = "The line does not say “{}”; from which word on?"
INSTEAD_OF_WHICH = "Instead of which words of the line: “{}”?"


def other_words(text: str, state: State) -> list[Step] | None:
    """A fix with these words, or the same again with them; None where nothing was said aloud before."""
    frame = made_last(state) or voiced_last(state)
    name = {"speak": "text", "sing": "lyrics"}.get(frame.tool, "") if frame else ""
    simple = plain(text)
    quoted = re.findall(r'"([^"]+)"', simple)
    told = re.sub(r'"[^"]*"', " ", simple)
    if frame is None or not name or len(quoted) != 1 or re.search(r"\btracks?\b", told):
        return None
    held, new = str(frame.args.get(name) or ""), _as_typed(text, quoted[0])
    if _FROM_THERE.fullmatch(told):
        if new.lower() not in held.lower():
            return [Step("ask", {"text": NOT_IN_IT.format(new)})]
        return [told_as(Step(frame.tool, dict(frame.args)), "fix", frame)]
    op = "again" if _ONE_MORE.search(told) else "fix" if _INSTEAD.search(told) else ""
    words = patched(held, new) or new if op == "fix" else new
    if frame.tool == "sing" and op == "fix" and words == new and 2 * len(new.split()) <= len(held.split()):
        return [Step("ask", {"text": INSTEAD_OF_WHICH.format(new)})]
    return [told_as(Step(frame.tool, {**frame.args, name: words}), op, frame)] if op else None


def _as_typed(text: str, quoted: str) -> str:
    simple = plain(text)
    at = simple.index(f'"{quoted}"') + 1
    return (text[at : at + len(quoted)] if len(simple) == len(text) else quoted).strip()
