"""Lyrics that stand in the notes themselves: one event a note, in any of the usual conventions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.singing.allocation import Allocation
from models.singing.lyrics import BREATH, HOLDS, Lyrics, Syllable, SyllableRange, Word, parse_lyrics
from models.singing.score import SungNote

_NEXT_SYLLABLE = "+"


@dataclass
class _Open:
    """A word that is being put together from the notes it stands on."""

    pieces: list[str] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    """Note of each piece."""
    extra_notes: list[int] = field(default_factory=list)
    """Later notes that may take syllables the pieces still have."""


def has_lyrics(notes: Sequence[SungNote]) -> bool:
    """True when at least one note carries something to sing."""
    return any(_clean(note.lyric) and _clean(note.lyric) not in HOLDS for note in notes)


def lyrics_of_notes(notes: Sequence[SungNote], syllable_range: SyllableRange) -> Allocation:
    """Read the lyric events; a note without one holds the syllable before it (OpenUtau: or takes the next)."""
    words_end_in_space = _words_end_in_space(notes)
    opened: list[_Open] = []
    goes_on = False
    for position, note in enumerate(notes):
        text = _clean(note.lyric)
        if not text or text in HOLDS or text == "R":
            if opened and text in ("", _NEXT_SYLLABLE):
                opened[-1].extra_notes.append(position)
            continue
        if not (goes_on or text.startswith("-")) or not opened:
            opened.append(_Open())
        opened[-1].pieces.append(text.strip("-"))
        opened[-1].notes.append(position)
        goes_on = text.endswith("-") or (words_end_in_space and not (note.lyric or "").endswith((" ", "\r", "\n")))
    return _allocated(opened, notes, syllable_range)


def _allocated(opened: Sequence[_Open], notes: Sequence[SungNote], syllable_range: SyllableRange) -> Allocation:
    words: list[Word] = []
    syllables: list[Syllable] = []
    by_note: list[list[int]] = [[] for _ in notes]
    for word in opened:
        parsed = parse_lyrics("-".join(word.pieces), syllable_range)
        places = _places(word, len(parsed.syllables))
        for syllable, place in zip(parsed.syllables, places, strict=True):
            by_note[place].append(len(syllables))
            syllables.append(replace(syllable, word=syllable.word + len(words), holds=0, ends_line=False))
        words += parsed.words
    return Allocation(Lyrics(tuple(words), tuple(syllables)), tuple(tuple(group) for group in by_note))


def _places(word: _Open, count: int) -> list[int]:
    """The note of each syllable: its own, then the notes after it, and the rest on the last one."""
    if len(word.pieces) == count:
        return list(word.notes)
    available = [*word.notes, *word.extra_notes]
    return [available[min(index, len(available) - 1)] for index in range(count)]


def _words_end_in_space(notes: Sequence[SungNote]) -> bool:
    """The SMF convention: a syllable with a space after it ends its word, one without does not."""
    lyrics = [note.lyric for note in notes if note.lyric and note.lyric.strip()]
    hyphens = any(_clean(lyric).endswith("-") and _clean(lyric) not in HOLDS for lyric in lyrics)
    return not hyphens and any(lyric.endswith((" ", "\r", "\n")) for lyric in lyrics[:-1])


def _clean(lyric: str | None) -> str:
    text = re.sub(r"[\x00-\x1f]", " ", lyric or "").strip().lstrip("/\\")
    text = "-" if text in ("–", "—") else text
    return "" if BREATH.search(text) else text.strip()
