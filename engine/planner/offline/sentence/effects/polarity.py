"""Polarity: "flip the phase of the bottom snare" is known, and nothing here does it."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.tasks.plan import Step

NO_POLARITY = (
    "I can't turn the polarity round; flip it on the channel in your DAW. What I can do is move a clip by a few"
    " milliseconds."
)
_WORDS = frozenset("phase polarity".split())
_TURNS = frozenset("flip flipped invert inverted reverse reversed turn swap switch".split())
_BESIDE = frozenset("of on by 180 degrees degree mic mics track tracks round around the both".split())


def polarity(said: Said) -> list[Step] | None:
    """The no; None for anything else."""
    is_so = said.bag & _WORDS and said.bag & _TURNS and not said.bag - _WORDS - _TURNS - _BESIDE and not said.places
    return [Step("refuse", {"text": NO_POLARITY})] if is_so else None
