"""From the notes of a MIDI clip to one singable line: chords, overlaps and grace notes settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engine.errors import UserError
from engine.media.note import Note

CHORD_S = 0.03
"""Notes that begin within this time of each other are a chord."""
GRACE_S = 0.06
"""Shorter notes cannot carry a syllable."""
TOUCH_S = 0.02
DRUM_CHANNEL = 9


@dataclass(frozen=True)
class SungNote:
    """One note of the line; times in seconds from the start of the clip."""

    index: int
    """Place in the clip's list of notes."""
    on_s: float
    off_s: float
    pitch: int
    """MIDI number."""
    velocity: int
    lyric: str | None = None
    strength: int = -1
    """2 on a beat, 1 half-way between two, 0 elsewhere; −1 when nobody counted."""
    cents: float = 0.0
    """How far the singer is tuned from it; the same in all notes of a phrase."""

    @property
    def length_s(self) -> float:
        """How long it is held."""
        return self.off_s - self.on_s


@dataclass(frozen=True)
class Score:
    """A line to sing, and what had to be decided to get one."""

    notes: tuple[SungNote, ...]
    warnings: tuple[str, ...]


def read_score(notes: Sequence[Note], seconds_at: Callable[[float], float]) -> Score:
    """Make one line of notes; `seconds_at` turns a beat of the clip into seconds from its start.

    Chords keep their top note (or the one that carries a lyric). Raises UserError without notes.
    """
    if not notes:
        raise UserError("There are no notes to sing; select a MIDI region with notes, or give a MIDI file with some.")
    warnings: list[str] = []
    timed = [SungNote(index, seconds_at(note.start_beats), seconds_at(note.end_beats), note.pitch, note.velocity,
                      note.lyric, strength_at(note.start_beats)) for index, note in enumerate(notes)]
    drums = {index for index, note in enumerate(notes) if note.channel == DRUM_CHANNEL}
    if drums and len(drums) < len(notes):
        timed = [note for note in timed if note.index not in drums]
        warnings.append("1 drum note (channel 10) was left out." if len(drums) == 1 else
                        f"{len(drums)} drum notes (channel 10) were left out.")
    line = _top_line(timed)
    if len(line) < len(timed):
        under = len(timed) - len(line)
        silent = "1 note under it is not" if under == 1 else f"{under} notes under it are not"
        warnings.append(f"The clip has chords: the top voice is sung, {silent}; ask for a choir to have them sung as "
                        "well.")
    line = _without_graces(line, warnings)
    return Score(tuple(line), tuple(warnings))


def strength_at(beat: float) -> int:
    """How strong a place in the bar a beat is: 2 on a beat, 1 half-way between two, 0 elsewhere.

    Played notes count as on the beat when they are less than an eighth of one away from it.
    """
    from_beat = abs(beat - round(beat))
    return 2 if from_beat < 0.12 else 1 if abs(from_beat - 0.5) < 0.12 else 0


def _top_line(notes: Sequence[SungNote]) -> list[SungNote]:
    line: list[SungNote] = []
    for note in sorted(notes, key=lambda n: (n.on_s, -n.pitch)):
        last = line[-1] if line else None
        if last is None or note.on_s >= last.off_s:
            line.append(note)
        elif note.on_s - last.on_s < CHORD_S:
            line[-1] = _of_chord(last, note)
        elif _is_underneath(note, last):
            continue
        else:
            line[-1] = replace(last, off_s=note.on_s)
            line.append(note)
    return line


def _of_chord(one: SungNote, other: SungNote) -> SungNote:
    if bool(one.lyric) != bool(other.lyric):
        return one if one.lyric else other
    return one if one.pitch >= other.pitch else other


def _is_underneath(note: SungNote, held: SungNote) -> bool:
    overlap_s = min(note.off_s, held.off_s) - note.on_s
    if note.lyric or note.pitch >= held.pitch:
        return False
    return overlap_s > GRACE_S and overlap_s > 0.5 * note.length_s and note.off_s <= held.off_s + TOUCH_S


def counted(count: int, what: str) -> str:
    """A number and its noun: "1 note", "8 notes"."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _without_graces(line: list[SungNote], warnings: list[str]) -> list[SungNote]:
    kept: list[SungNote] = []
    merged = 0
    for position, note in enumerate(line):
        following = line[position + 1] if position + 1 < len(line) else None
        if note.length_s >= GRACE_S:
            kept.append(note)
        elif following is None or following.on_s - note.on_s >= GRACE_S:
            kept.append(replace(note, off_s=note.on_s + GRACE_S))
        elif kept and kept[-1].off_s > note.on_s - TOUCH_S and not note.lyric:
            kept[-1] = replace(kept[-1], off_s=following.on_s)
            merged += 1
        else:
            line[position + 1] = replace(following, on_s=note.on_s, lyric=following.lyric or note.lyric)
            merged += 1
    if merged:
        warnings.append("1 note shorter than 60 ms was merged with its neighbour." if merged == 1 else
                        f"{merged} notes shorter than 60 ms were merged with their neighbours.")
    return kept
