"""Whether a wish turns a knob of the effect that lies on a sung line: "less feedback" is no manner of singing."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.text.knob_words import KNOBS


def turns_a_knob(text: str, state: State) -> bool:
    """Behind a delay, "feedback" and "wet" are the delay's."""
    knobs = [KNOBS.get(str(one.args.get("effect")), {}) for one in done_last(state) if one.tool == "apply_effect"]
    return any(re.search(rf"\b(?:{words})\b", text) for knob in knobs for words in knob.values())
