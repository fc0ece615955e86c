"""Twin tracks: two are called alike; which of them is meant is asked, and told by what lies on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from engine.planner.context import Context
from engine.tasks.plan import Plan, Step

WHICH = "{} tracks are called “{}”: the one with {}?"
RENAME = (
    "More than one track is called “{}”; give one of them another name in your DAW first, so that I know which is"
    " meant."
)
_ON_A_TRACK = ("mix", "set_track", "automate")
_MOST = 4


def with_twins(plan: Plan, text: str, context: Context) -> Plan:
    """The plan, or a question where it turns one of two tracks of one name."""
    names = Counter(view.name for view in context.track_views)
    twins = {str(one.args.get("track")) for one in plan.steps if one.task in _ON_A_TRACK and _is_plain(one)}
    twins = {one for one in twins if names[one] > 1}
    if not twins:
        return plan
    name = twins.pop()
    if len(plan.steps) != 1 or plan.steps[0].task != "mix":
        return replace(plan, steps=(Step("ask", {"text": RENAME.format(name)}),), choices=())
    clips = [one for one in context.clips if one.track == name]
    if not 1 < len(clips) <= _MOST or len(clips) != names[name]:
        return plan
    each = tuple(_of_clip(plan.steps[0], clip.id) for clip in clips)
    if any(f"{word.lower()}s" in text.lower() for word in name.split()):
        return replace(plan, steps=each)
    told = " or the one with ".join(f"“{clip.name}”" for clip in clips)
    count = {2: "Two", 3: "Three", 4: "Four"}[len(clips)]
    question = Step("ask", {"text": WHICH.format(count, name, told)})
    return replace(plan, steps=(question,), choices=tuple((one,) for one in each))


def _is_plain(step: Step) -> bool:
    return "clip" not in step.args and "tracks" not in step.args


def _of_clip(step: Step, clip: str) -> Step:
    args = {name: value for name, value in step.args.items() if name != "track"}
    return replace(step, args={"clip": clip, **args})
