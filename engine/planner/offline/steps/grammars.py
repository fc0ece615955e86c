"""Requests with a grammar of their own, of which no word is left over."""

from __future__ import annotations

from engine.planner.offline.conversation.enough import enough
from engine.planner.offline.conversation.marker_put import marker_put
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.after_a_move import after_a_move
from engine.planner.offline.steps.bus_members import bus_members
from engine.planner.offline.steps.clip_renamed import clip_renamed
from engine.planner.offline.steps.kept_parts import kept_parts
from engine.planner.offline.steps.markers_listed import markers_listed
from engine.planner.offline.steps.places_asked import places_asked
from engine.planner.offline.steps.tempo_ride import tempo_ride
from engine.planner.offline.steps.tempo_there import tempo_there
from engine.planner.offline.steps.there_and_back import there_and_back
from engine.tasks.plan import Step

_WHOLE = (
    *(kept_parts, enough, markers_listed, tempo_ride, tempo_there, there_and_back),
    *(places_asked, bus_members, clip_renamed, after_a_move, marker_put),
)
"""Requests with a grammar of their own, of which no word is left over."""


def told_whole(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of a request that one of these knows; None for any other."""
    return next((steps for reading in _WHOLE if (steps := reading(text, scene))), None)
