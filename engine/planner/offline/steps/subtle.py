"""Subtle: "a delay on the stab, not too wet" says how much of a new effect, not that there is too much of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_EFFECT = (
    r"(?:reverbs?|verb|delays?|echo(?:es)?|chorus|phaser|flanger|tremolo|distortion|overdrive|saturation|drive|plate"
    r"|hall|room|spring|slapback)"
)
_MUCH = (
    r"(?:wet|much|loud|strong|heavy|long|obvious|hard|big|intense|crazy|extreme|deep|many|present|prominent|very)"
)
_LITTLE = (
    rf"(?:not (?:too|so|very|overly) {_MUCH}"
    r"|(?:very |quite |nice and |keep it )?(?:subtle|subtly|light|lightly|discreet|gentle|gently)"
    r"|(?:just|only) (?:a (?:little|bit|touch|hint|tad|dash)|slightly|lightly|a little bit))"
)
_BEHIND = re.compile(
    rf"^(?P<head>[^.;!?]*?\b{_EFFECT}\b[^.;!?]*?)(?:\s*,\s*|\s+)(?:but |and |only |please )?{_LITTLE}"
    r"(?:\s+please)?\W*$",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:is|are|was|sounds?|feels?|less|more)\b|'s\b", re.IGNORECASE)
WET = 0.15
"""Share of an effect that is hardly noticed, where nothing says how much."""
_WETTED = ("reverb", "delay", "chorus", "phaser", "flanger")


def without_how_little(text: str) -> str:
    """The request for an effect without the words that it should be little; as it is where it is no such request."""
    simple = plain(text)
    match = None if '"' in simple else _BEHIND.match(simple)
    return text[: match.end("head")] if match and not _IS.search(match["head"]) else text


def as_little(steps: Sequence[Step]) -> list[Step]:
    """The new effects of these steps, with little of them."""
    return [
        replace(step, args={**step.args, "wet": WET})
        if step.task == "apply_effect" and step.args.get("effect") in _WETTED and "wet" not in step.args
        else step
        for step in steps
    ]
