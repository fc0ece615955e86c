"""Clock: "0:16", "at a minute twelve", "fourteen seconds", "1 min 20 s" in seconds of the session or of a clip."""

from __future__ import annotations

import re

from engine.planner.offline.text.number_words import spoken_number
from engine.planner.regex import regex

_N = r"(?:\d+(?:[.,]\d+)?|[a-z]+(?:[ -][a-z]+)?)"
_CLOCK = regex(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>\d{2}(?:\.\d+)?)(?: (?:min(?:ute)?s?|h))?")
_SPOKEN = regex(
    rf"(?:(?P<m>an?|{_N})\s*(?:m|min|mins|minutes?)(?:\s+(?:and\s+)?(?P<s>{_N}|a half)(?:\s*(?:s|secs?|seconds?))?)?"
    rf"|(?P<only>{_N})\s*(?:s|secs?|seconds?)|second (?P<nth>\d+))",
    re.IGNORECASE,
)
_LEAD = regex(r"^(?:(?:right|exactly|about)\s+)?(?:(?:at|on|from|by|to|until)\s+)?(?:the\s+)?", re.IGNORECASE)
_TAIL = regex(r"\s+(?:in|mark|into (?:it|the (?:song|show|episode)))$", re.IGNORECASE)


def clock_s(words: str) -> float | None:
    """A time of day of the song in seconds; None for other words."""
    words = _TAIL.sub("", _LEAD.sub("", words.strip()))
    if clock := _CLOCK.fullmatch(words):
        return float(clock["h"] or 0) * 3600 + float(clock["m"]) * 60 + float(clock["s"])
    match = _SPOKEN.fullmatch(words)
    if not match:
        return None
    if match["m"] is None:
        return _figure(match["only"] or match["nth"])
    minutes, seconds = _figure(match["m"]), _figure(match["s"]) if match["s"] else 0.0
    if match["s"] and match["s"].lower() == "a half":
        seconds = 30.0
    return None if minutes is None or seconds is None else minutes * 60 + seconds


def _figure(said: str) -> float | None:
    if said[0].isdigit():
        return float(said.replace(",", "."))
    if said.lower() in ("a", "an"):
        return 1.0
    return float(spoken_number(said.lower())) if spoken_number(said.lower()) else None
