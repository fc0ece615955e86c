"""What the words name has the last word: "make the vocal louder" behind "mute the keys" is about Lead Vox.

Names are found twice, by the network that reads the whole sentence and by the names themselves. Where the first finds
none and would ask which one is meant, or goes on with what was worked on before, the request is read once more with the
exact name in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ASKS_WHICH = ("Which track do you mean", "Which clip do you mean")
_ON_ONE = ("mix", "apply_effect", "edit_clip", "edit_notes", "automate", "set_track", "change_tempo_key", "freeze")
_OBJECT = regex(
    r"(?:^|\b(?:mute|unmute|solo|unsolo|silence|pan|reverse|flip|turn|make|push|pull|bring|raise|lower|boost|drop|lift"
    r"|duck|kill|fade|transpose|quanti[sz]e|normali[sz]e|more|less|louder|quieter|softer|up|down|and|but|no|also|now|then"
    r"|instead|just|only|please)\b|[,.;:!])\s*(?:the |my |our |that |this |his |her |their )?$",
    re.IGNORECASE,
)
"""What stands before the thing that is worked on, and not before what it is compared with, taken from or put to."""


def named_after_all(
    text: str, steps: list[Step], scene: DialogueState, understand: Callable[[str, DialogueState], list[Step]]
) -> tuple[str, list[Step]]:
    """A request and its steps; where these miss the one thing that it names, the request by the exact name, and its."""
    asks = _asks_which(steps)
    if not asks and not (scene.done and all(step.task in _ON_ONE for step in steps)):
        return text, steps
    found = things(text, scene)
    if len(found) != 1 or len(found[0].tracks) != 1:
        return text, steps
    thing = found[0]
    buses = {view.name for view in scene.context.track_views if view.kind in ("bus", "group")}
    if not asks and any(step.args.get("track") in buses and _is_said(step.args["track"], text) for step in steps):
        return text, steps  # the Keys bus is no other keys
    if not asks and (_are_about(thing, steps) or not _OBJECT.search(text[: thing.start])):
        return text, steps
    by_name = f"{text[: thing.start]}{thing.tracks[0]}{text[thing.end :]}"
    again = understand(by_name, scene) if by_name.casefold() != text.casefold() else steps
    if any(step.task in REPLIES for step in again):
        return (text, steps) if asks else (by_name, again)
    return (by_name, again) if asks or _are_about(thing, again) else (text, steps)


def _is_said(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _are_about(thing: Thing, steps: Sequence[Step]) -> bool:
    told = {str(value).casefold() for step in steps for value in step.args.values() if isinstance(value, str)}
    return any(one.casefold() in told for one in (*thing.tracks, *thing.clips))


def _asks_which(steps: Sequence[Step]) -> bool:
    return [step.task for step in steps] == ["ask"] and str(steps[0].args.get("text", "")).startswith(_ASKS_WHICH)
