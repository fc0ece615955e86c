"""Voice meant: "my own voice sounds dry", "the voice down 2": the track of the vocal, where none is called a voice."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_VOICE = regex(
    r"(?<!\bin )(?<!\bwith )(?<!\blike )(?<!\busing )(?<!\bby )(?<!\bof )"
    r"\b(?P<whose>(?:my|her|his)(?: own)?|the) (?P<what>voice|singing)\b(?!(?:'s)? (?:model|name|type|over|of)\b)",
    re.IGNORECASE,
)
_SINGS = regex(
    r"\b(?:sings?|sung|sang|speaks?|spoken|says?|narrat\w*|harmon\w*|whisper\w*|clone\w*|lyrics?|words)\b",
    re.IGNORECASE,
)
""" "In a softer voice, sing …": of how something is sung."""


def with_voice_meant(text: str, scene: DialogueState) -> str:
    """The text with the vocal named; as it is where a track is called a voice, or more than one could be meant."""
    simple = plain(text)
    if len(simple) != len(text) or _SINGS.search(simple) or _VOICE.search(simple) is None:
        return text
    names = (*scene.context.tracks, *(clip.name for clip in scene.clips))
    if any({"voice", "voices", "singing"} & set(name_words(name)) for name in names):
        return text
    vocal = [track for thing in things("the vocal", scene) for track in thing.tracks]
    return _VOICE.sub(lambda match: f"{match['whose'].split()[0]} vocal", text) if len(vocal) == 1 else text
