"""What a request leaves unsaid: "guitar 2 dB down", then "a little to the left" is of the guitar."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.apart.said import PRONOUNS, Named
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ALSO = regex(r"\s+(?:as well|aswell|too|also)\W*$", re.IGNORECASE)
_Whole = Callable[[str, DialogueState, Named], list[Step] | None]
_OF_A_THING = frozenset(
    {"mix", "apply_effect", "automate", "set_track", "edit_clip", "change_tempo_key", "edit_notes", "denoise"}
)
"""What is done to some track or clip, and to nothing where none is told."""
_LIES_SOMEWHERE = ("arrange", "generate_midi", "generate_audio", "sing", "speak", "harmonize")
"""Behind these "a bar earlier" is where it lies."""


def of_what_was_last(text: str, scene: DialogueState, whole: _Whole) -> list[Step] | None:
    """The steps of a sentence that names nothing, read of what was worked on last; None where it is not sure.

    Of what was just set, "2 dB more" and "no, down" put that right and are read elsewhere.
    """
    text = _ALSO.sub("", text)
    said = taken_apart(text, scene) if scene.done else None
    if said is None or said.things or said.corrects or not said.words or said.bag & PRONOUNS:
        return None  # "to -16" is a figure of what was done
    last, (tracks, clips, is_clip) = said.last(), said.focus.it()
    if len(tracks) != 1 or not last:
        return None
    steps = whole(text, scene, Named(0, 0, tracks, clips, is_clip, is_pointed=True, is_pronoun=True))
    set_last = {_what(one.tool, one.args) for one in last}
    if not steps or any(_what(one.task, one.args) in set_last and not _is_middle(one) for one in steps):
        return None
    is_placed = all(one.tool in _LIES_SOMEWHERE for one in last)
    return steps if all(_is_of_a_thing(one, is_placed=is_placed) for one in steps) else None


def _is_of_a_thing(step: Step, *, is_placed: bool) -> bool:
    is_moved = is_placed and (step.task, step.args.get("action")) == ("arrange", "move")
    return step.task not in REPLIES and (step.task in _OF_A_THING or is_moved)


def _is_middle(step: Step) -> bool:
    """ "Back to the middle" is no figure of what went before."""
    return (step.task, step.args.get("action"), step.args.get("value")) == ("mix", "pan", 0)


def _what(task: str, args: Mapping[str, Any]) -> str:
    """What of a thing is set: its level, whether by fader, ride or gain of the clip; its side; an effect."""
    name = str(args.get("action") or args.get("parameter") or args.get("effect") or "")
    if task == "automate":
        name = str(args.get("parameter") or "")
    return "level" if name in ("gain", "volume", "normalize") else f"{task} {name}" if task != "automate" else name
