"""Chords by their names: the qualities with their intervals, and the many ways to write them."""

from __future__ import annotations

import re

from engine.errors import UserError
from engine.media.pitch_class import pitch_class

QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "dim": (0, 3, 6),
    "aug": (0, 4, 8),
    "5": (0, 7),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "m7": (0, 3, 7, 10),
    "m7b5": (0, 3, 6, 10),
    "dim7": (0, 3, 6, 9),
    "mmaj7": (0, 3, 7, 11),
    "aug7": (0, 4, 8, 10),
    "7sus4": (0, 5, 7, 10),
    "7b5": (0, 4, 6, 10),
    "add9": (0, 4, 7, 14),
    "madd9": (0, 3, 7, 14),
    "69": (0, 4, 7, 9, 14),
    "9": (0, 4, 7, 10, 14),
    "maj9": (0, 4, 7, 11, 14),
    "m9": (0, 3, 7, 10, 14),
    "9sus4": (0, 5, 7, 10, 14),
    "7b9": (0, 4, 7, 10, 13),
    "7#9": (0, 4, 7, 10, 15),
    "7#11": (0, 4, 7, 10, 18),
    "maj7#11": (0, 4, 7, 11, 18),
    "11": (0, 7, 10, 14, 17),
    "m11": (0, 3, 7, 10, 14, 17),
    "13": (0, 4, 7, 10, 14, 21),
    "m13": (0, 3, 7, 10, 14, 21),
    "maj13": (0, 4, 7, 11, 14, 21),
    "7b13": (0, 4, 7, 10, 20),
}
SPELLINGS = {
    "M": "",
    "maj": "",
    "major": "",
    "min": "m",
    "minor": "m",
    "-": "m",
    "M7": "maj7",
    "ma7": "maj7",
    "Δ": "maj7",
    "Δ7": "maj7",
    "major7": "maj7",
    "min7": "m7",
    "minor7": "m7",
    "mi7": "m7",
    "-7": "m7",
    "ø": "m7b5",
    "ø7": "m7b5",
    "-7b5": "m7b5",
    "min7b5": "m7b5",
    "°": "dim",
    "o": "dim",
    "°7": "dim7",
    "o7": "dim7",
    "+": "aug",
    "+7": "aug7",
    "7#5": "aug7",
    "sus": "sus4",
    "M9": "maj9",
    "min9": "m9",
    "-9": "m9",
    "6/9": "69",
    "6add9": "69",
    "min6": "m6",
    "-6": "m6",
    "min11": "m11",
    "2": "sus2",
    "4": "sus4",
    "7sus": "7sus4",
    "9sus": "9sus4",
    "m(maj7)": "mmaj7",
    "mM7": "mmaj7",
    "minmaj7": "mmaj7",
    "dom7": "7",
}
_NAME = re.compile(r"([A-Ga-g][b#]?)(6/9|[^/]*)(?:/([A-Ga-g][b#]?))?")


def chord_classes(name: str) -> tuple[int, tuple[int, ...], int]:
    """(root, its pitch classes with the root first, the one in the bass) of "Gsus4", "Am7", "C/E"; UserError else."""
    simple = name.strip().replace("♯", "#").replace("♭", "b").replace("(", "").replace(")", "")
    match = _NAME.fullmatch(re.sub(r"\s+(?=major|minor)", "", simple))
    quality = SPELLINGS.get(match[2], match[2]) if match else "?"
    if match is None or quality not in QUALITIES:
        raise UserError(f"'{name}' is not a chord; write it like Am7, F#m7b5, C/E or ii7.")
    root = pitch_class(match[1])[0]
    bass = pitch_class(match[3])[0] if match[3] else root
    return root, tuple((root + interval) % 12 for interval in QUALITIES[quality]), bass
