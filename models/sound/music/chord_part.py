"""The chord part: the voicings in the style's rhythm; also held as a pad, broken as an arpeggio, or as an ostinato."""

from __future__ import annotations

import numpy as np

from engine.media.note import Note
from models.sound.music.grid import onsets
from models.sound.music.humanise import kept, played
from models.sound.music.sheet import Sheet

_ARPEGGIOS = ((0, 1, 2, 3, 2, 1), (0, 2, 1, 3), (0, 1, 2, 1, 3, 2), (3, 2, 1, 0), (0, 3, 1, 2), (0, 1, 2, 3))
_ACCENTS = (0, 3, 6, 8, 11, 14)
_COMPOUND_ACCENTS = (0, 6, 12, 18)


def write_chords(sheet: Sheet) -> tuple[Note, ...]:
    """Chords in the style's rhythm, with an ostinato above them where the style has one."""
    random = sheet.random("chords")
    patterns = sheet.style.chords
    pattern = patterns[int(random.integers(len(patterns)))]
    other = patterns[int(random.integers(len(patterns)))]
    grid = sheet.grid
    notes: list[Note | None] = []
    for measure in range(grid.measures):
        events = onsets(other if measure % 4 == 3 else pattern, grid)
        for step, held, digit in events:
            start = grid.beat(measure, step)
            end = grid.beat(measure, step + held)
            force = int(digit) / 9
            if force < 0.7 and not grid.is_strong(step) and random.random() > 0.5 + sheet.busy:
                continue
            notes += _struck(sheet, start, end, force, random)
    if sheet.style.has_ostinato:
        notes += _ostinato(sheet, random)
    return kept(notes)


def write_pad(sheet: Sheet) -> tuple[Note, ...]:
    """Each chord held from change to change."""
    random = sheet.random("pad")
    notes: list[Note | None] = []
    for span, voicing in zip(sheet.spans, sheet.voicings, strict=True):
        notes += [
            played(
                sheet,
                random,
                pitch=pitch,
                start_beats=span.start_beats,
                length_beats=span.length_beats * 0.99,
                strength=0.6,
            )
            for pitch in voicing
        ]
    return kept(notes)


def write_arpeggio(sheet: Sheet, *, channel: int = 0, steps: int = 1) -> tuple[Note, ...]:
    """The voicings an octave up, one note after another in sixteenths (`steps` 1) or eighths (2)."""
    random = sheet.random("arpeggio")
    shape = _ARPEGGIOS[int(random.integers(len(_ARPEGGIOS)))]
    turn = int(random.integers(len(shape)))
    accents = _COMPOUND_ACCENTS if sheet.grid.is_compound else _ACCENTS
    density = random.uniform(0.35, 0.75)
    rests = random.random(sheet.grid.steps) > density + 0.5 * sheet.busy
    octave = 0 if sheet.darkness > 0.35 else 12
    notes: list[Note | None] = []
    count = 0
    for measure in range(sheet.grid.measures):
        for step in range(0, sheet.grid.steps, steps):
            start = sheet.grid.beat(measure, step)
            if start >= sheet.grid.total_beats - 1e-6 or (rests[step] and step not in accents):
                continue
            voicing = sheet.voicings[sheet.index_at(start)]
            place = shape[(count + turn) % len(shape)]
            count += 1
            pitch = voicing[place % len(voicing)] + octave
            length = (sheet.grid.beat(measure, step + steps) - start) * 0.9
            notes.append(
                played(
                    sheet,
                    random,
                    pitch=pitch,
                    start_beats=start,
                    length_beats=length,
                    strength=0.8 if step in accents else 0.6,
                    channel=channel,
                )
            )
    return kept(notes)


def _struck(sheet: Sheet, start: float, end: float, force: float, random: np.random.Generator) -> list[Note | None]:
    """One strike of the chord that rules at its start, restruck where the chord changes while it is held."""
    notes: list[Note | None] = []
    first = sheet.index_at(start)
    stops = [span.start_beats for span in sheet.spans[first + 1 :] if span.start_beats < end - 1e-6]
    edges = [start, *stops, end]
    for begin, stop in zip(edges, edges[1:], strict=False):
        voicing = sheet.voicings[sheet.index_at(begin)]
        for number, pitch in enumerate(voicing):
            late_s = sheet.style.strum_s * number
            notes.append(
                played(
                    sheet,
                    random,
                    pitch=pitch,
                    start_beats=begin,
                    length_beats=(stop - begin) * 0.95,
                    strength=force * (0.95 if number else 1.0),
                    late_s=late_s,
                )
            )
    return notes


def _ostinato(sheet: Sheet, random: np.random.Generator) -> list[Note | None]:
    figure = _ARPEGGIOS[int(random.integers(len(_ARPEGGIOS)))]
    notes: list[Note | None] = []
    for measure in range(sheet.grid.measures):
        for count, step in enumerate(range(0, sheet.grid.steps, 2)):
            start = sheet.grid.beat(measure, step)
            if start >= sheet.grid.total_beats - 1e-6:
                break
            voicing = sheet.voicings[sheet.index_at(start)]
            pitch = voicing[figure[count % len(figure)] % len(voicing)] + (12 if sheet.darkness < 0.2 else 0)
            notes.append(
                played(
                    sheet,
                    random,
                    pitch=pitch,
                    start_beats=start,
                    length_beats=sheet.grid.step_beats * 1.4,
                    strength=0.7 if sheet.grid.is_strong(step) else 0.5,
                )
            )
    return notes
