"""Notes heard in seconds, written on the session's beats, and snapped to its grid when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.catalog.model import Brief, Report
from engine.media.clip import Clip
from engine.media.midi_file import TICKS_PER_BEAT
from engine.media.note import Note, TempoMap

_GRIDS = (0.25, 1 / 6)
"""Sixteenths, and triplets of eighths' halves."""
_TRIPLETS_BETTER = 0.75
_LOOSE = 0.2
"""Beyond this share of a step on average the playing does not follow the grid."""


@dataclass(frozen=True)
class UngriddedNote:
    """A note as it was heard; the beats of `note` mean nothing yet."""

    note: Note
    start_s: float
    """From the start of the recording."""
    end_s: float


def on_beats(heard: Sequence[UngriddedNote], clip: Clip, brief: Brief, quantise: bool,
             report: Report) -> tuple[list[Note], TempoMap, float]:
    """The notes in beats from the clip's place in the session, the tempo map they are in, and the clip's length."""
    tempo_map, start = brief.tempo_map, clip.start_beats or 0.0
    origin_s = tempo_map.seconds_at(start) - clip.lead_in_s

    def beat(time_s: float) -> float:
        return tempo_map.beats_at(origin_s + time_s) - start

    length = max(beat(clip.seconds), 1 / TICKS_PER_BEAT)
    spans = [(one.note, max(0.0, beat(one.start_s)), min(length, beat(one.end_s))) for one in heard]
    if quantise:
        spans = _snapped(spans, start, length, report)
    shortest = 1 / TICKS_PER_BEAT
    notes = [replace(note, start_beats=first, length_beats=max(shortest, last - first))
             for note, first, last in spans if first < length - shortest]
    return sorted(notes, key=lambda note: (note.start_beats, note.pitch)), _seen_from(tempo_map, start, clip), length


def _seen_from(tempo_map: TempoMap, start: float, clip: Clip) -> TempoMap:
    if start <= 0:
        return tempo_map
    meter = tempo_map.meter_at(start)
    return TempoMap.constant(tempo_map.bpm_at(start), meter.numerator, meter.denominator)


def _snapped(spans: Sequence[tuple[Note, float, float]], start: float, length: float,
             report: Report) -> list[tuple[Note, float, float]]:
    """Starts and ends on the nearest line of the grid that fits them best; one note of a pitch at a time."""
    errors = [sum(abs(_off(first + start, grid)) for _, first, _ in spans) / len(spans) / grid for grid in _GRIDS]
    grid = _GRIDS[1] if errors[1] * _GRIDS[1] < _TRIPLETS_BETTER * errors[0] * _GRIDS[0] else _GRIDS[0]
    if min(errors) > _LOOSE and len(spans) > 3:
        report.warn("The playing does not follow the session's tempo, so snapping it to the grid moved notes far; "
                    "change its tempo first.")
    snapped: dict[tuple[int, float], tuple[Note, float, float]] = {}
    for note, first, last in spans:
        begin = first - _off(first + start, grid)
        end = max(begin + grid, last - _off(last + start, grid))
        begin = max(0.0, begin)
        same = snapped.get((note.pitch, round(begin, 6)))
        if same is None or note.velocity > same[0].velocity:
            snapped[note.pitch, round(begin, 6)] = (note, begin, min(end, max(length, begin + grid)))
    return list(snapped.values())


def _off(beat: float, grid: float) -> float:
    return beat - round(beat / grid) * grid
