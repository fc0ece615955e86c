"""Invented room: a bus that nobody named: "forget the hall, he was better dry" sends nothing to "Forget better dry"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.names import name_words
from engine.tasks.plan import Step

_KINDS = ("bus", "aux", "return", "track")


def invents_a_room(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Does something go to a track that is not there, under a name that does not stand so in the text?"""
    context = scene.context
    known = {one.lower() for one in (*context.tracks, *(view.name for view in context.track_views))}
    said = f" {' '.join(name_words(text.lower()))} "
    for one in steps:
        known |= {str(one.args.get(name)).lower() for name in ("name", "track") if one.task in ("arrange", "route")}
        goal = one.args.get("to") if one.task == "route" else None
        if isinstance(goal, str) and goal.lower() not in known and not goal.startswith("$"):
            words = " ".join(one for one in name_words(goal.lower()) if one not in _KINDS)
            if f" {words} " not in said and len(words.split()) > 1:
                return True
    return False
