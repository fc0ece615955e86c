"""Edge of a part: "the drop's last bar" is the last bar of the drop, where a part of the song is called so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.text.counts import COUNT
from engine.planner.regex import regex_of


def with_edges_of_parts(text: str, markers: Sequence[str]) -> str:
    """The request with such a place told the usual way round."""
    if "'" not in text and "’" not in text:
        return text
    for name in sorted(markers, key=len, reverse=True):
        form = rf"\b(?:the )?(?P<part>{re.escape(name)})['’]s (?P<edge>(?:first|last|final|opening|second) " \
               rf"(?:{COUNT} )?(?:bars?|beats?|half))\b"  # fmt: skip
        text = regex_of(form, re.IGNORECASE).sub(r"the \g<edge> of the \g<part>", text)
    return text
