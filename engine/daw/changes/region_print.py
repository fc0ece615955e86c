"""What a region and its notes are known by again: their fingerprints."""

from __future__ import annotations

from typing import Any

from engine.daw.claim import note_rows
from engine.daw.snapshot import Region
from engine.media.note import Note


def region_print(region: Region | None, *, has_content: bool = True) -> Any:
    """A region's fingerprint.

    Notes lie at beats; sound keeps its seconds or its beats when the tempo changes, so either may stay.
    """
    if region is None:
        return None
    beats = [round(region.start_beats, 3), round(region.length_beats, 3)]
    if region.kind == "midi":
        content = {"notes": note_print(region.notes)} if has_content else {}
        return {"id": region.id, "beats": beats, **content}
    seconds = [round(region.start_s, 3), round(region.length_s, 3)]
    if region.follows_tempo:  # what it plays of its file is stretched: the file and the place in it are others then
        return {"id": region.id, "beats": beats, "seconds": seconds}
    return {"id": region.id, "beats": beats, "seconds": seconds, "offset_s": round(region.offset_s, 3)}


def note_print(notes: tuple[Note, ...]) -> list[list[float]]:
    """Notes as a fingerprint shows them."""
    return [[row[0], round(row[1], 2), round(row[2], 2)] for row in note_rows(notes)]
