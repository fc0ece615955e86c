"""Copied to each: "copy the riff to 29 and 33", "repeat the pad at the chorus and the outro", a copy each."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.clips_alone import clips_alone
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_FORM = re.compile(
    rf"{LEAD}(?:copy|duplicate|repeat|paste|put (?:a )?cop(?:y|ies) of) (?P<what>[^,;:.?]{{1,40}}?)"
    r" (?:to|at|on|over to) (?P<where>[^;:?]+?)(?:,? (?:too|also|as well|please))*[\s.!]*$",
    re.IGNORECASE,
)


def copied_to_each(text: str, scene: DialogueState) -> list[Step] | None:
    """A copy of the one clip at each of several places; None for any other request."""
    said = plain(text).strip()
    match = None if '"' in said else _FORM.match(said)
    bars = bars_listed(match["where"], scene) if match else None
    clips = clips_alone(match["what"], scene) if match and bars and len(bars) > 1 else []
    if len(clips) != 1 or not bars:
        return None
    return [Step("arrange", {"action": "duplicate", "clip": clips[0].id, "bar": number(bar)}) for bar in bars]
