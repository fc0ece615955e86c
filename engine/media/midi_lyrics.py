"""Words in MIDI files: lyric events (FF 05), karaoke text events (FF 01), and the notes they belong to."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from engine.media.note import Note

_NEAR_BEATS = 0.13
"""An event this close to the start of a note belongs to it."""


@dataclass
class TrackWords:
    """The notes of one track of a file, and its words by beat."""

    notes: list[Note] = field(default_factory=list)
    lyrics: list[tuple[float, str]] = field(default_factory=list)
    texts: list[tuple[float, str]] = field(default_factory=list)
    """Text events; words only when the file is for karaoke."""


def with_words(tracks: Sequence[TrackWords]) -> list[Note]:
    """All notes, each with the syllable that stands at its start.

    Words of a track without notes go to the track whose notes begin where the words do.
    """
    is_karaoke = any(text.lstrip().startswith("@K") or text[:1] in ("/", "\\") for t in tracks for _, text in t.texts)
    notes = [list(track.notes) for track in tracks]
    starts = {number: sorted({note.start_beats for note in one}) for number, one in enumerate(notes) if one}
    lyrics: dict[int, dict[float, str]] = {}
    has_lyrics = any(track.lyrics for track in tracks)
    for number, track in enumerate(tracks):
        words = track.lyrics or (track.texts if is_karaoke and not has_lyrics else [])
        words = _spaced([(beat, text) for beat, text in words if not text.lstrip().startswith("@")])
        if not words:
            continue
        if not starts:
            break
        # Of equals the track with the fewest notes is meant.
        target = (
            number
            if number in starts
            else max(starts, key=lambda n: (_matches(words, starts[n]), -len(notes[n])))
        )
        lyrics.setdefault(target, {}).update(_found(starts[target], words))
    for target, found in lyrics.items():
        notes[target] = [
            replace(note, lyric=found[note.start_beats]) if note.start_beats in found else note
            for note in notes[target]
        ]
    return [note for track_notes in notes for note in track_notes]


def _spaced(words: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """`/Twin` `kle` ` star` → `Twin` `kle ` `star`: a word ends with a space, a line with a line break."""
    spaced: list[tuple[float, str]] = []
    for beat, text in words:
        mark = text[:1]
        if spaced and mark in (" ", "/", "\\", "\n", "\r") and not spaced[-1][1].endswith((" ", "\n", "\r", "-")):
            spaced[-1] = (spaced[-1][0], spaced[-1][1] + (" " if mark == " " else "\n"))
        stripped = text.lstrip(" /\\\r\n")
        if stripped:
            spaced.append((beat, stripped))
    return spaced


def _matches(words: Sequence[tuple[float, str]], starts: Sequence[float]) -> int:
    """How many words begin with a note."""
    return sum(_nearest(beat, starts) is not None for beat, _ in words)


def _found(starts: Sequence[float], words: Sequence[tuple[float, str]]) -> dict[float, str]:
    """The words by the starts of the notes that they begin with."""
    found: dict[float, str] = {}
    for beat, text in words:
        start = _nearest(beat, starts)
        if start is not None:
            found[start] = found.get(start, "") + text
    return found


def _nearest(beat: float, starts: Sequence[float]) -> float | None:
    place = bisect.bisect_left(starts, beat)
    near = [start for start in starts[max(0, place - 1) : place + 1] if abs(start - beat) <= _NEAR_BEATS]
    return min(near, key=lambda start: abs(start - beat)) if near else None
