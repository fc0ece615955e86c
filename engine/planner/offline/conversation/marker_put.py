"""Marker put: "and put it at 37" behind a marker that was named or set moves that one."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PUT = regex(
    rf"{LEAD}(?:put|move|set|shift|place|have) (?:it|that|this|the marker) (?:at|to|on|in) (?P<where>[\w' ]+?)"
    r"(?:,? (?:please|instead|then|now|too))*[\s.!]*$",
    re.IGNORECASE,
)


_SHIFTED = regex(
    rf"{LEAD}(?:put|move|set|shift|place|nudge|push|pull) (?:it|that|this|the marker)"
    rf" (?P<n>\d+|an?|{NUMBER_WORDS}) bars?"
    r" (?P<way>earlier|sooner|later|back|forwards?|on)(?:,? (?:please|instead|then|now|too))*[\s.!]*$",
    re.IGNORECASE,
)


def marker_put(text: str, scene: DialogueState) -> list[Step] | None:
    """The move of that marker; None for any other turn."""
    said = plain(text).strip() if scene.context.dialogue and scene.done else ""
    match = _PUT.match(said) or _SHIFTED.match(said)
    frames = done_last(State.of(scene)) if match else []
    if match is None or len(frames) != 1 or frames[0].tool != "marker" or frames[0].kind == "delete":
        return None
    name = frames[0].args.get("new_name") or frames[0].args.get("name")
    bars = bars_listed(match["where"], scene) if match.re == _PUT else _beside(match, name, scene)
    if not isinstance(name, str) or not bars or len(bars) != 1:
        return None
    return [Step("marker", {"action": "move", "name": name, "bar": number(bars[0])})]


def _beside(match: re.Match[str], name: object, scene: DialogueState) -> list[float]:
    """So many bars from where the marker stands."""
    word = match["n"].lower()
    count = float(word) if word.isdigit() else 1.0 if word in ("a", "an") else float(spoken_number(word) or 0)
    by = -count if match["way"].lower() in ("earlier", "sooner", "back") else count
    return [bar + by for known, bar in scene.context.markers if known == name and bar + by >= 1]
