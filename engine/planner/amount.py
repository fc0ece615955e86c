"""Amounts that are understood against the last call: "half of that", "2 dB more", "no, eight"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.plan import Step
from engine.planner.quantity import quantities
from engine.planner.scene import Done

_SIGNED = ("value_db", "gain_db", "semitones", "value", "offset", "offset_beats", "cents")
_STEPPED = ("drive_db", "cutoff_hz", "freq_hz", "threshold_db")
_PLACES = ("count", "bar", "at", "start", "end", "start_bar", "end_bar")
_DIRECTION = re.compile(
    r"\b(?:up|down|louder|quieter|softer|higher|lower|more|less|left|right|boost|cut|later|earlier|plus|minus|raise"
    r"|lift|hotter)\b|[+-]\d"
)
_HALF = re.compile(r"\bhalf (?:of )?(?:that|it|as (?:much|wet|loud|deep))\b")
_TWICE = re.compile(r"\b(?:twice|double) (?:that|it|as (?:much|wet|deep)|the amount)\b")
_OTHER_WAY = re.compile(
    r"\b(?:other way(?: (?:round|around|about))?|opposite|other side|swap (?:them|sides)|vice versa)\b"
)
_LESS = re.compile(r"\b(?:less|too much|too wet|subtler|smaller|lighter|gentler|weaker|tone it down|dial it back)\b")
_MORE = re.compile(r"\b(?:more|not enough|bigger|stronger|heavier|wetter|deeper|further)\b")


def by_degree(text: str, tool: str, args: dict[str, Any]) -> dict[str, Any]:
    """ "less of it", "more": the share of an effect, when nothing else was said."""
    low = text.lower()
    less, more = _LESS.search(low), _MORE.search(low)
    if tool != "apply_effect" or bool(less) == bool(more):
        return args
    wet = float(args.get("wet", 0.3))
    return {**args, "wet": round(wet * 0.5, 3) if less else round(min(1.0, wet * 1.6), 3)}


def mirrored(text: str, turn: Sequence[Done]) -> list[Step] | None:
    """ "the other way round" after something was panned."""
    pans = [one for one in turn if one.tool == "mix" and one.args.get("action") == "pan" and one.args.get("value")]
    if not pans or not _OTHER_WAY.search(text.lower()) or quantities(text):
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
    adds = re.search(r"\b(?:same|make (?:it|that)|more|less|with|also|again)\b|\w+er\b", text.lower())
    return {**kept, "prompt": f"{said} {old}"} if adds and old.lower() not in said else fresh


def bare_number(text: str, old: Mapping[str, Any], fresh: dict[str, Any]) -> dict[str, Any]:
    """ "no, eight": a number without a unit replaces the one number of the last call; a signed fader stays absolute."""
    settings = [name for name in old if isinstance(old[name], int | float) and not isinstance(old[name], bool)]
    amounts = quantities(text)
    if (
        "set_db" in old
        and "value_db" in fresh
        and len(amounts) == 1
        and amounts[0].signed
        and abs(amounts[0].value) > 4
    ):
        kept = {name: value for name, value in fresh.items() if name != "value_db"}
        return {**kept, "set_db": amounts[0].value}
    if (
        len(settings) != 1
        or len(amounts) != 1
        or amounts[0].unit
        or any(isinstance(value, int | float) for value in fresh.values())
    ):
        return fresh
    name, value = settings[0], amounts[0].value
    if name in ("wet", "feedback", "depth", "size", "value") and abs(value) > 1:
        value = value / 100
    elif name.endswith("_hz") and abs(old[name]) >= 1000 and abs(value) < 25:
        value = value * 1000
    elif name in ("loudness_lufs", "ceiling_db", "threshold_db"):
        value = -abs(value)
    return {**fresh, name: value}


def relative(text: str, old: Mapping[str, Any], fresh: dict[str, Any]) -> dict[str, Any]:
    """ "half of that", "3 dB more", "one, not three": numbers understood against the last call's."""
    low = text.lower()
    numbers = {
        name: value
        for name, value in old.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and name not in _PLACES
    }
    if _OTHER_WAY.search(low) and "value" in numbers and not quantities(text):
        return {**fresh, "value": -numbers["value"]}
    given = [name for name in fresh if name in numbers]
    share = 0.5 if _HALF.search(low) else 2.0 if _TWICE.search(low) else 0.0
    if share and len(numbers) == 1 and not [name for name in given if abs(fresh[name]) not in (0.5, 2, 50)]:
        name = next(iter(numbers))
        return {**fresh, name: round(numbers[name] * share, 4)}
    for name in given:
        more = re.search(r"\b(more|less|higher|lower|up|down)\b", low)
        if name in _SIGNED and numbers[name] < 0 < fresh[name] and not _DIRECTION.search(low):
            fresh = {**fresh, name: -fresh[name]}
        elif (
            name in _STEPPED
            and more
            and abs(fresh[name]) < abs(numbers[name])
            and not re.search(r"\b(?:to|at|say|like)\b", low)
        ):
            step = abs(fresh[name]) * (1 if more[1] in ("more", "higher", "up") else -1)
            fresh = {**fresh, name: round(numbers[name] + step, 4)}
    return fresh
