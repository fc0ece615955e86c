"""The meter: "6/8 from bar 17", "the bridge is a waltz", "back to four"."""

from __future__ import annotations

from engine.planner.offline.slots.bars import one_bar
from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_FIGURES = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "nine": 9,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "eight": 8,
    "sixteen": 16,
    "quarter": 4,
    "quarters": 4,
    "eighths": 8,
    "eights": 8,
}
_METER = regex(r"(?<![\d/.])(?P<beats>\d{1,2})\s?/\s?(?P<unit>2|4|8|16)(?![\d/])(?!\s*(?:notes?\b|grid|t\b))")
_SPOKEN = regex(
    r"\b(?P<beats>two|three|four|five|six|seven|nine|eleven|twelve|thirteen"
    r"|\d{1,2})[\s-](?:by[\s-])?(?P<unit>two|four|eight|sixteen|quarters?|eighths?|[48])\b(?!\s*(?:bars?"
    r"|beats?|times|tracks?|hundred))"
)
_IN = regex(
    r"\b(?:counted? |is |be |goes? |going |'s |back |back to )?(?:in|to|into)\s+(?P<beats>two|three|four"
    r"|five)\b(?!\s*(?:bars?|beats?|db|four|eight|parts|stems|voices|seconds?|takes?|and\b))"
)
_ABOUT = regex(
    r"\b(?:met(?:er|re)|time signature|signature|count(?:ed|s)?|waltz|time\b|bar ?lines?|it'?s|this is|is in"
    r"|goes|from bar|bar|back to|not)\b|^\W*\d{1,2}\s?/|:\s*\d{1,2}\s?/"
)
_NOT = regex(r"\b(?:not|instead of|no longer|rather than)\s+(?:in\s+)?$")
_OTHERS = regex(r"\b(?:quanti\w+|grid|swing|notes?|delay|lfo|repeat)\b")


def meter_said(clause: Clause) -> Args:
    """{"action": "set_meter", "meter", "bar"} when the clause tells a meter."""
    if clause.kind not in ("", "set_meter", "set_tempo", "locate", "loop", "play"):
        return {}
    found = _found(clause)
    if not found:
        if clause.kind == "set_meter" and not clause.carries:
            clause.need("To which meter?")
            return {"action": "set_meter"}
        return {}
    args: Args = {"action": "set_meter", "meter": found}
    bar = one_bar(clause) if clause.of("bar") or not clause.has(r"\bnow\b") else None
    if bar is None:
        bar = _marker_bar(clause)
    return args | ({"bar": bar} if bar is not None else {})


def _found(clause: Clause) -> str:
    low = clause.low
    if _OTHERS.search(low) and clause.kind != "set_meter":
        return ""
    for match in [*_METER.finditer(low), *_SPOKEN.finditer(low)]:
        if _NOT.search(low[: match.start()]) or not (_ABOUT.search(low) or clause.kind == "set_meter"):
            continue
        beats, unit = (int(word) if word.isdigit() else _FIGURES[word] for word in (match["beats"], match["unit"]))
        if 1 <= beats <= 32:
            return f"{beats}/{unit}"
    if "waltz" in low:
        return "3/4"
    counted = _IN.search(low) if clause.kind == "set_meter" else None
    return f"{_FIGURES[counted['beats']]}/4" if counted else ""


def meters_in(words: str) -> list[str]:
    """All meters in figures: "5/4"."""
    return [f"{int(one['beats'])}/{one['unit']}" for one in _METER.finditer(words)]


def without_meters(words: str) -> str:
    """The words without those meters, whose figures are no bars."""
    return _METER.sub("", words)


def _marker_bar(clause: Clause) -> float | None:
    """ "The chase is 7/8": a marker is the subject."""
    said = f" {' '.join(name_words(clause.text))} "
    fitting = [(name, bar) for name, bar in clause.scene.context.markers if f" {' '.join(name_words(name))} " in said]
    return max(fitting, key=lambda one: len(one[0]))[1] if fitting else None
