"""Marks said: "the Scene 2 mark", "the Chorus flag" is that marker, where one is called so."""

from __future__ import annotations

import re

from engine.planner.context import Context


def with_marks_named(text: str, context: Context) -> str:
    """The text with "marker" for other words behind the name of one."""
    low = text.lower()
    names = {name for name, _ in context.markers if name.lower() in low}
    for name in sorted(names, key=len, reverse=True):  # "the marker Drop 2" is not "Drop"
        text = re.sub(
            rf"(?<!\w)(?P<name>{re.escape(name)})(?:'s)? (?:mark|flag|cue|locator|label|memory point)(?!\w)",
            r"\g<name> marker",
            text,
            flags=re.IGNORECASE,
        )
        text = re.sub(
            rf"\bthe (?:mark|marker|flag|cue|locator) (?P<name>{re.escape(name)})(?!\w)", r"the \g<name> marker", text,
            flags=re.IGNORECASE,
        )  # fmt: skip
    return text
