"""The order of a model's steps: what is made is worked on before it is put on a track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.tasks.plan import Step, renumbered, step_reference


def placed_last(steps: Sequence[Step]) -> list[Step]:
    """The steps with each placing of `$n` behind the edits of `$n`, of what these make.

    Behind a placing an edit of the same `$n` would make another file, and what lies on the track would stay as it was.
    """
    found = list(steps)
    while moved := _moved_once(found):
        found = moved
    return found


def _moved_once(steps: Sequence[Step]) -> list[Step] | None:
    for at, step in enumerate(steps):
        made = str(step.args.get("clip", ""))
        if (step.task, step.args.get("action")) != ("arrange", "place") or not step_reference(made):
            continue
        behind = [n for n in range(at + 1, len(steps)) if steps[n].args.get("clip") == made]
        edit = next((n for n in behind if steps[n].row.on_session == "edits"), None)
        if edit is None:
            continue
        order = [*range(at), edit, *range(at, edit), *range(edit + 1, len(steps))]
        numbers = {old + 1: new + 1 for new, old in enumerate(order)}
        fresh = [renumbered(steps[old], numbers) for old in order]
        number = f"${at + 1}"
        return [
            replace(one, args={**one.args, "clip": number}) if n > at and one.args.get("clip") == made else one
            for n, one in enumerate(fresh)
        ]
    return None
