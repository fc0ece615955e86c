"""Ending on: "need another one ending on the button", "a copy of riser 1 ending at act 3": where a copy ends."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_ENDS = (
    r"(?:ending|that ends|which ends|to end|that should end)(?: (?:right|bang|exactly|just))*"
    r" (?:at|on|with|by|in time for) "
)
_ANOTHER = regex(
    rf"^\W*(?:(?:i|we|and|also|now|ok|then|plus)\b[\s,]*)*(?:(?:need|want|have|add|give me|put)\b\s*)?"
    r"(?:another|one more|one)(?: (?:one|copy|more))?(?: of (?:it|them|these|those|this|that))?"
    rf" {_ENDS}(?P<where>[^,;]+)$",
    re.IGNORECASE,
)
_COPY = regex(
    r"^\W*(?:(?:i|we|and|now|ok)\b[\s,]*)*(?:(?:need|want|put in|put|make|add|give me)\b\s*)?(?:an? )?"
    rf"(?:copy|copy of|another) (?:of )?(?P<what>[\w' ]{{2,30}}?) {_ENDS}(?P<where>[^,;]+)$",
    re.IGNORECASE,
)


def with_its_end(text: str) -> str:
    """ "Copy it so that it ends on the button"; the text as it is where no end of a copy is told."""
    if another := _ANOTHER.match(text):
        return f"copy it so that it ends on {_place(another['where'])}"
    copied = _COPY.match(text)
    return f"copy {copied['what']} so that it ends on {_place(copied['where'])}" if copied else text


def _place(where: str) -> str:
    return f"bar {where.strip()}" if where.strip().isdigit() else where
