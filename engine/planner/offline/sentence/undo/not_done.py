"""Not done: "don't mute the cello" mutes nothing, and takes it back where that was done; "don't pan it, mute it"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.undo.deeds import is_called
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.forbidden import forbidden
from engine.planner.regex import regex
from engine.tasks.plan import Step

NOTHING_DONE = "All right, nothing is changed."
WHAT_INSTEAD = "All right, that is not done; what should I do instead?"
_GENERAL = regex(r"^(?:touch|change|alter|affect|edit|mess with|use|stop)\b", re.IGNORECASE)
_IT = regex(r"\b(?:it|that|them)\b", re.IGNORECASE)
_ARTICLE = regex(r"(?:(?:the|my|our) )?", re.IGNORECASE)
_WHICH = ("action", "clip", "clips", "track", "tracks", "effect", "parameter", "name")
Read = Callable[[str, DialogueState], list[Step] | None]


def not_done(text: str, scene: DialogueState, read: Read) -> list[Step] | None:
    """The steps of a request that forbids something; None for any other."""
    if (found := forbidden(text)) is None:
        return None
    act, rest = found
    if _GENERAL.match(act):
        return None if rest else [Step("chat", {"text": NOTHING_DONE})]
    meant = [step for step in read(act, scene) or () if step.task not in REPLIES]
    back = _back(meant, act, scene) if scene.context.dialogue and scene.done else []
    if not rest:
        return back or [Step("chat", {"text": NOTHING_DONE})]
    named, others = things(act, scene), things(rest, scene)
    if named and not others:
        rest = _IT.sub(f"the {act[named[0].start : named[0].end]}", rest, count=1)
    is_only_name = others and _ARTICLE.fullmatch(rest[: others[0].start]) and not rest[others[-1].end :]
    if named and is_only_name:  # "not the keys but the guitar"
        rest = f"{act[: named[0].start]}{rest[others[0].start :]}{act[named[-1].end :]}"
    instead = read(rest, scene) or [Step("ask", {"text": WHAT_INSTEAD})]
    return instead if instead[0].task in REPLIES or not back else [*back, *instead]


def _back(meant: Sequence[Step], act: str, scene: DialogueState) -> list[Step]:
    """An undo of what was done of it already."""
    state = State.of(scene)
    live = [one for one in state.frames if one.is_live and one.request]
    done = next((one for one in reversed(live) if any(_is_that(one, step) for step in meant)), None)
    if done is None and not meant:
        named = {
            one for thing in things(act, scene) for one in (*thing.clips, *(f"track:{track}" for track in thing.tracks))
        }
        called = [one for one in live if is_called(one, act) and (not named or is_about(one, named, state))]
        done = called[-1] if called and (named or called[-1] is live[-1]) else None
    return taken_back([done], live) if done else []


def _is_that(frame: Frame, step: Step) -> bool:
    return frame.tool == step.task and _of(frame.args) == _of(step.args)


def _of(args: Mapping[str, Any]) -> dict[str, Any]:
    return {name: args[name] for name in _WHICH if args.get(name) is not None}
