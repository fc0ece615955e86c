"""Several of: one call for each track, clip, marker or colour that a clause names, where the task takes one of them."""

from __future__ import annotations

from typing import Any

from engine.tasks.plan import Step
from engine.tasks.task import find_task

OWN = frozenset("take edit_notes marker automate route set_track plugin freeze export session_info".split())
"""Tasks of engine/tasks/desk.py."""


def one_each_of(task: str, args: dict[str, Any]) -> list[Step] | None:
    """The calls of a clause that names several; None for tasks that have their own way to be told of several."""
    if task == "transport" and "marker" in args and args.get("action") == "play":
        return [Step(task, {"action": "locate", "marker": args["marker"]}), Step(task, {"action": "play"})]
    if task == "transport" and "bar" in args and args.get("action") == "loop":
        rest = {name: value for name, value in args.items() if name != "bar"}
        return [Step(task, rest), Step(task, {"action": "locate", "bar": args["bar"]})]
    if task == "transport" and args.get("action") == "record" and "track" in args:
        rest = {name: value for name, value in args.items() if name != "track"}
        return [Step("set_track", {"track": args["track"], "arm": True}), Step(task, rest)]
    if task not in OWN:
        return None
    lists = [name for name, value in args.items() if isinstance(value, list) and _takes_one(task, name)]
    count = max((len(args[name]) for name in lists), default=0)
    if count < 2:
        return [Step(task, {name: value[0] if name in lists else value for name, value in args.items()})]
    return [
        Step(task, {name: value[min(i, len(value) - 1)] if name in lists else value for name, value in args.items()})
        for i in range(count)
    ]


def _takes_one(task: str, name: str) -> bool:
    return find_task(task).arg(name).type not in ("clips", "tracks")
