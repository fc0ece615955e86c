"""The line as it is sung: each syllable with its notes, divided into phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.singing.allocation import REST_S, Allocation
from models.singing.lyrics import Word, syllable_text
from models.singing.score import SungNote

LONGEST_PHRASE_S = 9.0
BREATH_S = 0.12
"""How much of a note is given up for a breath where a phrase is divided without a rest."""


@dataclass(frozen=True)
class SungSyllable:
    """One syllable and the notes it is held over."""

    text: str
    word: Word
    occurrence: int
    """Number of the word in the line; the syllables of one word share it."""
    part: int
    """Which sung syllable of its word, from 0."""
    parts: int
    """On how many syllables the word is sung."""
    notes: tuple[SungNote, ...]
    vowel_only: bool = False
    """True when it takes up a vowel again after a rest."""
    breath_before: bool = False

    @property
    def on_s(self) -> float:
        """When its vowel begins."""
        return self.notes[0].on_s

    @property
    def off_s(self) -> float:
        """When its last note ends."""
        return self.notes[-1].off_s


@dataclass(frozen=True)
class VocalPhrase:
    """Syllables sung in one breath."""

    syllables: tuple[SungSyllable, ...]

    @property
    def on_s(self) -> float:
        """When its first vowel begins."""
        return self.syllables[0].on_s

    @property
    def off_s(self) -> float:
        """When its last note ends."""
        return self.syllables[-1].off_s

    @property
    def notes(self) -> tuple[SungNote, ...]:
        """All its notes."""
        return tuple(note for syllable in self.syllables for note in syllable.notes)


def sung_line(allocation: Allocation, notes: Sequence[SungNote]) -> tuple[SungSyllable, ...]:
    """Put syllables and notes together; notes before the first word get `la`."""
    syllables = allocation.lyrics.syllables
    line: list[SungSyllable] = []
    occurrence, last_place = -1, (-1, -1)
    for note, group in zip(notes, allocation.by_note, strict=True):
        kept = [index for place, index in enumerate(group) if not (place and syllables[index].can_drop)]
        if not kept:
            _hold(line, note)
            continue
        for index, piece in zip(kept, _shared(note, len(kept)), strict=True):
            syllable = syllables[index]
            if syllable.word != last_place[0] or syllable.part <= last_place[1]:
                occurrence += 1
            last_place = (syllable.word, syllable.part)
            line.append(SungSyllable(syllable.text, allocation.lyrics.words[syllable.word], occurrence, 0, 1, (piece,),
                                     breath_before=syllable.breath_before))
    return _with_parts(line)


def phrases_of(line: Sequence[SungSyllable]) -> tuple[VocalPhrase, ...]:
    """Divide at rests, and at the best word end where a phrase would be too long for one breath."""
    groups: list[list[SungSyllable]] = [[line[0]]]
    for before, syllable in zip(line, line[1:], strict=False):
        if syllable.breath_before:
            groups[-1][-1] = _shortened(before, syllable.on_s)
        if syllable.on_s - before.off_s > REST_S or syllable.breath_before:
            groups.append([])
        groups[-1].append(syllable)
    return tuple(phrase for group in groups for phrase in _in_breaths(group))


def _hold(line: list[SungSyllable], note: SungNote) -> None:
    if not line:
        line.append(SungSyllable("la", Word("la", ("la",)), -1, 0, 1, (note,)))
    elif note.on_s - line[-1].off_s > REST_S:
        line.append(replace(line[-1], notes=(note,), vowel_only=True, text="~"))
    else:
        line[-1] = replace(line[-1], notes=(*line[-1].notes, note))


def _shared(note: SungNote, count: int) -> list[SungNote]:
    borders = [note.on_s + note.length_s * index / count for index in range(count + 1)]
    return [replace(note, on_s=first, off_s=last) for first, last in zip(borders, borders[1:], strict=False)]


def _with_parts(line: Sequence[SungSyllable]) -> tuple[SungSyllable, ...]:
    """Number the sung syllables of each word, after those that were dropped or held."""
    counts = Counter(syllable.occurrence for syllable in line if not syllable.vowel_only)
    numbered: list[SungSyllable] = []
    part, occurrence = -1, None
    for syllable in line:
        if not syllable.vowel_only:
            part = part + 1 if syllable.occurrence == occurrence else 0
            occurrence = syllable.occurrence
        text = syllable.text if syllable.vowel_only else _text(syllable, part, counts[syllable.occurrence])
        numbered.append(replace(syllable, part=part, parts=counts[syllable.occurrence], text=text))
    return tuple(numbered)


def _text(syllable: SungSyllable, part: int, parts: int) -> str:
    """What stands on the note; where syllables were dropped the spelling is divided anew."""
    if parts == len(syllable.word.parts) or parts == 1 < len(syllable.word.parts):
        return syllable.text if parts > 1 else "".join(syllable.word.parts)
    kept = [*syllable.word.parts[:parts - 1], "".join(syllable.word.parts[parts - 1:])]
    return syllable_text(kept, part)


def _in_breaths(group: list[SungSyllable]) -> list[VocalPhrase]:
    if group[-1].off_s - group[0].on_s <= LONGEST_PHRASE_S or len(group) == 1:
        return [VocalPhrase(tuple(group))]
    cut = min(range(1, len(group)), key=lambda index: _breath_cost(group, index))
    before = _shortened(group[cut - 1], group[cut].on_s)
    return _in_breaths([*group[:cut - 1], before]) + _in_breaths(group[cut:])


def _shortened(syllable: SungSyllable, next_on_s: float) -> SungSyllable:
    """Give up the end of a note for a breath, where there is no rest after it."""
    last = syllable.notes[-1]
    if next_on_s - last.off_s >= BREATH_S:
        return syllable
    shorter = replace(last, off_s=max(last.on_s + 0.6 * last.length_s, next_on_s - BREATH_S))
    return replace(syllable, notes=(*syllable.notes[:-1], shorter))


def _breath_cost(group: Sequence[SungSyllable], cut: int) -> float:
    """Low at word ends, after long notes and near the middle of the phrase."""
    length_s = group[-1].off_s - group[0].on_s
    from_middle = abs((group[cut].on_s - group[0].on_s) / length_s - 0.5)
    inside_word = group[cut].occurrence == group[cut - 1].occurrence
    return 4 * from_middle + 5 * inside_word - min(1.5, group[cut - 1].notes[-1].length_s)
