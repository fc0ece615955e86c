"""Without a DAW nothing is asked about a session that is not there: it is said that none is connected."""

from __future__ import annotations

from engine.planner.context import Context
from engine.tasks.plan import Plan, Step, validated

NO_SESSION = "No DAW is connected, so the session cannot be changed; start one, or use --daw folder."
_OF_SESSION = ("Which track do you mean", "What should the marker be called")
"""So do the questions begin that only somebody with a session can answer."""


def without_session(plan: Plan, context: Context) -> Plan:
    """The plan; where no session is open and its question is of one, the answer that none is."""
    if context.has_session or len(plan.steps) != 1 or plan.steps[0].task != "ask":
        return plan
    offered = [step for one in plan.choices for step in one]
    is_of_session = bool(offered) and all(step.row.needed_changes(step.args) for step in offered)
    asks_of_it = not offered and str(plan.steps[0].args.get("text") or "").startswith(_OF_SESSION)
    if not is_of_session and not asks_of_it:
        return plan
    return validated([Step("refuse", {"text": NO_SESSION})], planner=plan.planner)
