"""Named and coloured: the name that is given ends where a colour is told ("call it Shruti, brown")."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.set_track import COLOR
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_SAYS_NAME = re.compile(r"\b(?:re)?(?:name[ds]?|labels?|titles?|calls?|called)\b", re.IGNORECASE)
_LAST = re.compile(
    r"(?P<joint>\s*[,;]\s*(?:and\s+)?|\s+and\s+)(?P<verb>(?:colou?r|paint|make|turn|tint)\s+(?:it|them|that|this|the"
    r" \w+)\s+(?:to\s+|in\s+)?|(?:in|as)\s+)?(?P<rest>[\w -]{3,20}?)[\s.!]*(?:please)?[\s.!]*$",
    re.IGNORECASE,
)
Read = Callable[[str, DialogueState], list[Step]]


def named_and_coloured(text: str, scene: DialogueState, read: Read) -> list[Step]:
    """The new name and the colour of one thing; [] for any other request."""
    match = _LAST.search(text) if _SAYS_NAME.search(text) and '"' not in plain(text) else None
    if match is None or not COLOR.fullmatch(match["rest"]):
        return []
    if not match["verb"] and not re.search(r"[,;]", match["joint"]):
        return []  # "Black and Blue" is a name
    named = read(text[: match.start()], DialogueState.of(scene.context))
    if len(named) != 1 or (named[0].task, named[0].args.get("action")) != ("arrange", "rename"):
        return []
    args = named[0].args
    track = args["name"] if "track" in args else scene.track_of(args.get("clip"))
    return [*named, Step("set_track", {"track": track, "color": match["rest"].strip().lower()})] if track else []
