"""The bass part: the style's pattern on the roots, with fifths, octaves, steps to the next chord; or walking."""

from __future__ import annotations

import numpy as np

from engine.media.note import Note
from models.sound.music.chord import Chord
from models.sound.music.grid import onsets
from models.sound.music.humanise import kept, played
from models.sound.music.sheet import Sheet

LOWEST = 28
_HIGHEST = 52


def write_bass(sheet: Sheet) -> tuple[Note, ...]:
    """The bass line; slash basses are played."""
    random = sheet.random("bass")
    patterns = sheet.style.bass
    pattern = patterns[int(random.integers(len(patterns)))]
    if pattern == "walk":
        return _walk(sheet, random)
    other = patterns[int(random.integers(len(patterns)))]
    notes: list[Note | None] = []
    for measure in range(sheet.grid.measures):
        written = other if measure % 4 == 3 else pattern
        notes += _measure(sheet, random, written, measure)
    return _monophonic(kept(notes))


def _measure(sheet: Sheet, random: np.random.Generator, pattern: str, measure: int) -> list[Note | None]:
    grid = sheet.grid
    notes: list[Note | None] = []
    for step, held, symbol in _with_changes(sheet, onsets(pattern, grid), measure):
        start = grid.beat(measure, step)
        if start >= grid.total_beats - 1e-6 or (
            not grid.is_strong(step) and held == 1 and random.random() > 0.55 + 0.9 * sheet.busy
        ):
            continue
        pitch = _pitch(sheet, symbol, start, random)
        if pitch is None:
            continue
        is_soft = symbol == "r"
        length = (grid.beat(measure, step + held) - start) * 0.94
        notes.append(
            played(
                sheet,
                random,
                pitch=pitch,
                start_beats=start,
                length_beats=length,
                strength=0.5 if is_soft else 0.86 if step == 0 else 0.76,
                channel=1,
            )
        )
    return notes


def _with_changes(sheet: Sheet, events: list[tuple[int, int, str]], measure: int) -> list[tuple[int, int, str]]:
    """Cut a held note where the chord changes under it, and play the new root there."""
    grid, result = sheet.grid, []
    for step, held, symbol in events:
        first = step
        for later in range(step + 1, step + held):
            before = sheet.index_at(measure * grid.measure_beats + (later - 1) * grid.step_beats)
            if sheet.index_at(measure * grid.measure_beats + later * grid.step_beats) != before:
                result.append((first, later - first, symbol))
                first, symbol = later, "R"
        result.append((first, step + held - first, symbol))
    return result


def _pitch(sheet: Sheet, symbol: str, beat: float, random: np.random.Generator) -> int | None:
    chord = sheet.chord_at(beat)
    root = low(chord.lowest)
    if symbol == "a":
        following = next((span.chord for span in sheet.spans if span.start_beats > beat + 1e-6), sheet.spans[0].chord)
        target = low(following.lowest)
        below = [target - gap for gap in (1, 2) if (target - gap) % 12 in sheet.key.scale]
        return None if random.random() < 0.25 else (below or [target])[0]
    # over a slash bass the colour tones are those of the chord above it
    base = root if chord.bass is None else low(chord.root)
    pitch = {
        "R": root,
        "r": root,
        "8": root + 12,
        "5": base + chord.fifth,
        "3": base + chord.third,
        "7": base + _seventh(sheet, chord),
    }[symbol]
    return pitch - 12 if pitch > _HIGHEST else pitch


def _seventh(sheet: Sheet, chord: Chord) -> int:
    found = next((interval for interval in chord.intervals if interval in (9, 10, 11)), None)
    if found is not None:
        return found
    return 10 if (chord.root + 10) % 12 in sheet.key.scale else 11


def low(pitch_class: int) -> int:
    """The pitch class in the octave from E1."""
    return LOWEST + (pitch_class - LOWEST) % 12


def _walk(sheet: Sheet, random: np.random.Generator) -> tuple[Note, ...]:
    """Quarter notes: the root where a chord begins, chord tones, and a scale step into the next root."""
    notes: list[Note | None] = []
    previous = 40
    beats = int(np.ceil(sheet.grid.total_beats - 1e-9))
    for beat in range(beats):
        chord, following = sheet.chord_at(beat), sheet.chord_at(beat + 1)
        starts = beat == 0 or sheet.index_at(beat) != sheet.index_at(beat - 1)
        if starts or sheet.grid.is_strong(0) and beat % sheet.grid.measure_beats == 0:
            wanted = [chord.lowest]
        elif following is not chord:
            root = following.lowest
            wanted = [
                pitch
                for pitch in ((root + 1) % 12, (root - 1) % 12, (root - 2) % 12, (root + 2) % 12)
                if pitch in sheet.key.scale
            ] or [root]
        else:
            wanted = list(chord.pitch_classes[1:4])
        choices = [pitch for pitch in range(30, 54) if pitch % 12 in wanted and pitch != previous] or [previous]
        weights = np.array([np.exp(-0.3 * abs(pitch - previous) - 0.05 * abs(pitch - 41)) for pitch in choices])
        previous = int(random.choice(choices, p=weights / weights.sum()))
        strength = 0.8 if beat % 2 else 0.74
        notes.append(
            played(
                sheet, random, pitch=previous, start_beats=float(beat), length_beats=0.93, strength=strength, channel=1
            )
        )
    return _monophonic(kept(notes))


def _monophonic(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """One note at a time: each ends at the latest where the next begins."""
    result = []
    for note, after in zip(notes, [*notes[1:], None], strict=True):
        end = note.end_beats if after is None else min(note.end_beats, after.start_beats)
        if end - note.start_beats > 0.02:
            result.append(Note(note.pitch, note.start_beats, end - note.start_beats, note.velocity, None, note.channel))
    return tuple(result)
