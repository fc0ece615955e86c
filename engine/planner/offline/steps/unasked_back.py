"""Unasked back: what no reader of whole sentences took for an undo is asked, and never done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.act_wanted import is_only_words
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.no_undo import BACK_OR_ELSE, is_of_degree, refuses_undo
from engine.planner.offline.steps.reply import chat_text
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

LESS_OR_BACK = "Should it be less of that, or taken back altogether?"
_GOVERNS = regex(
    r"\b(?:un\w+|re(?:do|vert|store|set|turn|instate|cover)\w*|(?<!further )(?<!laid )(?<!laid-)(?<!sit )(?<!sits"
    r" )back(?!ing|ground|up|beat)\w*|rid|away|off|out|gone|goes?|go|never|no|nope|nah|not|none|nothing"
    r"|(?:do|did|does|was|is|wo|should)n'?t|without|wrong|mistake\w*|oops|whoops|error|forget|cancel\w*|scrap\w*"
    r"|ditch\w*"
    r"|remov\w*|delet\w*|drop\w*|los[et]\w*|kill\w*|bin\w*|clear\w*|take\w*|took|get|bring|put|leave|left|keep|kept"
    r"|stay\w*"
    r"|was|were|had|been|used|old|original\w*|previous\w*|before|earlier|first|last|again|once|normal|flat|clean|dry"
    r"|neutral"
    r"|instead|rather|only|just|stop\w*|hate\w*|worse|better|awful|terrible|enough|reverse|step\w*|history|too)\b"
    r"|n't\b",
    re.IGNORECASE,
)
"""Without one of these nothing was said of going back."""


def nothing_unasked(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps; words for an undo or redo that names nothing that was done."""
    if any(step.base for step in steps):
        return list(steps)  # what was done to several is set anew
    if all(step.task not in ("undo", "redo") or str(step.args.get("target", "")).startswith("#") for step in steps):
        return list(steps)
    if refuses_undo(text):
        return [Step("ask", {"text": "Nothing is taken back, then; what should I do instead?"})]
    if is_of_degree(text):
        return [Step("ask", {"text": LESS_OR_BACK})]
    if scene.done and is_only_words(text, State.of(scene)):
        return [Step("chat", {"text": chat_text(text)})]
    return [Step("ask", {"text": BACK_OR_ELSE})]


def ungoverned(steps: Sequence[Step], text: str) -> list[Step]:
    """The steps; a question where one of them takes back what no word speaks of ("more, like properly filthy"), or
    where only less of it is wanted."""
    backs = [one for one in steps if one.task in ("undo", "redo")]
    if any(one.base for one in steps):
        return list(steps)  # what was done to several is set anew
    if is_of_degree(text) and not all(str(one.args.get("target", "")).startswith("#") for one in backs):
        return [Step("ask", {"text": LESS_OR_BACK})]
    return list(steps) if not backs or _GOVERNS.search(plain(text)) else [Step("ask", {"text": BACK_OR_ELSE})]
