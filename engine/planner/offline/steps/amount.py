"""Amounts that are understood against the last call: "half of that", "2 dB more", "no, eight"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.planner.offline.reading.dialogue_state import DoneCall
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.steps.change import stepped
from engine.planner.offline.text.comparative import says_comparative
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

SIGNED = ("value_db", "gain_db", "semitones", "value", "offset", "offset_beats", "cents")
_PLACES = ("count", "bar", "at", "start", "end", "start_bar", "end_bar")
_DIRECTION = regex(
    r"\b(?:up|down|louder|quieter|softer|higher|lower|less|left|right|boost|cut|later|earlier|plus|minus|raise"
    r"|lift|hotter)\b|[+-]\d"
)
OTHER_WAY = regex(
    r"\b(?:other way(?: (?:round|around|about))?|opposite|other side|vice versa|mirror(?:ed)?"
    r"|(?:swap|flip|switch) (?:them|(?:the )?(?:sides|panning|pans))|reverse (?:the )?(?:sides|panning|pans))\b"
)
_LESS = regex(r"\b(?:less|too much|too wet|subtler|smaller|lighter|gentler|weaker|tone it down|dial it back)\b")
_MORE = regex(r"\b(?:more|not enough|bigger|stronger|heavier|wetter|deeper|further)\b")


def by_degree(text: str, tool: str, args: dict[str, Any]) -> dict[str, Any]:
    """ "less of it", "more": the share of an effect, when nothing else was said."""
    low = text.lower()
    less, more = _LESS.search(low), _MORE.search(low)
    if tool != "apply_effect" or bool(less) == bool(more):
        return args
    wet = float(args.get("wet", 0.3))
    return {**args, "wet": round(wet * 0.5, 3) if less else round(min(1.0, wet * 1.6), 3)}


_OTHER_SIDE = regex(
    r"\W*(?:(?:no|nope|sorry|oops|argh|i mean(?:t)?|actually|wait|rather|make it|to the|the)\W+)+(left|right)\W*$"
)
""" "Sorry, right": as far as before, to the other side."""


def mirrored(text: str, turn: Sequence[DoneCall]) -> list[Step] | None:
    """ "the other way round" after something was panned."""
    if (side := _OTHER_SIDE.match(text.lower())) and len(turn) == 1 and not quantities(text):
        name = "azimuth_deg" if turn[0].tool == "binauralize" else "value"
        old = turn[0].args.get(name)
        if turn[0].tool in ("binauralize", "mix") and old and (old < 0) == (side[1] == "right"):
            return [Step(turn[0].tool, {**turn[0].args, name: -old})]
    pans = [one for one in turn if one.tool == "mix" and one.args.get("action") == "pan" and one.args.get("value")]
    if not pans or not OTHER_WAY.search(text.lower()) or quantities(text):
        return None
    return [Step("mix", {**one.args, "value": -one.args["value"]}) for one in pans]


def changed_prompt(text: str, old: str, fresh: dict[str, Any]) -> dict[str, Any]:
    """ "darker", "the same but with thunder": what is said on top of the old prompt; "longer" says nothing about it."""
    said = re.sub(
        r"\b(?:but|and|the|a|an|it|one|same|longer|shorter|again|make|that)\b|[^\w\s'-]", " ", fresh["prompt"].lower()
    )
    said = " ".join(said.split())
    kept = {name: value for name, value in fresh.items() if name != "prompt"}
    if not said:
        return kept
    low = text.lower()
    adds = re.search(r"\b(?:same|make (?:it|that)|more|less|with|also|again)\b", low) or says_comparative(low)
    return {**kept, "prompt": f"{said} {old}"} if adds and old.lower() not in said else fresh








def relative(text: str, old: Mapping[str, Any], fresh: dict[str, Any], amounts: list[Quantity]) -> dict[str, Any]:
    """ "half of that", "3 more than that", "one, not three": numbers understood against the last call's."""
    low = text.lower()
    numbers = {name: value for name, value in numbers_of(old).items() if name not in _PLACES}
    if OTHER_WAY.search(low) and "value" in numbers and not amounts:
        return {**fresh, "value": -numbers["value"]}
    every = numbers_of(old)
    changed = stepped(low, every, amounts)
    if changed:
        kept = {name: value for name, value in fresh.items() if name not in every and name not in numbers_of(fresh)}
        return kept | changed
    if not amounts and (turned := _turned(low, numbers)):
        return fresh | turned
    for name in [name for name in fresh if name in numbers]:
        if name in SIGNED and numbers[name] < 0 < fresh[name] and not _DIRECTION.search(low):
            fresh = {**fresh, name: -fresh[name]}
    return fresh


_SAME = regex(
    r"\b(?:same|likewise|too|as well|also|as much|that much|no|not|nope|nah|other way|meant?|wrong|said)\b"
)
_SIGNS = (
    (regex(r"\b(?:down|lower|left|earlier|sooner|quieter|under|below|cut)\b"), -1),
    (regex(r"\b(?:up|higher|right|later|louder|over|above|boost)\b"), 1),
)


def _turned(low: str, numbers: Mapping[str, float]) -> dict[str, Any]:
    """ "no, down", "up by the same": the old size in the direction that is said."""
    name = next((name for name in numbers if name in SIGNED), "")
    signs = {sign for pattern, sign in _SIGNS if pattern.search(low)}
    if not name or len(signs) != 1 or not _SAME.search(low):
        return {}
    return {name: signs.pop() * abs(numbers[name])}
