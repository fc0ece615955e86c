"""Changes of a number by another: "half of that", "two more than that", "ten percent" of a speed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_MORE = r"more|higher|faster|quicker|longer|louder|hotter|further|deeper|wetter|extra|bigger|wider"
_LESS = r"less|fewer|lower|slower|shorter|quieter|softer|drier|sooner|smaller|narrower"
_AFTER = regex(rf"\s*(?:(?P<more>{_MORE}|later)|(?P<less>{_LESS}|earlier))\b(?P<than>\s+than\b)?")
_BEFORE = regex(
    rf"\b(?:(?P<more>(?:{_MORE}|later) by|a further|another)|(?P<less>(?:{_LESS}|earlier) by|back off(?: by)?))\s*$"
)
_NAMED = (
    (r"wet|drier|dry", ("wet",)),
    (r"feedback|repeats", ("feedback",)),
    (r"ratio|squeeze\w*", ("ratio",)),
    (r"fast\w*|slow\w*|quick\w*|speed|rate|tempo|bpm", ("rate_hz", "bpm")),
    (r"time|long\w*|short\w*|length", ("duration", "bars", "delay_s", "count")),
    (r"deep\w*|depth|shallow\w*", ("depth",)),
    (r"wide\w*|narrow\w*|far|pan", ("value",)),
    (r"cut|dip|boost|bright\w*|gain", ("gain_db",)),
    (r"big\w*|small\w*|size", ("size",)),
    (r"loud\w*|quiet\w*|hot\w*|soft\w*", ("loudness_lufs", "value_db", "gain_db")),
    (r"later|earlier|sooner|further", ("bar", "offset", "at")),
    (r"fewer|extra", ("count", "bars", "speakers", "voices")),
)
"""Words that tell which number is meant."""
_MAIN = ("wet", "gain_db", "value_db", "value", "semitones", "bpm", "drive_db", "loudness_lufs", "feedback", "depth")
"""Which of several numbers is meant when no word tells it: the first of these."""
_UNITS = {
    "dB": ("gain_db", "value_db", "drive_db", "threshold_db"),
    "bpm": ("bpm",),
    "Hz": ("cutoff_hz", "freq_hz", "rate_hz"),
    "bars": ("bars", "bar"),
    "bits": ("bits",),
    "s": ("duration", "delay_s"),
    "semitones": ("semitones",),
}
_STEPS = ("value_db", "gain_db", "semitones", "cents", "offset", "offset_beats", "value")
"""Steps from where something is: "two more" is another step, "two more than that" a bigger one."""
_PERCENT = ("wet", "feedback", "depth", "size", "value")


def meant(low: str, numbers: Mapping[str, float]) -> str:
    """Which number of a call a turn changes: the one it names, the only one, else the main one."""
    for words, names in _NAMED:
        if re.search(rf"\b(?:{words})\b", low) and (found := next((one for one in names if one in numbers), "")):
            return found
    return next(iter(numbers), "") if len(numbers) == 1 else next((one for one in _MAIN if one in numbers), "")




def stepped(low: str, numbers: Mapping[str, float], amounts: list[Quantity]) -> dict[str, Any]:
    """ "three faster", "two less than that", "longer by one": so much more or less than before."""
    if len(amounts) != 1 or amounts[0].low or amounts[0].high:
        return {}
    one = amounts[0]
    after, before = _AFTER.match(low, one.end), _BEFORE.search(low[: one.start])
    match = after or before
    known = {name: numbers[name] for name in _UNITS.get(one.unit, ()) if name in numbers} if one.unit else numbers
    name = meant(low, known if one.unit not in ("%",) else numbers) if match else ""
    if not match or not name or (name == "ratio" and one.unit == "%"):
        return {}
    size = abs(one.value) / (100 if name in _PERCENT and abs(one.value) > 1 else 1)
    sign = 1 if match["more"] else -1
    if name in _STEPS:
        return _further(name, numbers[name], sign, size, is_than=bool(after and after["than"]), word=match[0])
    return {name: _tidy(name, numbers[name] + sign * size)}


def _further(name: str, old: float, sign: int, size: float, *, is_than: bool, word: str) -> dict[str, Any]:
    """A step the way the last one went; "than that" adds to it, a word with a direction of its own does neither."""
    if not re.search(r"more|less|further|another|extra", word):
        return {}
    way = -1 if old < 0 else 1
    if is_than or sign < 0 and size < abs(old):
        return {name: _tidy(name, old + way * sign * size)}
    return {name: _tidy(name, way * sign * size)} if sign > 0 else {}








def _tidy(name: str, value: float) -> float:
    value = min(1.0, max(0.0, value)) if name in ("wet", "feedback", "depth", "size") else value
    return int(value) if value == int(value) else round(value, 4)
