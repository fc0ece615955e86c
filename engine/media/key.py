"""Musical keys: reading their names, their scales, and finding the key of a set of notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.errors import UserError
from engine.media.note import Note

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SCALES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
}
_FLAT_KEYS = {"major": {5, 10, 3, 8, 1}, "minor": {2, 7, 0, 5, 10, 3}}
# Krumhansl & Kessler 1982, probe-tone ratings.
_PROFILES = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
_PATTERN = re.compile(
    r"^\s*([A-Ga-g])\s*[-_ ]?(##|bb|#|b|♯|♭|sharp|flat)?\s*[-_ ]?"
    r"(major|minor|maj|min|m|dorian|phrygian|lydian|mixolydian|locrian|)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Key:
    """A tonic and a mode."""

    tonic: int
    """Pitch class, 0 = C … 11 = B."""
    mode: str = "major"
    """major, minor or a church mode."""

    def __str__(self) -> str:
        minor_third = 3 in _SCALES[self.mode]
        flats = self.tonic in _FLAT_KEYS["minor" if minor_third else "major"]
        names = "C Db D Eb E F Gb G Ab A Bb B" if flats else "C C# D D# E F F# G G# A A# B"
        return f"{names.split()[self.tonic]} {self.mode}"

    @property
    def scale(self) -> tuple[int, ...]:
        """The seven pitch classes of the key, tonic first."""
        return tuple((self.tonic + step) % 12 for step in _SCALES[self.mode])

    @property
    def relative(self) -> Key:
        """The relative major or minor; a modal key gives the major of its notes."""
        if self.mode == "major":
            return Key((self.tonic + 9) % 12, "minor")
        shift = {"minor": 3, "dorian": 10, "phrygian": 8, "lydian": 7, "mixolydian": 5, "locrian": 1}
        return Key((self.tonic + shift[self.mode]) % 12, "major")


def parse_key(text: str) -> Key:
    """Read "G minor", "f#", "Bbm" or "E flat major"; raises UserError on anything else."""
    match = _PATTERN.match(text)
    if not match:
        raise UserError(f"'{text}' is not a key; write it like 'G minor', 'F# major' or 'Bbm'.")
    letter, accidental, mode = match.groups()
    shift = {"#": 1, "♯": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1, "##": 2, "bb": -2}
    tonic = (_STEPS[letter.upper()] + shift.get((accidental or "").lower(), 0)) % 12
    if mode == "M":
        return Key(tonic, "major")
    mode = {"": "major", "maj": "major", "m": "minor", "min": "minor"}.get(mode.lower(), mode.lower())
    return Key(tonic, mode)


def key_of_notes(notes: Iterable[Note]) -> tuple[Key, float] | None:
    """The likeliest major or minor key, by length-weighted correlation with the Krumhansl profiles.

    Returns the key and its lead over the best key with another set of notes (0–1), or None
    when there are fewer than three different pitch classes.
    """
    weights = [0.0] * 12
    ordered = sorted(notes, key=lambda note: note.start_beats)
    for note in ordered:
        weights[note.pitch % 12] += note.length_beats
    if ordered:  # a melody tends to close on its tonic
        weights[ordered[-1].pitch % 12] += 0.5 * ordered[-1].length_beats
    return key_of_weights(weights)


def key_of_weights(weights: list[float]) -> tuple[Key, float] | None:
    """As `key_of_notes`, from twelve pitch-class weights (C first)."""
    if sum(weight > 0 for weight in weights) < 3:
        return None
    ranked = sorted(
        (
            (_correlation([weights[(tonic + i) % 12] for i in range(12)], profile), Key(tonic, mode))
            for mode, profile in _PROFILES.items()
            for tonic in range(12)
        ),
        key=lambda pair: -pair[0],
    )
    best = ranked[0][1]
    rival = next(score for score, key in ranked[1:] if key != best.relative)
    return best, max(0.0, min(1.0, ranked[0][0] - rival))


def _correlation(a: list[float], b: tuple[float, ...]) -> float:
    mean_a, mean_b = sum(a) / 12, sum(b) / 12
    top = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    size = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return top / size**0.5 if size else 0.0
