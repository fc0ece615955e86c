"""Sent instead: "no, I meant a send to the verb" takes the effect off again that was put on the track itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import done_last, things_of
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_CORRECTS = re.compile(
    r"^\W*(?:no|nah|nope|sorry|oops|wait|actually|hm+)\b|\b(?:instead|rather|meant?)\b", re.IGNORECASE
)
_TOO = re.compile(r"\b(?:too|as well|also|and)\b", re.IGNORECASE)


def sent_instead(steps: list[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps, behind an undo where a send takes the place of the effect of the last act."""
    if not steps or not scene.done or not _CORRECTS.search(text) or _TOO.search(text):
        return steps
    if not all(step.task == "route" and step.args.get("action") == "send" for step in steps):
        return steps
    state = State.of(scene)
    last = done_last(state)
    if not last or not all(one.tool == "apply_effect" and one.request for one in last):
        return steps
    treated = {thing.removeprefix("track:") for one in last for thing in things_of(one, state)}
    return [Step("undo", {"target": f"#{last[0].request}"}), *steps] if _tracks(steps) <= treated else steps


def _tracks(steps: Sequence[Step]) -> set[str]:
    return {str(one) for step in steps for one in (step.args.get("track"), *(step.args.get("tracks") or ())) if one}
