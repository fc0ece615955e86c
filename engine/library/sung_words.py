"""What was sung on which notes: the project's memory of words, voices and seeds.

One row a source (a MIDI region or a clip), so that "sing it again, softer" and an edited melody keep
their words, and the same seed sings what has not changed exactly as before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import UserError
from engine.library.library import Library
from engine.media.note import Note

Spot = tuple[float, int]
"""Where a note begins (beats from the start of the session, or of its clip when it lies nowhere) and its pitch."""
HELD = "~"
_SAME_BEATS = 0.03
_ENOUGH = 0.6
"""Share of the notes that must be the same for a new clip to take over the words of an old one."""


@dataclass(frozen=True)
class SungWords:
    """The words of one source as they were sung last."""

    source: str
    """Id of the region or clip."""
    lyrics: str
    """As they were asked for; empty when the notes carried them."""
    voice: str
    style: str
    seed: int
    notes: tuple[Spot, ...]
    """All notes of the source."""
    syllables: tuple[tuple[int, str], ...] = ()
    """(index of the note, what stood on it), in order."""
    turn: int = 0

    def with_syllable(self, note: int, text: str) -> SungWords:
        """The words with another syllable on a note (from 1, as in the table); UserError where nothing is sung."""
        text = " ".join(text.split())
        if not text:
            raise UserError("A syllable cannot be empty; write ~ to hold the one before it.")
        if note - 1 not in [index for index, _ in self.syllables]:
            raise UserError(f"Nothing is sung on note {note}.")
        edited = tuple((index, text if index == note - 1 else old) for index, old in self.syllables)
        return replace(self, syllables=edited)

    def lyrics_for(self, spots: Sequence[Spot]) -> str:
        """The words for notes that may have changed: syllable by syllable while their number is the same or some
        of them are left, else the words as they were asked for, to be laid on the notes anew.
        """
        indices = [index for index, _ in self.syllables]
        texts = [text for _, text in self.syllables]
        is_one_a_note = bool(indices) and len(set(indices)) == len(indices)
        if is_one_a_note and len(spots) == len(self.notes):
            return " ".join(texts)
        left = set(_places(spots, self.notes))
        if is_one_a_note and len(spots) < len(self.notes) and None not in left:
            return _from_first_syllable(texts, [n for n, index in enumerate(indices) if index in left])
        return self.lyrics or " ".join(texts)


class WordStore:
    """The rows of the table."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._table = library.database.table("sung_words")

    def remember(self, words: SungWords) -> None:
        """Keep the words of a source; those it had before are replaced."""
        row = {**vars(words), "notes": json.dumps(words.notes), "syllables": json.dumps(words.syllables)}
        self._table.upsert(row, pk="source")

    def find(self, source: str, spots: Sequence[Spot]) -> SungWords | None:
        """The words of a source, else the latest ones that were sung on (nearly) the same notes."""
        names = json.dumps(self._library.names_of(source))  # a region that got other notes may have another id by now
        rows = self._table.rows_where("source in (select value from json_each(?))", [names], order_by="turn desc")
        own = next((_words(row) for row in rows), None)
        if own or not spots:
            return own
        for row in self._table.rows_where(order_by="turn desc"):
            words = _words(row)
            same = sum(place is not None for place in _places(spots, words.notes))
            if same >= _ENOUGH * len(spots):
                return words
        return None


def spots_of(notes: Iterable[Note], start_beats: float | None) -> tuple[Spot, ...]:
    """The notes of a clip as spots."""
    return tuple((round((start_beats or 0.0) + note.start_beats, 4), note.pitch) for note in notes)


def syllables_of(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[int, str], ...]:
    """(index of the note, syllable) from the table that a singer returns."""
    return tuple((int(row["note"]) - 1, token_of(row)) for row in rows if "note" in row and "syllable" in row)


def token_of(row: Mapping[str, Any]) -> str:
    """A syllable as lyrics are written; phonemes that were asked for stand in brackets at the end of the word."""
    return f"{row['syllable']}[{row['phonemes']}]" if row.get("phonemes") else str(row["syllable"])


def _words(row: Mapping[str, Any]) -> SungWords:
    notes = tuple((float(beat), int(pitch)) for beat, pitch in json.loads(row["notes"]))
    syllables = tuple((int(index), str(text)) for index, text in json.loads(row["syllables"]))
    return SungWords(**{**row, "notes": notes, "syllables": syllables})


def _places(spots: Sequence[Spot], notes: Sequence[Spot]) -> list[int | None]:
    """Where each spot stands among the notes; None for those that are not there."""
    grid = {(round(beat / _SAME_BEATS), pitch): place for place, (beat, pitch) in enumerate(notes)}
    return [
        next((grid[key] for near in (0, -1, 1) if (key := (round(beat / _SAME_BEATS) + near, pitch)) in grid), None)
        for beat, pitch in spots
    ]


def _from_first_syllable(texts: Sequence[str], wanted: Sequence[int]) -> str:
    """Some of the syllables; when the first note only held one, that one is taken up again."""
    chosen = [texts[number] for number in wanted]
    if chosen and chosen[0] == HELD:
        chosen[0] = next((text for text in reversed(texts[: wanted[0]]) if text != HELD), "la")
    return " ".join(chosen)
