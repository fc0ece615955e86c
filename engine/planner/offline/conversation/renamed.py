"""Renamed: "call it Middle instead" after something was given a name: the same call with the other name."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.doubts.word_evidence import evidence
from engine.planner.offline.text.words import COMMANDS, plain
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


_OTHER = regex(
    r"^\W*(?:(?:no|nah|nope|sorry|wait|actually|hm+|or|rather)\b[\s,]*)+(?P<name>[a-z][\w' -]{0,30}?)"
    r"(?:,? (?:instead|rather|then|i think))*\W*$"
    r"|^\W*(?P<other>[a-z][\w' -]{0,30}?),? (?:instead|rather)\W*$",
    re.IGNORECASE,
)


def _other_name(text: str, last: Frame | None) -> re.Match[str] | None:
    """ "No, Leftovers" behind a name: words that tell nothing to be done."""
    if last is None or (last.tool, last.kind) not in (("arrange", "rename"), ("marker", "rename")):
        return None
    match = _OTHER.match(plain(text))
    said = (match["name"] or match["other"] or "") if match else ""
    if not said or any(word.lower() in COMMANDS for word in said.split()) or len(said.split()) > 2:
        return None
    strange = [one for one in said.lower().split() if evidence().lift(one, "mix") is None]
    named = text[match.start("name") :][: len(said)] if match and match["name"] else text.strip()[: len(said)]
    if not strange and not named[:1].isupper():
        return None
    return _CALLS.match(f"call it {named}")


def _name_of(match: re.Match[str], text: str) -> str:
    """The name as it was typed."""
    whole = match.string if match.string.startswith("call it ") else text
    return whole[match.start("name") : match.end("name")].strip()


def renamed(text: str, state: State) -> list[Step] | None:
    """The last call with the name that is wanted; None when the words say something else."""
    last = state.frames[-1] if state.frames else None
    match = _CALLS.match(plain(text)) or _other_name(text, last)
    if match is None or last is None or last.state != "done" or last.turn < len(state.context.dialogue) - 1:
        return None
    if (last.tool, last.kind) == ("marker", "move") and not _ONLY_A_VERB.search(match[0][: match.start("name")]):
        name = _name_of(match, text)
        return [Step("marker", {"action": "rename", "name": last.args.get("name"), "new_name": name})]
    slot = _NAMED.get((last.tool, last.kind))
    slot = "track" if slot and slot not in last.args and last.kind == "new_track" else slot
    old = last.args.get(slot) if slot else None
    if not slot or not isinstance(old, str) or re.search(r"\d", match["name"]) and _ONLY_A_VERB.search(match[0]):
        return None
    name = _name_of(match, text)
    if _ONLY_A_VERB.search(match[0][: match.start("name")]) and not name[:1].isupper():
        return None
    return [told_as(Step(last.tool, {**last.args, slot: name}), "fix", last)]
