"""How long regions fade: Ardour 7 tells scripts only whether they do, so it is read from the session's own file."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

CLOCK_HZ = 282_240_000
"""Ardour's own clock, in which it writes positions."""
SHORTEST_S = 0.003
"""Ardour gives every region a fade of 64 samples against clicks; nobody means that."""

Fades = dict[str, tuple[float, float]]


def fades_in(path: Path) -> Fades:
    """Fade in and fade out in seconds, by the region's id; empty when the file is not there or damaged."""
    found: Fades = {}
    try:
        for _, element in ET.iterparse(path):
            if element.tag == "Region" and element.get("id"):
                found[element.get("id", "")] = (_length(element, "FadeIn"), _length(element, "FadeOut"))
            elif element.tag in ("Source", "Route", "Playlist"):
                element.clear()
    except (OSError, ET.ParseError):
        return {}
    return found


def _length(region: ET.Element, side: str) -> float:
    events = region.find(f"{side}/AutomationList/events")
    lines = (events.text or "").split("\n") if events is not None else []
    last = next((line.split()[0] for line in reversed(lines) if line.strip()), "")
    if not last.startswith("a") or not last[1:].isdigit():
        return 0.0
    seconds = int(last[1:]) / CLOCK_HZ
    return round(seconds, 6) if seconds > SHORTEST_S else 0.0
