"""A place in front of two acts holds for both: "from the cat on, the pizz an octave down and at velocity 110"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex
from engine.tasks.plan import Step

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
    bars = {_whose(one): one for one in first if one.task in _OF_NOTES and "start_bar" in one.args}

    def there(step: Step) -> Step:
        like = bars.get(_whose(step)) if step.task in _OF_NOTES and "start_bar" not in step.args else None
        if like is None:
            return step
        return replace(step, args={**step.args, **{name: like.args[name] for name in ("start_bar", "end_bar")}})

    return [there(one) for one in second]


def _whose(step: Step) -> str:
    return str(step.args.get("clip") or step.args.get("clips"))
