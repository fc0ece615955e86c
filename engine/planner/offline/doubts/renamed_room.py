"""Renamed room: a group that would get the name of what goes into it: "call it Vla, into the strings"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_INTO = regex(r"\b(?:in|into|inside|onto|to|under)(?: of)?(?: the| my| our)? $", re.IGNORECASE)


def renames_where_it_goes(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is a track renamed that is told only as where something goes?"""
    renamed = {str(one.args.get("track")) for one in steps if one.args.get("action") == "rename"} - {"None"}
    simple = plain(text)
    told = [(one, _INTO.search(simple[: one.start]) is not None) for one in things(simple, scene)] if renamed else []
    return any(
        any(is_goal for one, is_goal in told if track in one.tracks)
        and all(is_goal for one, is_goal in told if track in one.tracks)
        for track in renamed
    )
