"""Gap otherwise: "only bar 8 empty, bar 7 must just play", behind bars that were made silent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = r"(?:(?:no|nah|ok|hm+|and|but|so|please|rather|make it|it should be|that(?:'s| is)|too long)\W+)*"
_EMPTY = (
    r"(?: (?:is |stays? |should (?:be|stay) |must (?:be|stay) |to be )?(?:empty|silent|out|quiet|muted|gone|a gap))?"
)
_PLAYS = (
    r"(?:(?:should|must|can|may|has to|needs to|needs|to|just|still)\s+)*"
    r"(?:plays?|sounds?|runs?|goes? on|keeps? (?:going|playing)|stays?(?: in)?|be there|comes? back(?: in)?"
    r"|(?:is )?back(?: in)?)"
)
_FORMS = (
    regex(rf"{_LEAD}(?:the gap |the hole |it )?(?:only|just)(?: in| at| on)? ?(?P<gap>P){_EMPTY}(?:[,;.]? (?:and "
        rf"|but |then )?(?:let )?(?P<on>P) {_PLAYS})?"),
    regex(rf"{_LEAD}(?:let |have )?(?P<on>P) {_PLAYS}(?: please)?[,;.]? (?:and |but |then )?(?:only"
        rf"|just)(?: in)? ?(?P<gap>P){_EMPTY}"),
)


_THE_GAP = regex(r"(?:in |for )?(?:the|that) (?:gap|hole|silence|pause|rest|break)")


def gap_otherwise(said: Said) -> list[Step] | None:
    """The silence over the bars that are told; None where none was made last, or not all of it is known."""
    last = said.last()
    silent = [one for one in last if one.tool == "automate" and one.args.get("parameter") == "mute"]
    if not silent or len(silent) < len(last) or said.is_open or any(not one.is_pointed for one in said.things):
        return None
    places = [one for one in said.places if not _THE_GAP.fullmatch(said.text[one.start : one.end].strip())]
    spans = [(one.start, one.end, "P") for one in places]
    numbers = [one for one in said.amounts if not one.unit and not one.signed]
    if len(numbers) < len(said.amounts):
        return None
    text = lettered(said.text, [*spans, *((one.start, one.end, "P") for one in numbers)])
    match = next((found for form in _FORMS if (found := form.fullmatch(text.strip(" .!")))), None)
    if match is None:
        return None
    told = [(one.start, one.spans[0]) for one in places]
    told = sorted([*told, *((one.start, (one.value, one.value + 1)) for one in numbers)])
    order = sorted((match.start(name), name) for name in ("gap", "on") if match[name])
    bars = {name: place for (_, name), (_, place) in zip(order, told, strict=True)}
    if not all(_lies_in(bars[name], _reach(one.args)) for one in silent for name in bars):
        return None
    start, end = bars["gap"]
    span = {"start_bar": number(start), "end_bar": number(end)}
    return [told_as(Step(one.tool, {**one.args, **span}), "fix", one) for one in silent]


def _reach(args: Mapping[str, Any]) -> Bars:
    return float(args.get("start_bar") or 0), float(args.get("end_bar") or 0)


def _lies_in(inner: Bars, outer: Bars) -> bool:
    return outer[0] - 1e-3 <= inner[0] and inner[1] <= outer[1] + 1e-3 and inner != outer
