"""Quantities in a request: numbers in figures or words, with their units and places."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from engine.planner.offline.text.fraction import AND_PARTS, FRACTION, parts
from engine.planner.offline.text.number_words import NUMBER_WORDS, SPECIAL, SPOKEN, decimals, spoken_number
from engine.planner.offline.text.self_correction import takes_back
from engine.planner.offline.text.units import LARGEST, UNIT, UNITS
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_FRACTION = (
    rf"(?:(?:\s+and|\s+n)?\s+(?:a\s+half|a\s+quarter|three\s+quarters|half)(?![\s-]*(?:step|tone))"
    rf"|\s+and\s+(?:{AND_PARTS})|\s+1/2(?![\d/])|\s?½)"
)
_ONE_UNIT = (
    r"(?:db|decibel|bar|beat|crotchet|quaver|minim|second|sec|minute|min|semitone|semi|half[\s-]step|whole[\s-](?:step|tone)|octave"
    r"|met(?:re|er)"
    r"|hertz|kilohertz)"
)

_NUMBER = regex(
    rf"(?P<sign>[-+](?=[\d.])|\b(?:minus|negative|neg|plus)\s+)?"
    rf"(?:(?P<clock>\d{{1,3}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?)(?!\d)"
    rf"|(?P<ms>\d+)m(?P<ms2>\d{{1,2}})s?\b"
    rf"|(?P<kilo>\d+k\d{{1,3}}|\b(?:{NUMBER_WORDS})\s+k\s+(?:{NUMBER_WORDS})(?!\s+(?:{_ONE_UNIT}|percent)))\b"
    rf"|\b(?P<dozen>half\s+a|an?|{NUMBER_WORDS}|\d+)\s+dozen\b"
    rf"|\b(?P<parts>{FRACTION})"
    rf"|(?P<figure>\d+(?:[.,]\d+)?|\.\d+)"
    rf"|\b(?P<spoken>(?:an?\s+)?(?:hundred|thousand)(?:\s+(?:and\s+)?(?:{SPOKEN}))?"
    rf"|(?:{SPOKEN}))(?:\s+point\s+(?P<after>(?:{NUMBER_WORDS})(?:[\s-](?:{NUMBER_WORDS}))*))?(?!\w)"
    rf"|\b(?P<point>(?:zero\s+)?(?<!\ba )point\s+(?:{NUMBER_WORDS})(?:[\s-](?:{NUMBER_WORDS}))*)\b"
    rf"|\b(?P<special>half[\s-]and[\s-]half|(?:a\s+)?half(?![\s-]*(?:step|tone))(?:\s+an?)?"
    rf"|a\s+pair\s+of|(?:a\s+)?quarter(?:\s+of\s+an?)?|(?:a\s+)?couple(?:\s+of|(?=\s+(?:{_ONE_UNIT}s?|up|down"
    rf"|more|less)\b))|a\s+couple|dozen|twice|thrice)\b"
    rf"|\b(?P<one>another|an?(?:\s+(?:extra|full|whole|further))?)(?=\s+{_ONE_UNIT}s?\b)"
    rf"|\b(?P<bare>(?={_ONE_UNIT}\s+and\s+a\s+(?:half|quarter)\b)))"
    rf"(?P<fraction>{_FRACTION})?",
    re.IGNORECASE,
)


_LINK = regex(
    r"\s*(?:-|to|through|thru|til|till|until|and|bis|up to|x)\s*(?:(?:about|around|roughly)\s+)?"
    r"(?:the\s+(?=bar|measure))?(?:bars?\s*|measures?\s*)?",
    re.IGNORECASE,
)


_DRUM_MACHINE = regex(
    r"(?:808|909|707|606|303)(?:s\b|[\s-]+(?:kicks?|bass|drums?|beats?|snares?|claps?|lines?|notes?|hits?|subs?|patterns?"
    r"|kits?|hats?|hi-?hats?|grooves?|style)\b)"
    r"|(?<=(?:the|.my|hat|his) )(?:808|909|707|606|303)\b(?!\s*(?:hz|hertz|cycles|ms|bpm|second|bar))",
    re.IGNORECASE,
)
""" "808s", "a 909 kick", "the 808": a machine's name, never an amount."""
_ONE_MORE = regex(r"\s+more\s+(?:in|with|like|for|as)\b", re.IGNORECASE)
""" "One more in A minor" is another one."""
_MORE_BARS = regex(r"\s+(?:more|extra|further|additional)\s+(?=(?:bar|beat|measure)s?\b)", re.IGNORECASE)
""" "Four more bars" are bars."""
_BAR_LETTER = regex(r"(?<![\w#])b$", re.IGNORECASE)
""" "b31": bar 31."""
_CLOCK_FACE = regex(r"\s?o'?\s?clock\b", re.IGNORECASE)
_THAT_ONE = regex(
    r"\b(?:that|this|which|each|every|other|same|old|new|(?!after|under|number|enter)[a-z]{3,}er)\s+$", re.IGNORECASE
)


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


_FROM = regex(r"\bfrom\s*$", re.IGNORECASE)


def quantities(text: str) -> list[Quantity]:
    """All of them, in order, not inside quotes."""
    return list(_quantities(text))


@functools.lru_cache(maxsize=1024)
def _quantities(text: str) -> tuple[Quantity, ...]:
    simple = plain(text)[:20000]
    quoted = [match.span() for match in re.finditer(r'"[^"]*"', simple)]
    found: list[Quantity] = []
    at = 0
    while match := _NUMBER.search(simple, at):
        at = max(match.end(), match.start() + 1)
        if (
            found
            and match.start() < found[-1].end
            or any(a < match.start() < b for a, b in quoted)
            or _is_name_part(simple, match.start(), match.end())
        ):
            at = match.start("fraction") if match["fraction"] else at  # "wurli v2 half a bar later"
            continue
        one = _with_unit(simple, match)
        found += [one] if abs(one.value) < LARGEST else []
    return tuple(_ranges(simple, _last_said(simple, _joined_minutes(simple, found))))


def _last_said(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "90 no wait 94", "4 uh 5 semis", "minus 3, sorry, 4": of a number that is taken back the last one counts."""
    made: list[Quantity] = []
    for one in found:
        last = made[-1] if made else None
        if (
            last
            and takes_back(text[last.end : one.start], last.signed or not one.signed)
            and (last.unit == one.unit or "" in (last.unit, one.unit))
        ):
            value = -one.value if last.value < 0 < one.value and not one.signed else one.value
            scaled = value * 1000 if last.unit == "Hz" and not one.unit and last.value >= 1000 > 25 > value else value
            made[-1] = replace(
                one, value=scaled, unit=one.unit or last.unit, start=last.start, signed=one.signed or last.signed
            )
        else:
            made.append(one)
    return made


def _is_name_part(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if _DRUM_MACHINE.match(text, start) or _CLOCK_FACE.match(text, end):
        return True
    if text[start:end].lower() in ("oh", "o"):  # said in surprise; inside a figure it is a part of that
        return True
    if text[start:end].lower() == "one" and _THAT_ONE.search(text[:start]) and not UNIT.match(text, end + 1):
        return True
    if re.search(r"(?:^|\s)[x×@]$", text[max(0, start - 2) : start], re.IGNORECASE) and text[start:end].isdigit():
        return False
    if text[start:end].lower() == "one" and _ONE_MORE.match(text, end):
        return True
    if text[start:end].isdigit() and int(text[start:end]) and _BAR_LETTER.search(text[max(0, start - 2) : start]):
        return False
    if before.isalpha() or before in "_#&@$" and before:
        return True
    return (
        after == "_"
        or (
            text[start:end].isdigit()
            and bool(re.match(r"[a-z]{2,}\d|(?:st|nd|rd|th)s?\b|d\b", text[end : end + 4], re.IGNORECASE))
        )
        or bool(re.match(r"[-.](?:wav|mp3|mid|aif)", text[end : end + 4]))
    )


def _with_unit(text: str, match: re.Match[str]) -> Quantity:
    value, unit = _value(match)
    end = match.end()
    if not unit:
        gap = re.match(r"[\s-]?", text[end:])
        found = UNIT.match(text, end + (gap.end() if gap else 0)) or UNIT.match(text, end)
        found = found or (UNIT.match(text, more.end()) if (more := _MORE_BARS.match(text, end)) else None)
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
            _, unit, factor = UNITS[int((found.lastgroup or "u0")[1:])]
            value, end = value * factor, found.end()
            extra = re.match(r"\s+and\s+a\s+(half|quarter)\b", text[end:], re.IGNORECASE)
            if extra:
                value, end = value + factor * SPECIAL[extra[1].lower()], end + extra.end()
    if unit == "ratio" and (value < 1 or match["sign"] or _FROM.search(text[: match.start()])):
        unit, end = "", match.end()  # "from 4 to 1", "-20 to 1": the two ends of a way
    if not unit and re.search(r"(?:^|\s)[x×]$", text[: match.start()], re.IGNORECASE):
        unit = "x"
    if unit in ("", "ratio") and (
        re.search(r"\b(?:bars?|measures?)\s*$", text[: match.start()], re.IGNORECASE)
        or _BAR_LETTER.search(text[: match.start()])
    ):
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
    added = _added(match["fraction"])
    if match["clock"]:
        clock = [float(part) for part in match["clock"].split(":")]
        return sum(part * 60**i for i, part in enumerate(reversed(clock))) + added, "s"
    if match["ms"]:
        return int(match["ms"]) * 60 + int(match["ms2"]), "s"
    if match["kilo"]:
        thousands, rest = (_figure(word) for word in match["kilo"].lower().split("k"))
        return float(f"{thousands}.{rest}") * 1000, "Hz"
    if match["dozen"]:
        said = match["dozen"].lower()
        value = 12.0 * (0.5 if said.startswith("half") else 1 if said in ("a", "an") else int(_figure(said)))
    elif match["parts"]:
        value = parts(match["parts"])
    elif match["figure"]:
        value = float(match["figure"].replace(",", "."))
    elif match["point"]:
        value = decimals(match["point"].lower().split("point")[1])
    elif match["special"]:
        value = next(number for word, number in SPECIAL.items() if word in match["special"].lower())
    elif match["one"] or match["bare"] is not None:
        value = 1.0
    else:
        value = float(spoken_number(match["spoken"])) + (decimals(match["after"]) if match["after"] else 0)
    return value + added, ""


def _figure(words: str) -> str:
    """A whole number in figures."""
    return words.strip() if words.strip().isdigit() else str(spoken_number(words))


def _added(words: str | None) -> float:
    """What "and a half", "1/2", "and two tenths" adds."""
    if not words:
        return 0.0
    return 0.5 if any(half in words.lower() for half in ("half", "1/2", "½")) else parts(words)


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
            r"\bbetween\b" if second.value != first.value + 1 else r"\bbetween\b|\b(?:bars|measures)\s*$",
            text[max(0, first.start - 24) : first.start],
            re.IGNORECASE,
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
