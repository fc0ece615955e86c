"""At marks: "from bar 5 to the marker Bass" ends at its bar, where a track is called so as well."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from engine.planner.regex import regex

_COPIES = regex(r"\b(?:copy|copies|duplicate|move|moves|shift|paste|repeat|put|place|drag|bring)\b", re.IGNORECASE)
_FROM = regex(r"\bfrom [\w' .-]{2,40} $", re.IGNORECASE)
_WAYS = (
    r"(?:all the way |right |up )?to|until|till|til|up until|from|at|before|after|behind|on|starting at|beginning at"
    r"|ending at|ends at|between"
)


def with_bars_of_marks(text: str, markers: Sequence[tuple[str, float]], others: Collection[str]) -> str:
    """The request with the bars of markers that are told as such: two of them, or one called like one of the others."""
    names = [name for name, _ in markers]
    bars = {name.lower(): f"{bar:g}" for name, bar in markers if names.count(name) == 1 and bar == int(bar)}
    if not bars or '"' in text or "marker" not in text.lower():
        return text
    text = _of_two(text, bars)
    alike = {one.lower() for one in others} & bars.keys()
    return _of_one(text, {name: bars[name] for name in alike}) if alike else text


def _of_two(text: str, bars: Mapping[str, str]) -> str:
    name = _names(bars)
    first, second = (rf"(?:marker (?P<{one}>{name})|(?P<{one}2>{name}) marker)" for one in "ab")
    for form in (
        rf"\b(?:between|from) (?:the )?markers (?P<a>{name}) (?:and|to|until) (?P<b>{name})(?!\w)(?P<a2>)(?P<b2>)",
        rf"\b(?:between|from) (?:the )?{first} (?:and|to|until|till|up to) (?:the )?{second}(?!\w)",
    ):
        text = re.sub(
            form,
            lambda match: f"from bar {bars[(match['a'] or match['a2']).lower()]}"
            f" until bar {bars[(match['b'] or match['b2']).lower()]}",
            text,
            flags=re.IGNORECASE,
        )
    return text


def _of_one(text: str, bars: Mapping[str, str]) -> str:
    name = _names(bars)

    def told(match: re.Match[str]) -> str:
        bar, way = bars[(match["name"] or match["named"]).lower()], match["way"]
        is_end = way.lower().endswith("to") and _FROM.search(text[: match.start()]) and not _COPIES.search(text)
        return f"{'until' if is_end else way} bar {bar}"

    form = rf"\b(?P<way>{_WAYS}) the (?:marker (?P<name>{name})|(?P<named>{name}) marker)(?! (?:to|called)\b)(?!\w)"
    return re.sub(form, told, text, flags=re.IGNORECASE)


def _names(bars: Mapping[str, str]) -> str:
    return "|".join(re.escape(one) for one in sorted(bars, key=len, reverse=True))
