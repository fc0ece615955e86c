"""Orders lost: "bass down 3, season the pad with cinnamon": a clause about somebody whom nothing is done to is said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.doubts.looked_at import done_to
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.together import LEFT_OUT
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ORDER = regex(
    r"^(?!(?:i|we|you|he|she|it|they|this|that|there|but|and|so|not|no|with|without|under|over|from|in|on|at|to|for|of"
    r"|by|before|after|behind|like|as|than|instead|only|just|also|all|both|the|my|our|his|her|their)\b)"
    r"[a-z]+(?: (?:up|down|out|off|in))? (?:the|my|our|all the|both) [a-z]"
)


def orders_lost(text: str, steps: Sequence[Step], scene: DialogueState) -> str:
    """The line that says which order is in none of the steps; "" where none is."""
    if '"' in plain(text) or any(one.task in REPLIES for one in steps):
        return ""
    reached = done_to(steps, scene)
    lost = [
        one.text
        for one in clauses(plain(text).strip().lower())
        if one.kind in (Kind.NOTHING, Kind.PIECE, Kind.ASKS) and _ORDER.match(one.text)
        if (named := {track for thing in things(one.text, scene) for track in (*thing.tracks, *thing.others)})
        and reached
        and not named & reached
        and not any(re.search(rf"(?<!\w){re.escape(done.lower())}(?!\w)", one.text) for done in reached)
    ]  # "lower the Strings bus" is done to the bus, though there are strings
    return LEFT_OUT.format("”, “".join(lost)) if lost else ""
