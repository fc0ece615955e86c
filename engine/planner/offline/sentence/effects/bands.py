"""Bands of the spectrum that are taken away, told by where they lie: "everything below 90", "roll off the top"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.sentence.effects.effect_words import EffectSaid
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_LOWS = r"(?:lows?|low[- ]end|bottoms?(?: end)?|subs?|sub[- ]?bass|rumble|bass end|low (?:stuff|frequencies|freqs))"
_HIGHS = r"(?:highs?|tops?(?: end)?|treble|high[- ]end|fizz|hiss|high (?:stuff|frequencies|freqs))"
_ALL = r"(?:everything|anything|nothing|all|whatever|what|stuff|frequencies|freqs)"
_OWN = r"(?:(?:all|the|its|their|of|any|that|this) )*"
_BELOW, _ABOVE = r"(?:below|under|beneath|underneath|lower than)", r"(?:above|over|higher than|beyond)"
_EDGE = regex(
    rf"(?<![\w-])(?:{_OWN}(?:{_ALL}|{_LOWS}|{_HIGHS}) (?:(?:that'?s|that is|is|from|of it) )?)?"
    rf"(?:(?P<lows>{_BELOW})|(?P<highs>{_ABOVE}))(?= (?:about |around |roughly |like |say )?(?:\d"
    rf"|(?:an? )?(?:{NUMBER_WORDS})\b))"
)
_ROLLED = regex(
    rf"(?<![\w-])(?:roll(?:ed|s)?|filter(?:ed|s)?) (?:(?:off|out|away|down) )?{_OWN}"
    rf"(?:(?P<lows>{_LOWS})|(?P<highs>{_HIGHS}))(?![\w-])"
)
_CUT = regex(
    rf"(?<![\w-])(?:cut|take|lose|trim|chop|shave|remove|get rid of|clean(?: up| out)?|clear) (?:(?:off|out|away) )?"
    rf"{_OWN}(?:(?P<lows>{_LOWS})|(?P<highs>{_HIGHS}))(?![\w-])"
)
CUTS = frozenset(
    "cut cuts take takes roll rolled filter filtered clean clear lose remove get rid kill shave trim chop off out away"
    " up down from below under above over it all as well also too".split()
)
"""What else is said of taking a band away."""
_LEAST_HZ = 20.0


def bands_said(text: str, amounts: Sequence[Quantity]) -> list[EffectSaid]:
    """The filters that are told by what they take away."""
    hertz = [one for one in amounts if one.unit == "Hz" or not one.unit and not one.signed and one.value >= _LEAST_HZ]
    if any(one.unit == "dB" for one in amounts):
        return []  # "the lows 3 db down at 100" is a band that is lowered
    found = [
        (match, one)
        for match in _EDGE.finditer(text)
        for one in hertz
        if match.end() <= one.start and one.start - match.end() <= len(" roughly ")
    ]
    matches = [match for match, _ in found]
    if not matches:
        matches = [*_ROLLED.finditer(text)][:1] or [*_CUT.finditer(text)][: 1 if len(hertz) == 1 else 0]
    return [EffectSaid("highpass" if match["lows"] else "lowpass", *match.span()) for match in matches]
