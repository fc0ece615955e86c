"""Quantities in a request: numbers in figures or words, with their units and places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from engine.planner.spoken import NUMBER_WORDS, SPECIAL, SPOKEN, decimals, spoken_number
from engine.planner.words import plain

_FRACTION = r"(?:(?:\s+and|\s+n)?\s+(?:a\s+half|a\s+quarter|three\s+quarters|half)(?![\s-]*(?:step|tone)))"


_NUMBER = re.compile(
    rf"(?P<sign>[-+](?=[\d.])|\b(?:minus|negative|neg|plus)\s+)?"
    rf"(?:(?P<clock>\d{{1,3}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?)(?!\d)"
    rf"|(?P<ms>\d+)m(?P<ms2>\d{{1,2}})s?\b"
    rf"|(?P<figure>\d+(?:[.,]\d+)?|\.\d+)"
    rf"|\b(?P<spoken>(?:an?\s+)?(?:hundred|thousand)(?:\s+(?:and\s+)?(?:{SPOKEN}))?"
    rf"|(?:{SPOKEN}))(?:\s+point\s+(?P<after>(?:{NUMBER_WORDS})(?:[\s-](?:{NUMBER_WORDS}))*))?(?!\w)"
    rf"|\b(?P<point>(?:zero\s+)?point\s+(?:{NUMBER_WORDS})(?:[\s-](?:{NUMBER_WORDS}))*)\b"
    rf"|\b(?P<special>(?:a\s+)?half(?![\s-]*(?:step|tone))(?:\s+an?)?|(?:a\s+)?(?:third|fifth|tenth)\s+of\s+an?"
    rf"|a\s+pair\s+of|(?:a\s+)?quarter(?:\s+of\s+an?)?|a\s+couple(?:\s+of)?|(?:a\s+)?dozen|twice|thrice)\b"
    rf"|\b(?P<one>another|an?(?:\s+(?:extra|full|whole))?)(?=\s+(?:db|decibels?|bars?|beats?|seconds?|secs?|minutes?|mins?|semitones?|half[\s-]steps?"
    rf"|whole[\s-](?:steps?|tones?)|octaves?|met(?:re|er)s?|hertz|dozen)\b))"
    rf"(?P<fraction>{_FRACTION})?",
    re.IGNORECASE,
)


_UNITS: tuple[tuple[str, str, float], ...] = (
    (r"d\s?bs?(?:fs)?\b|decibels?\b", "dB", 1),
    (r"l\s?u\s?f\s?s\b|luffs?\b|lkfs\b", "LUFS", 1),
    (r"khz\b|k\s?hertz\b|kilohertz\b|k(?![a-z])", "Hz", 1000),
    (r"hz\b|hertz\b|cycles\b", "Hz", 1),
    (r"ms\b|millis\b|milliseconds?\b|msecs?\b", "ms", 1),
    (r"(?:bpm|b\s?p\s?m)\b|beats (?:per|a) minute\b", "bpm", 1),
    (r"bars?\b|measures?\b|brs\b", "bars", 1),
    (r"beats?\b", "beats", 1),
    (r"%|percent\b|per\s?cent\b|pct\b|procent\b", "%", 1),
    (r"semi[\s-]?tones?\b|semis?\b|half[\s-]?steps?\b|half[\s-]?tones?\b|st\b", "semitones", 1),
    (r"whole[\s-]?(?:tones?|steps?)\b|tones?\b|steps? (?=up|down)", "semitones", 2),
    (r"oct(?:ave)?s?\b", "semitones", 12),
    (r"cents?\b", "cents", 1),
    (r"min(?:ute)?s?\b|m(?=\s?\d+\s?s)", "s", 60),
    (r"s(?:ec(?:ond)?s?)?\b|\"", "s", 1),
    (r"h(?:ou)?rs?\b", "s", 3600),
    (r"deg(?:ree)?s?\b|°|grad\b", "deg", 1),
    (r"cm\b|centimet(?:re|er)s?\b", "m", 0.01),
    (r"k\s?m\b|kilomet(?:re|er)s?\b", "m", 1000),
    (r"m(?:et(?:re|er)s?)?\b", "m", 1),
    (r"f(?:ee|oo)t\b|ft\b", "m", 0.3048),
    (r"inch(?:es)?\b", "m", 0.0254),
    (r"bits?\b|b\b", "bits", 1),
    (r"(?:to|:)\s?(?:one|1)\b(?!\.\d| \w+(?:ty|teen)\b)|:\s?1\b", "ratio", 1),
    (r"x\b|times\b|×|fold\b", "x", 1),
)


_UNIT = re.compile("|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, _) in enumerate(_UNITS)), re.IGNORECASE)


_LINK = re.compile(
    r"\s*(?:-|to|through|thru|til|till|until|and|bis|up to|x)\s*(?:bars?\s*|measures?\s*)?", re.IGNORECASE
)


_DRUM_MACHINE = re.compile(
    r"(?:808|909|707|606|303)(?:s\b|[\s-]+(?:kicks?|bass|drums?|beats?|snares?|claps?|lines?|notes|subs?|patterns?"
    r"|kits?|hats?|hi-?hats?|grooves?|style)\b)",
    re.IGNORECASE,
)
""" "808s", "a 909 kick": a machine's name, never an amount."""


@dataclass(frozen=True)
class Quantity:
    """A number with its unit; a range is two of them."""

    value: float
    unit: str
    """dB, LUFS, Hz, ms, s, bpm, bars, bar (its number), beats, %, semitones, cents, deg, m, bits, ratio or x."""
    start: int
    end: int
    signed: bool = False
    """A sign was said."""
    low: bool = False
    """First of a range."""
    high: bool = False
    """Second of a range."""


def quantities(text: str) -> list[Quantity]:
    """All of them, in order, not inside quotes."""
    simple = plain(text)[:20000]
    quoted = [match.span() for match in re.finditer(r'"[^"]*"', simple)]
    found: list[Quantity] = []
    for match in _NUMBER.finditer(simple):
        if (
            found
            and match.start() < found[-1].end
            or any(a < match.start() < b for a, b in quoted)
            or _is_name_part(simple, match.start(), match.end())
        ):
            continue
        found.append(_with_unit(simple, match))
    return _ranges(simple, _joined_minutes(simple, found))


def _is_name_part(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if _DRUM_MACHINE.match(text, start):
        return True
    if re.search(r"(?:^|\s)[x×@]$", text[max(0, start - 2) : start], re.IGNORECASE) and text[start:end].isdigit():
        return False
    if before.isalpha() or before in "_#&@$" and before:
        return True
    return (
        after == "_"
        or (
            text[start:end].isdigit()
            and bool(re.match(r"[a-z]{2,}\d|(?:st|nd|rd|th)\b|d\b", text[end : end + 4], re.IGNORECASE))
        )
        or bool(re.match(r"[-.](?:wav|mp3|mid|aif)", text[end : end + 4]))
    )


def _with_unit(text: str, match: re.Match[str]) -> Quantity:
    value, unit = _value(match)
    end = match.end()
    if not unit:
        gap = re.match(r"[\s-]?", text[end:])
        found = _UNIT.match(text, end + (gap.end() if gap else 0)) or _UNIT.match(text, end)
        if (
            found
            and found[0] != '"'
            and not (found[0] == "b" and found.start() > end)
            and not (
                found[0] == "m"
                and found.start() > end
                and not re.match(r"\s*(?:in front|away|off|from|behind|to the|out|$|,)", text[found.end() :])
            )
        ):
            _, unit, factor = _UNITS[int((found.lastgroup or "u0")[1:])]
            value, end = value * factor, found.end()
            extra = re.match(r"\s+and\s+a\s+(half|quarter)\b", text[end:], re.IGNORECASE)
            if extra:
                value, end = value + factor * SPECIAL[extra[1].lower()], end + extra.end()
    if not unit and re.search(r"(?:^|\s)[x×]$", text[: match.start()], re.IGNORECASE):
        unit = "x"
    if unit in ("", "ratio") and re.search(r"\b(?:bars?|measures?)\s*$", text[: match.start()], re.IGNORECASE):
        unit = "bar"
    if not unit and re.search(
        r"(?:^|from|to|at|between|until)\s+min(?:ute)?s?\s*$", text[: match.start()], re.IGNORECASE
    ):
        value, unit = value * 60, "s"
    sign = (match["sign"] or "").strip().lower()
    return Quantity(
        -value if sign in ("-", "minus", "negative", "neg") else value, unit, match.start(), end, bool(sign)
    )


def _value(match: re.Match[str]) -> tuple[float, str]:
    if match["clock"]:
        parts = [float(part) for part in match["clock"].split(":")]
        return sum(part * 60**i for i, part in enumerate(reversed(parts))), "s"
    if match["ms"]:
        return int(match["ms"]) * 60 + int(match["ms2"]), "s"
    if match["figure"]:
        value = float(match["figure"].replace(",", "."))
    elif match["point"]:
        value = decimals(match["point"].lower().split("point")[1])
    elif match["special"]:
        value = next(number for word, number in SPECIAL.items() if word in match["special"].lower())
    elif match["one"]:
        value = 1.0
    else:
        value = float(spoken_number(match["spoken"])) + (decimals(match["after"]) if match["after"] else 0)
    if match["fraction"]:
        words = match["fraction"].lower()
        value += 0.75 if "three" in words else 0.25 if "quarter" in words else 0.5
    return value, ""


def _joined_minutes(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "1 minute 20 seconds", "one minute four", "2 min and a half"."""
    made: list[Quantity] = []
    for one in found:
        last = made[-1] if made else None
        gap = text[last.end : one.start] if last else ""
        minutes = (
            last is not None
            and last.unit == "s"
            and last.value >= 60
            and last.value % 60 == 0
            and bool(re.search(r"m(?:in(?:ute)?s?)?$", text[last.start : last.end], re.IGNORECASE))
        )
        if (
            last
            and minutes
            and one.value < 60
            and one.unit in ("s", "")
            and re.fullmatch(r"\s+(?:and\s+)?|", gap, re.IGNORECASE)
        ):
            made[-1] = replace(last, value=last.value + one.value, end=one.end)
        else:
            made.append(one)
    return made


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give both ends of "2-4 s", "bars 5 to 8", "from 12 to 14.5 seconds" the same unit."""
    made = list(found)
    for i in range(len(made) - 1):
        first, second = made[i], made[i + 1]
        gap = text[first.end : second.start]
        if not _LINK.fullmatch(gap):
            if gap == "" and second.signed and second.value < 0:  # "12.0-12.4"
                second = replace(second, value=-second.value, signed=False)
            else:
                continue
        if re.fullmatch(r"\s*and\s*", gap, re.IGNORECASE) and not re.search(
            r"\bbetween\b", text[max(0, first.start - 24) : first.start], re.IGNORECASE
        ):
            continue
        opened = re.search(
            r"\b(?:bars?|measures?|from|between|seconds?|minutes?)\s*$",
            text[max(0, first.start - 12) : first.start],
            re.IGNORECASE,
        )
        if gap.strip() == "x" or re.search(r"\bbar|\bmeasure", gap) and first.unit == "" and not opened:
            continue
        plural_bars = second.unit == "bars" or first.unit in ("bar", "bars")
        unit = "bar" if plural_bars else second.unit or first.unit
        in_minutes = _is_minutes(text, (first, second))
        if first.unit in ("", unit, "bars") and second.unit in ("", unit, "bars"):
            made[i] = replace(first, value=_in_seconds(text, first, in_minutes), unit=unit, low=True)
            made[i + 1] = replace(second, value=_in_seconds(text, second, in_minutes), unit=unit, high=True)
    return made


def _in_seconds(text: str, one: Quantity, in_minutes: bool) -> float:
    """The value of one end of a range; beside minutes "one thirty" is 1:30."""
    if not in_minutes or one.unit:
        return one.value
    is_spoken = not any(char.isdigit() for char in text[one.start : one.end])
    if is_spoken and 100 < one.value < 6000 and one.value % 100 < 60:
        return one.value // 100 * 60 + one.value % 100
    return one.value * 60


def _is_minutes(text: str, pair: tuple[Quantity, Quantity]) -> bool:
    return any(
        bool(
            re.search(r"\bmin(?:ute)?s?$|^min(?:ute)?s? ", text[max(0, one.start - 7) : one.end].strip(), re.IGNORECASE)
        )
        for one in pair
    )
