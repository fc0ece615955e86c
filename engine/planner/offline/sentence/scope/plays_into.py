"""Plays into: "let Lina play one bar into the outro and then stop": from there to its end she is silent."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.markers import sections_named
from engine.planner.regex import regex

_INTO = regex(
    r"\b(?:let |have |make )?(?P<who>(?:the |my |our )?[\w'-]+(?: [\w'-]+)?) plays? (?:only |just )?"
    rf"(?P<count>{COUNT}) bars? into (?:the )?(?P<part>[\w' ]+?)"
    r"(?:,? (?:and |but )?(?:then )?(?:stops?|goes? quiet|drops? out|rests?|no more|that'?s it|out))\W*$",
    re.IGNORECASE,
)


def with_stop_told(text: str, scene: DialogueState) -> str:
    """The text with the bars in which nothing is played; as it is where it says nothing of that kind."""
    match = _INTO.search(text)
    end = float(last_bar(Clause("", "", "", scene)))
    parts = sections_named(match["part"], scene.context.markers, end) if match else []
    if match is None or len(parts) != 1:
        return text
    start, stop = parts[0][1]
    first = start + counted(match["count"].lower())
    stop = stop if stop > start else end
    if first >= stop:
        return text
    bars = f"bars {first:g} to {stop - 1:g}" if stop - first > 1 else f"bar {first:g}"
    return f"{text[: match.start()]}mute {match['who']} in {bars}"
