"""Other object: "the guitar, I mean" behind a question which one is meant: the request before, of the guitar."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import Context
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_MEANT = regex(
    r"^\W*(?:(?:oh|ah|sorry|no|ok|okay|well|hm+|er+|oops|i meant?|actually|then|ups|whoops|it's|its|that's)\b[\s,.]*)*"
    r"(?P<who>(?:the |my |our )?[\w'&.-]+(?: [\w'&.-]+){0,3}?)"
    r"(?:[\s,.]+(?:i mean|i meant|sorry|then|please|of course|instead|rather|that is|not (?:the )?[\w' ]+))*\W*$",
    re.IGNORECASE,
)
_NOT_THERE = regex(r"^There is no (?:clip or track|track|clip) called “(?P<name>[^”]+)”")
_WHICH = regex(r"^Which (?:one|track|clip)s? do you mean\b")


def of_the_other_object(text: str, context: Context) -> tuple[str, Context] | None:
    """The request before with this name in it, and what it is said into; None where these words are no mere name."""
    last = context.dialogue[-1] if context.dialogue else None
    match = _MEANT.match(plain(text).strip())
    if last is None or match is None or [call.get("tool") for call in last.calls] != ["ask"]:
        return None
    question = str((last.calls[0].get("args") or {}).get("text") or "")
    scene = DialogueState.of(replace(context, dialogue=context.dialogue[:-1]))
    name = _named(match["who"], scene)
    is_offered = any(f"“{one}”".lower() in question.lower() for one in (name, match["who"].strip()))
    if not name or is_offered and text.strip(" .!").lower() == match["who"].lower():
        return None  # one of those that were offered is picked by itself
    span = _span(last.user, question, scene)
    if span is None:
        return None
    return f"{last.user[: span[0]]}{name}{last.user[span[1] :]}", scene.context


def _named(words: str, scene: DialogueState) -> str:
    """The name of the one track that the words are, or the words where they are several tracks or one clip."""
    low = words.strip().lower()
    found = things(low, scene)
    rest = f"{low[: found[0].start]} {low[found[0].end :]}" if len(found) == 1 else low
    if re.sub(r"^(?:the|my|our)\b", "", rest).strip():
        return ""
    return found[0].tracks[0] if len(found[0].tracks) == 1 and not found[0].others else low


def _span(user: str, question: str, scene: DialogueState) -> tuple[int, int] | None:
    """Where in the request that stands which was asked for."""
    if match := _NOT_THERE.match(question):
        at = user.lower().find(match["name"].lower())
        return (at, at + len(match["name"])) if at >= 0 and user.lower().count(match["name"].lower()) == 1 else None
    if not _WHICH.match(question):
        return None
    found: list[Thing] = things(plain(user), scene) if len(plain(user)) == len(user) else []
    return (found[0].start, found[0].end) if len(found) == 1 else None
