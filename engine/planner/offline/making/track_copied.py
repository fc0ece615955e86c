"""A track copied: "make me a copy of the keys", "clone the bass track": all that lies on it, beside it."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.regex import regex
from engine.tasks.plan import Step

_COPY = regex(
    r"^(?:(?:make|create|give|get|do|need|want|i need|i want|add|have)(?: me| us)? )?(?:an?|another|one more|a second)"
    r" (?:exact |full |second )?(?:copy|duplicate|clone|double) of (?:the |my |our )?(?P<thing>.+?)(?P<track> track)?"
    r"(?:,? (?:called|named) (?P<name>[\w' -]+))?$"
    r"|^(?:duplicate|clone|copy|double) (?:the |my |our )?(?P<thing2>.+?) track"
    r"(?:,? (?:called|named) (?P<name2>[\w' -]+))?$"
)


def track_copied(said: Said) -> list[Step] | None:
    """The copy of the track; None for one of a clip, or for anything else."""
    match = _COPY.match(said.text)
    if match is None or said.places or said.amounts or len(said.things) != 1:
        return None
    thing = said.things[0]
    group = "thing" if match["thing"] else "thing2"
    told = said.text[slice(*match.span(group))]
    if thing.start != match.start(group) or thing.end < match.start(group) + len(told) or thing.is_pointed:
        return None
    if len(thing.tracks) != 1 or thing.is_clip or not (match["track"] or match["thing2"] or len(thing.clips) > 1):
        return None
    name = said.raw[slice(*match.span("name" if match["name"] else "name2"))] if match["name"] or match["name2"] else ""
    named = {"name": name.strip()} if name else {}
    return [Step("arrange", {"action": "duplicate", "track": thing.tracks[0], **named})]
