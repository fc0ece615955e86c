"""Many deleted: several clips that would go by a word for one: "delete that adlib she hates", "delete the hit"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SAYS_MANY = regex(
    r"\b(?:all|both|every\w*|each|any|them|those|these|they|two|three|four|clips|regions|takes|tracks?|whole|entire"
    r"|rest|others?|else|lane|and|plus|copies|parts|pieces|bits)\b"
)
_PLURAL = regex(r"\b[a-z]{2,}[a-rt-z]s\b")
_NO_PLURALS = frozenset("hates needs sounds was its has this always less pass".split())


def deletes_more_than_one(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Would several clips be deleted though no word says that they are several?"""
    gone = {one.args.get("clip") for one in steps if (one.task, one.args.get("action")) == ("arrange", "delete")}
    if len(gone - {None}) < 2:
        return False
    said = plain(text).lower()
    tracks = {str(scene.track_of(one) or "").lower() for one in gone}
    if all(one and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said) for one in tracks):
        return False  # "delete the 808" is all that lies on it
    plurals = {match[0] for match in _PLURAL.finditer(said)} - _NO_PLURALS
    return _SAYS_MANY.search(said) is None and not plurals
