"""What is selected, from what a script tells: ids, and a range in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.daw.daw import Region
from engine.daw.selection import Selection


def selection_of(
    tracks: Sequence[str], chosen: Sequence[str], regions: Sequence[Region], span: tuple[float, float] | None
) -> Selection:
    """The selection; `chosen` are ids of regions, `span` is a range in beats. Its notes lie at beats of the session.

    A range drawn over tracks without a region chosen means what lies in it.
    """
    found = [region for region in regions if region.id in set(chosen)]
    start = end = None
    if span:
        start, end = span
        if not found:
            found = [one for one in regions if one.track in tracks and one.start_beats < end and one.end_beats > start]
    elif found:
        start, end = min(one.start_beats for one in found), max(one.end_beats for one in found)
    notes = [
        replace(note, start_beats=note.start_beats + region.start_beats) for region in found for note in region.notes
    ]
    if span and start is not None and end is not None:
        notes = [note for note in notes if start - 1e-6 <= note.start_beats < end - 1e-6]
    notes.sort(key=lambda note: (note.start_beats, note.pitch))
    return Selection(tuple(tracks), tuple(chosen), start, end, tuple(notes))
