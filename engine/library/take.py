"""Another take: the steps of an earlier turn that make clips, to be made once more in their places."""

from __future__ import annotations

from dataclasses import replace

from engine.errors import UserError
from engine.library.turn import Turn
from engine.tasks.plan import Step, renumbered


def steps_of_take(turn: Turn) -> list[Step]:
    """The steps of a model in a turn, as corrections of them that change nothing; `$n` counts in the new plan.

    UserError when the turn made no clip.
    """
    kept = [number for number, step in enumerate(turn.plan.steps, 1) if step.row.kind == "model"]
    if not kept or not turn.clip_ids:
        raise UserError(f"Request {turn.number} made no clip, so there can be no other take of it.")
    places = {old: new for new, old in enumerate(kept, 1)}
    steps = [(number, renumbered(turn.plan.steps[number - 1], places)) for number in kept]
    return [replace(step, op="fix", base=f"{turn.number}.{number}") for number, step in steps]
