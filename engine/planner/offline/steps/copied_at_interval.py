"""Copied at an interval: "put a copy of the oboe an octave up on a new track called Air" copies it and moves the copy.

"put one an octave under the lead, Low" → the lead as it is, and a copy on a new track Low, an octave lower
"""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import Thing, things
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_COPIES = re.compile(
    rf"{LEAD}(?:(?:an? )?(?:copy|duplicate|double|clone)\b(?: of\b)?|(?:put|make|add|create|give me|lay|stack|have"
    r"|place|do) (?:an? (?:copy|duplicate|double|clone)(?: of)?|(?:one|another(?: one)?)(?= (?:an?|one|two|\d)\b)))",
    re.IGNORECASE,
)
_TRACK = r"(?:on|onto|to|into)\s+(?:an?|its|their|another|the)?\s*(?:(?:new|own|separate|fresh|extra)\s+)+track"
_NAME = r"(?P<name>[^\W\d_][\w'&-]*(?:\s+[A-Z0-9][\w'&-]*)*)"
_PLACES = (
    re.compile(rf",?\s*{_TRACK}\s*(?:,|:|-)?\s*(?:(?i:called|named|name|and (?:call|name) it|call it)\s+)?{_NAME}"),
    re.compile(rf",?\s*(?:and )?(?i:called|named|call it|name it)\s+{_NAME}"),
    re.compile(r",\s*(?P<name>[A-Z][\w'&-]*(?:\s+[A-Z0-9][\w'&-]*)*)(?=\s*[.!?]*$)"),
)
""" "… on a new track called Air", "…, call it Air", "…, Air"."""
_UNDER = re.compile(r"\b(?:(?P<under>under(?:neath)?|beneath)|over)\b", re.IGNORECASE)
""" "An octave under the lead": a way that stands behind the interval."""
_POLITE = ("please", "thanks", "thank you", "too", "again")
_SMALL = frozenset(
    "a an the my our of in on it that this and by exactly just line part melody tune notes track clip whole them please"
    " copy duplicate double clone one another put make add drop transpose move pitch then so s".split()
)


def copied_at_interval(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other. No word is left over."""
    simple = plain(text).strip()
    lead = _COPIES.match(simple)
    place = next((match for one in _PLACES if (match := one.search(simple))), None) if lead else None
    if lead is None or place is None or '"' in simple:
        return None
    name = place["name"].strip()
    known = {*scene.context.tracks, *(marker for marker, _ in scene.context.markers), *_POLITE}
    if name.lower() in {one.lower() for one in known}:
        return None
    rest = f"{simple[lead.end() : place.start()]} , {simple[place.end() :]}"
    found = intervals_moved(rest)
    way = _UNDER.search(rest)
    if len(found) != 1 or not found[0].has_way and way is None:
        return None
    semitones = -found[0].semitones if way and way["under"] and not found[0].has_way else found[0].semitones
    rest = _UNDER.sub(" ", f"{rest[: found[0].start]} , {rest[found[0].end :]}")
    named = things(rest, scene)
    if len(named) != 1 or not 0 < len(named[0].clips) <= 8 or len(named[0].tracks) > 1 or _left_over(rest, named[0]):
        return None
    clips = named[0].clips
    size = {"cents": number(semitones * 100)} if found[0].is_cents else {"semitones": number(semitones)}
    copies = [Step("arrange", {"action": "duplicate", "clip": clip, "track": name}) for clip in clips]
    return copies + [Step("change_tempo_key", {"clip": f"${at}", **size}) for at in range(1, len(clips) + 1)]


def _left_over(rest: str, named: Thing) -> bool:
    """Is there a word besides what is named and little words?"""
    left = f"{rest[: named.start]} {rest[named.end :]}"
    return any(word.low not in _SMALL for word in tokens(left.replace("'s", "")) if word.text[0].isalnum())
