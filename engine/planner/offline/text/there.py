"""There: "a marker at 13, and mute the kick from there", "cut it at bar 9 and lose the rest", by their bars."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BAR = regex(r"\b(?:bar|measure)\s+(?P<bar>\d+(?:\.\d+)?)\b", re.IGNORECASE)
_MARKED_AT = regex(
    r"\b(?:mark(?:er)?|flag|cue|locator)\b[^.;]*?\b(?:at|on)\s+(?P<bar>\d+)\b(?!\s*(?:db|%|bpm|hz"
    r"|seconds?))",
    re.IGNORECASE,
)
_THERE = regex(
    r"\b(?P<from>from|at|until|till|up to|starting)\s+(?:there|that (?:bar|point|marker|spot|place)|then)"
    r"(?:\s+on(?:wards?)?)?\b(?!\s+(?:is|are|was))",
    re.IGNORECASE,
)


def from_there(text: str) -> str:
    """The request with the bar that it named before for "from there"."""
    simple = plain(text)
    there = _THERE.search(simple) if '"' not in simple and len(simple) == len(text) else None
    before = simple[: there.start()] if there else ""
    named = [*_BAR.finditer(before), *_MARKED_AT.finditer(before)]
    if not there or len({one["bar"] for one in named}) != 1:
        return text
    return f"{text[: there.start()]}{there['from']} bar {named[0]['bar']}{text[there.end() :]}"


_CUT = r"(?:chop|cut|split|slice|divide)"
_GONE = r"(?:delete|remove|lose|drop|bin|ditch|scrap|erase|discard|kill|(?:throw|get|take) (?:away|out|rid of))"
_LATTER = (
    r"(?:the |its )?(?:(?:second|2nd|back|latter|last|right)(?: (?:half|part|bit|piece|side|one))|rest|end|ending|tail"
    r"|remainder|(?:what|everything|all|whatever)(?: that)? (?:comes |is |lies )?(?:after|behind|follows)(?: (?:it"
    r"|that|this|there))?)"
)
_FORMER = (
    r"(?:the |its )?(?:(?:first|1st|front|former|left)(?: (?:half|part|bit|piece|side|one))|beginning|start"
    r"|(?:what|everything|all|whatever)(?: that)? (?:comes |is |lies )?(?:before|in front)(?: (?:it|that|this|there))?)"
)
_HALF_GONE = regex(
    rf"^(?P<lead>\W*(?:(?:please|now|ok(?:ay)?|and|then|can you|could you)\W+)*){_CUT}\s+(?P<what>(?:the |my |our"
    rf" )?[\w' -]+?)\s+"
    rf"(?:at|in|on|after)\s+(?P<bar>bar \d+)\s*,?\s*(?:and|then|and then|n)\s+{_GONE}\s+(?:(?P<latter>{_LATTER})"
    rf"|{_FORMER})"
    r"(?: (?:of it|please|then|completely))*\W*$",
    re.IGNORECASE,
)


def half_gone(text: str) -> str:
    """ "Chop the vocal at bar 3 and delete the second half": it ends at bar 3."""
    match = None if '"' in plain(text) else _HALF_GONE.match(plain(text))
    if not match:
        return text
    how = "should end at" if match["latter"] else "should only come in at"
    return f"{match['lead']}{match['what']} {how} {match['bar']}"
