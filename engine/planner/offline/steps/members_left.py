"""Members left: "mute the drums except the kick" is done to the others of the group, and not to all of it."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.group_spared import BACK, LONGEST, spared_in
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_LEAD = regex(r"(?:\ball(?: of)?(?: the| my| our)? |\b(?:the|my|our) )$", re.IGNORECASE)
_TRACKS = regex(r" tracks?\b", re.IGNORECASE)


def with_members_left(text: str, scene: DialogueState) -> str:
    """The request with those of a group that are not spared in its place."""
    simple = plain(text)
    groups = {one.name for one in scene.context.track_views if one.kind == "group"}
    if not groups or '"' in simple or len(simple) != len(text) or len(simple) > LONGEST or BACK.search(simple):
        return text
    spared, spans = spared_in(simple, scene)
    if len(spans) != 1:
        return text
    start, end = spans[0]
    for one in things(simple, scene):
        inside = [track for track in with_members(one.tracks, scene) if track not in groups]
        left = [track for track in inside if track not in spared]
        is_group = len(one.tracks) == 1 and one.tracks[0] in groups and one.end <= start
        if not is_group or not spared or not spared < {*inside} or not left:
            continue
        lead = _LEAD.search(text[: one.start])
        behind = _TRACKS.match(text, one.end)
        names = left[0] if len(left) == 1 else f"{', '.join(left[:-1])} and {left[-1]}"
        begins, ends = lead.start() if lead else one.start, behind.end() if behind else one.end
        return f"{text[:begins]}{names}{text[ends:start]}{text[end:]}"
    return text
