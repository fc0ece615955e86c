"""Sends told: the sends of a track with their levels, and a send that is heard in some bars alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_KINDS = tuple(
    regex(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("reverbs?|verb|hall|plate|room|chamber|spring|space|ambience", "delays?|echo(?:es)?|slap(?:back)?")
)
"""What a bus does, by its name or by what it is called."""
ENDS_DB = -120.0
_USUAL_DB = -12.0
"""What a send has that was asked for without a level."""


@dataclass(frozen=True)
class SendSet:
    """A send of a track, and the call that set it, where one did."""

    to: str
    level_db: float
    call: Frame | None = None


def is_called(name: str, said: str) -> bool:
    """Does a word mean a bus, by its name or by what it does?"""
    kinds = [kind for kind in _KINDS if kind.search(said)]
    is_kind = any(kind.search(name) for kind in kinds)
    return is_kind or bool(set(name_words(said)) & set(name_words(name))) or said.lower() in name.lower()


def sends_of(track: str, scene: DialogueState) -> list[SendSet]:
    """The sends of a track with their levels, as far as the session or the conversation tells."""
    found: dict[str, SendSet] = {}
    for view in scene.context.track_views:
        if view.name == track:
            levels = (*view.send_db, *[_USUAL_DB] * (len(view.sends) - len(view.send_db)))
            found = {to: SendSet(to, level) for to, level in zip(view.sends, levels, strict=True)}
    state = State.of(scene)
    for call in state.frames:
        if (call.tool, call.kind, call.args.get("track"), call.state) == ("route", "send", track, "done"):
            to = str(call.args.get("to") or "")
            known = next((one for one in found if is_called(one, to)), to)
            level = call.args.get("value_db", found[known].level_db if known in found else _USUAL_DB)
            found[known] = SendSet(known, float(level), call)
    return list(found.values())


def silent_but_there(track: str, to: str, spans: Sequence[tuple[float, float]], scene: DialogueState) -> list[Step]:
    """A send that is heard in these bars alone."""
    steps, at, end = [], 1.0, max((clip.bars[1] for clip in scene.context.clips if clip.bars), default=1.0)
    for start, stop in [*spans, (end, end)]:
        if start > at:
            steps.append(send_over(track, to, ENDS_DB, (at, start)))
        at = max(at, stop)
    return steps


def send_over(track: str, to: str, level_db: float, bars: tuple[float, float]) -> Step:
    """The level of a send over bars."""
    span = {"start_bar": bars[0], "end_bar": bars[1]}
    return Step("automate", {"track": track, "parameter": f"send to {to}", "from": level_db, "to": level_db, **span})
