"""Unpitched: the tracks that nobody means who moves a whole band to another key: drums, clicks, noises, speech."""

from __future__ import annotations

from collections.abc import Set

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.sections import DRUMS
from engine.planner.offline.slots.voices import sung_and_spoken, words_of_tracks
from engine.planner.offline.text.names import INSTRUMENTS

_NOISES = frozenset(
    "beat beats break breaks breakbeat loop click metronome fx sfx foley noise ambience ambient atmos atmo room rain"
    " riser impact whoosh applause crowd brushes harbour harbor sea ocean water street traffic steps footsteps thunder"
    " storm talkback".split()
)
_PITCHED = (INSTRUMENTS - DRUMS) | frozenset(
    "pad pads lead leads stab stabs arp arps bassline basslines chord chords melody pluck plucks keys sub guitars"
    " vocals vox choir strings horns synths line riff theme tune".split()
)


def unpitched(scene: DialogueState) -> tuple[str, ...]:
    """The tracks with drums, noises or speech on them, by their names, their clips' and the tags of these."""
    told = words_of_tracks(scene)
    _, spoken = sung_and_spoken(told)
    return tuple(track for track, words in told.items() if _is_unpitched(words) or track in spoken)


def _is_unpitched(words: Set[str]) -> bool:
    """A kick has no pitch, nor has a loop; a pad loop has one."""
    return bool(words & DRUMS) or bool(words & _NOISES) and not words & _PITCHED
