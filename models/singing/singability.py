"""Whether a line can be sung: its range, its breaths, its speed; told before anything is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.media.key import Key, key_of_notes, parse_key
from engine.media.note import Note, TempoMap, pitch_name
from models.singing.score import SungNote, counted
from models.singing.vocal_line import SungSyllable

LONGEST_BREATH_S = 8.0
"""Longer without a rest is hard for a singer; shorter is nothing to talk of."""
BREATH_REST_S = 0.15
MOST_SYLLABLES_PER_S = 6.5
"""Sung faster, words cannot be understood."""
_TOLERANCE = 2
"""So many semitones beyond the comfortable range nobody is told of."""


@dataclass(frozen=True)
class Singability:
    """What a line asks of a singer."""

    low: int
    """Lowest MIDI pitch."""
    high: int
    longest_breath_s: float
    """Longest stretch without a rest to breathe in."""
    breath_at_s: float
    """Where that stretch begins."""
    syllables_per_s: float
    """In the fastest second."""
    fastest_at_s: float
    comfortable: tuple[int, int]
    """Range of the voice, as MIDI pitches."""
    shift: int
    """By how many semitones the line should be moved to lie comfortably; 0 when it does or when nothing helps."""
    key: str
    """The key it would then be in; empty when not known."""


def singability(line: Sequence[SungSyllable], comfortable: tuple[int, int], key: str | None = None) -> Singability:
    """Measure a line; `key` is that of the session, else it is heard in the notes."""
    notes = [note for syllable in line for note in syllable.notes]
    low, high = min(note.pitch for note in notes), max(note.pitch for note in notes)
    breath_s, breath_at_s = _longest_breath(notes)
    speed, fastest_at_s = _fastest([syllable.on_s for syllable in line if not syllable.vowel_only])
    shift = best_shift(low, high, comfortable)
    return Singability(low, high, breath_s, breath_at_s, speed, fastest_at_s, comfortable, shift,
                       _moved_key(notes, key, shift))


def best_shift(low: int, high: int, comfortable: tuple[int, int]) -> int:
    """Semitones by which a line should be moved; 0 while it is hardly outside."""
    lowest, highest = comfortable
    if low >= lowest - _TOLERANCE and high <= highest + _TOLERANCE:
        return 0

    def outside(shift: int) -> int:
        return max(0, lowest - low - shift) + max(0, high + shift - highest)

    best = min(range(-36, 37), key=lambda shift: (outside(shift), abs(shift)))
    return best if outside(best) < outside(0) else 0


def said_of(result: Singability, voice: str, tempo_map: TempoMap, start_beats: float) -> list[str]:
    """What a singer would say about it, one sentence each; empty when nothing is hard."""
    said = []
    lowest, highest = result.comfortable
    if result.low < lowest - _TOLERANCE or result.high > highest + _TOLERANCE:
        where = "too high" if result.high - highest > lowest - result.low else "too low"
        said.append(f"The line goes from {pitch_name(result.low)} to {pitch_name(result.high)}, {where} for {voice} "
                    f"({pitch_name(lowest)} to {pitch_name(highest)} is comfortable). {_cure(result)}")
    if result.longest_breath_s > LONGEST_BREATH_S:
        said.append(f"From bar {_bar(tempo_map, start_beats, result.breath_at_s)} on there are "
                    f"{result.longest_breath_s:.0f} seconds without a rest to breathe in, more than one breath.")
    if result.syllables_per_s > MOST_SYLLABLES_PER_S:
        said.append(f"Bar {_bar(tempo_map, start_beats, result.fastest_at_s)} has {result.syllables_per_s:.0f} "
                    "syllables in a second, too fast to be understood; fewer words or a slower tempo help.")
    return said


def _cure(result: Singability) -> str:
    if not result.shift:
        return "No other key helps: it spans too much."
    where = f"{counted(abs(result.shift), 'semitone')} {'lower' if result.shift < 0 else 'higher'}"
    return f"{where}, in {result.key}, it lies well." if result.key else f"{where} it lies well."


def values_of(result: Singability) -> dict[str, object]:
    """The measures as plain values."""
    return {"lowest": pitch_name(result.low), "highest": pitch_name(result.high),
            "comfortable": [pitch_name(pitch) for pitch in result.comfortable],
            "longest_breath_s": round(result.longest_breath_s, 2), "syllables_per_s": round(result.syllables_per_s, 2),
            "transpose_semitones": result.shift, "key_then": result.key}


def _longest_breath(notes: Sequence[SungNote]) -> tuple[float, float]:
    stretches, first = [], notes[0]
    for before, note in zip(notes, [*notes[1:], None], strict=True):
        if note is None or note.on_s - before.off_s >= BREATH_REST_S:
            stretches.append((before.off_s - first.on_s, first.on_s))
            first = note or first
    return max(stretches)


def _fastest(starts_s: Sequence[float]) -> tuple[float, float]:
    """Syllables in the fullest second, and when that begins."""
    counts = [(sum(start <= other < start + 0.999 for other in starts_s), -start) for start in starts_s]
    most, when = max(counts, default=(0, 0.0))
    return float(most), -when


def _moved_key(notes: Sequence[SungNote], key: str | None, shift: int) -> str:
    found = key_of_notes(Note(note.pitch, note.on_s, note.length_s) for note in notes)
    now = parse_key(key) if key else found[0] if found else None
    return str(Key((now.tonic + shift) % 12, now.mode)) if now else ""


def _bar(tempo_map: TempoMap, start_beats: float, at_s: float) -> int:
    beat = tempo_map.beats_at(tempo_map.seconds_at(start_beats) + at_s)
    return tempo_map.bar_at(max(0.0, beat))[0]
