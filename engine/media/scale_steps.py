"""Steps of a scale: a pitch so many of them higher or lower, and a line turned upside down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.errors import UserError
from engine.media.key import Key
from engine.media.note import Note

_PITCHES = 128


def stepped(pitch: int, steps: int, key: Key) -> int:
    """So many steps of the scale away; what is not in it keeps its distance to the scale's note below it."""
    scale = [one for one in range(-24, _PITCHES + 24) if one % 12 in key.scale]
    place = max(at for at, one in enumerate(scale) if one <= pitch)
    if not 0 <= place + steps < len(scale):
        raise UserError("A note would leave the range of MIDI (0 to 127); move it by less.")
    return scale[place + steps] + pitch - scale[place]


def inverted(notes: Sequence[Note]) -> list[Note]:
    """What went up goes down as far, and the other way round; the first note, of a chord the lowest, stays."""
    if not notes:
        return []
    axis = min(notes, key=lambda one: (one.start_beats, one.pitch)).pitch
    made = [replace(one, pitch=2 * axis - one.pitch) for one in notes]
    if any(not 0 <= one.pitch < _PITCHES for one in made):
        raise UserError("A note would leave the range of MIDI (0 to 127); move it by less.")
    return made
