"""What a request leaves unsaid: "guitar 2 dB down", then "a little to the left" is of the guitar."""

from __future__ import annotations

from collections.abc import Callable

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.focus import Focus
from engine.planner.offline.sentence.said import Named
from engine.planner.offline.sentence.taken_apart import taken_apart
from engine.tasks.plan import Step

_Whole = Callable[[str, DialogueState, Named], list[Step] | None]
_OF_A_THING = frozenset({"mix", "apply_effect", "automate", "set_track", "edit_clip", "change_tempo_key", "edit_notes"})
"""What is done to some track or clip, and to nothing where none is told."""


def of_what_was_last(text: str, scene: DialogueState, whole: _Whole) -> list[Step] | None:
    """The steps of a sentence that names nothing, read of what was worked on last; None where it is not sure."""
    if not scene.done or taken_apart(text, scene).things:
        return None
    tracks, clips, is_clip = Focus.of(State.of(scene)).it()
    if len(tracks) != 1:
        return None
    steps = whole(text, scene, Named(0, 0, tracks, clips, is_clip, is_pointed=True, is_pronoun=True))
    return steps if steps and all(map(_is_of_a_thing, steps)) else None


def _is_of_a_thing(step: Step) -> bool:
    is_moved = (step.task, step.args.get("action")) == ("arrange", "move")
    return step.task not in REPLIES and (step.task in _OF_A_THING or is_moved)
