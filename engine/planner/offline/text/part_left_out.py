"""Part left out: "leave out the last bar of that", "lose the first two bars" cut that part, and take nothing back."""

from __future__ import annotations

import re

_PART = (
    r"(?P<part>(?:the |its |that |their )?(?:very )?(?:last|final|first)"
    r" (?:(?:\d+|two|three|four|six|eight|couple of|half) )?"
    r"(?:bars?|beats?|measures?|seconds?|half|quarter))"
)
_OF = r"(?P<of> (?:of|from|on|in) (?:it|that|this|them|the [\w' -]+?|my [\w' -]+?))?"
_END = r"(?: (?:out|off|away|again|there|please|pls|though|instead))*\W*$"
_LEAD = r"^\W*(?:(?:ok(?:ay)?|and|but|now|then|so|no|please|can you|could you|let'?s)\W+)*"
_FORMS = (
    re.compile(
        rf"{_LEAD}(?:leave out|leave off|lose|loose|drop|skip|omit|remove|ditch|without|take (?:out|off|away))"
        rf" {_PART}{_OF}{_END}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_LEAD}(?:take|leave|cut|get) {_PART}{_OF} (?:out|off|away){_END}", re.IGNORECASE),
)


def with_part_cut(text: str) -> str:
    """The request as "cut the last bar of that"; any other as it is."""
    match = next(filter(None, (form.match(text) for form in _FORMS)), None)
    return f"cut {match['part']}{match['of'] or ' of that'}" if match else text
