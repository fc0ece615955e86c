"""All of it: "no, the whole line I meant", after something was done to a few bars, does it to all of the clip."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import row_of, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain, tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step

ALL = regex(
    r"\b(?:whole|entire|full|all(?: of (?:it|them))?|everything|everywhere|throughout|all the way|complete)\b", re.I
)
_BESIDE = frozenset(
    "no nope nah not just only these those bars bar sorry oops wait i i'd meant mean actually rather please"
    " thanks it that this them the a line thing part clip track song through do to make should be is was want"
    " wanted on in over for of ok okay hm well so then there way did said and let's go goes across all whole"
    " entire full everything everywhere throughout complete melody tune phrase".split()
)
_IN_PLACE = ("change_tempo_key", "edit_notes", "apply_effect")
"""What is done to bars of a clip or to all of it."""
_SAME_EDITS = ("gain", "reverse", "normalize")


def to_all_of_it(text: str, scene: DialogueState) -> list[Step] | None:
    """The calls of the last turn without their bars; None for any other turn."""
    said = plain(text).strip()
    if '"' in said or "?" in said or not ALL.search(said):
        return None
    frames = done_last(State.of(scene))
    named = things(said, scene)
    left = "".join(" " if any(one.start <= at < one.end for one in named) else char for at, char in enumerate(said))
    if any(word.low not in _BESIDE for word in tokens(left) if word.text[0].isalnum()):
        return None
    clips = {clip for frame in frames for clip in frame.clips()}
    if not frames or not all(map(_is_of_bars, frames)) or any(not clips & set(one.clips) for one in named):
        return None
    return [told_as(Step(frame.tool, _without_bars(frame)), "fix", frame) for frame in frames]


def _is_of_bars(frame: Frame) -> bool:
    row = row_of(frame.tool)
    is_meant = frame.tool in _IN_PLACE or frame.tool == "edit_clip" and frame.args.get("action") in _SAME_EDITS
    return row is not None and is_meant and bool({"start_bar", "end_bar"} & set(frame.args))


def _without_bars(frame: Frame) -> dict[str, object]:
    return {name: value for name, value in frame.args.items() if name not in ("start_bar", "end_bar")}
