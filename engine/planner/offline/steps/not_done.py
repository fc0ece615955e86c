"""Not done: "don't mute the cello" mutes nothing, and takes it back where that was done; "don't pan it, mute it"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.deed_names import is_called
from engine.planner.offline.conversation.left_alone import left_alone
from engine.planner.offline.conversation.named_undo import taken_back
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.forbidden import forbidden
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

NOTHING_DONE = "All right, nothing is changed."
_IT = re.compile(r"\b(?:it|that|them)\b", re.IGNORECASE)
_GENERAL = re.compile(r"^(?:touch|change|alter|affect|edit|mess with|use|stop)\b", re.IGNORECASE)
_UNWANTED = re.compile(
    r"^\W*(?:(?:no|nah|nope|sorry|wait|hm+|actually|but)[\s,!.]+)*(?:(?:i|we) (?:really )?(?:don't|didn't|do not"
    r"|did not) want"
    r" (?:that|it|this|them)(?: done)?|(?:please )?(?:don't|do not) do (?:that|it|this))"
    r"(?: (?:after all|at all|any ?more|please|now|though))*[\s.!]*$",
    re.IGNORECASE,
)
_WHICH = ("action", "clip", "clips", "track", "tracks", "effect", "parameter", "name")


def not_done(
    text: str, scene: DialogueState, understand: Callable[[str, DialogueState], list[Step]]
) -> list[Step] | None:
    """The steps of a request that forbids something; None for any other."""
    is_under_way = bool(scene.context.dialogue and scene.done)
    if is_under_way and _UNWANTED.match(plain(text).replace("’", "'")):
        return [Step("undo", {})]
    found = forbidden(text)
    if found is None:
        return None
    act, rest = found
    if _GENERAL.match(act):
        if rest:
            return None  # what is spared, beside something else
        spared = left_alone(text, scene, State.of(scene)) if is_under_way else None
        return spared or [Step("chat", {"text": NOTHING_DONE})]
    meant = [step for step in understand(act, scene) if step.task not in REPLIES]
    back = _back(meant, act, scene) if is_under_way else []
    if not rest:
        return back or [Step("chat", {"text": NOTHING_DONE})]
    named = things(act, scene)
    if named and not things(rest, scene):
        rest = _IT.sub(f"the {act[named[0].start : named[0].end]}", rest, count=1)
    instead = understand(rest, scene)
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
