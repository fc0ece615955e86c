"""Speaker deleted: "bass player says delete the guitar" deletes no bass."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.doubts.looked_at import targets_of
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DELETES = regex(r"\b(?:delete|remove|erase|bin|trash|scrap|ditch|lose|get rid of|throw (?:out|away))\b", re.IGNORECASE)


_SUFFICES = regex(r"(?:'s| is| are) (?:enough|plenty|all (?:i|we) need)\b|(?: will|'ll) do\b", re.IGNORECASE)


def deletes_who_speaks(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is something deleted that is named before the verb alone, where another thing is named behind it?"""
    gone = [one for one in steps if (one.task, one.args.get("action")) == ("arrange", "delete")]
    said = plain(text)
    verb = _DELETES.search(said) if gone else None
    if verb is None:
        return False
    targets = {*targets_of(gone)} | {str(scene.track_of(one)) for one in targets_of(gone)}
    named = things(said, scene)
    if any(_SUFFICES.match(said, one.end) and targets & {*one.tracks, *one.clips} for one in named):
        return True  # "lose it altogether, perc is enough"
    behind = [one for one in named if one.start >= verb.end()]
    is_behind = any(targets & {*one.tracks, *one.clips} for one in behind)
    is_before = any(targets & {*one.tracks, *one.clips} for one in named if one.end <= verb.start())
    return bool(behind) and is_before and not is_behind
