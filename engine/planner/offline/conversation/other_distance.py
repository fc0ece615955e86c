"""Other distance: "one bar later, not two": the move that went so far goes as far as is said now."""

from __future__ import annotations

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DISTANCE = regex(
    r"^\W*(?:(?:no|nope|wrong|sorry|wait|ah|oh)\W+)*(?:only |just )?(?P<new>\d+|an?|one|two|three|four|six"
    r"|eight) (?P<unit>bars?|beats?)"
    r"(?: (?:(?P<on>later|on|further|forward)|(?P<back>earlier|sooner|back)))?\W+not"
    r" (?P<old>\d+|one|two|three|four|six|eight)\b"
    r"(?: (?:bars?|beats?))?\W*$"
)
_BEATS = (1, 2, 3, 4, 5, 6, 7)
"""In a bar, or one where beats are told."""
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}


def other_distance(text: str, state: State) -> list[Step] | None:
    """ "One bar later, not two": the move by that many, whatever else was done beside it."""
    match = _DISTANCE.match(plain(text).lower())
    if match is None:
        return None
    new, old = (float(_COUNTS.get(match[name]) or match[name]) for name in ("new", "old"))
    found = [one for one in done_last(state) if old and abs(one.args.get("offset_beats") or 0.0) / old in _BEATS]
    if len(found) != 1 or match["back" if found[0].args["offset_beats"] > 0 else "on"]:
        return None  # the other way is another matter
    moved = found[0].args["offset_beats"] / old * new
    return [told_as(Step(found[0].tool, {**found[0].args, "offset_beats": moved}), "fix", found[0])]
