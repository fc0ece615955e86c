"""At an end: "no, at the end" is where what lies somewhere goes."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.follow_ups.acts_over import never_over_bars
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.only_there import WHICH_BARS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LIES = ("generate_audio", "generate_midi", "sing", "speak")
_AT_AN_END = regex(
    r"(?:(?:put it|make it|it|that|should be|goes|just|only) )*(?:right )?(?:at|to) the (?:very )?"
    r"(?:(?P<end>end)|start|beginning|top)(?: of (?:it|the (?:song|track|piece)))?(?: instead)?"
)


def at_an_end(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "No, at the end": where what lies somewhere goes; a question behind what has no place."""
    match, act = _AT_AN_END.fullmatch(said.text.strip()), last[0]
    if match is None or len(last) != 1 or act.kind in ("fade_in", "fade_out", "delete"):
        return None
    bar = number(song_end(said) if match["end"] else 1.0)
    if act.tool in ("arrange", "marker") and "bar" in act.args:
        return [told_as(Step(act.tool, {**act.args, "bar": bar}), "fix", act)]
    if act.tool in _LIES and len(act.out) == 1:
        return [Step("arrange", {"action": "move", "clip": act.out[0], "bar": bar})]
    return never_over_bars(last) or [Step("ask", {"text": WHICH_BARS})]
