"""Exported otherwise: "without the guitar", "forgot the phone one, add that" after tracks were written as files."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = r"^\W*(?:(?:no|oh|oops|wait|sorry|actually|but|and|hm+|ok|please|then|crap)\W+)*"
_LESS = re.compile(
    rf"{_LEAD}(?:without|minus|leave out|skip|drop|except|but not|not) (?:the |my )?(?P<what>[^,.;!?]+)", re.IGNORECASE
)
_MORE = re.compile(
    rf"{_LEAD}(?:you |i |we )?(?:forgot|missed|add|plus|include) (?:the |my )?(?P<what>[^,.;!?]+)"
    r"(?:\W+(?:add|include) (?:that|it|them)(?: too| as well)?)?\W*$",
    re.IGNORECASE,
)


def exported_otherwise(text: str, scene: DialogueState) -> list[Step] | None:
    """The export of the last turn with some tracks less or more; None for any other turn."""
    simple, state = plain(text), State.of(scene)
    frames = done_last(state)
    less, more = _LESS.match(simple), _MORE.match(simple)
    match = less or more
    if len(frames) != 1 or match is None or frames[0].tool != "export" or frames[0].args.get("what") != "tracks":
        return None
    args = frames[0].args
    had = [str(one) for one in (args.get("track"), *(args.get("tracks") or ())) if one]
    had = had or [one for one in scene.context.tracks if any(clip.track == one for clip in scene.clips)]
    named = [track for thing in things(match["what"], scene) for track in thing.tracks]
    kept = [one for one in had if one not in named] if less else [*had, *(one for one in named if one not in had)]
    if not named or not kept or len(kept) == len(had):
        return None
    rest = {name: value for name, value in args.items() if name not in ("track", "tracks")}
    return [told_as(Step("export", {**rest, "tracks": kept}), "fix", frames[0])]
