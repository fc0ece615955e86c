"""Looped otherwise: "stop at 36", "just twice is enough" behind a loop: how far, or how often, it goes on."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:no|nope|hm+|sorry|oops|wait|actually|ok(?:ay)?|and|but|now|then|please|rather|just|only|make it|let it"
    r"|have it|loop it|repeat it)\b\W*)*"
)
_UNTIL = re.compile(
    rf"{_LEAD}(?:(?:stop|end|finish)s?(?: it)?(?: (?:at|on|by|with))?|until|till?|up to|to) (?P<where>[\w' ]+?)"
    r"(?:,? (?:please|instead|is enough|will do|though))*[\s.!]*$",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"{_LEAD}(?:(?P<word>once|twice|thrice)|(?P<n>\d+|{NUMBER_WORDS}) times)(?: in all| in total)?"
    r"(?:,? (?:please|instead|is enough|is fine|will do|though))*[\s.!]*$",
    re.IGNORECASE,
)
_COUNTS = {"once": 1, "twice": 2, "thrice": 3}


def looped_otherwise(text: str, scene: DialogueState) -> list[Step] | None:
    """The loop of the last turn with another end or count; None for any other turn."""
    said = plain(text).strip()
    until, times = _UNTIL.match(said), _TIMES.match(said)
    frames = done_last(State.of(scene)) if until or times else []
    if len(frames) != 1 or (frames[0].tool, frames[0].kind) != ("edit_clip", "loop"):
        return None
    frame, clip = frames[0], scene.clip(frames[0].args.get("clip"))
    args = {name: value for name, value in frame.args.items() if name not in ("duration", "count")}
    if times:
        word = (times["word"] or times["n"]).lower()
        count = _COUNTS.get(word) or (int(word) if word.isdigit() else int(spoken_number(word) or 0))
        return [told_as(Step("edit_clip", {**args, "count": count}), "fix", frame)] if count > 1 else None
    bars = bars_listed(until["where"], scene) if until and clip and clip.bars else None
    if not bars or len(bars) != 1 or clip is None or clip.bars is None or bars[0] <= clip.bars[0]:
        return None
    length_s = (bars[0] - clip.bars[0]) * Clause("", "", "", scene).bar_s
    return [told_as(Step("edit_clip", {**args, "duration": number(length_s)}), "fix", frame)]
