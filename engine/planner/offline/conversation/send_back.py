"""Send back: "put it back, 6 dB lower than it was", "bring it back at -18" of a send that the last act took off."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.text.amount_words import with_amount_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

ENDS_DB = -120
_BACK = re.compile(
    r"^\W*(?:(?:hm+|no|nah|ok(?:ay)?|sorry|actually|oh|and|but|wait|well|please|can you|could you|let'?s|now"
    r"|then)\b[\s,.]*)*"
    r"(?:(?:put|bring|add|turn|get|have|give|switch|want) (?:it|that|them|the (?:send|reverb|verb|delay|echo)|its send"
    r"|me that)(?: back)?(?: (?:in|on|again|up))*"
    r"|send (?:it|them)(?: (?:back|there|to it))*(?: again)?|back (?:on|in|with it)|back)"
    r"(?P<how>.*)$",
    re.IGNORECASE,
)
_SAYS_BACK = re.compile(r"\bback\b|\bagain\b", re.IGNORECASE)
_KNOWN = frozenset(
    "just but and with at to a bit it was than before by lower quieter softer down less higher louder up more turn"
    " turned"
    " make though this time only about around around this like db decibels please then of s is its the send level"
    " there again on in first sent at little touch set now".split()
)
_DOWN = re.compile(r"\b(?:lower|quieter|softer|down|less|below|under)\b", re.IGNORECASE)
_UP = re.compile(r"\b(?:higher|louder|up|more|above)\b", re.IGNORECASE)
_SMALL_DB, _USUAL_DB = 1.5, 3.0


def send_back(text: str, state: State) -> list[Step] | None:
    """The sends as they were, and so much lower or higher; None where the last act took off none."""
    last = done_last(state)
    match = _BACK.match(with_amount_words(plain(text)))
    if not match or not last or not all(_is_end(one) and one.request for one in last):
        return None
    if not _SAYS_BACK.search(match[0]):
        return None
    how = match["how"]
    figures = quantities(how)
    rest = how
    for one in reversed(figures):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    if len(figures) > 1 or any(one.unit not in ("", "dB") for one in figures):
        return None
    if set(re.findall(r"[a-z]+", rest.lower())) - _KNOWN:
        return None
    back = Step("undo", {"target": f"#{last[0].request}"})
    way = (1 if _UP.search(rest) else 0) - (1 if _DOWN.search(rest) else 0)
    if not figures and not way:
        return [back]
    usual_db = _SMALL_DB if re.search(r"\b(?:bit|touch|little)\b", rest) else _USUAL_DB
    size = abs(figures[0].value) if figures else usual_db
    level = {"change_db": way * size} if way else {"value_db": figures[0].value}
    return [back, *(Step("route", {**_where(one), **level}) for one in last)]


def _is_end(frame: Frame) -> bool:
    value = frame.args.get("value_db")
    return frame.tool == "route" and frame.kind == "send" and isinstance(value, int | float) and value <= ENDS_DB


def _where(frame: Frame) -> dict[str, object]:
    return {name: frame.args[name] for name in ("action", "track", "tracks", "to") if name in frame.args}
