"""English as it is written → as it is said: money, times, years, fractions, units, note names.

Only what espeak-ng reads wrong is rewritten here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_CURRENCIES = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent"), "¥": ("yen", "sen")}
_UNITS = {
    "kHz": "kilohertz", "Hz": "hertz", "MHz": "megahertz", "GHz": "gigahertz", "dB": "decibels",
    "dBFS": "decibels full scale", "bpm": "beats per minute", "BPM": "beats per minute",
    "ms": "milliseconds", "kg": "kilograms", "km": "kilometres",
    "cm": "centimetres", "mm": "millimetres", "m": "metres", "km/h": "kilometres per hour", "mph": "miles per hour",
    "GB": "gigabytes", "MB": "megabytes", "kB": "kilobytes", "°C": "degrees Celsius", "°F": "degrees Fahrenheit",
    "min": "minutes", "sec": "seconds", "hrs": "hours", "ft": "feet", "lbs": "pounds", "ml": "millilitres",
}
_SHORT = {
    "vs.": "versus", "vs": "versus", "Prof.": "Professor", "Ave.": "Avenue", "Rd.": "Road", "Blvd.": "Boulevard",
    "Jr.": "Junior", "Sr.": "Senior", "approx.": "approximately", "dept.": "department", "feat.": "featuring",
    "ft.": "featuring", "w/": "with", "i.e.": "that is",
    "Sgt.": "Sergeant", "Capt.": "Captain", "Lt.": "Lieutenant", "Rev.": "Reverend",
    "Gen.": "General", "Hon.": "Honourable",
    "Mt.": "Mount", "Inc.": "Incorporated", "Ltd.": "Limited", "Co.": "Company",
}
_FRACTIONS = {"1/2": "one half", "1/3": "one third", "2/3": "two thirds", "1/4": "one quarter", "3/4": "three quarters",
              "1/8": "one eighth", "1/16": "one sixteenth", "½": "one half", "¼": "one quarter", "¾": "three quarters"}
_ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
         "seventeen eighteen nineteen").split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR_CUE = (rf"(?:\b(?:in|since|until|till|by|from|of|year|before|after|around|to|and|{_MONTHS}),? "
             rf"|\b(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?,? )")
_SCALE = r"(?: (thousand|million|billion|trillion)\b)?"

_RULES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\b(\d{3})-(\d{4})\b", lambda m: " ".join(m[1]) + ", " + " ".join(m[2])),
    (r"([$£€¥])(\d[\d,]*)(?:\.(\d\d))?" + _SCALE, lambda m: _money(m)),
    (r"\b(\d{1,2}):(\d\d)(?!\d|:)", lambda m: _clock(m)),
    (rf"({_YEAR_CUE})(1[1-9]|20)(\d\d)(?![\d,.]\d|\d)", lambda m: m[1] + _year(m[2], m[3])),
    (r"(?<![\d.,$:-])(1[7-9])(\d\d)(?=s?[,.;:!?)]*(?:\s*$|[,.;:!?)] ))", lambda m: _year(m[1], m[2])),
    (r"\b(\d{1,2})/(\d{1,2}) (time|bar|bars|meter|metre|feel|groove|signature)\b", r"\1 \2 \3"),
    (r"(?<![\d/])(1/2|1/3|2/3|1/4|3/4|1/8|1/16)(?![\d/])", lambda m: _FRACTIONS[m[1]]),
    (r"(\d) ?([½¼¾])", lambda m: f"{m[1]} and {_FRACTIONS[m[2]].replace('one ', 'a ')}"),
    (r"([½¼¾])", lambda m: _FRACTIONS[m[1]]),
    (r"(?<![\d-])(\d+(?:\.\d+)?) ?[-–] ?(\d+(?:\.\d+)?)(?![\d-])", r"\1 to \2"),
    (r"\bNo\. ?(?=\d)|(?<!\w)#(?=\d)", "number "),
    (r"\b([A-G])[#♯]m(?:in)?\b", r"\1 sharp minor"),
    (r"\b([A-G])[#♯](?!\w)", r"\1 sharp"),
    (r"\b([A-G])(?:b|♭)m(?:in)?\b", r"\1 flat minor"),
    (r"\b([A-G])(?:b|♭)(?!\w)", r"\1 flat"),
    (r"(\d\w* (?:[A-Z]\w+ )+)St\.", r"\1Street"),
    (r"\bSt\. (?=[A-Z])", "Saint "),
    (r"\bSt\.", "Street"),
    (r"(\d)x\b", r"\1 times"),
)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_UNIT = re.compile(rf"(?<![\w.])(\d+(?:[.,]\d+)*) ?({_any_of(_UNITS)})(?![\w/])")
_SHORT_FORM = re.compile(rf"(?<!\w)({_any_of(_SHORT)})(?!\w)")


def as_spoken(text: str) -> str:
    """Write out what would be read wrong; everything else stays as it is."""
    text = _UNIT.sub(_measure, text)
    for pattern, spoken in _RULES:
        text = re.sub(pattern, spoken, text)
    return _SHORT_FORM.sub(lambda match: _SHORT[match[1]] + ("." if _ends_sentence(match) else ""), text)


def _ends_sentence(match: re.Match[str]) -> bool:
    return match[1].endswith(".") and not match.string[match.end():].strip()


def _measure(match: re.Match[str]) -> str:
    unit = _UNITS[match[2]]
    return f"{match[1]} {_singular(unit) if match[1] == '1' else unit}"


def _singular(unit: str) -> str:
    first, *rest = unit.split()
    first = {"feet": "foot", "hertz": "hertz"}.get(first, first.removesuffix("s"))
    return " ".join([first, *rest])


def _money(match: re.Match[str]) -> str:
    unit, small = _CURRENCIES[match[1]]
    whole, cents, scale = match[2].rstrip(","), match[3], match[4]
    comma = "," if match[2].endswith(",") else ""
    if scale:
        return f"{whole}{'.' + cents if cents else ''} {scale} {_many(unit, '2')}{comma}"
    if not cents or cents == "00":
        return f"{whole} {_many(unit, whole)}{comma}"
    said = f"{cents.lstrip('0')} {_many(small, cents.lstrip('0'))}"
    return said if whole == "0" else f"{whole} {_many(unit, whole)} and {said}{comma}"


def _many(unit: str, count: str) -> str:
    if count == "1" or unit in ("yen", "sen"):
        return unit
    return "pence" if unit == "penny" else unit + "s"


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), match[2]
    if hour > 24 or int(minute) > 59:
        return match[0]
    if minute == "00":
        follows = match.string[match.end():].lstrip().lower()
        return _words(hour) if follows.startswith(("a.m", "p.m", "am", "pm")) else f"{_words(hour)} o'clock"
    return f"{_words(hour)} {_last_two(minute)}"


def _year(century: str, rest: str) -> str:
    if century == "20" and rest[0] == "0":
        return "two thousand" if rest == "00" else f"two thousand {_words(int(rest))}"
    return f"{_words(int(century))} hundred" if rest == "00" else f"{_words(int(century))} {_last_two(rest)}"


def _last_two(digits: str) -> str:
    """05 → oh five, 30 → thirty."""
    return f"oh {_words(int(digits[1]))}" if digits[0] == "0" else _words(int(digits))


def _words(number: int) -> str:
    """A number below 100 in words."""
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
