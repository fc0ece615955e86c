"""New thing: "a beat", "make me three kick sounds", "write a waltz": what is asked for with "a" is made."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.router import Route
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_LEAD = (
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|hey|so|just|can you|could you|would you)\W+)*"
    r"(?:(?:make|create|generate|give|get|write|compose|produce|cook up|whip up|build|do|gimme|i want|i need|i'd like"
    r"|we need|let's have|let me have|how about)\s+(?:me\s+|us\s+)?)?"
)
_NEW = r"(?:an?|some|another|one|two|three|four|five|\d{1,2})(?:\s+(?:different|new|more|other))?\s+"
_SOUND = (
    r"beats?|beeps?|booms?|claps?|cymbals?|drones?|explosions?|gongs?|grooves?|impacts?|jingles?|kicks?|noises?|risers?"
    r"|shakers?|snaps?|snares?|sirens?|soundscapes?|sounds?|stingers?|sweeps?|swoosh(?:es)?|whoosh(?:es)?|zaps?"
    r"|ambien[ct]es?|atmospheres?|waltz(?:es)?|ballads?|tangos?|sambas?|bossa(?: nova)?s?|lullab(?:y|ies)|fanfares?"
    r"|march(?:es)?|polkas?|loops?|thunder(?:claps?|storms?)?|(?:drum |snare |tom )?(?:fills?|rolls?)|rain"
    r"|applause|crash(?:es)?|(?:up|down)lifters?|gunshots?|door slams?|(?:record )?scratch(?:es)?|birds|crickets"
)
_NOTES = r"bass ?lines?|counter[ -]?melod(?:y|ies)|melod(?:y|ies)|chord progressions?|hooks?|riffs?|arpeggios?"
_WORD = r"(?:(?!(?:from|that|which|with|of|on|to|for|in|into|at|is|and|then|but)\b)[\w'-]+\s+){0,3}?"
_BEHIND = (
    r"(?=\s*$|\s*[.,;!?]|\s+(?:in|at|of|with|for|to|over|under|around|about|please|different|like|that|lasting"
    r"|on top|now|\d)\b)"
)
_FORM = regex(rf"{_LEAD}{_NEW}{_WORD}(?:(?P<sound>{_SOUND})|(?P<notes>{_NOTES})){_BEHIND}", re.IGNORECASE)
_ELSE = regex(
    r"\?|\b(?:reverb|delay|echo|compress\w*|limiter|eq|filter|gate|sends?|bus|aux|markers?|tracks?|takes?|cop(?:y|ies)"
    r"|groups?|folders?|fades?|crossfade|harmon\w+|sing\w*|sung|voices?|says?|saying|speak\w*|louder|quieter|lane"
    r"|quantize\w*|louder|mute\w*|solo|plugin|left|right|midi|notes?|samples?|recordings?|remove|delete|undo)\b",
    re.IGNORECASE,
)
"""Words that ask for something else."""


_COLON = regex(
    r"^\W*(?:(?:please|now|ok|and|then|can you|could you)\W+)*(?:(?P<sing>sing\b(?!er)[^:\"]{0,40})"
    r"|(?:say|speak|read|announce|text[ -]to[ -]speech|tts|voice[ -]?over)\b[^:\"]{0,40}):\s*\S",
    re.IGNORECASE,
)
PLAIN_NEW = regex(rf"^\W*{_NEW}(?:[\w'-]+\s+){{0,3}}[\w'-]+\W*$", re.IGNORECASE)
""" "Two gunshots": nothing but what it is."""


def words_behind_colon(text: str) -> Route | None:
    """ "Speak: good morning", "sing this line for me: …": what stands behind the colon is said or sung."""
    match = _COLON.match(plain(text))
    return Route("sing" if match["sing"] else "speak", "", 0.95) if match else None


def new_thing(text: str, scene: DialogueState) -> Route | None:
    """A sound, or notes, that nothing in the session is named by."""
    simple = plain(text)
    match = _FORM.match(simple)
    if not match or _ELSE.search(simple) or '"' in simple or any(named_words(text[: match.end()], scene)):
        return None
    return Route("generate_midi", "melody" if "melod" in match[0].lower() else "", 0.9) if match["notes"] else (
        Route("generate_audio", "", 0.9)
    )
