"""The rules for single requests and plain follow-ups."""

from __future__ import annotations

import re

from engine.planner.context import Context
from engine.planner.languages.request import in_english
from engine.planner.offline.conversation.editor import turn_of
from engine.planner.offline.conversation.reading import Reading
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.slip import mended_slips
from engine.planner.offline.steps.bare_name import question_about
from engine.planner.offline.steps.clauses import parts_of
from engine.planner.offline.steps.compose import in_words_of_its_own, spread
from engine.planner.offline.steps.dialogue import follow_up
from engine.planner.offline.steps.reply import unsure_text
from engine.planner.offline.steps.routes import ranked
from engine.planner.offline.steps.safety import guarded
from engine.planner.offline.steps.second_thought import mended
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.asked_first import asked_first
from engine.planner.offline.text.repair import repaired
from engine.planner.offline.text.wording import reworded
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SUGGESTS = regex(r"^\W*(?:so\s+)?(?:how|what) about (?=\w)", re.IGNORECASE)


def by_rules(text: str, scene: DialogueState) -> list[Step]:
    """The steps of a request by the rules for single requests and plain follow-ups."""
    if not any(char.isalnum() for char in text):
        return [Step("ask" if text else "chat", {"text": unsure_text("", [])})]
    question = asked_first(text)
    if question:
        return [Step("ask", {"text": question})]
    text = prepared(text, scene)
    changed_mind = mended(text, scene, by_rules)
    if changed_mind:
        return guarded(changed_mind, text, scene)
    if scene.context.dialogue:
        text = _SUGGESTS.sub("", text)
    steps = _in_the_conversation(text, scene) if scene.context.dialogue else None
    if steps:
        return guarded([one for step in steps for one in spread(step.task, dict(step.args))], text, scene)
    if asked := question_about(text, scene):
        return [Step("ask", {"text": asked})]
    return guarded(in_words_of_its_own(text, scene), text, scene)


def prepared(text: str, scene: DialogueState) -> str:
    """The text with its slips mended and its places as bars, as the rules want it."""
    return in_bars(repaired(reworded(mended_slips(text, scene))), scene)


def in_a_conversation(text: str, context: Context) -> tuple[TurnRead, list[Reading]]:
    """A turn with all its readings (training)."""
    said = in_english(text, context)
    scene = DialogueState.of(said.context)
    return turn_of(said.text, scene, by_rules(said.text, DialogueState.of(said.context)))


def _in_the_conversation(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of a turn that only the turns before explain."""
    parts = parts_of(text, scene)
    whole = parts[0] if len(parts) == 1 else ""
    return follow_up(whole, scene, lambda words, inside: ranked(words, scene, 40, inside=inside)) if whole else None


def sureness(text: str, context: Context) -> float:
    """How sure the first reading of a request is, 0–1."""
    scene = DialogueState.of(context)
    return ranked(mended_slips(text, scene), scene)[0].sure
