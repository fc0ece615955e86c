"""Another take: the steps of an earlier turn that make clips, to be made once more in their places."""

from __future__ import annotations

from typing import Any

from engine.errors import UserError
from engine.library.turn import Turn
from engine.tasks.plan import Step, step_reference


def steps_of_take(turn: Turn) -> list[Step]:
    """The steps of a model in a turn, as corrections of them that change nothing; `$n` counts in the new plan.

    UserError when the turn made no clip.
    """
    kept = [number for number, step in enumerate(turn.plan.steps, 1) if step.row.kind == "model"]
    if not kept or not turn.clip_ids:
        raise UserError(f"Request {turn.number} made no clip, so there can be no other take of it.")
    places = {old: new for new, old in enumerate(kept, 1)}
    return [_renumbered(turn.plan.steps[number - 1], places, f"{turn.number}.{number}") for number in kept]


def _renumbered(step: Step, places: dict[int, int], base: str) -> Step:
    references = {name for name, _ in (*step.references(), *step.word_references())}
    args = {k: _moved(v, places) if k in references else v for k, v in step.args.items()}
    return Step(step.task, args, "fix", base)


def _moved(reference: Any, places: dict[int, int]) -> Any:
    if isinstance(reference, list | tuple):
        return [_moved(one, places) for one in reference]
    number, part = step_reference(str(reference)) or (0, "")
    if number not in places:
        return reference
    return f"${places[number]}.{part}" if part else f"${places[number]}"
