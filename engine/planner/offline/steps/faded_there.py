"""Faded there: "fade the guitar out at the end of the solo", "fade the rain out from 37" end with their clip."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.clips_alone import clips_alone
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_WHERE = r"(?:at (?P<end>the end of [\w' ]+?)|(?P<from>from) (?P<bar>\d{1,3}))"
_OVER = rf"(?: (?:over|for|in) (?P<n>\d+|an?|{NUMBER_WORDS}) bars?)?"
_FORMS = tuple(
    re.compile(rf"{LEAD}{words} {_WHERE}{_OVER}(?: on(?:wards?)?)?[\s.!]*$", re.IGNORECASE)
    for words in (r"fade (?P<what>[^,;:.?]{1,40}?) out", r"fade out (?P<what>[^,;:.?]{1,40}?)")
)
_NEAR_BARS = 0.05


def faded_there(text: str, scene: DialogueState) -> list[Step] | None:
    """The fade out of the clip that is named and ends there; None for any other request."""
    said = plain(text).strip()
    match = next((hit for form in _FORMS if (hit := form.match(said))), None)
    clips = clips_alone(match["what"], scene) if match else []
    if match is None or not clips:
        return None
    bar_s = Clause("", "", "", scene).bar_s
    if match["from"]:
        bar = float(match["bar"])
        there = [clip for clip in clips if clip.bars and clip.bars[0] <= bar < clip.bars[1] - _NEAR_BARS]
        if len(there) != 1 or there[0].bars is None:
            return None
        length = number((there[0].bars[1] - bar) * bar_s)
        return [Step("edit_clip", {"clip": there[0].id, "action": "fade_out", "duration": length})]
    ends = bars_listed(match["end"], scene)
    there = [clip for clip in clips if clip.bars and ends and abs(clip.bars[1] - ends[0]) < _NEAR_BARS]
    if len(there) != 1:
        return None
    word = (match["n"] or "").lower()
    count = float(word) if word.isdigit() else 1.0 if word in ("a", "an") else float(spoken_number(word) or 0)
    over = {"duration": number(count * bar_s)} if word else {}
    return [Step("edit_clip", {"clip": there[0].id, "action": "fade_out", **over})]
