"""The rest stays: "mute the flute, the others stay as they are" says only what is not touched, beside what is done."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.group_said import LEFT, REST
from engine.planner.offline.steps.replying import reply_step
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_STAYS = re.compile(
    r"^\W*(?:(?:can|should|must|to|just|all)\s+)*(?:stays?|remains?|unchanged|untouched"
    r"|(?:is|are) (?:fine|good|ok(?:ay)?|(?:as|like|how)(?: (?:it|they))? (?:is|are|was|were)))\b"
    r"(?: (?:as|like|where|how) (?:it|they) (?:is|are|was|were)| put| there| untouched| unchanged| the same)?"
    r"(?=\W*(?:$|[,;.!?]))",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:[\s,;.]|\b(?:and|but|then|while)\b)+$", re.IGNORECASE)
Read = Callable[[str, DialogueState], list[Step]]


def beside_the_rest(text: str, scene: DialogueState, read: Read) -> list[Step]:
    """The steps of what is said beside "the others stay as they are"; [] for any other request."""
    simple = plain(text)
    found = list(REST.finditer(simple))
    if len(found) != 1 or '"' in simple or not _STAYS.match(simple[found[0].end() :]):
        return []
    start, end = found[0].span()
    if LEFT.search(simple[:start]):
        return []
    behind = re.search(r"[,;.!?]\s+(?=\w)", text[end:])
    head, tail = _JOINT.sub("", text[:start]), text[end + behind.end() :] if behind else ""
    left = f"{head}, {tail}" if head.strip() and tail.strip() else head.strip() or tail.strip()
    if not left.strip():
        return [reply_step("chat", text, scene)]
    is_act = things(plain(left), scene) or re.search(r"\b(?:undo|revert)\b", left, re.IGNORECASE)
    return read(left, DialogueState.of(scene.context)) if is_act else []
