"""Said twice: "the hook needs to hit harder, velocities up 15" is one wish in two sentences, and is done once."""

from __future__ import annotations

from dataclasses import replace

from engine.tasks.plan import Plan, Step

_CHANGES = ("mix", "edit_notes", "edit_clip", "apply_effect", "change_tempo_key", "automate", "set_track", "denoise")


def without_doubles(plan: Plan) -> Plan:
    """The plan without a change of what is there that it has already: a relative one would be done twice over."""
    if any(step.depends_on() for step in plan.steps):
        return plan
    kept: list[Step] = []
    for step in plan.steps:
        if step not in kept or step.task not in _CHANGES:
            kept.append(step)
    return replace(plan, steps=tuple(kept))
