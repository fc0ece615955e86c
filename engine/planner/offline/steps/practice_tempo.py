"""Slower for practising: "slower, say 80" behind a loop is the tempo of the song."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_FORM = re.compile(
    rf"{LEAD}(?:(?:a (?:bit|little|touch) |much |way )?(?:slower|faster|quicker)"
    r"|(?:slow|speed) (?:it|that|things) (?:down|up))"
    r"[\s,]+(?:(?:say|like|maybe|about|around|to|at|let'?s say|try)[\s,]+)*(?P<bpm>\d{2,3})(?: ?bpm)?"
    r"(?:[\s,]+(?:just |only )?(?:for|so|to|while|until)\b.*)?\W*$",
    re.IGNORECASE,
)
_LEAST, _MOST = 30, 300


def practice_tempo(text: str, state: State) -> list[Step] | None:
    """The step; None for any other words, and where the act before it was none of playing."""
    match = _FORM.match(plain(text))
    done = [one for one in state.frames if one.is_live and one.tool not in REPLIES]
    if match is None or not done or done[-1].tool != "transport" or not _LEAST <= int(match["bpm"]) <= _MOST:
        return None
    return [Step("transport", {"action": "set_tempo", "bpm": int(match["bpm"])})]
