"""Times round: "in the repeat", "the second time", "first time round", where a part of the song was copied behind."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.sentence.apart.focus import Focus, repeated
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.regex import regex

_IN = r"\b(?:(?:only |just )?(?:in|on|over|for|during|through|throughout) )?"
_ROUND = r"(?: (?:it comes |you hear it )?(?:round|around|through|it plays|it comes))?"
_AGAIN = regex(
    rf"{_IN}(?:(?:the|that) (?:repeat|repetition|repeated (?:bit|part|section|bars?|stretch|one))"
    rf"|(?:the )?(?:second|2nd) time{_ROUND}|(?:the )?second (?:pass|go))\b(?! (?:of|bar|from))"
)
_FIRST = regex(rf"{_IN}(?:the )?(?:(?:first|1st) time{_ROUND}|first (?:pass|go)(?: round)?)\b(?! (?:of|bar|from))")


def times_round(text: str, focus: Focus, told: Sequence[Place]) -> list[Place]:
    """The copy and what was copied as places; none where no part of the song was repeated."""
    copied = next(((act, one) for act in focus.acts if (one := repeated(act))), None)
    if copied is None or "marker" in text:
        return []
    act, copy = copied
    first: Bars = float(act.args["start_bar"]), float(act.args["end_bar"])
    found = [Place(*match.span(), (copy,)) for match in _AGAIN.finditer(text)]
    found += [Place(*match.span(), (first,)) for match in _FIRST.finditer(text)]
    return [one for one in found if not any(a.start < one.end and one.start < a.end for a in told)]
