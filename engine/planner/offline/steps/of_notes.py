"""Of notes: the readings of what is done to single notes, and to those of the last turn, in their order."""

from __future__ import annotations

from engine.planner.offline.conversation.notes_elsewhere import notes_elsewhere
from engine.planner.offline.conversation.notes_further import notes_further
from engine.planner.offline.conversation.notes_not_fader import notes_not_fader
from engine.planner.offline.conversation.other_interval import other_interval
from engine.planner.offline.conversation.same_on_clip import same_on_clip
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.other_clip import other_clip
from engine.planner.offline.steps.doubled_in_place import doubled_in_place
from engine.planner.offline.steps.single_note import single_note
from engine.tasks.plan import Step

READINGS = (
    *(other_clip, notes_further, doubled_in_place, single_note, same_on_clip, notes_elsewhere, notes_not_fader),
    other_interval,
)
"""Each knows every word of what it reads, or returns None."""


def of_notes(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other."""
    return next((steps for reading in READINGS if (steps := reading(text, scene))), None)
