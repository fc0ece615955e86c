"""What the connected DAW cannot do of a plan: all of it is refused, some of it is told beside what is done."""

from __future__ import annotations

from engine.assistant.actions.automate import is_printed
from engine.assistant.actions.printed_line import INSTEAD
from engine.daw.daw import Snapshot
from engine.tasks.plan import Plan, Step, validated

_INSTEAD = {
    "place": "Drag the finished clip from the library into the DAW, or use `--daw folder`.",
    "": "Do it by hand in the DAW, or use a DAW whose script can.",
}


def why_not_here(step: Step, snapshot: Snapshot | None) -> str:
    """Why a session cannot take a step, with the way that works; "" when it can."""
    if snapshot is None:
        return ""
    missing = [change for change in step.row.needed_changes(step.args) if change not in snapshot.capabilities]
    if set(missing) == {"automation"} and step.task == "automate" and is_printed(step.args):
        missing = [] if INSTEAD in snapshot.capabilities else missing
    if not missing:
        return ""
    if reason := snapshot.cannot.get(missing[0]):
        return f"{reason[0].upper()}{reason[1:].rstrip('.')}."
    instead = _INSTEAD.get(str(step.args.get("action", "")), _INSTEAD[""])
    what = missing[0].replace("_", " ")
    return f"{snapshot.daw or 'This DAW'} cannot do that for us: it has no '{what}'. {instead}"


def possible_here(plan: Plan, snapshot: Snapshot | None) -> Plan:
    """The plan, where some of it can be done; else the refusal with the reasons."""
    reasons = {number: why for number, step in enumerate(plan.steps, 1) if (why := why_not_here(step, snapshot))}
    lost = set(reasons)
    for number, step in enumerate(plan.steps, 1):
        lost |= {number} if lost & set(step.depends_on()) else set()
    if not reasons or len(lost) < len(plan.steps):
        return plan
    text = " ".join(dict.fromkeys(reasons.values()))
    return validated([Step("refuse", {"text": text})], planner=plan.planner)
