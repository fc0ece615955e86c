"""A place in front of two acts holds for both: "from the cat on, the pizz an octave down and at velocity 110"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_REACH = {"start_bar", "end_bar"}
_OF_NOTES = ("edit_notes", "change_tempo_key")
_EVERYWHERE = regex(
    r"\b(?:everywhere|throughout|all of (?:it|them)|the whole|the rest|from the (?:start|top|beginning))\b"
)


def fronted_too(first: Sequence[Step], second: list[Step], before: Said, right: str) -> list[Step]:
    """The second steps, in the bars that stand in front of the first, where they are about notes of the same clips."""
    if len(before.places) != 1 or before.places[0].start > 0 or _EVERYWHERE.search(right.lower()):
        return second
    if taken_apart(right, before.scene).places:
        return second
    own = {_whose(one): (one.args["start_bar"], one.args["end_bar"]) for one in first if _REACH.issubset(one.args)}
    told = before.spans[0] if len(before.spans) == 1 else None

    def there(step: Step) -> Step:
        if step.task not in _OF_NOTES or "start_bar" in step.args:
            return step
        bars = own.get(_whose(step)) or (told if any(_whose(step) == _whose(one) for one in first) else None)
        reach = {"start_bar": number(bars[0]), "end_bar": number(bars[1])} if bars else {}
        return replace(step, args={**step.args, **reach})

    return [there(one) for one in second]


def _whose(step: Step) -> str:
    return str(step.args.get("clip") or step.args.get("clips"))
