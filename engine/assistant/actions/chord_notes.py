"""Chords of a clip: which are counted, and one with the notes of another in its place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from engine.assistant.actions.some_notes import is_rooted_low
from engine.errors import UserError
from engine.media.chord_qualities import chord_classes
from engine.media.note import Note, TempoMap, pitch_name

_TOGETHER = 0.1
"""Beats: so far apart played notes still are one chord."""
_MOST_VOICES = 8


def progression(notes: Sequence[Note]) -> list[list[Note]]:
    """The chords in order; one that is struck again and again is one chord."""
    struck: list[list[Note]] = []
    for one in sorted(notes, key=lambda note: (note.start_beats, note.pitch)):
        if struck and one.start_beats - struck[-1][0].start_beats < _TOGETHER:
            struck[-1].append(one)
        else:
            struck.append([one])
    made: list[list[Note]] = []
    for group in struck:
        if made and _classes(made[-1]) == _classes(group):
            made[-1] += group
        else:
            made.append(list(group))
    return made


def as_chord(notes: Sequence[Note], name: str) -> list[Note]:
    """All these notes as one chord, each moved as little as can be; struck as often as before."""
    made: list[Note] = []
    for chord in progression(notes):
        strikes: dict[float, list[Note]] = {}
        for one in chord:
            start = next((at for at in strikes if abs(at - one.start_beats) < _TOGETHER), one.start_beats)
            strikes.setdefault(start, []).append(one)
        for strike in strikes.values():
            made += _voiced(sorted(strike, key=lambda note: note.pitch), name)
    return made


def chord_told(name: str, clip: str, was: Sequence[Note], made: Sequence[Note], tempo_map: TempoMap) -> str:
    """What became of it, in words."""
    count = len(progression(was))
    if count > 1:
        return f"{count} chords of '{clip}' are {name} now."
    bar, _ = tempo_map.bar_at(max(0.0, min(one.start_beats for one in was) + _TOGETHER))
    first = min(one.start_beats for one in made)
    pitches = " ".join(pitch_name(one.pitch) for one in made if one.start_beats - first < _TOGETHER)
    return f"The chord in bar {bar} of '{clip}' is {name} now: {pitches}."


def _classes(notes: Sequence[Note]) -> frozenset[int]:
    return frozenset(one.pitch % 12 for one in notes)


def _nearest(pitch: int, step: int) -> int:
    return pitch + (step - pitch + 5) % 12 - 5


def _voiced(strike: list[Note], name: str) -> list[Note]:
    _, classes, bass = chord_classes(name)
    if len(strike) < 2 or len(strike) > _MOST_VOICES:
        raise UserError("There is no chord there, only single notes; say which note it should be.")
    low = strike[0]
    is_held = is_rooted_low(strike) or bass != classes[0]
    steps = (bass,) if is_held else classes
    lowest = min((_nearest(low.pitch, step) for step in steps), key=lambda pitch: abs(pitch - low.pitch))
    upper = [_above(one.pitch, lowest, classes) for one in strike[1:]]
    need = set(classes) - {lowest % 12}
    best = min(
        itertools.product(*upper),
        key=lambda way: (
            len(need - {pitch % 12 for pitch in way}),
            len(set(classes[:2]) - {lowest % 12, *(pitch % 12 for pitch in way)}),
            len(way) + 1 - len({lowest, *way}),
            sum(abs(pitch - one.pitch) for pitch, one in zip(way, strike[1:], strict=True)),
        ),
    )
    made = [replace(low, pitch=lowest)]
    made += [replace(one, pitch=pitch) for one, pitch in zip(strike[1:], sorted(best), strict=True)]
    for step in sorted(need - {pitch % 12 for pitch in best}) if len(strike) > 2 else ():
        top = max(one.pitch for one in made)
        made.append(replace(made[-1], pitch=top + ((step - top) % 12 or 12)))
    if not all(0 <= one.pitch <= 127 for one in made):
        raise UserError("A note would leave the range of MIDI (0 to 127); move it by less.")
    unlike = {one.pitch: one for one in reversed(made)}
    return sorted(unlike.values(), key=lambda one: one.pitch)


def _above(pitch: int, lowest: int, classes: tuple[int, ...]) -> list[int]:
    """The notes of the chord near a pitch, above its lowest one."""
    near = {_nearest(pitch, step) for step in classes}
    return sorted({one if one > lowest else one + 12 for one in near})
