"""Said twice: "the hook needs to hit harder, velocities up 15" is one wish in two sentences, and is done once."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.context import Context
from engine.tasks.plan import Plan, Step

_CHANGES = ("mix", "edit_notes", "edit_clip", "apply_effect", "change_tempo_key", "automate", "set_track", "denoise")


def without_doubles(plan: Plan, context: Context) -> Plan:
    """The plan without a change of what is there that it has already: a relative one would be done twice over."""
    on = {clip.id: clip.track for clip in context.clips if clip.track}
    plan = _placed_once(_with_one_length(_with_one_effect(plan)))
    if any(step.depends_on() for step in plan.steps):
        return plan
    kept: list[Step] = []
    changed: list[Step] = []
    for step in plan.steps:
        change = _of_its_track(step, on)
        if change not in changed or step.task not in _CHANGES and not _is_copied_there(step):
            kept.append(step)
            changed.append(change)
    return replace(plan, steps=tuple(kept))


def _with_one_effect(plan: Plan) -> Plan:
    """ "Put a compressor on it, 4:1 with a slow attack": one that is set so, and no second one behind it."""
    if len(plan.steps) < 2 or plan.is_reply:
        return plan
    first, second = plan.steps[:2]
    is_one = first.task == second.task == "apply_effect" and second.args.get("clip") == "$1"
    is_bare = not set(first.args) - {"clip", "track", "effect"}
    if not is_one or not is_bare or first.args.get("effect") != second.args.get("effect"):
        return plan
    own = {name: value for name, value in second.args.items() if name != "clip"}
    if any(one.depends_on() for one in plan.steps[2:]):
        return plan
    return replace(plan, steps=(replace(first, args={**first.args, **own}), *plan.steps[2:]))


_IN_PLACE = ("change_tempo_key", "edit_clip", "edit_notes", "apply_effect")


def _placed_once(plan: Plan) -> Plan:
    """ "… on its own track": a copy that lies there is not placed once more behind what was done to it."""
    if len(plan.steps) < 3:
        return plan
    *steps, last = plan.steps
    is_bare = last.task == "arrange" and last.args.get("action") == "place" and set(last.args) == {"action", "clip"}
    source = steps[-1]
    is_of_it = last.args.get("clip") == f"${len(steps)}" and source.task in _IN_PLACE
    copied = steps[-2].task == "arrange" and steps[-2].args.get("action") == "duplicate"
    is_copy = copied and source.args.get("clip") == f"${len(steps) - 1}"
    return replace(plan, steps=tuple(steps)) if is_bare and is_of_it and is_copy else plan


def _with_one_length(plan: Plan) -> Plan:
    """ "Staccato: every note half as long": shortened once, by as much as is told; made human once."""
    if len(plan.steps) != 2:
        return plan
    first, second = plan.steps
    is_one = first.task == second.task == "edit_notes" and second.args.get("clip") == "$1"
    ways = (first.args.get("action"), second.args.get("action"))
    if is_one and ways == ("humanize", "humanize"):
        return replace(plan, steps=(first,))
    if not is_one or ways != ("staccato", "length") or not second.args.get("times"):
        return plan
    return replace(plan, steps=(replace(first, args={**second.args, "clip": first.args["clip"]}),))


def _is_copied_there(step: Step) -> bool:
    """A copy at a bar lies there already; a second one would play with it."""
    return step.task == "arrange" and step.args.get("action") == "duplicate" and "bar" in step.args


def _of_its_track(step: Step, on: dict[str, str]) -> Step:
    """A fader that is told by a clip is that of its track: two clips of it turn it once."""
    track = on.get(str(step.args.get("clip"))) if step.task == "mix" and "track" not in step.args else None
    if track is None:
        return step
    return replace(step, args={**{name: value for name, value in step.args.items() if name != "clip"}, "track": track})
