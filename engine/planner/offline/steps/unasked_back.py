"""Unasked back: what no reader of whole sentences took for an undo is asked, and never done."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.act_wanted import is_only_words
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.no_undo import BACK_OR_ELSE, is_of_degree, refuses_undo
from engine.planner.offline.steps.reply import chat_text
from engine.tasks.plan import Step


def nothing_unasked(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps; words for an undo or redo that names nothing that was done."""
    if any(step.base for step in steps):
        return list(steps)  # what was done to several is set anew
    if all(step.task not in ("undo", "redo") or str(step.args.get("target", "")).startswith("#") for step in steps):
        return list(steps)
    if refuses_undo(text):
        return [Step("ask", {"text": "Nothing is taken back, then; what should I do instead?"})]
    if is_of_degree(text):
        return [Step("ask", {"text": "Should it be less of that, or taken back altogether?"})]
    if scene.done and is_only_words(text, State.of(scene)):
        return [Step("chat", {"text": chat_text(text)})]
    return [Step("ask", {"text": BACK_OR_ELSE})]
