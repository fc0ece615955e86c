"""Spoken words → one vowel for each sung syllable, with the consonants around it.

A word may be spoken on more vowels than it is sung on (fire) or on fewer (lo-o-ove); nothing here fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.singing.phone import Phone
from models.singing.vocal_line import SungSyllable, VocalPhrase


@dataclass(frozen=True)
class SpokenSyllable:
    """Where the sounds of one sung syllable lie in the speech; times in seconds."""

    onset: tuple[Phone, ...]
    """Consonants before the vowel."""
    vowel_start_s: float
    vowel_end_s: float
    glides: bool
    """True for a diphthong, or two vowels sung as one."""
    coda: tuple[Phone, ...]
    """Consonants after the vowel, up to the end of the word."""
    name: str
    """The vowel."""
    continues: bool = False
    """True when it holds the vowel of the syllable before it."""


def words_of(phrase: VocalPhrase) -> list[str]:
    """What has to be spoken for a phrase, a word for each entry of `spoken_index`."""
    spoken = [-1]
    words: list[str] = []
    for syllable, index in zip(phrase.syllables, spoken_index(phrase), strict=True):
        if index != spoken[-1]:
            spoken.append(index)
            words.append(syllable.word.spoken)
    return words


def spoken_index(phrase: VocalPhrase) -> list[int]:
    """For each syllable the number of its word among the words of the phrase."""
    indices: list[int] = []
    last: tuple[int, bool] | None = None
    for syllable in phrase.syllables:
        key = (syllable.occurrence, syllable.vowel_only)
        starts_word = key != last or syllable.vowel_only
        indices.append(indices[-1] + 1 if indices and starts_word else indices[-1] if indices else 0)
        last = key
    return indices


def fit_syllables(phrase: VocalPhrase, phones: Sequence[Phone]) -> list[SpokenSyllable]:
    """Find the sounds of every sung syllable of a phrase."""
    fitted = []
    for syllable, index in zip(phrase.syllables, spoken_index(phrase), strict=True):
        own = [phone for phone in phones if phone.word == index] or list(phones)
        fitted.append(_fit(syllable, own))
    return fitted


def _fit(syllable: SungSyllable, phones: Sequence[Phone]) -> SpokenSyllable:
    nuclei = _nuclei(phones, syllable.parts)
    part = min(syllable.part, syllable.parts - 1)
    spoken = min(part, len(nuclei) - 1)
    first, last = nuclei[spoken]
    before = nuclei[spoken - 1][1] + 1 if spoken else 0
    is_last = spoken == len(nuclei) - 1
    repeats = part > spoken or syllable.vowel_only
    holds_on = part < syllable.parts - 1 and is_last
    vowel = phones[first:last + 1]
    return SpokenSyllable(
        onset=() if repeats else tuple(phones[before:first]),
        vowel_start_s=vowel[0].start_s, vowel_end_s=vowel[-1].end_s,
        glides=len(vowel) > 1 or vowel[0].kind == "diphthong",
        coda=tuple(phones[last + 1:]) if is_last and not holds_on and not syllable.vowel_only else (),
        name=" ".join(phone.name for phone in vowel), continues=part > spoken)


def _nuclei(phones: Sequence[Phone], wanted: int) -> list[tuple[int, int]]:
    """(first, last) phone of each vowel; neighbours are joined until there are no more than wanted."""
    nuclei = [(place, place) for place, phone in enumerate(phones) if phone.is_nucleus]
    if not nuclei:
        ranks = {"sonorant": 2, "voiced": 1}
        best = max(range(len(phones)), key=lambda place: (ranks.get(phones[place].kind, 0), phones[place].length_s))
        nuclei = [(best, best)]
    while len(nuclei) > wanted:
        lengths = [phones[after[0]].start_s - phones[before[1]].end_s
                   + 0.5 * min(_length(phones, before), _length(phones, after))
                   for before, after in zip(nuclei, nuclei[1:], strict=False)]
        place = lengths.index(min(lengths))
        nuclei[place:place + 2] = [(nuclei[place][0], nuclei[place + 1][1])]
    return nuclei


def _length(phones: Sequence[Phone], span: tuple[int, int]) -> float:
    return phones[span[1]].end_s - phones[span[0]].start_s
