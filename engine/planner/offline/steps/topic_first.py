"""Topic first: "drums: mute them in bar 3", "the bass is dull, mute it": what is named first is what is meant."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_TOPIC = regex(
    r"^\W*(?:(?:ok|and|now|so|then|also|please)\W+)*(?P<the>(?:the|my|our)\s+)?(?P<topic>[\w' -]{2,30}?)\s*[:,]\s*"
    r"(?P<before>[^,.:;]*?)\b(?P<it>it|them|that|those|him|her)\b(?P<after>[^,.:;]*)$",
    re.IGNORECASE,
)

_NAMES = regex(r"\b(?:make|call|name|rename|label|title)\s*$", re.IGNORECASE)
""" "Riff b, make it Verse Riff" says a name."""
_REMARK = regex(
    r"^\W*(?:(?:ok|and|now|so|then|also|please|but)\W+)*(?P<the>(?:the|my|our)\s+)?(?P<topic>[\w' -]{2,30}?)"
    r"(?:'s|\s+(?:is|are|sounds?|feels?|seems?|wants?|needs?|lacks?|could use|could do with|has|have))\s+"
    r"[^,.:;!?]{2,60}[,.:;!]\s*(?:(?:so|please|just|and|then|let'?s)\s+)*"
    r"(?P<does>(?:(?:un)?mute|(?:un)?solo|delete|remove|erase|copy|duplicate|double|reverse|freeze|bounce|loop|repeat"
    r"|group|rename|split|transpose|export|make (?:an?|one|another) (?:copy|duplicate))\b)(?P<rest>[^,.:;]*)$",
    re.IGNORECASE,
)
"""Why something is to be done, and behind it a command that says all of what."""
_IT = regex(r"\b(?:it|them|that|those|him|her)\b", re.IGNORECASE)


_LISTED = regex(r"^\W*(?:(?:the|my|our)\s+)?(?P<topic>[\w' -]{2,30}?)\s*:\s*(?=\w)", re.IGNORECASE)


def without_topic_of_parts(text: str, scene: DialogueState) -> str:
    """ "Piano: left hand softer", where the left hand is called a piano too: only what is named behind it is meant."""
    simple = plain(text)
    match = _LISTED.match(simple)
    if match is None or len(simple) != len(text) or '"' in simple:
        return text
    rest, word = text[match.end() :], match["topic"].lower()
    views = {one.name: one.group.lower() for one in scene.context.track_views}
    inside = [track for one in things(rest, scene) for track in one.tracks]
    are_parts = all(word in track.lower() or word in views.get(track, "") for track in inside)
    return rest if inside and are_parts and word not in rest.lower() else text


def named_inside(text: str, scene: DialogueState) -> str:
    """The request with the name where "it" stands; the same where nothing of that name is in the session."""
    if told := _without_remark(text, scene):
        return told
    match = _TOPIC.match(plain(text))
    if not match or not match["before"].strip():
        return text
    if _NAMES.search(match["before"]):
        return text
    topic = match["topic"]
    found = things(topic, scene)
    is_whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(topic))
    return f"{match['before']}the {topic}{match['after']}" if is_whole else text


def _without_remark(text: str, scene: DialogueState) -> str:
    """ "The keys want some body, make a copy": make a copy of the keys; "" for any other request."""
    match = _REMARK.match(plain(text))
    found = things(match["topic"], scene) if match else []
    if not match or len(found) != 1 or found[0].start != 0 or '"' in text or things(match["rest"], scene):
        return ""
    named = f"the {match['topic'][: found[0].end]}"
    if _IT.search(match["rest"]):
        return f"{match['does']}{_IT.sub(named, match['rest'], count=1)}"
    of = " of" if match["does"].lower().startswith("make") else ""
    return f"{match['does']}{of} {named}{match['rest']}"
