"""Which: a sentence of which all is known but which of several tracks is meant is asked about, each of them offered."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.read import read
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

QUESTION = "Which one do you mean: {}?"
_MOST = 6


def which_track(text: str, scene: DialogueState) -> tuple[list[Step], tuple[tuple[Step, ...], ...]] | None:
    """The question, and what would be done to each; None where no word may mean several, or more is not known."""
    said = taken_apart(plain(text).strip(), scene)
    if len(said.unclear) != 1 or not 1 < len(said.unclear[0][2]) <= _MOST:
        return None
    start, end, names = said.unclear[0]
    offered: list[tuple[Step, ...]] = []
    for name in names:
        owns = "'s" if said.text[start:end].endswith("'s") else ""
        steps = read(f"{said.raw[:start]}{name}{owns}{said.raw[end:]}", scene)
        if not steps or any(one.task in REPLIES for one in steps) or tuple(steps) in offered:
            return None
        offered.append(tuple(steps))
    told = [f"“{name}”" for name in names]
    return [Step("ask", {"text": QUESTION.format(f"{', '.join(told[:-1])} or {told[-1]}")})], tuple(offered)
