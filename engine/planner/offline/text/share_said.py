"""Share said: a part of something in words or percent: "a third", "two thirds", "10 %", "twenty percent"."""

from __future__ import annotations

import re

from engine.planner.offline.text.fraction import parts
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number

COUNT = rf"(?:\d+(?:[.,]\d+)?|(?:{NUMBER_WORDS})(?:[ -](?:{NUMBER_WORDS}))?)"
PART = (
    rf"(?P<part>(?:an? |one |another )?(?:half|third|quarter|fifth|sixth|tenth)\b|(?:two|three|four|2|3|4)[ -]"
    rf"(?:thirds|quarters|fifths|tenths)|(?<!\d){COUNT} ?(?:%|per ?cent\b|pct\b))"
)


def share_of(part: str) -> float:
    """ "10 %", "ten percent" → 0.1, "two thirds" → 0.67."""
    if percent := re.match(r"(.+?) ?(?:%|per ?cent|pct)", part):
        count = percent[1].replace(",", ".")
        return float(count) / 100 if count[0].isdigit() else spoken_number(count) / 100
    part = re.sub(r"^another ", "a ", part)
    for digit, word in (("2", "two"), ("3", "three"), ("4", "four")):
        part = part.replace(digit, word)
    return parts(part)
