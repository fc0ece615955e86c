"""Part gone: "I only wanted the first 4 bars gone" behind a deletion, taken back or not: those bars alone go."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.edges import edges_in
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FORM = regex(
    r"(?:not (?:all|everything)(?: of it)?,? )?(?:(?:i|we) )?(?P<only>only |just )?(?P<meant>(?:meant?|want(?:ed)?) )?"
    r"(?:you )?(?:to )?(?:delete |remove |cut |lose )?(?:only |just )?(?P<part>(?!(?:only|just|in|on|over|during) ).+?)"
    r"(?: (?:of (?:it|that|them)|from it))?"
    r"(?: (?:to (?:be )?)?(?:gone|out|deleted|removed|off|away|cut))?"
)
_EDGE_COUNT = regex(r"(?:the )?(?P<which>first|opening|last|final) (?P<n>\d+ |\w+ )?bars?")


def part_gone(said: Said) -> list[Step] | None:
    """The deletion back, and those bars out of it; None where nothing was deleted last, or not all of it is known."""
    frames = [one for one in said.state.frames if one.turn == said.state.last_turn]
    match = _FORM.fullmatch(said.text.strip())
    is_told = match and (match["only"] or match["meant"] or re.search(r"\b(?:only|just)\b", said.text) or said.corrects)
    if not is_told or match is None or len(frames) != 1 or (frames[0].tool, frames[0].kind) != ("arrange", "delete"):
        return None
    clip, where = frames[0].args.get("clip"), _where(match["part"], said)
    if not isinstance(clip, str) or where is None or not _is_said_of(frames[0], said):
        return None
    cut = Step("edit_clip", {"clip": clip, "action": "cut", **where})
    return [cut] if frames[0].state == "undone" else [Step("undo", {}), cut] if frames[0].state == "done" else None


def _is_said_of(act: Frame, said: Said) -> bool:
    """Was nothing done since but that it was taken back?"""
    since = said.scene.context.dialogue[act.turn :]
    since = since if act.state == "undone" else since[:1]
    return all(call.get("tool") in ("undo", "ask", "chat") for turn in since for call in turn.calls)


def _where(words: str, said: Said) -> dict[str, float] | None:
    edges = edges_in(said)
    if len(edges) == 1 and edges[0].bars and (match := _EDGE_COUNT.fullmatch(words)):
        length = number(edges[0].bars * Clause("", "", "", said.scene).bar_s)
        return {"start": 0, "end": length} if match["which"] in ("first", "opening") else {"start": -length}
    found = Places(f"in {words}", said.scene).told()
    if len(found) != 1 or found[0].end < len(words) + 3 or len(found[0].spans) != 1 or found[0].is_open:
        return None
    start, end = found[0].spans[0]
    return {"start_bar": int(start), "end_bar": int(end) - 1} if start == int(start) and end == int(end) else None
