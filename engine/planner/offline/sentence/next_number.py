"""The next number of a name that was just told: "gtr 1 hard left, 2 hard right", "mute take 1 and 3"."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.regex import regex

_NUMBERED = regex(r"^(?P<stem>.*[a-z]) ?(?P<number>\d+)$", re.IGNORECASE)
_IS_TOLD = (
    r"(?= ?(?:(?:hard|full|all the way|to the|panned|a bit|slightly|muted|soloed|off|left|right|l\b|r\b|cent(?:er"
    r"|re))\b"
    r"|(?:up|down|at|by|-|\+)\s?-?\d|\d+ ?%|$|[,.;]|and \d))"
)


def with_next_number(text: str, scene: DialogueState) -> str:
    """The text with the whole name for each bare number of another track that is called alike."""
    numbered = [match for name in scene.context.tracks if (match := _NUMBERED.match(name))]
    stems = {match["stem"].lower() for match in numbered}
    for stem in sorted(stems, key=len, reverse=True):
        numbers = {match["number"] for match in numbered if match["stem"].lower() == stem}
        if len(numbers) < 2:
            continue
        first = re.search(rf"(?<!\w){re.escape(stem)} ?(?:{'|'.join(numbers)})\b", text, re.IGNORECASE)
        if first is None:
            continue
        form = rf"(?P<joint>(?:,|;|\band\b|&) ?)(?P<number>{'|'.join(sorted(numbers))}){_IS_TOLD}"
        head, rest = text[: first.end()], text[first.end() :]
        name = stem.replace("\\", r"\\")
        text = head + re.sub(form, rf"\g<joint>{name} \g<number>", rest)
    return text
