"""Named and unused: "put the second answer right behind the first, no pause" is about answers, and stops no song."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.doubts.looked_at import done_to
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_CHANGES = (
    *("mix", "automate", "edit_clip", "edit_notes", "apply_effect", "arrange", "transport", "change_tempo_key"),
    *("denoise", "enhance_speech", "inpaint", "freeze", "set_track"),
)
"""What is done to tracks and clips; what asks, makes and takes apart names things in other ways."""
_POINTS = regex(r"\b(?:other|others|last|first|same)\b")
_CORRECTS = regex(r"\b(?:sorry|mean|meant|instead|rather|not|except|but|than|like|as|without)\b")
""" "Turn the strings around, ah no, the voice I mean"."""
_QUOTED = regex(r"\"[^\"]*\"")


def leaves_named(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Does an order name a track or a clip that nothing is done to, and no place in the song either?"""
    if any(one.task not in _CHANGES for one in steps):
        return False
    simple = plain(text).lower()
    if _CORRECTS.search(simple):
        return False
    quoted = [match.span() for match in _QUOTED.finditer(simple)]
    orders = [(one.start, one.end) for one in clauses(simple) if one.kind is Kind.ASKS]
    reached = done_to(steps, scene)
    for one in things(simple, scene):
        words = simple[one.start : one.end]
        is_ordered = any(start <= one.start < end for start, end in orders)
        if not one.tracks or set(one.tracks) & reached or not is_ordered or any(a <= one.start < b for a, b in quoted):
            continue
        if not sections_named(words, scene.context.markers, 0.0) and not _POINTS.search(words):
            return True
    return False
