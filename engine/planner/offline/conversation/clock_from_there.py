"""Clock from there: "and back to 96 from the outro" behind a tempo that was set."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_FROM = re.compile(
    rf"{LEAD}(?:(?:go|get|take it|bring it|set it|make it|put it) )?(?:(?:back|up|down|again) )*(?:to )?"
    r"(?P<bpm>\d{2,3}(?:\.\d+)?)(?: ?bpm)?(?: again)?,? (?:from|at|in|as of|starting (?:at|from)) (?P<where>[\w' ]+?)"
    r"(?: on(?:wards?)?)?(?: again)?[\s.!]*$",
    re.IGNORECASE,
)
_SLOWEST_BPM, _FASTEST_BPM = 20.0, 400.0


def clock_from_there(text: str, scene: DialogueState) -> list[Step] | None:
    """The tempo from that place on; None where the last turn set none, or the words say anything else."""
    match = _FROM.match(plain(text).strip()) if scene.context.dialogue and scene.done else None
    state = State.of(scene) if match else None
    last = [one for one in state.frames if one.turn == state.last_turn] if state else []
    if match is None or not last or any((one.tool, one.kind) != ("transport", "set_tempo") for one in last):
        return None
    bars, bpm = bars_listed(match["where"], scene), float(match["bpm"])
    if not bars or len(bars) != 1 or not _SLOWEST_BPM <= bpm <= _FASTEST_BPM:
        return None
    return [Step("transport", {"action": "set_tempo", "bpm": number(bpm), "bar": number(bars[0])})]
