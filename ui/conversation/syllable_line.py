"""Syllable line: what stands on each note of a melody, and how a hand moves it; every edit gives a new line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.wire.wire import SyllableView

HELD = "~"
_VOWELS = re.compile(r"[aeiouyäöüáéíóúàèìòùâêîôûæœøå]+", re.IGNORECASE)
_PARTS = re.compile(r"(?<=[^\W_])- (?=[^\W_])")
"""Between two syllables of one word, with no hold between them."""
_SOUNDS = re.compile(r"\[[^\[\]]*\]$")


@dataclass(frozen=True)
class SyllableLine:
    """The notes that are sung, in order, and the syllables of each: one, several that share it, or a hold."""

    notes: tuple[int, ...]
    """Numbers of the notes, from 1."""
    cells: tuple[tuple[str, ...], ...]
    """What stands on each of them."""

    @classmethod
    def of(cls, syllables: Sequence[SyllableView]) -> SyllableLine:
        """From the table of the engine."""
        notes = tuple(dict.fromkeys(one.note for one in syllables))
        cells = tuple(tuple(one.text for one in syllables if one.note == note) for note in notes)
        return cls(notes, cells)

    def text(self) -> str:
        """The line as lyrics are written: `fall-ing slow ~`."""
        return _PARTS.sub("-", " ".join(word for cell in self.cells for word in cell))

    def shown(self, place: int) -> str:
        """What stands under a note: without the sounds that were written for it; `–` where it is held."""
        cell = self.cells[place]
        return " ".join("–" if word == HELD else _SOUNDS.sub("", word) for word in cell)

    def is_held(self, place: int) -> bool:
        """True where the syllable before goes on."""
        return self.cells[place] == (HELD,)

    def hold(self, place: int) -> SyllableLine:
        """Hold the syllable before over this note; what stood here and after it moves on, into the next hold.

        Nothing changes where no later note is held: there is no room.
        """
        if place <= 0 or self.is_held(place):
            return self
        return self._with([*self.cells[:place], (HELD,), *self.cells[place:]], place + 1)

    def release(self, place: int) -> SyllableLine:
        """Take a hold away: what comes after it moves up."""
        if not self.is_held(place):
            return self
        return SyllableLine(self.notes, (*self.cells[:place], *self.cells[place + 1 :], (HELD,)))

    def split(self, place: int) -> SyllableLine:
        """Sing one syllable as two, the second on the next note; several that share the note go apart. Needs room."""
        cell = self.cells[place]
        if len(cell) > 1:
            first, rest = cell[:1], cell[1:]
        else:
            parts = halves(cell[0])
            if parts is None:
                return self
            first, rest = (parts[0],), (parts[1],)
        return self._with([*self.cells[:place], first, rest, *self.cells[place + 1 :]], place + 2)

    def join(self, place: int) -> SyllableLine:
        """Sing a syllable and the next one as one; what comes after moves up."""
        after = place + 1
        if after >= len(self.cells) or self.is_held(place) or self.is_held(after):
            return self
        one, other = " ".join(self.cells[place]), " ".join(self.cells[after])
        joined = one[:-1] + other if one.endswith("-") else f"{one} {other}"
        cells = (*self.cells[:place], tuple(joined.split()), *self.cells[after + 1 :], (HELD,))
        return SyllableLine(self.notes, cells)

    def move(self, place: int, to: int) -> SyllableLine:
        """Take a syllable to another note: later ones make room, earlier ones give up their holds."""
        line, place = self, max(0, min(place, len(self.cells) - 1))
        to = max(0, min(to, len(self.cells) - 1))
        if self.is_held(place):
            return self
        while place < to and (moved := line.hold(place)) != line:
            line, place = moved, place + 1
        while place > to and line.is_held(place - 1):
            line, place = line.release(place - 1), place - 1
        return line

    def _with(self, cells: list[tuple[str, ...]], after: int) -> SyllableLine:
        """One cell more than there are notes: the next hold goes; the line as it was where there is none."""
        gone = next((at for at in range(after, len(cells)) if cells[at] == (HELD,)), None)
        if gone is None:
            return self
        del cells[gone]
        return SyllableLine(self.notes, tuple(cells))


def halves(syllable: str) -> tuple[str, str] | None:
    """A syllable or word in two, as it is written: `mor-`, `ning`; None for one letter, a hold, or written sounds."""
    goes_on = syllable.endswith("-")
    word = syllable.rstrip("-")
    if len(word) < 2 or word == HELD or _SOUNDS.search(word):
        return None
    groups = list(_VOWELS.finditer(word))
    if len(groups) > 1:
        between = groups[1].start() - groups[0].end()
        cut = groups[1].start() - (1 if between else 0)
    else:
        cut = min(groups[0].start() + 1, len(word) - 1) if groups else len(word) // 2
    cut = max(1, cut)
    return f"{word[:cut]}-", word[cut:] + ("-" if goes_on else "")
