"""By number: "undo #6", "redo request 4", "undo “make a warm pad”": a request as the program itself calls it."""

from __future__ import annotations

import re

from engine.planner.context import Context
from engine.planner.offline.sentence.undo.no_undo import NOTHING_CALLED
from engine.planner.offline.sentence.undo.older_acts import as_it_was_asked
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BACK = r"^\W*(?:please |now |then )?(?P<verb>un-?do|revert|take back|roll back|re-?do)(?: the)?"
_NUMBERS = regex(
    rf"{_BACK} (?:(?:requests?|steps?|turns?|numbers?|no\.?) ?#?|#)"
    r"(?P<all>\d+(?:\.\d+)?(?:(?:,| and|, and) ?#?\d+)*)\W*$",
    re.IGNORECASE,
)
_QUOTED = regex(rf"{_BACK}(?: request)?\s+[“\"‘'„](?P<said>.{{4,}})[”\"’'“]\W*$", re.IGNORECASE)
_LONG = 4
"""Words: a name has mostly fewer."""


def by_number(text: str, context: Context) -> list[Step] | None:
    """The undo or redo of requests that are told by their numbers or in their own words; None where none is."""
    if numbers := _NUMBERS.match(text):
        target = ", ".join(f"#{one}" for one in re.findall(r"\d+(?:\.\d+)?", numbers["all"]))
        return [Step(_task(numbers["verb"]), {"target": target})]
    quoted = _QUOTED.match(text)
    if quoted is None or _task(quoted["verb"]) == "redo":
        return None
    if number := as_it_was_asked(quoted["said"], context):
        return [Step("undo", {"target": f"#{number}"})]
    if len(quoted["said"].split()) < _LONG:
        return None
    return [Step("ask", {"text": NOTHING_CALLED.format(quoted["said"])})]


def _task(verb: str) -> str:
    return "redo" if verb.lower().startswith("re") and "do" in verb.lower() else "undo"
