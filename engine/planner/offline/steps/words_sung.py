"""Words sung: "what is Nora singing, word for word?" is answered with the words that the clip was sung with."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_ASKED = regex(
    r"^\W*(?:(?:and|so|ok(?:ay)?|now|tell me|remind me|show me|please)[\s,]+)*"
    r"(?:(?:what|which) (?:words?|lyrics?|line)?\b.*\b(?:sing|sings|singing|sung|sang)\b"
    r"|what(?:'s| is| are)? (?:the |her |his |its |their )?(?:words|lyrics)\b)",
    re.IGNORECASE,
)
_NOT_WORDS = regex(
    r"\b(?:notes?|keys?|high(?:est)?|low(?:est)?|pitch|bars?|where|octave|range|language|style)\b", re.IGNORECASE
)


def words_sung(text: str, scene: DialogueState) -> str:
    """The words of what is named, or of what was sung last; "" where that is not asked or not known."""
    simple = plain(text)
    if not _ASKED.match(simple) or _NOT_WORDS.search(simple):
        return ""
    named = [clip for thing in things(simple, scene) for clip in thing.clips]
    sung = [out for one in scene.done if one.tool in ("sing", "harmonize") and one.ok for out in one.out]
    clip = next((one for one in reversed(sung) if not named or one in named), "")
    lyrics = _lyrics(clip, scene, 4) if clip else ""
    return f"“{lyrics}”" if lyrics else ""


def _lyrics(clip: str, scene: DialogueState, depth: int) -> str:
    """What a clip was sung with last; a second voice has the words of the first."""
    for one in reversed(scene.done):
        if not one.ok or clip not in one.out:
            continue
        if one.tool == "sing" and one.args.get("lyrics"):
            return str(one.args["lyrics"])
        if one.tool == "harmonize" and depth and one.args.get("clip") not in (None, clip):
            return _lyrics(str(one.args["clip"]), scene, depth - 1)
    return ""
