"""Who wants it: "the director wants the brass louder", "the client asked me to mute the boom" are wishes of mine."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_WHO = r"(?P<who>(?:(?:the|my|our|this|that) )?[a-z][\w'-]*(?: [a-z][\w'-]*)?|he|she|they)"
_WANTS = regex(
    rf"^(?P<lead>\W*(?:(?:so|ok(?:ay)?|now|and|but|also|well|hm+|right|then|apparently|turns out)\b[\s,]*)*){_WHO}(?:"
    r" (?:now |also |really |just )*(?P<wish>wants?(?: to (?:have|hear|get))?|would (?:like|love|prefer)(?: to (?:have"
    r"|hear|get))?|prefers?|asked for|is asking for|asks for|begs? for|insists? on)"
    r"| (?:asked|told|wants|begged) (?P<bids>me|us|you) to"
    r"| (?P<says>says|said|thinks|reckons)(?: that)?(?! (?:yes|no|ok|so|it all)\b)"
    r")\s+(?=\w)",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "i we you u it this that what who which there everything nothing something all both let can could would should"
    " does do did if when where how why maybe please".split()
)
_SENTENCE = regex(r"[.!?;]\s")
_TOLD = regex(
    r"\b(?:all|every|each)(?: of)?(?: the)? (?:tracks?|voices?|thing)|\beverything\b|\bbars? \d|\d ?(?:d?b|bpm|%"
    r"|semitones?)\b",
    re.IGNORECASE,
)
_SECOND = frozenset("he she they".split())


def as_my_wish(text: str, scene: DialogueState) -> str:
    """The request as if it were the speaker's own; as it is where a track is called like who is told of."""
    simple = plain(text)
    match = _WANTS.match(simple)
    if match is None or len(simple) != len(text) or '"' in simple:
        return text
    who, rest = match["who"].lower(), text[match.end() :]
    if who.split()[0] in _NOBODY or match["wish"] and things(match["who"], scene):
        return text  # "the vocal wants more reverb"
    if match["wish"] and sections_named(match["who"], scene.context.markers, 0.0):
        return text
    first = _SENTENCE.split(rest)[0]
    is_told = bool(things(first, scene)) or _TOLD.search(first) is not None
    if (match["wish"] or who in _SECOND) and not is_told:
        return text  # "she wants more reverb" may be on her voice, "the label wants a bigger sound" is hearsay
    return f"{text[: match.start('who')]}{'I want ' if match['wish'] else ''}{rest}"
