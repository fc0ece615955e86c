"""Property said: "change its colour to red", "set the pan of the clap to hard left": the plain order for a property.

    "change the level of the clap to −6"  → "set the level of the clap to −6"
    "increase their velocity by ten"      → "raise the velocity of them by 10"
    "change the pad's name to Warm Pad"   → "rename the pad to Warm Pad"
"""

from __future__ import annotations

import re

from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.regex import regex

_KINDS = {
    "level": r"level|volume|gain|fader|loudness",
    "pan": r"pan|panning|pan position|stereo position|balance",
    "colour": r"colou?r",
    "name": r"name|title",
    "velocity": r"velocity|velocities",
}
_PROPERTY = "|".join(_KINDS.values())
_LEAD = r"^(?P<lead>\W*(?:(?:please|now|and|then|ok(?:ay)?|so|can you|could you|would you|no|also)\W+)*)"
_OF = (
    rf"(?:(?P<whose>its|their|his|her) (?P<p1>{_PROPERTY})|(?:the )?(?P<p2>{_PROPERTY}) (?:of|on|for)"
    rf" (?P<of>[^,;.]{{2,40}}?)"
    rf"|(?P<own>(?:the |my |our )?[^,;.']{{2,40}}?)(?:'s|') (?P<p3>{_PROPERTY}))"
)
_TO = regex(rf"{_LEAD}(?:set|change|adjust|put|make|turn|switch|bring) {_OF} (?:to|at|into|as)"
    rf" (?P<to>.+)$", re.IGNORECASE)
_BY = regex(
    rf"{_LEAD}(?P<verb>raise|increase|boost|lift|bump up|turn up|lower|decrease|reduce|drop|turn down) {_OF}"
    rf" by (?P<by>{NUMBER_WORDS}|\d+(?:\.\d+)?)(?P<unit>\b.*)$",
    re.IGNORECASE,
)
_UP = ("raise", "increase", "boost", "lift", "bump up", "turn up")
_PRONOUN = {"its": "it", "his": "it", "her": "it", "their": "them"}
_SEVERAL = regex(r"\b(?:and|but|then|while|except)\b|[,;:\"]")
""" "To −6 and pan it left": more than a value."""


def with_property_said(text: str) -> str:
    """The text as an order that the readers of that property know; as it is where it is none, or more than one."""
    simple = text.replace("’", "'")
    if (match := _TO.match(simple)) and not _SEVERAL.search(match["to"]):
        who, kind, to = _who(match), _kind(match), match["to"].strip()
        if kind == "colour":
            return f"{match['lead']}colour {who} {to}"
        if kind == "name":
            return f"{match['lead']}rename {who} to {to}"
        return f"{match['lead']}set the {kind} of {who} to {to}"
    if (match := _BY.match(simple)) and _kind(match) in ("level", "velocity"):
        figure = match["by"] if match["by"][0].isdigit() else str(spoken_number(match["by"]))
        verb = "raise" if match["verb"].lower() in _UP else "lower"
        return f"{match['lead']}{verb} the {_kind(match)} of {_who(match)} by {figure}{match['unit']}"
    return text


def _who(match: re.Match[str]) -> str:
    if match["whose"]:
        return _PRONOUN[match["whose"].lower()]
    return (match["of"] or match["own"]).strip()


def _kind(match: re.Match[str]) -> str:
    said = (match["p1"] or match["p2"] or match["p3"]).lower()
    return next(kind for kind, words in _KINDS.items() if re.fullmatch(words, said))
