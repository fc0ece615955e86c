"""Chords: their names and numerals, and those that a scale holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from engine.errors import UserError
from engine.media.chord_qualities import QUALITIES, SPELLINGS
from engine.media.key import Key
from engine.media.note import NAMES

_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_DEGREES = ("i", "ii", "iii", "iv", "v", "vi", "vii")
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_NUMERAL = re.compile(r"^([b#]?)(vii|vi|iv|v|iii|ii|i)([^/]*)(?:/(.+))?$", re.IGNORECASE)
_NAME = re.compile(r"^([A-Ga-g])([b#]?)(6/9|[^/]*)(?:/([A-Ga-g][b#]?))?$")
_MINOR_SUFFIXES = {"": "m", "6": "m6", "7": "m7", "9": "m9", "11": "m11", "13": "m13", "add9": "madd9", "maj7": "mmaj7"}
_DIM_SUFFIXES = {"": "dim", "7": "m7b5", "9": "m7b5"}


@dataclass(frozen=True)
class Chord:
    """A root with intervals above it, and the note below when that is another one."""

    root: int
    """Pitch class, 0 = C."""
    intervals: tuple[int, ...]
    """Semitones above the root, 0 first."""
    name: str
    bass: int | None = None
    """Pitch class of a slash bass."""

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """Its pitch classes, root first."""
        return tuple((self.root + interval) % 12 for interval in self.intervals)

    @property
    def lowest(self) -> int:
        """The pitch class that belongs into the bass."""
        return self.root if self.bass is None else self.bass

    @property
    def third(self) -> int:
        """Semitones from the root to its third, or to what replaces it."""
        return next((i for i in self.intervals if i in (3, 4)), next((i for i in self.intervals if i in (2, 5)), 7))

    @property
    def fifth(self) -> int:
        """Semitones from the root to its fifth."""
        return next((i for i in self.intervals if i in (6, 7, 8)), 7)


def parse_chord(text: str, key: Key) -> Chord:
    """Read "Am7", "F#m7b5", "C/E", "ii7", "bVImaj7" or "V/V"; UserError names a text that is none."""
    plain = text.strip().replace("♯", "#").replace("♭", "b").replace("(", "").replace(")", "")
    numeral = _NUMERAL.match(plain)
    if numeral and (numeral[2].isupper() or numeral[2].islower()):
        return _from_numeral(text, numeral, key)
    match = _NAME.match(plain)
    if not match:
        raise UserError(_not_a_chord(text))
    letter, accidental, suffix, below = match.groups()
    root = _pitch_class(letter + accidental)
    return Chord(root, QUALITIES[_quality(text, suffix)], text.strip(), _pitch_class(below) if below else None)


def chords_in(texts: list[str] | tuple[str, ...]) -> list[list[str]]:
    """Split what a user wrote into bars of chord names: "C G | Am F" has two bars, "C G" one list a chord."""
    joined = " ".join(str(text) for text in texts)
    if "|" in joined:
        bars = [bar.split() for bar in joined.split("|")]
        return [bar for bar in bars if bar]
    return [[token] for token in re.split(r"[\s,;→–—]+", joined) if token]


def scale_chord(degree: int, key: Key, size: str) -> Chord:
    """The chord that a key holds on a degree (0–6), in the style's size.

    `size` is triad, add9, seventh, ninth or power. A ninth that is not a whole tone above the root is
    left out; a diminished triad gives way to the chord a third below, unless sevenths soften it. Ninth
    chords leave the seventh out on the tonic, which keeps the key plain to hear.
    """
    scale = key.scale

    def up(steps: int) -> int:
        return (scale[(degree + steps) % 7] - scale[degree % 7]) % 12

    if up(4) == 6 and size in ("triad", "add9", "power"):
        return scale_chord(degree - 2, key, size)
    if size == "ninth" and degree % 7 == 0:
        size = "add9"
    intervals = [0, up(2), up(4)] if size != "power" else [0, 7]
    if size in ("seventh", "ninth"):
        intervals.append(up(6))
    if size in ("ninth", "add9") and up(1) == 2:
        intervals.append(14)
    return named(Chord(scale[degree % 7], tuple(intervals), ""))


def named(chord: Chord) -> Chord:
    """The same chord with its usual name."""
    quality = next((name for name, intervals in QUALITIES.items() if intervals == chord.intervals), "?")
    below = f"/{NAMES[chord.bass]}" if chord.bass is not None else ""
    return replace(chord, name=f"{NAMES[chord.root]}{quality}{below}")


def _from_numeral(text: str, match: re.Match[str], key: Key) -> Chord:
    accidental, roman, suffix, below = match.groups()
    degree = _DEGREES.index(roman.lower())
    root = {"b": _MAJOR[degree] - 1, "#": (key.scale[degree] - key.tonic) % 12 + 1}.get(
        accidental.lower(), (key.scale[degree] - key.tonic) % 12
    )
    tonic = key.tonic
    bass = None
    if below and _NUMERAL.match(below):
        tonic, root = parse_chord(below, key).root, _MAJOR[degree]
    elif below:
        bass = parse_chord(below, key).root
    if roman.islower():
        scale = key.scale
        is_diminished = not accidental and (scale[(degree + 4) % 7] - scale[degree]) % 12 == 6
        suffix = (_DIM_SUFFIXES if is_diminished else _MINOR_SUFFIXES).get(suffix, suffix)
    return Chord((tonic + root) % 12, QUALITIES[_quality(text, suffix)], text.strip(), bass)


def _quality(text: str, suffix: str) -> str:
    quality = SPELLINGS.get(suffix, suffix)
    if quality not in QUALITIES:
        raise UserError(_not_a_chord(text))
    return quality


def _pitch_class(name: str) -> int:
    return (_LETTERS[name[0].upper()] + name.count("#") - name[1:].count("b")) % 12


def _not_a_chord(text: str) -> str:
    short = text if len(text) <= 40 else text[:39] + "…"
    return f"'{short}' is not a chord; write it like Am7, F#m7b5, C/E or ii7."
