"""Subtle: "a delay on the stab, not too wet", "loads of reverb on the vox" say how much of a new effect there is."""

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
_MUCH = r"(?:wet|much|loud|strong|heavy|long|obvious|hard|big|intense|crazy|extreme|deep|many|present|prominent|very)"
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
_LITTLE_OF = re.compile(
    r"\b(?:just |only )?(?:an? (?:(?:tiny|little|wee|small) )?(?:bit|touch|hint|hair|tad|dash|sprinkle|smidge|whisper"
    r"|drop|lick|splash|suggestion) of|a (?:little|bit)(?: bit)?(?: of)?|(?:barely|hardly) any|very little"
    r"|some (?:light|subtle)"
    rf"|(?:a )?(?:subtle|faint)|the slightest) (?={_EFFECT}\b)",
    re.IGNORECASE,
)
_MUCH_OF = re.compile(
    r"\b(?:loads|tons|lots|heaps|plenty|masses|buckets|oodles|a (?:whole )?(?:lot|ton|load|bunch)"
    rf"|a great deal) (?:of )?(?:the )?(?={_EFFECT}\b)",
    re.IGNORECASE,
)
_IN_IT = re.compile(
    rf"^\W*(?:(?:drown|drench|soak|bathe|swamp|bury) (?P<what>[\w' -]+?)|(?:make |have |get )?(?P<who>[\w' -]+?)"
    r" (?:dripping|drenched|soaked|drowned|drowning|swimming|bathed|swamped|washed out))"
    rf" (?:in|with) (?P<effect>(?:\w+ )?{_EFFECT})(?: please)?\W*$",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:is|are|was|sounds?|feels?|less|more)\b|'s\b", re.IGNORECASE)
WET, SOAKED = 0.15, 0.55
"""Share of an effect that is hardly noticed, and one that nobody misses, where nothing says how much."""
_WETTED = ("reverb", "delay", "chorus", "phaser", "flanger")


def without_how_much(text: str) -> tuple[str, float]:
    """The request for an effect without the words for how much of it, and the share they mean; 0 where it has none."""
    simple = plain(text)
    if '"' in simple or _IS.search(simple):
        return text, 0.0
    if match := _BEHIND.match(simple):
        return text[: match.end("head")], WET
    if match := _IN_IT.match(simple):
        return f"{match['effect']} on {match['what'] or match['who']}", SOAKED
    for form, wet in ((_LITTLE_OF, WET), (_MUCH_OF, SOAKED)):
        if match := form.search(simple):
            return f"{text[: match.start()]}{text[match.end() :]}", wet
    return text, 0.0


def as_wet(steps: Sequence[Step], wet: float) -> list[Step]:
    """The new effects of these steps, with so much of them."""
    return [
        replace(step, args={**step.args, "wet": wet})
        if step.task == "apply_effect" and step.args.get("effect") in _WETTED and "wet" not in step.args
        else step
        for step in steps
    ]
