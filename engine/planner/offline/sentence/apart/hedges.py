"""Hedges: what only says that a figure is about right: "30ish", "say -18", "-12 or so", "a good 3 dB"."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_BEFORE = regex(
    r"(?:\b(?:say|maybe|perhaps|roughly|approx(?:imately)?|probably|something like|somewhere (?:around|near)"
    r"|round|around|about"
    r"|circa|ca\.?),? )+$"
    r"|\ban? (?:good|solid|full|whole|nice|healthy|decent|clean|cool|further|extra) $"
)
_BEHIND = regex(
    r"[ -]?ish\b(?: or so)?"
    r"| (?:or so|or thereabouts|or something|or somewhere there|give or take|roughly|approx|exactly|precisely"
    r"|on the nose"
    r"|tops|max(?:imum)?|at (?:the )?most)\b"
)


def hedged(amount: Quantity, text: str) -> Quantity:
    """The amount with the words beside it that only say "about"."""
    before, behind = _BEFORE.search(text[: amount.start]), _BEHIND.match(text, amount.end)
    if amount.low or amount.high or before and '"' in text:
        return amount
    return replace(amount, start=before.start() if before else amount.start, end=behind.end() if behind else amount.end)
