"""Other way: a direction that is said and not kept: "half a beat earlier, it's late" is not moved later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_EARLIER = regex(r"\b(?:earlier|sooner|forwards?|ahead)\b", re.IGNORECASE)
_LATER = regex(r"\b(?:later|behind|after)\b", re.IGNORECASE)
_UP = regex(r"\b(?:up|louder|raise\w*|higher|boost\w*|lift\w*)\b", re.IGNORECASE)
_DOWN = regex(r"\b(?:down|quieter|softer|lower\w*|reduc\w*|less)\b", re.IGNORECASE)
_BY_FIGURE = regex(
    r"\d ?(?:db )?(?:(?P<less>less|down|lower|quieter|softer|off)|(?P<more>more|up|louder|higher))\b", re.IGNORECASE
)
""" "It muddies things up, 3 less"."""
_BACK = regex(r"\b(?:back|undo\w*|too|again|was|were|than|not|no|n't|half (?:that|of)|other way)\b", re.IGNORECASE)
_LEFT = regex(r"\bleft\b", re.IGNORECASE)
_RIGHT = regex(r"\bright\b", re.IGNORECASE)


def goes_the_other_way(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is one way said, the other never, and a step goes the other?"""
    low = plain(text)
    if any(_is_other_fade(step, low) for step in steps):
        return True
    if _BACK.search(low):
        return False
    later, louder, right = _way(low, _LATER, _EARLIER), _way(low, _UP, _DOWN), _way(low, _RIGHT, _LEFT)
    if told := _BY_FIGURE.search(low):
        louder = 1 if told["more"] else -1
    return any(
        _is_against(later, step, "arrange", "move", ("offset_beats", "offset"))
        or _is_against(louder, step, "mix", "gain", ("value_db",))
        or _is_against(right, step, "mix", "pan", ("value",))
        for step in steps
        if step.op == "fresh"
    )


_FADES_OUT = regex(
    r"\b(?:out|down|away|off|end\w*|last|final\w*|tail\w*|di(?:e|es|ed|ing)|nothing|silen\w*|cross\w*|x-?fad\w*|close\w*|both|same|other"
    r"|too|again|longer|shorter|instead|clos\w*|outro)\b",
    re.IGNORECASE,
)


def _is_other_fade(step: Step, low: str) -> bool:
    """ "Fade it over its first two bars" is no fade-out."""
    is_out = (step.task, step.args.get("action")) == ("edit_clip", "fade_out") and step.op == "fresh"
    return is_out and "first" in low and _FADES_OUT.search(low) is None


def _way(text: str, plus: re.Pattern[str], minus: re.Pattern[str]) -> int:
    return int(plus.search(text) is not None) - int(minus.search(text) is not None)


def _is_against(way: int, step: Step, task: str, action: str, names: Sequence[str]) -> bool:
    if not way or (step.task, step.args.get("action")) != (task, action):
        return False
    values = [step.args.get(name) for name in names]
    return any(isinstance(one, int | float) and one * way < 0 for one in values)
