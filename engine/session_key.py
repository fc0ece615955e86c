"""The key of the song: named by the user, or heard in the notes of the session."""

from __future__ import annotations

from engine.daw import Snapshot
from engine.key import key_of_notes, parse_key
from engine.library import Library
from engine.note import Note


def session_key(library: Library, snapshot: Snapshot | None) -> str | None:
    """The key the user named, else the one the session's notes are in, else None."""
    if named := library.fact("key"):
        return str(parse_key(named))
    if snapshot is None:
        return None
    pitched: list[Note] = [
        note for region in snapshot.regions if region.kind == "midi" for note in region.notes if note.channel != 9
    ]
    found = key_of_notes(pitched)
    return str(found[0]) if found else None
