"""Gaps: "leave a bar of nothing before the chorus, everyone stops" mutes everything in that bar."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import plain

_GAP = re.compile(
    r"^\W*(?:(?:please|ok(?:ay)?|now|and|then|also|(?:can|could) (?:you|we)|let'?s|i(?:'d like| want)|we need)\W+)*"
    r"(?:(?:leave|have|make|give (?:me|us|it)|get|do|want|need|put|create)\s+)?"
    r"(?P<count>an?|one|two|three|four|\d+)\s+(?:(?P<beats>beats?)|(?:whole |full |empty |silent )*bars?)(?:'s)?"
    r"(?:\s+of\s+(?:complete |total |pure |dead |absolute )?(?:nothing|silence|rests?|air|quiet|gap|tacet)"
    r"|\s+(?:rest|gap|tacet|stop))"
    r"\s+(?:right |just )?(?P<way>before|ahead of|in front of|leading (?:in)?to|at|in|on)\s+(?P<where>[^,;.]+?)"
    r"(?:[,;.\s]+(?:where |so )?(?:everyone|everybody|everything|all|all of (?:us|them)|the (?:whole )?band)"
    r"(?:\s+(?:stops?|is|are|goes|go|drops?|out|silent|quiet|off|tacet|shuts?|up))*)?\W*$",
    re.IGNORECASE,
)


def gap(text: str, bar_of: Callable[[str], float | None], time_signature: str) -> str:
    """The same wish as bars in which everything is muted; any other text as it is."""
    match = None if '"' in plain(text) else _GAP.match(plain(text))
    at = bar_of(match["where"]) if match else None
    if match is None or at is None:
        return text
    said = match["count"].lower()
    count = float(said) if said.isdigit() else 1.0 if said in ("a", "an") else float(spoken_number(said) or 1)
    length = count / int(time_signature.split("/")[0]) if match["beats"] else count
    start, end = (at, at + length) if match["way"].lower() in ("at", "in", "on") else (at - length, at)
    return text if start < 1 else f"mute everything from bar {start:g} to bar {end:g}"
