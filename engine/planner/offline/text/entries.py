"""Places told by what lies there: "where the brass comes in", "until the solo ends" become bars."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_ENTRY = regex(
    r"\b(?P<prep>(?:(?:right|just|exactly|at the (?:bar|point|place|spot))\s+)?(?:where|when)|until|till|before"
    r"|after|as soon as|once)"
    r"\s+(?P<name>(?:(?:the|my|our)\s+)?[\w'-]+(?:\s[\w'-]+)?)\s+"
    r"(?P<verb>comes? in|came in|enter(?:s|ed)?|start(?:s|ed)?(?: up)?|begins?|began|kick(?:s|ed)? in|drops? in"
    r"|end(?:s|ed)?|stop(?:s|ped)?|finish(?:es|ed)?|(?:is|are|was|were) over|(?:is|are|was|were) (?:done|finished)"
    r"|sits|sat|lies|lay)\b"
    r"(?: (?:talking|speaking|singing|playing|rapping|reading|drumming|coming in)\b)?"
    r"(?! (?:at|on|in|to|with|over|again|earlier|later)\b)",
    re.IGNORECASE,
)
_ENDS = ("end", "stop", "finish", "is ", "are ", "was ", "were ")
_NAME = r"(?P<name>(?:(?:the|my|our)\s+)?[\w'-]+(?:\s[\w'-]+)?)"
_BESIDE = regex(
    rf"\b(?:right|straight|directly|immediately) (?P<after>after|behind|following) {_NAME}(?=\W|$)", re.IGNORECASE
)
_APART = regex(
    r"\b(?:at )?(?P<count>\d+(?:\.\d+)?|one|two|three|four|half a|a) (?P<unit>seconds?|secs?|s|beats?)"
    rf" (?P<after>after|before) {_NAME}(?: (?P<verb>comes? in|starts?|begins?|ends?|stops?|finish(?:es)?|is over))?"
    r"(?=\W|$)",
    re.IGNORECASE,
)
_SAME_PLACE = regex(
    r"(?P<place>\bat bar \d+(?:\.\d+)?),? (?:so|i\.?e\.?|which is|that(?:'s| is)) (?:at )?(?:about )?"
    r"(?:\d+(?:\.\d+)? ?(?:seconds?|secs?|s)|\d+:\d\d|bar \d+)\b",
    re.IGNORECASE,
)
""" "When the guest is over, so at 16 seconds": one place, told twice."""
_MOVED = r"(?P<moved>\b(?:move|bring|pull|push|shift|drag|slide|put|place)\b[^,;.]{1,40}?)"
_TO_WHERE = regex(rf"{_MOVED} (?:up|back|over|down|forward|ahead) to where\b", re.IGNORECASE)
_LINED_UP = regex(
    rf"\b(?:line|align) (?P<what>(?:the |my |our )?[\w'-]+(?: [\w'-]+)?)(?: up)? (?:with|to) (?:the start of"
    rf" )?{_NAME}(?=\W*$)",
    re.IGNORECASE,
)
_SAME_START = regex(rf"\bat the same (?:place|time|bar|spot|point|moment) as {_NAME}(?=\W*$)", re.IGNORECASE)
_MOVED_AFTER = regex(
    rf"(?P<moved>\b(?:move|shift|slide|drag)\b[^,;.]{{1,40}}?) (?:to )?(?:after|behind) {_NAME}(?=\W*$)", re.IGNORECASE
)
_FIGURES = {"one": 1.0, "a": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "half a": 0.5}
_LEADS = {"until": "until", "till": "until", "before": "before", "after": "from", "as soon as": "from", "once": "from"}


def entered(
    text: str,
    bars_of: Callable[[str], tuple[float, float] | None],
    names: dict[float, str],
    bar_s: float,
    beats_per_bar: float,
) -> str:
    """The same request with bars for such places; `bars_of` gives where a named thing begins and ends, in bars.

    `names` gets the thing's name for each of these bars. Distances from a thing ("2 seconds after the guest") become
    seconds of the session, `bar_s` long each bar. Nothing inside quotation marks is changed.
    """

    def told(match: re.Match[str]) -> str:
        found = bars_of(match["name"])
        if found is None:
            return match[0]
        bar = found[1] if match["verb"].lower().startswith(_ENDS) else found[0]
        name = re.sub(r"^(?:the|my|our)\s+", "", match["name"], flags=re.IGNORECASE)
        names[bar] = name[:1].upper() + name[1:]
        return f"{_LEADS.get(match['prep'].lower(), 'at')} bar {bar:g}"

    def beside(match: re.Match[str]) -> str:
        for name, rest in _shorter(match["name"]):
            if found := bars_of(name):
                return f"at bar {found[1]:g}{rest}"
        return match[0]

    def apart(match: re.Match[str]) -> str:
        count = _FIGURES.get(match["count"].lower()) or float(match["count"])
        away_s = count * (bar_s / beats_per_bar if match["unit"].lower().startswith("b") else 1.0)
        for name, rest in _shorter(match["name"]):
            if found := bars_of(name):
                verb = (match["verb"] or "").lower()
                is_end = verb.startswith(_ENDS) or not verb and match["after"].lower() == "after"
                from_s = (found[1 if is_end else 0] - 1) * bar_s
                at_s = from_s + away_s if match["after"].lower() == "after" else from_s - away_s
                return f"at {max(0.0, at_s):g} seconds{rest}"
        return match[0]

    text = _outside_quotes(text, _TO_WHERE, lambda m: f"{m['moved']} to where")
    text = _outside_quotes(text, _LINED_UP, lambda m: f"move {m['what']} to where {m['name']} starts")
    text = _outside_quotes(text, _SAME_START, lambda m: f"where {m['name']} starts")
    text = _outside_quotes(text, _MOVED_AFTER, lambda m: f"{m['moved']} right after {m['name']}")
    for pattern, change in ((_APART, apart), (_BESIDE, beside), (_ENTRY, told), (_SAME_PLACE, lambda m: m["place"])):
        text = _outside_quotes(text, pattern, change)
    return text


def _shorter(name: str) -> list[tuple[str, str]]:
    """The name, and what is left of it without its last word, which may be the sentence's."""
    head, _, last = name.rpartition(" ")
    return [(name, ""), *([(head, f" {last}")] if head and head.lower() not in ("the", "my", "our") else [])]


def _outside_quotes(text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
    simple = plain(text)
    if len(simple) != len(text):
        return text
    quoted = [match.span() for match in re.finditer(r'"[^"]*"', simple)]
    for match in reversed(list(pattern.finditer(simple))):
        if not any(a < match.start() < b or a < match.end() < b for a, b in quoted):
            text = f"{text[: match.start()]}{change(match)}{text[match.end() :]}"
    return text
