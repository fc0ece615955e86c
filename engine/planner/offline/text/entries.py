"""Places told by what lies there: "where the brass comes in", "until the solo ends" become bars."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.text.words import plain

_ENTRY = re.compile(
    r"\b(?P<prep>(?:(?:right|just|exactly|at the (?:bar|point|place|spot))\s+)?(?:where|when)|until|till|before"
    r"|after|as soon as|once)"
    r"\s+(?P<name>(?:the|my|our)\s+[\w'-]+(?:\s[\w'-]+)?)\s+"
    r"(?P<verb>comes? in|enters?|starts?(?: up)?|begins?|kicks? in|drops? in|ends?|stops?|finish(?:es)?|is over)\b"
    r"(?: (?:talking|speaking|singing|playing|rapping|reading|drumming|coming in)\b)?"
    r"(?! (?:at|on|in|to|with|over|again|earlier|later)\b)",
    re.IGNORECASE,
)
_ENDS = ("end", "stop", "finish", "is over")
_LEADS = {"until": "until", "till": "until", "before": "before", "after": "from", "as soon as": "from", "once": "from"}


def entered(text: str, bars_of: Callable[[str], tuple[float, float] | None], names: dict[float, str]) -> str:
    """The same request with bars for such places; `bars_of` gives where a named thing begins and ends, in bars.

    `names` gets the thing's name for each of these bars.
    """
    if '"' in plain(text):
        return text

    def told(match: re.Match[str]) -> str:
        found = bars_of(match["name"])
        if found is None:
            return match[0]
        bar = found[1] if match["verb"].lower().startswith(_ENDS) else found[0]
        name = match["name"].partition(" ")[2]
        names[bar] = name[:1].upper() + name[1:]
        return f"{_LEADS.get(match['prep'].lower(), 'at')} bar {bar:g}"

    return _ENTRY.sub(told, text)
