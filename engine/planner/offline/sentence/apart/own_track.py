"""A track of its own: "on a new track called Alto", "onto its own track", "new track Stabs Hi"."""

from __future__ import annotations

from engine.planner.regex import regex

_OWN = (
    r"(?i:(?:\b(?:on|onto|to|into)\s+|(?<=, ))(?:an?\s+|its\s+|their\s+|the\s+|another\s+)?(?:(?:new|own|separate|fresh"
    r"|extra)\s+)+track"
    r"(?:\s+of\s+(?:its|their)\s+own)?|\b(?:on|onto|to|into)\s+a\s+track\s+of\s+(?:its|their)\s+own)"
)
_NAME = r"(?P<name>[^\W\d_][\w'&-]*(?:\s+[A-Z0-9][\w'&-]*)*)"
_NO_NAME = (
    r"(?:at|in|on|and|with|without|from|for|to|of|an?|one|two|three|please|then|by|as|up|down|transposed|again|too|also"
    r"|instead|there|but|so|starting|beginning|octaves?|thirds?|fifths?|sixths?|panned|so|that|which|over|under|behind"
    r"|after|before|between|until|where|when|it|hard|left|right|muted|louder|quieter)"
)
_TOLD_NAME = rf"(?P<name>[^\W\d_][\w'&-]*(?:\s+(?i:(?!{_NO_NAME}\b))[\w'&-]+){{0,3}})"
"""Behind "called" small words belong to it as well: "Hook double"."""
OWN_TRACK = (
    regex(rf",?\s*{_OWN},?\s*(?:(?i:called|named|and (?:call|name) it|call it|name it|name)\s+)\"?{_TOLD_NAME}\"?"),
    regex(rf",?\s*{_OWN},?\s+\"?(?P<name>[A-Z][\w'&-]*(?:\s+[A-Z0-9][\w'&-]*)*)\"?"),
    regex(rf",?\s*(?:and )?(?i:called|named|call it|name it)\s+{_NAME}"),
    regex(r",\s*(?P<name>[A-Z][\w'&-]*(?:\s+[A-Z0-9][\w'&-]*)*)(?=\s*[.!?]*$)"),
    regex(rf",?\s*{_OWN}(?P<name>)"),
)
"""With the name, and at last without one."""


def own_track(text: str) -> tuple[str, str | None]:
    """The words without the track of its own that is told, and its name; "" for no name, None for no such track."""
    match = next((found for one in OWN_TRACK[:3] + OWN_TRACK[4:] if (found := one.search(text))), None)
    return (f"{text[: match.start()]} {text[match.end() :]}", match["name"] or "") if match else (text, None)
