"""Which part: all is known but which of several parts of the song, or clips of a track, is meant: each is offered."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.read import read
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.offline.sentence.which import QUESTION
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_MOST = 6
Asked = tuple[list[Step], tuple[tuple[Step, ...], ...]]


def which_part(text: str, scene: DialogueState) -> Asked | None:
    """The question, and what would be done to each; None where nothing may mean several, or more is not known."""
    said = taken_apart(plain(text).strip(), scene)
    return _of_parts(said, scene) or _of_clips(said, scene)


def _of_parts(said: Said, scene: DialogueState) -> Asked | None:
    open_ones = [one for one in said.places if one.is_open]
    if len(open_ones) != 1:
        return None
    words, names = said.text[open_ones[0].start : open_ones[0].end], open_ones[0].names
    kind = _kind(words, names)
    at = open_ones[0].start + words.rfind(kind)
    asked = _offered(said, at, at + len(kind), names, scene) if kind else None
    kinds = {one.task for steps in asked[1] for one in steps} if asked else set()
    return asked if kinds <= {"edit_clip", "arrange", "marker", "transport", "chat"} else None


def _kind(words: str, names: Sequence[str]) -> str:
    """The word by which the parts are called alike."""
    shared = [word for word in names[0].lower().split() if all(word in one.lower().split() for one in names)]
    return next((word for word in reversed(words.split()) if word in shared), "")


def _of_clips(said: Said, scene: DialogueState) -> Asked | None:
    meant = [one for one in said.things if not one.is_pointed]
    if {"each", "every", "all", "clips"} & set(said.text.split()):
        return None
    if len(meant) != 1 or meant[0].how or meant[0].is_clip or len(meant[0].tracks) != 1:
        return None
    clips = in_order(meant[0].tracks[0], said)
    names = [one.name for one in clips]
    everywhere = [one.name.lower() for one in scene.clips]
    if any(everywhere.count(name.lower()) > 1 for name in names):
        return None
    asked = _offered(said, meant[0].start, meant[0].end, names, scene)
    return asked if asked and all(_is_of_a_clip(one) for steps in asked[1] for one in steps) else None


def _is_of_a_clip(step: Step) -> bool:
    """An edit of a clip, or a copy of it."""
    return step.task == "edit_clip" or (step.task, step.args.get("action")) == ("arrange", "duplicate")


def _offered(said: Said, start: int, end: int, names: Sequence[str], scene: DialogueState) -> Asked | None:
    if not 1 < len(names) <= _MOST:
        return None
    offered: list[tuple[Step, ...]] = []
    for name in names:
        steps = read(f"{said.raw[:start]}{name}{said.raw[end:]}", scene)
        if not steps or any(one.task in ("ask", "refuse") for one in steps):
            return None
        offered.append(tuple(steps))
    if len(set(map(str, offered))) < len(offered):
        return None
    told = [f"“{name}”" for name in names]
    return [Step("ask", {"text": QUESTION.format(f"{', '.join(told[:-1])} or {told[-1]}")})], tuple(offered)
