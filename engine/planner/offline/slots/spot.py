"""Where the transport goes by a marker, and how many bars are counted in."""

from __future__ import annotations

from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_WORD = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}
_COUNT_IN = regex(
    r"\b(?P<n>\d|a|one|two|three|four|six|eight)[\s-]+(?:bars?|measures?|go-?rounds?)?\s*(?:of |for )?(?:a"
    r" )?(?:count(?:ed)?[\s-]?(?:in|off)|pre-?roll|click (?:before|first|in)|for nothing|counted|before|in"
    r" front|beforehand)\b"
    r"|\bcount\w*(?:[\s-]in)? (?:me |us |her |him |them )?(?:in )?(?:with |for |of |by )?(?P<m>\d|a|one|two"
    r"|three|four|six|eight)\b"
    r"|\b(?:gi(?:ve|m)m?e? ?(?:me|us|her|him|them)?|with|after) (?P<k>\d|a|one|two|three|four|six|eight) bars?\b"
)
_COUNTED = regex(
    r"\bcount(?:ed)?[\s-]?(?:me |us |her |him |them )?in\b|\bpre-?roll\b|\b4 3 2 1\b"
    r"|\bcount-?off\b"
)


def count_in(clause: Clause) -> Args:
    """{"count_in": bars} when a recording is to be counted in."""
    match = _COUNT_IN.search(clause.low)
    if match:
        word = match["n"] or match["m"] or match["k"]
        return {"count_in": int(word) if word.isdigit() else _WORD[word]}
    return {"count_in": 1} if _COUNTED.search(clause.low) else {}


def punched(clause: Clause) -> Args:
    """What a recording says besides: {"start_bar", "end_bar"} of a punch, {"track"} to arm first."""
    ends = [one for one in clause.amounts if (one.low or one.high) and one.unit in ("", "bar")]
    args: Args = {"start_bar": int(ends[0].value), "end_bar": int(ends[1].value)} if len(ends) == 2 else {}
    named = list(dict.fromkeys(track for thing in things(clause.text, clause.scene) for track in thing.tracks))
    return args | ({"track": named[0]} if len(named) == 1 else {})


def spot(clause: Clause) -> Args:
    """{"marker"} or {"bar"} for a place that a marker tells."""
    bars = clause.of("bar")
    if bars and bars[0].value in clause.scene.places.names:
        return (
            {"marker": clause.scene.places.names[bars[0].value]}
            if clause.kind != "record"
            else {"bar": int(bars[0].value)}
        )
    if bars or clause.kind not in ("locate", "play", "record"):
        return {}
    said = f" {' '.join(name_words(clause.text))} "
    fitting = [(name, bar) for name, bar in clause.scene.context.markers if f" {' '.join(name_words(name))} " in said]
    if not fitting:
        return {}
    name, bar = max(fitting, key=lambda one: len(one[0]))
    return {"marker": name} if clause.kind != "record" else {"bar": int(bar)}
