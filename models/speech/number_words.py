"""English numbers in words, for voices that know letters only."""

from __future__ import annotations

import re

_ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
         "seventeen eighteen nineteen").split()
_TENS = ["", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split()]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}
_NUMBER = re.compile(r"(?<![\w.])([−-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(st|nd|rd|th|%|s)?(?!\w)", re.IGNORECASE)
_LONGEST = 15
"""Digits; longer ones are read one by one."""


def numbers_in_words(text: str) -> str:
    """Each number written out: 1,250.5 → one thousand two hundred fifty point five; 3rd → third; 20% → twenty percent.

    Digits inside words (B2B, mp3) are read one by one.
    """
    return re.sub(r"\d", lambda digit: f" {_ONES[int(digit[0])]} ", _NUMBER.sub(_said, text)).replace("  ", " ")


def number_in_words(number: int) -> str:
    """A whole number from 0 to 10¹⁵ in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        rest = number % 10
        return _TENS[number // 10] + (f" {_ONES[rest]}" if rest else "")
    size, name = next((size, name) for size, name in _SCALES if number >= size)
    rest = number % size
    return f"{number_in_words(number // size)} {name}" + (f" {number_in_words(rest)}" if rest else "")


def _said(match: re.Match[str]) -> str:
    sign, whole, decimals, after = match[1], match[2].replace(",", ""), match[3] or "", (match[4] or "").lower()
    words = number_in_words(int(whole)) if len(whole) <= _LONGEST else " ".join(_ONES[int(one)] for one in whole)
    if decimals:
        words += " point " + " ".join(_ONES[int(one)] for one in decimals[1:])
    if after in ("st", "nd", "rd", "th"):
        words = _ordinal(words)
    elif after == "s":
        words = words[:-1] + "ies" if words.endswith("y") else words + "s"
    elif after == "%":
        words += " percent"
    return f"minus {words}" if sign else words


def _ordinal(words: str) -> str:
    before, space, last = words.rpartition(" ")
    if last in _ORDINALS:
        return before + space + _ORDINALS[last]
    return before + space + (last[:-1] + "ieth" if last.endswith("y") else last + "th")
