"""Louder or quieter, said of what was just made or worked on: its own number where it has one, else its fader."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.amendment import amended
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.steps.compose import in_words_of_its_own
from engine.planner.offline.text.turned import IN_TIME, as_turned
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SAYS_LEVEL = regex(r"\b(?:loud(?:er)?|quiet(?:er)?|softer|level|volume|gain|fader|db|decibels?)\b", re.IGNORECASE)
"""What is louder is no faster and no further to the left."""
_BESIDE = regex(
    r"\s+(?:under(?:neath)?|beneath|behind|compared (?:to|with)|in comparison (?:to|with)|against|next to|relative"
    r" to|beside)"
    r" (?:the |my |our |his |her |their )?[\w' -]+?(?=\W*$)",
    re.IGNORECASE,
)
""" "Too loud compared to the lead": it is about the other one."""


def level_of_it(text: str, scene: DialogueState, state: State) -> list[Step] | None:
    """The steps of "raise that a bit", "too loud"; None for any other words, and behind a question."""
    text = _BESIDE.sub("", text)
    said = as_turned(text)
    if not said or state.asked:
        return None
    last = done_last(state) if scene.context.dialogue else []
    if IN_TIME.search(plain(text)) and any(one.args.get("action") in ("move", "shift") for one in last):
        return None
    if last and (steps := amended(text if _SAYS_LEVEL.search(text) else said, state)):
        return steps
    heard = Focus.of(state).heard_of_stems(last)
    if heard and said.lower().startswith("turn it"):  # what was taken out of a mix is silent already
        return in_words_of_its_own(said.lower().replace("turn it", f"turn {heard[0][0]}", 1), scene)
    return in_words_of_its_own(said, scene)
