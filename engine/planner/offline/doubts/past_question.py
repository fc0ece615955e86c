"""Past a question: "turn it down 9" behind a question about a hi-hat must not turn what was worked on before that."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.doubts.asked_back import offered
from engine.planner.offline.doubts.looked_at import done_to
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step, step_of

_POINTS = regex(r"\b(?:it|its|that|this|them|those|these|their|him|her)\b")


def points_past_question(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is something that no word names worked on, where the question before was about something else?"""
    said = plain(text).lower()
    reached = done_to(steps, scene) & {*scene.context.tracks}
    if not reached or not offered(scene) or not _POINTS.search(said) or things(said, scene):
        return False
    last = scene.context.dialogue[-1]
    asked_about = done_to([step_of(call) for call in offered(scene) if call.get("tool") not in REPLIES], scene)
    asked_about |= {track for thing in things(plain(last.user), scene) for track in thing.tracks}
    selected = {*scene.context.selected_tracks, *(scene.track_of(one) for one in scene.context.selected_clips)}
    return not reached & (asked_about | selected)
