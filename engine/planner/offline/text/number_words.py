"""Numbers said in words."""

from __future__ import annotations

import re

_ONES = {
    "zero": 0,
    "oh": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}


_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}


SPECIAL = {
    "half": 0.5,
    "quarter": 0.25,
    "couple": 2,
    "dozen": 12,
    "third": 1 / 3,
    "fifth": 0.2,
    "tenth": 0.1,
    "pair": 2,
    "twice": 2,
    "thrice": 3,
    "double": 2,
}


NUMBER_WORDS = "|".join([*_TENS, *sorted(_ONES, key=len, reverse=True)])


ONES = "|".join(word for word, value in _ONES.items() if 0 < value < 10)


SPOKEN = (
    rf"(?:{NUMBER_WORDS})(?:[\s-](?:{NUMBER_WORDS}|hundred|thousand)\b"
    rf"|(?:(?<=hundred)|(?<=thousand))\sand\s(?:{NUMBER_WORDS})\b)*"
)


def decimals(words: str) -> float:
    """What is said after the point: "two five" → 0.25."""
    digits = "".join(str(_ONES.get(word, _TENS.get(word, 0))) for word in re.split(r"[\s-]+", words.strip().lower()))
    return float("0." + (digits or "0"))


def spoken_number(words: str) -> int:
    """ "a hundred and four" → 104, "one eighteen" → 118, "two fifty" → 250, "fifteen hundred" → 1500."""
    total, current, before = 0, 0, ""
    for word in re.split(r"[\s-]+", words.strip().lower()):
        if word == "hundred":
            current = max(1, current) * 100
        elif word == "thousand":
            total, current = total + max(1, current) * 1000, 0
        elif word in _TENS:
            current = current * 100 + _TENS[word] if 0 < current < 20 else current + _TENS[word]
        elif word in _ONES:
            value = _ONES[word]
            runs_on = (
                before in ("oh", "zero")
                and current > 0
                or 0 < current < 10
                or (current and value >= 10 and current % 100 == 0 and current < 100)
                or (20 <= current < 100 and (current % 10 or value >= 10 or value == 0))
            )
            current = current * (100 if value >= 10 else 10) + value if runs_on else current + value
        before = word
    return total + current
