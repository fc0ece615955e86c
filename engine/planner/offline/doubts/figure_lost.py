"""Figure lost: "make it 150" behind a distortion turns nothing up to 60, where that knob ends."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import Arg

_IS_SET = regex(r"\b(?:make|set|put|turn|bring) (?:it|that|this|them)(?: to| at)? (?P<n>\d+(?:\.\d+)?)(?!\w)(?!"
    r" ?(?:%|percent|times|x\b))")


def loses_its_figure(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is what was done before done as far as it goes, where a larger figure was said that may mean something else?"""
    match = _IS_SET.search(plain(text).lower())
    if match is None or not steps or any(one.op != "fix" for one in steps) or len(quantities(text)) != 1:
        return False
    if any(thing.tracks for thing in things(plain(text), scene)):
        return False
    said = float(match["n"])
    return any(_ends_there(arg, float(value), said) for step in steps for arg, value in _told(step))


def _told(step: Step) -> list[tuple[Arg, float]]:
    return [(arg, value) for arg in step.row.args if isinstance(value := step.args.get(arg.name), int | float)]


def _ends_there(arg: Arg, value: float, said: float) -> bool:
    """Is it as far as that knob goes, and was more said than that?"""
    return arg.high is not None and value == arg.high and said > value
