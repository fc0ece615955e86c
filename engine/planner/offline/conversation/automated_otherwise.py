"""Automated otherwise: "other direction", "40 each side" of what moves from one value to another."""

from __future__ import annotations

import math
import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:no|nope|hm+|sorry|oops|wait|actually|ok(?:ay)?|and|but|now|then|please|rather|just|only|make it"
    r"|do it|go|not (?:all the way|so (?:far|wide|much)|that (?:far|wide|much)|quite so (?:far|wide|much))|the)\b\W*)*"
)
_TURNED = re.compile(
    rf"{_LEAD}(?:(?:in )?(?:the )?(?:other|opposite|wrong|reverse) (?:direction|way(?: (?:a)?round)?)"
    r"|backwards|vice versa|(?:reverse|flip|swap|turn|invert) (?:it|that|them)(?: (?:a)?round)?)"
    r"(?:,? (?:please|instead|then|now))*[\s.!]*$",
    re.IGNORECASE,
)
_EACH_SIDE = re.compile(
    rf"{_LEAD}(?P<size>\d{{1,3}}) ?(?:%|percent)? (?:(?:on|to|at) )?(?:each|either|both) (?:sides?|ways?)"
    r"(?:,? (?:please|instead|is enough|will do))*[\s.!]*$",
    re.IGNORECASE,
)


def automated_otherwise(text: str, scene: DialogueState) -> list[Step] | None:
    """The automation of the last turn turned round, or as far to each side; None for any other turn."""
    said = plain(text).strip()
    turned, sides = _TURNED.match(said), _EACH_SIDE.match(said)
    frames = done_last(State.of(scene)) if turned or sides else []
    if not frames or any(not _moves(one) for one in frames):
        return None
    made = []
    for frame in frames:
        start, end = float(frame.args["from"]), float(frame.args["to"])
        if turned:
            start, end = end, start
        elif sides and frame.args.get("parameter") == "pan" and start * end < 0:
            size = min(100.0, float(sides["size"])) / 100
            start, end = math.copysign(size, start), math.copysign(size, end)
        else:
            return None
        made.append(told_as(Step("automate", {**frame.args, "from": number(start), "to": number(end)}), "fix", frame))
    return made


def _moves(frame: Frame) -> bool:
    start, end = frame.args.get("from"), frame.args.get("to")
    is_told = isinstance(start, int | float) and isinstance(end, int | float)
    return frame.tool == "automate" and is_told and start != end
