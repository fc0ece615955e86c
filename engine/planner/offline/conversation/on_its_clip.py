"""On its clip: a level for a part or a copy is no move of the fader, which the rest of the track has too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_A_PART = re.compile(
    r"\b(?:part|half|piece|bit|copy|region|clip|(?:first|second|third|last|other|new|later|earlier) one)\b"
    r"(?! (?:more|less|louder|quieter|softer|up|down|higher|lower))",
    re.IGNORECASE,
)
_THE_COPY = re.compile(r"\bcopy\b", re.IGNORECASE)


def on_their_clips(steps: list[Step], text: str, state: State) -> list[Step]:
    """The same steps; a fader that would move more than the part which is meant becomes a gain of its clip."""
    simple = plain(text)
    if not _A_PART.search(re.sub(r"\ba (?:little |tiny |wee )?bit\b", " ", simple, flags=re.IGNORECASE)):
        return steps
    return [_on_its_clip(step, simple, state) for step in steps]


def _on_its_clip(step: Step, text: str, state: State) -> Step:
    card = state.cards.get(str(step.args.get("clip")))
    if step.task != "mix" or step.args.get("action") != "gain" or "value_db" not in step.args or card is None:
        return step
    beside = [one.view for one in state.cards.values() if one.view.track and one.view.track == card.view.track]
    if len(beside) < 2 or card.view.kind != "audio":
        return step
    clip = _copied(beside, state.frames) if _THE_COPY.search(text) else card.view
    return Step("edit_clip", {"clip": (clip or card.view).id, "action": "gain", "value_db": step.args["value_db"]})


def _copied(beside: Sequence[ClipInfo], frames: Sequence[Frame]) -> ClipInfo | None:
    """The clip that lies where the last copy was put."""
    bar = next((one.args.get("bar") for one in reversed(frames) if one.kind == "duplicate" and one.is_live), None)
    return next((one for one in beside if bar is not None and one.bars and abs(one.bars[0] - bar) < 0.01), None)
