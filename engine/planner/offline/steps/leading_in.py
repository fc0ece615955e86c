"""What leads to a place ends there: "a drum fill into bar 5" is over where bar 5 begins."""

from __future__ import annotations

import re

from engine.planner.offline.text.quantity import quantities
from engine.planner.regex import regex

_INTO = regex(
    r"[\s,]+(?:(?:right|just|straight|leading|building|going|running|that leads|to lead|(?:and )?leads)\s+)*"
    r"(?:into|up\s+to|before|ahead\s+of)\s+(?:the\s+(?:very\s+)?start\s+of\s+)?(?:bar|measure)\s+(\d+)\b(?!\s*[-–])",
    re.IGNORECASE,
)
_LONG = regex(
    r"\b(?:ris(?:er|e)|build(?:-?\s?up)?|sweep|swell|uplifter|crescendo|transition|whoosh)s?\b", re.IGNORECASE
)
_RISER_BARS = 2
_FILL_BARS = 1


def leading_in(part: str) -> tuple[str, str] | None:
    """What is made, with its length, and the words that place it so that it ends there; None when it leads nowhere."""
    match = _INTO.search(part)
    if not match:
        return None
    bar, made = int(match[1]), f"{part[: match.start()]} {part[match.end() :]}".strip()
    told = quantities(made)
    if any(one.unit in ("s", "ms") for one in told):
        return None
    bars = next((round(one.value) for one in told if one.unit == "bars" and one.value >= 1), 0)
    if not bars:
        bars = _RISER_BARS if _LONG.search(made) else _FILL_BARS
        bars = min(bars, max(1, bar - 1))
        made = f"{made}, {bars} bar{'s' if bars > 1 else ''} long"
    return (made, f"place it at bar {bar - bars}") if bar > bars else None
