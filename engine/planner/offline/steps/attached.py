"""Attached: "here's our sponsor, on its own track at bar 15" places the file that comes with the request."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_HERE = regex(
    r"\b(?:here(?:'s| is| are| comes?| you (?:go|are))|(?:this|that|it|these) (?:is|are|goes|go|belongs)|attached"
    r"|i(?:'ve| have) attached|(?:put|place|drop|add|insert|lay|stick|set) (?:it|this|that|the (?:file|attachment)))\b",
    re.IGNORECASE,
)
_OWN_TRACK = regex(
    r"\b(?:on|onto|to|in) (?:(?:an?|its|his|her|their|the) )?(?:own|new|separate|extra|propre|propia|própria)"
    r"(?: new)? (?:track|lane|channel)\b",
    re.IGNORECASE,
)
_BAR = regex(
    r"\b(?:at|from|in|on|to|into|starting (?:at|in)) (?:the )?(?:bar|measure) (?P<bar>\d+)\b", re.IGNORECASE
)
_PUT = regex(r"^\W*(?:please |now |and )*(?:put|place|drop|add|insert|lay|stick)\b", re.IGNORECASE)
_TOP = regex(r"\bat the (?:very )?(?:top|start|beginning)\b", re.IGNORECASE)
_ELSE = regex(
    r"\b(?:transcribe|separate|split|cut|master|clean|denoise|convert|sing|harmoni[sz]e|reverse|stretch|fade|mute|delete"
    r"|instead|replace|twice|loop|repeat|with|until|bars \d)\b|\?",
    re.IGNORECASE,
)
_SENTENCE = regex(r"(?<=[.!?;])\s+")
_DISMISSED = regex(
    r"^\W*(?:never ?mind|forget (?:it|that|about it)|it all stays(?: in)?|leave (?:it|that)(?: (?:in|alone|as it is))?"
    r"|no|ok(?:ay)?|thanks?(?: you)?|good|great|fine|all right|alright|well|skip (?:it|that)|don'?t bother"
    r"|merci|gracias|danke)\b[^.;!?]{0,40}$",
    re.IGNORECASE,
)


def attached_placed(text: str, scene: DialogueState) -> list[Step]:
    """The step that places the only attached sound or notes where the words say; [] for any other request."""
    files = {one.id for one in scene.context.files if one.kind in ("audio", "midi")}
    clips = [clip for clip in scene.clips if clip.id in files and clip.track is None]
    if len(clips) != 1 or '"' in plain(text):
        return []
    *before, last = _SENTENCE.split(plain(text).strip())
    if not all(_all_dismissed(sentence) for sentence in before):
        return []
    bar = _BAR.search(last)
    own = any(clips[0].id in thing.clips for thing in things(last, scene))
    if not (_HERE.search(last) or own and _PUT.match(last)) or _ELSE.search(last) or not (bar or _TOP.search(last)):
        return []
    if any(set(thing.tracks) or set(thing.clips) - {clips[0].id} for thing in things(last, scene)):
        return []
    if re.search(r"\btrack\b", last) and not _OWN_TRACK.search(last):
        return []
    return [Step("arrange", {"action": "place", "clip": clips[0].id, "bar": float(bar["bar"]) if bar else 1.0})]


def _all_dismissed(sentence: str) -> bool:
    """ "Never mind, it all stays in.\""""
    return all(_DISMISSED.match(part.strip(" .!?;")) for part in sentence.split(","))
