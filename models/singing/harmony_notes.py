"""Which note a part sings to a note of the melody: in the key, or from the chords of the clip itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.media.key import Key, key_of_notes, parse_key
from engine.media.note import Note
from models.singing.harmony_part import HarmonyPart
from models.singing.score import CHORD_S, DRUM_CHANNEL, SungNote

_THIRD = {1: 1.7, 2: 3.5, 3: 5.0, 4: 7.0, 5: 8.7, 6: 10.5, 8: 13.7, 9: 15.5}
"""Usual size of an interval of so many scale steps, in semitones."""
LOWEST, HIGHEST = 24, 108


def harmony_pitch(pitch: int, part: HarmonyPart, key: Key | None) -> int:
    """The MIDI pitch a part sings to a melody note; always a note of the key when the part moves by scale steps.

    Kept between C1 and C8 by octaves.
    """
    if part.steps is None:
        return _in_range(pitch + part.semitones)
    if key is None:
        sign = 1 if part.steps > 0 else -1
        return _in_range(pitch + sign * round(_THIRD[abs(part.steps)] + 0.1))
    scale = [note for note in range(0, 140) if note % 12 in key.scale]
    if pitch in scale:
        return _in_range(scale[scale.index(pitch) + part.steps])
    sign = 1 if part.steps > 0 else -1
    wanted = pitch + sign * _THIRD[abs(part.steps)]
    return _in_range(min(scale, key=lambda note: (abs(note - wanted), note)))


def key_for(asked: str | None, session: str | None, notes: Sequence[Note]) -> tuple[Key | None, str]:
    """The key to stay in, and where it is from: asked for, of the session, or heard in the notes."""
    for text, source in ((asked, "asked for"), (session, "the key of the session")):
        if text:
            return parse_key(text), source
    found = key_of_notes(note for note in notes if note.channel != DRUM_CHANNEL)
    return (found[0], "heard in the melody") if found else (None, "not known")


def chord_voices(notes: Sequence[Note], seconds_at: Callable[[float], float]) -> list[list[SungNote]]:
    """The voices under the melody, from the highest: of each chord the second note from the top, the third …"""
    chords: list[list[SungNote]] = []
    for index, note in sorted(enumerate(notes), key=lambda pair: (pair[1].start_beats, -pair[1].pitch)):
        on_s, off_s = seconds_at(note.start_beats), seconds_at(note.end_beats)
        if note.channel == DRUM_CHANNEL:
            continue
        if not chords or on_s - chords[-1][0].on_s >= CHORD_S:
            chords.append([])
        chords[-1].append(SungNote(index, on_s, off_s, note.pitch, note.velocity))
    ordered = [sorted(chord, key=lambda note: -note.pitch) for chord in chords]
    depth = max((len(chord) for chord in ordered), default=1)
    return [[chord[place] for chord in ordered if len(chord) > place] for place in range(1, depth)]


def pitch_in(voice: Sequence[SungNote], at_s: float) -> int | None:
    """The note of a voice that sounds at a time."""
    return next((note.pitch for note in reversed(voice) if note.on_s - CHORD_S <= at_s < note.off_s), None)


def _in_range(pitch: int) -> int:
    while pitch > HIGHEST:
        pitch -= 12
    while pitch < LOWEST:
        pitch += 12
    return pitch
