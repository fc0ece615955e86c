"""New names of clips and tracks."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, tidy
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.slots.texts import span_text
from engine.planner.offline.slots.tracks import fill_track
from engine.planner.regex import regex

_NEW_TRACK = regex(
    r"\b(?:called|named|name it|call it|titled|labell?ed)\s+[\"']?([^,;:.!?\"']+?)[\"']?(?=\s+(?:at|from|and|then|on"
    r"|in|please|with|for (?:the|my|our|both|all))\b|[,;:.!?\"']|$)",
    re.IGNORECASE,
)
_RENAME = regex(r"\brename\s+(?P<old>.+?)\s+(?:to|as|into)\s+(?P<new>.+)$", re.IGNORECASE | re.DOTALL)
_NAMED = regex(
    r"\b(?:goes|go|known|going) (?:by|as)(?: the name(?: of)?)?\s+(?P<new>.+)$"
    r"|,\s*(?:make|call) (?:it|that)\s+(?P<last>.+)$"
    r"|\b(?:it'?s|it is|that'?s)\s+(?P<now>.+?)\s+from now on\b",
    re.IGNORECASE,
)
""" "From here on the demo goes by Undo Me", "and riff b, make it Verse Riff"."""


def new_name(clause: Clause) -> str:
    """The name that something is given, or ""."""
    tagged = span_text(clause, "name")
    match = _NEW_TRACK.search(clause.text)
    if match and not tagged.lower().startswith(tidy(match[1]).lower()):
        return tidy(match[1])
    return tagged


_CLIP_ON = regex(
    r"\b(?:clip|region|part|item) (?:on|in|of) (?:the |my )?(?P<track>.+?)(?: track| lane| channel)?\W*$", re.IGNORECASE
)


def renamed(clause: Clause, name: str) -> Args:
    """The new name, and which clip or track gets it."""
    args: Args = {}
    told = _RENAME.search(clause.text)
    if told and not clause.quotes():
        args["name"] = tidy(re.sub(r"[\s,]+(?:please|pls|thanks)\W*$", "", told["new"], flags=re.IGNORECASE))
    elif (named := _NAMED.search(clause.text)) and not clause.quotes():
        args["name"] = tidy(named["new"] or named["last"] or named["now"])
    elif name:
        args["name"] = name
    elif clause.quotes():
        args["name"] = clause.quotes()[-1]
    elif match := re.search(r"\b(?:to|as|into)\s+(.+)$", clause.text):
        args["name"] = tidy(match[1])
    elif likely := clause.needed("name"):
        args["name"] = likely
    elif not clause.carries:
        clause.need("What should the new name be?")
    span = clause.said("track", "clip")
    if told and _is_unknown(clause, told["old"]):
        clause.need(f"There is no clip or track called “{tidy(told['old'])}”; which one should I rename?")
        return args
    if told and (inside := _CLIP_ON.search(told["old"])) and (track := clause.scene.track(inside["track"])):
        lying = [clip.id for clip in clause.scene.clips if clip.track == track]
        if len(lying) == 1:
            return args | {"clip": lying[0]}
    phrase = span.text if span else ""
    track = clause.scene.track(phrase) if phrase else None
    if track and (clause.said("track") or clause.has(r"\btrack\b")):
        return args | {"track": track}
    found = reference(clause, phrase) if phrase else None
    if isinstance(found, str) and not (clause.said("track") and clause.has(r"\btrack\b")):
        return args | {"clip": found}
    if track:
        return args | {"track": track}
    if phrase and clause.said("track"):
        target = fill_track(clause)
        return args | target
    if clause.scene.steps and clause.scene.steps[-1][0] in _ON_TRACKS and not phrase:
        track = clause.scene.steps[-1][1].get("track")  # "make the growl purple and call it Beast"
        return args | ({"track": track} if isinstance(track, str) else fill_clip(clause))
    return args | fill_clip(clause)


_ON_TRACKS = ("mix", "set_track", "route", "automate", "plugin")


def _is_unknown(clause: Clause, old: str) -> bool:
    """Is an old name written as a name ("My Beat") that no clip and no track bears?"""
    words = re.sub(r"^(?:the|track|clip)\s+|\s+(?:track|clip|lane)$", "", tidy(old), flags=re.IGNORECASE)
    if len(words.split()) < 2 or not all(word[:1].isupper() for word in words.split()):
        return False
    names = [*(clip.name for clip in clause.scene.clips), *clause.scene.context.tracks]
    return not any(words.lower() in name.lower() or name.lower() in words.lower() for name in names if name)
