"""Me singing: "everything out here except me singing", said with the voice as a thing of the session."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_ME = r"(?:(?:for )?(?:me|myself)(?: (?:singing|on (?:the )?vocals?))?|my (?:voice|singing|vocals?)|the singing)"
_BUT_ME = regex(
    rf"\b(?P<but>except|but|apart from|other than|bar|save) (?:for )?{_ME}"
    r"(?=\s*(?:$|[,.;!]|here\b|there\b|in\b|over\b))",
    re.IGNORECASE,
)
_ONLY_ME = regex(
    rf"^\W*(?:only|just|nothing but) {_ME}(?: singing)? (?P<where>(?:here|there|in|over|for|from)\b.*)$", re.IGNORECASE
)
_ALL_OUT = regex(r"^\W*all out (?=.*\b(?:except|but|apart from|other than)\b)", re.IGNORECASE)


_ME_LOUDER = regex(
    r"^(?P<lead>\W*(?:(?:and|ok|please|can you|could you|can (?:i|we) (?:have|hear|get))\b[\s,]+)*)"
    r"(?:(?P<turn>(?:turn|bring|push|pull|take) )me(?= (?:up|down)\b)"
    r"|(?P<more>(?:(?:i want|i need|give me|need) )?(?:(?:a )?(?:bit|little|lot) )?(?:more|less) of )"
    r"(?:me|myself|my voice))"
    r"(?P<rest>(?: (?:up|down|a|bit|little|lot|in|the|mix|by|please|pls|\d+(?:\.\d+)?|d ?b)\b)*[\s.!?]*)$",
    re.IGNORECASE,
)
_HEARS = regex(r"\b(?:hear|solo|listen|isolate)\b", re.IGNORECASE)
_AND_ME = regex(r"(?P<and>[\w'](?:,| and| &| \+| plus)) (?:me|myself)(?=\s*(?:$|[,.;!]|(?:please|alone|only)\b))", re.I)
""" "Let me hear the keys and me"."""


def with_voice_named(text: str) -> str:
    """ "All but the vocal"; of a voice that is heard alone in a place "mute all but the vocal here"."""
    if me := _ME_LOUDER.match(text):
        text = f"{me['lead']}{me['turn'] or ''}{me['more'] or ''}the vocal{me['rest']}"
    if _HEARS.search(text):
        text = _AND_ME.sub(r"\g<and> the vocal", text)
    if only := _ONLY_ME.match(text):
        return f"mute all but the vocal {only['where']}"
    return _ALL_OUT.sub("everything out ", _BUT_ME.sub(r"\g<but> the vocal", text))
