"""A word between "all" and "tracks" that says which of them: what it says nobody knows, and it is done to all."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OF_ALL = regex(
    r"\b(?:all|every|each)(?: of)?(?: (?:the|my|our|these|those))? (?P<which>(?!(?:the|my|our|of) )[a-z][\w-]*) "
    r"(?:tracks?|channels?)\b|\b(?:all|every|each)(?: of)?(?: (?:the|my|our))? tracks? "
    r"(?:from|with|by|that|which|who(?:se)?) (?P<more>[a-z][\w-]*)"
)
_SAYS_NOTHING = frozenset(
    "single other remaining last audio midi sound note notes session song mixer selected these those this individual "
    "bus group instrument existing visible own bar beat start now on two three four five six seven eight nine".split()
)
"""Words that leave all of them meant, or that the readings know."""
_FEW = 2


def is_done_to_all(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Send all quiet tracks to the hall": is it done to every track, as if nothing stood before the word?"""
    match = _OF_ALL.search(plain(text).lower())
    word = (match["which"] or match["more"]) if match else ""
    if not word or word in _SAYS_NOTHING or any(thing.tracks for thing in things(word, scene)):
        return False
    touched = {name for step in steps for name in (*step.args.get("tracks", ()), step.args.get("track")) if name}
    return len(scene.context.tracks) > _FEW and len(touched) >= len(scene.context.tracks) - 1
