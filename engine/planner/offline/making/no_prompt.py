"""No prompt: words that describe no sound do not take the place of those that what was made came of."""

from __future__ import annotations

from engine.planner.offline.conversation.state import State
from engine.planner.offline.text.names import content_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MAKES = regex(r"\b(?:make|made|generate|create|write|compose|give|gimme|need|want|add|new)\b")


def is_no_prompt(step: Step, text: str, state: State) -> bool:
    """Would words that describe no sound take the place of those that what was made came of?"""
    base = state.frame(step.base) if step.task == "generate_audio" and step.op == "fix" else None
    if base is None or _MAKES.search(plain(text).lower()):
        return False
    old, new = (set(content_words(str(args.get("prompt") or "").lower())) - {"more"} for args in (base.args, step.args))
    return bool(new) and not old & new
