"""A filter that is opened or closed again: "too much, open it back up a little" behind a low pass is its cutoff."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_FORM = re.compile(
    r"^\W*(?:(?:no|hm+|ok(?:ay)?|that'?s|it'?s|thats|way|far|a bit|too much|too dark|too dull|too bright|now|and|but|so"
    r"|please|can you)[\s,.;!-]+)*(?P<way>open|close)s? (?:it|that|the filter|the low ?pass)?\s*(?:back )?(?:up|down)?"
    r"(?P<much>(?:[\s,]+(?:a (?:bit|little|touch|tad)|slightly|half ?way|half|more|again|then|please|much|a lot"
    r"|further|now"
    r"|some|back|up))*)[\s.!]*$",
    re.IGNORECASE,
)
_USUAL_HZ, _OPEN_HZ, _LOWEST_HZ = 8000.0, 20000.0, 100.0
_STEP, _SMALL, _LARGE = 1.6, 1.25, 2.5


def filter_opened(text: str, scene: DialogueState) -> list[Step] | None:
    """The low pass with another cutoff; None for any other turn, and behind anything else."""
    match = _FORM.match(plain(text))
    last = done_last(State.of(scene)) if match else []
    if match is None or len(last) != 1 or (last[0].tool, last[0].kind) != ("apply_effect", "lowpass"):
        return None
    cutoff_hz = last[0].args.get("cutoff_hz", _USUAL_HZ)
    much = match["much"].lower()
    factor = _SMALL if re.search(r"bit|little|touch|tad|slightly", much) else _LARGE if "lot" in much else _STEP
    if match["way"].lower() == "close":
        new = max(_LOWEST_HZ, cutoff_hz / factor)
    elif "half" in much:
        new = (cutoff_hz * _OPEN_HZ) ** 0.5  # half of the way in octaves
    else:
        new = min(_OPEN_HZ, cutoff_hz * factor)
    return [told_as(Step("apply_effect", {**last[0].args, "cutoff_hz": round(new)}), "fix", last[0])]
