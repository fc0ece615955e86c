"""Renamed: "call it Middle instead" after something was given a name: the same call with the other name."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_CALLS = regex(
    r"^\W*(?:(?:no|nah|nope|sorry|oops|wait|actually|ok(?:ay)?|hm+|and|but|please|just|i meant?|rather)\b[\s,.]*)*"
    r"(?:(?:can you |could you |let'?s |you can )?(?:call|name|rename) (?:it|that|this|that one|this one)(?: to)?"
    r"|(?:it|that|the name) (?:should|must) be (?:called|named)|make (?:it|the name|that))\s+"
    r"[\"']?(?P<name>[^\"',.;!?]{1,40}?)[\"']?(?P<rest>(?:,? (?:instead|rather|please|then|now|though|not [\w ]{1,30}"
    r"|instead of [\w ]{1,30}|rather than [\w ]{1,30}))*)\W*$",
    re.IGNORECASE,
)
_NAMED = {("marker", "add"): "name", ("marker", "rename"): "new_name", ("arrange", "rename"): "name",
          ("arrange", "new_track"): "name", ("route", "group"): "to", ("route", "bus"): "to"}  # fmt: skip
_ONLY_A_VERB = regex(r"\bmake\b", re.IGNORECASE)


def renamed(text: str, state: State) -> list[Step] | None:
    """The last call with the name that is wanted; None when the words say something else."""
    match = _CALLS.match(plain(text))
    last = state.frames[-1] if state.frames else None
    if match is None or last is None or last.state != "done" or last.turn < len(state.context.dialogue) - 1:
        return None
    if (last.tool, last.kind) == ("marker", "move") and not _ONLY_A_VERB.search(match[0][: match.start("name")]):
        name = text[match.start("name") : match.end("name")].strip()
        return [Step("marker", {"action": "rename", "name": last.args.get("name"), "new_name": name})]
    slot = _NAMED.get((last.tool, last.kind))
    slot = "track" if slot and slot not in last.args and last.kind == "new_track" else slot
    old = last.args.get(slot) if slot else None
    if not slot or not isinstance(old, str) or re.search(r"\d", match["name"]) and _ONLY_A_VERB.search(match[0]):
        return None
    name = text[match.start("name") : match.end("name")].strip()
    if _ONLY_A_VERB.search(match[0][: match.start("name")]) and not name[:1].isupper():
        return None
    return [told_as(Step(last.tool, {**last.args, slot: name}), "fix", last)]
