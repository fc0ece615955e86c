"""Unpitched: the tracks that nobody means who moves a whole band to another key: drums, clicks, noises."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.sections import DRUMS
from engine.planner.offline.slots.voices import words_of_tracks

_NOISES = frozenset(
    "beat beats break breaks breakbeat loop click metronome fx sfx foley noise ambience ambient atmos atmo room rain"
    " riser impact whoosh applause crowd".split()
)


def unpitched(scene: DialogueState) -> tuple[str, ...]:
    """The tracks with drums or noises on them, by their names, their clips' and the tags of these."""
    return tuple(track for track, words in words_of_tracks(scene).items() if words & (DRUMS | _NOISES))
