"""Changes of notes that keep a performance: onto a grid, looser, louder, longer, into a key, thinner, doubled.

Pure functions: notes in, notes out, in their order; times in beats. Grid, strength and swing work as Ardour's quantize
does (ardour, libs/ardour/quantize.cc), legato as its legatize.cc, humanizing and velocities as Rosegarden's event
filters; nothing of their code is used.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.errors import UserError
from engine.media.key import Key
from engine.media.note import Note

DRUM_CHANNEL = 9
BarOf = Callable[[float], tuple[float, float]]
"""The start and end of the bar that a beat lies in."""
SHORTEST_BEATS = 1 / 64
_CHORD_BEATS = 0.06
"""Notes that begin this close together are one chord."""
_LOOSEST_BEATS = 0.08
_LOOSEST_VELOCITY = 24
_LONGEST_STRUM_BEATS = 0.5
_GRID = re.compile(r"^(?:1/)?(\d+)(?:st|nd|rd|th|er|tel)?(?:notes?)?(t|triplets?|d|dotted|\.)?(?:notes?)?$")
_GRID_WORDS = {
    "whole": "1",
    "half": "2",
    "quarter": "4",
    "eighth": "8",
    "sixteenth": "16",
    "thirtysecond": "32",
    "quaver": "8",
    "crotchet": "4",
    "semiquaver": "16",
}


def grid_beats(text: str) -> float:
    """A note value in beats: "1/16", "1/8T" (triplet), "1/8." (dotted), "16th", "eighth triplets"."""
    said = re.sub(r"[\s_-]+", "", text.casefold())
    for word, number in _GRID_WORDS.items():
        said = re.sub(f"^(triplet|dotted)?{word}s?", rf"{number}\1", said)
    found = _GRID.match(re.sub(r"notes?", "", said))
    divisor = int(found[1]) if found else 0
    if found is None or divisor not in (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128):
        raise UserError(f"'{text}' is no note value; write it like 1/16, 1/8T (triplets) or 1/8. (dotted).")
    kind = (found[2] or "")[:1]
    return 4 / divisor * {"t": 2 / 3, "d": 1.5, ".": 1.5}.get(kind, 1.0)


def quantized(notes: Sequence[Note], grid: float, bar_of: BarOf, *, amount: float = 1.0) -> list[Note]:
    """Starts drawn to the lines of a grid that begins anew with each bar; lengths stay."""

    def line(beat: float) -> float:
        start, end = bar_of(beat)
        near = start + round((beat - start) / grid) * grid
        return end if abs(end - beat) < abs(near - beat) or near > end else near

    return _parted(
        [replace(n, start_beats=n.start_beats + (line(n.start_beats) - n.start_beats) * amount) for n in notes]
    )


def swung(notes: Sequence[Note], grid: float, bar_of: BarOf, *, amount: float) -> list[Note]:
    """Every second line of the grid later: 0 straight, 1 as late as the last of three triplets."""
    late = grid * (1 + amount / 3)

    def at(beat: float) -> float:
        start, _ = bar_of(beat)
        pair, inside = divmod(beat - start + 1e-9, 2 * grid)
        inside -= 1e-9
        moved = inside * late / grid if inside <= grid else late + (inside - grid) * (2 * grid - late) / grid
        return start + pair * 2 * grid + moved

    return _parted(
        [
            replace(
                n, start_beats=at(n.start_beats), length_beats=max(SHORTEST_BEATS, at(n.end_beats) - at(n.start_beats))
            )
            for n in notes
        ]
    )


def humanized(notes: Sequence[Note], *, amount: float, of: str = "") -> list[Note]:
    """Small unrest of time and velocity, the same for the same notes; the notes of a chord keep together.

    `of` is "timing" or "velocity" where only that is loosened."""
    import numpy as np

    told = ";".join(f"{n.pitch},{n.start_beats:.6f},{n.length_beats:.6f},{n.velocity}" for n in notes)
    random = np.random.default_rng(int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big"))
    moved = []
    for chord in _chords(notes):
        shift = float(np.clip(random.standard_normal(), -2, 2)) * _LOOSEST_BEATS / 2 * amount
        for n in chord:
            own = shift + float(np.clip(random.standard_normal(), -2, 2)) * _LOOSEST_BEATS / 8 * amount
            louder = float(np.clip(random.standard_normal(), -2, 2)) * _LOOSEST_VELOCITY / 2 * amount
            start = n.start_beats if of == "velocity" else max(0.0, n.start_beats + own)
            moved.append(
                replace(n, start_beats=start, velocity=n.velocity if of == "timing" else _velocity(n.velocity + louder))
            )
    return _parted(moved)


def with_velocity(
    notes: Sequence[Note],
    *,
    value: float | None = None,
    change: float | None = None,
    even: float | None = None,
    times: float | None = None,
) -> list[Note]:
    """At one velocity, each by so much or so many times as hard; `even`: a share of the way to it or to the mean."""
    mean = sum(n.velocity for n in notes) / max(1, len(notes))

    def new(old: float) -> float:
        set_to = old if value is None else old + (value - old) * (1.0 if even is None else even)
        drawn = (mean - old) * (even or 0.0) if value is None else 0.0
        return set_to * (1.0 if times is None else times) + (change or 0.0) + drawn

    return [replace(n, velocity=_velocity(new(n.velocity))) for n in notes]


def swelled(notes: Sequence[Note], *, to: float, start: float | None = None) -> list[Note]:
    """Velocities from one to another in even steps of time, first to last note; from that of the first notes."""
    if not notes:
        return []
    begins, ends = min(n.start_beats for n in notes), max(n.start_beats for n in notes)
    first = [n.velocity for n in notes if n.start_beats <= begins + _CHORD_BEATS]
    start = sum(first) / len(first) if start is None else start

    def new(beat: float) -> float:
        return to if ends <= begins else start + (to - start) * (beat - begins) / (ends - begins)

    return [replace(n, velocity=_velocity(new(n.start_beats))) for n in notes]


def legato(notes: Sequence[Note], *, amount: float = 1.0) -> list[Note]:
    """Each note as long as until the next chord; the last one stays."""
    starts = sorted({chord[0].start_beats for chord in _chords(notes)})
    made = []
    for n in notes:
        after = next((start for start in starts if start > n.start_beats + _CHORD_BEATS), None)
        wanted = n.length_beats if after is None else after - n.start_beats
        made.append(replace(n, length_beats=max(SHORTEST_BEATS, n.length_beats + (wanted - n.length_beats) * amount)))
    return made


def staccato(notes: Sequence[Note], *, amount: float = 1.0) -> list[Note]:
    """Each note shorter, by half at most."""
    return [replace(n, length_beats=max(SHORTEST_BEATS, n.length_beats * (1 - amount / 2))) for n in notes]


def in_scale(notes: Sequence[Note], key: Key) -> list[Note]:
    """Notes outside the key on the nearest one in it, the lower of two; drums stay."""

    def near(pitch: int) -> int:
        steps = (pitch + by for by in (0, -1, 1, -2, 2))
        return next((one for one in steps if one % 12 in key.scale and 0 <= one <= 127), pitch)

    return [n if n.channel == DRUM_CHANNEL else replace(n, pitch=near(n.pitch)) for n in notes]


def strummed(notes: Sequence[Note], *, amount: float) -> list[Note]:
    """The notes of each chord one after the other, from the lowest up; their ends stay."""
    made = []
    for chord in _chords(notes):
        pitches = sorted(n.pitch for n in chord)
        step = _LONGEST_STRUM_BEATS * amount / max(1, len(chord) - 1)
        for n in chord:
            late = min(step * pitches.index(n.pitch), max(0.0, n.length_beats - SHORTEST_BEATS))
            made.append(replace(n, start_beats=n.start_beats + late, length_beats=n.length_beats - late))
    return sorted(made, key=_place)


def thinned(notes: Sequence[Note], bar_of: BarOf, *, amount: float) -> list[Note]:
    """So much of the notes taken out: first those off the beat, quiet and short, and the middle of chords."""

    def weight(n: Note) -> tuple[float, ...]:
        inside = n.start_beats - bar_of(n.start_beats)[0]
        beat = next(
            (
                float(depth)
                for depth, grid in ((4, 4.0), (3, 1.0), (2, 0.5), (1, 0.25))
                if abs(inside / grid - round(inside / grid)) * grid < 0.05
            ),
            0.0,
        )
        return (n.pitch not in edges[_place(n)], -beat, -n.velocity, -n.length_beats)

    edges: dict[tuple[float, int], tuple[int, int]] = {}
    for chord in _chords(notes):
        pitches = [n.pitch for n in chord]
        edges |= {_place(n): (min(pitches), max(pitches)) for n in chord}
    leave = round(len(notes) * amount)
    ranked = sorted(range(len(notes)), key=lambda index: weight(notes[index]), reverse=True)
    gone = set(ranked[: min(leave, max(0, len(notes) - 1))])
    return [n for index, n in enumerate(notes) if index not in gone]


def doubled(
    notes: Sequence[Note], *, amount: float = 0.85, by: float | None = None, at: Callable[[int], int] | None = None
) -> list[Note]:
    """The same so many semitones away beside it, a little softer: an octave higher, or lower where it is high.

    `at` gives the pitch beside another one where they are not as far apart everywhere."""
    if not notes:
        return []
    far = round(by) if by is not None else 12 if sum(n.pitch for n in notes) / len(notes) <= 72 else -12
    beside = at or (lambda pitch: pitch + far)
    there = {(round(n.start_beats, 3), n.pitch) for n in notes}
    more = [
        replace(n, pitch=beside(n.pitch), velocity=_velocity(n.velocity * amount), lyric=None)
        for n in notes
        if 0 <= beside(n.pitch) <= 127 and (round(n.start_beats, 3), beside(n.pitch)) not in there
    ]
    return sorted([*notes, *more], key=_place)


def _velocity(value: float) -> int:
    return max(1, min(127, round(value)))


def _place(note: Note) -> tuple[float, int]:
    return note.start_beats, note.pitch


def _chords(notes: Sequence[Note]) -> list[list[Note]]:
    chords: list[list[Note]] = []
    for n in sorted(notes, key=_place):
        if chords and n.start_beats - chords[-1][0].start_beats <= _CHORD_BEATS:
            chords[-1].append(n)
        else:
            chords.append([n])
    return chords


def _parted(notes: Sequence[Note]) -> list[Note]:
    """By start; a note ends where the next of its pitch begins, so that none is cut off by the end of another."""
    ordered = sorted(notes, key=_place)
    upcoming: dict[tuple[int, int], float] = {}
    made = []
    for n in reversed(ordered):
        after = upcoming.get((n.pitch, n.channel))
        if after is not None and n.start_beats + SHORTEST_BEATS <= after < n.end_beats:
            n = replace(n, length_beats=after - n.start_beats)
        upcoming[n.pitch, n.channel] = n.start_beats
        made.append(n)
    return made[::-1]
