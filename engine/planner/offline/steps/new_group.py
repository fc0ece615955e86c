"""New groups: what later clauses of a request mean by "it", "the folder" or its name is the group made just before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import TrackInfo
from engine.planner.offline.reading.buses_said import called
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WORD = "busnew"
"""What stands for its name in the clauses behind: a word that is nothing else."""
_KIND = r"(?:group|folder|bus|submix|subgroup|stack)"
_THE_GROUP = regex(
    rf"\b(?:the|this|that|our|my)(?: (?:whole|entire|new|complete))*(?: lot| {_KIND}(?: track| itself)?)\b",
    re.IGNORECASE,
)
_IT = regex(r"\b(?:it|that|this)\b(?! (?:group|folder|bus|track|one)\b)", re.IGNORECASE)


def made_group(steps: Sequence[Step]) -> str:
    """The name of the group or bus that the last step puts tracks into, or ""."""
    last = steps[-1] if steps else None
    is_made = last is not None and last.task == "route" and last.args.get("action") in ("group", "bus")
    return str(last.args.get("to") or "") if last and is_made else ""


def of_the_group(part: str, name: str, scene: DialogueState) -> str:
    """A clause behind the one that made the group, with one word for what means the group; the session has it then."""
    simple = plain(part)
    if not name or len(simple) != len(part) or '"' in simple:
        return part
    named = compiled(rf"(?<!\w)(?:the )?{re.escape(name)}(?: {_KIND})?(?!\w)", re.IGNORECASE)
    found = _THE_GROUP.search(simple) or named.search(simple)
    if not found and not things(part, scene):
        found = _IT.search(simple)
    if not found:
        return part
    if _WORD not in scene.context.tracks:
        tracks = (*scene.context.tracks, _WORD)
        views = (*scene.context.track_views, TrackInfo(_WORD, "group"))
        scene.context = replace(scene.context, tracks=tracks, track_views=views)
    return f"{part[: found.start()]}{_WORD}{part[found.end() :]}"


def with_its_name(steps: Sequence[Step], name: str) -> list[Step]:
    """The steps with the group's name for the word that stood for it."""
    return [replace(step, args=called(step.args, {_WORD: name})) for step in steps] if name else list(steps)
