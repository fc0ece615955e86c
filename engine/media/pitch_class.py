"""Names of notes: "F#4" is a step of the octave and a pitch."""

from __future__ import annotations

import re

from engine.errors import UserError

_NAME = re.compile(r"\s*([A-Ga-g])\s*(#|♯|b|♭|sharp|flat)?\s*(-?\d)?\s*")
_STEPS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}


def pitch_class(name: str) -> tuple[int, int | None]:
    """ "F#4" → (6, 66), "Bb" → (10, None); UserError for what is no note."""
    match = _NAME.fullmatch(name)
    if not match:
        raise UserError(f"'{name}' is no note; write it like G, F# or Bb3.")
    step = _STEPS[match[1].lower()] + {"#": 1, "♯": 1, "s": 1, "b": -1, "♭": -1, "f": -1}.get((match[2] or " ")[0], 0)
    return step % 12, None if match[3] is None else 12 * (int(match[3]) + 1) + step
