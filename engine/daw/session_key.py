"""The key of the song, heard in the notes of the session."""

from __future__ import annotations

from engine.daw.daw import Snapshot
from engine.media.key import key_of_notes
from engine.media.note import Note


def session_key(snapshot: Snapshot | None) -> str | None:
    """The key that the session's notes are in, drums left out; None when they do not tell."""
    if snapshot is None:
        return None
    regions = [region for region in snapshot.regions if region.kind == "midi"]
    pitched: list[Note] = [note for region in regions for note in region.notes if note.channel != 9]
    found = key_of_notes(pitched)
    return str(found[0]) if found else None
