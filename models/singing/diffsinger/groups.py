"""A phrase as groups of phonemes: each begins on its note with a vowel, and ends with the next one's consonants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.singing.diffsinger.phonemes import PAUSE
from models.singing.diffsinger.pronounce import Pronouncer
from models.singing.vocal_line import SungSyllable, VocalPhrase

LEAD_S = 0.5
"""How long before the first note the pause begins that holds its consonants."""
_PAUSE_FROM_S = 0.06
"""Shorter gaps between notes are sung through."""


@dataclass
class Group:
    """Phonemes between two starts."""

    start_s: float
    pitch: int
    phonemes: list[str] = field(default_factory=list)


def groups_of(phrase: VocalPhrase, pronouncer: Pronouncer) -> list[Group]:
    """Groups in order; the first is the pause before the phrase with the consonants of its first word."""
    first = phrase.syllables[0].notes[0]
    groups = [Group(phrase.on_s - LEAD_S, first.pitch, [PAUSE])]
    ended_s = phrase.on_s
    for word in _words(phrase.syllables):
        if word[0].on_s - ended_s >= _PAUSE_FROM_S:
            groups.append(Group(ended_s, groups[-1].pitch, [PAUSE]))
        _add_word(groups, word, pronouncer)
        ended_s = word[-1].off_s
    return groups


def _words(syllables: Sequence[SungSyllable]) -> list[list[SungSyllable]]:
    words: list[list[SungSyllable]] = []
    for syllable in syllables:
        last = words[-1][-1] if words else None
        if last is None or syllable.vowel_only or last.vowel_only or syllable.occurrence != last.occurrence:
            words.append([])
        words[-1].append(syllable)
    return words


def _add_word(groups: list[Group], word: Sequence[SungSyllable], pronouncer: Pronouncer) -> None:
    phonemes = pronouncer.phonemes(word[0].word.spoken)
    starts = _starts(phonemes, pronouncer)
    first = min(word[0].part, len(starts) - 1)
    if word[0].vowel_only:
        groups.append(Group(word[0].on_s, word[0].notes[0].pitch, [_vowel(phonemes, starts[first:], pronouncer)]))
        return
    if first == 0:
        groups[-1].phonemes += phonemes[:starts[0]]
    is_whole = word[-1].part >= word[-1].parts - 1
    ended_s = word[0].on_s
    for place, syllable in enumerate(word):
        part = first + place
        if syllable.on_s - ended_s >= _PAUSE_FROM_S:
            groups.append(Group(ended_s, groups[-1].pitch, [PAUSE]))
        ended_s = syllable.off_s
        if part >= len(starts):
            if groups[-1].phonemes == [PAUSE]:
                vowel = _vowel(phonemes, starts[-1:], pronouncer)
                groups.append(Group(syllable.on_s, syllable.notes[0].pitch, [vowel]))
            continue
        takes_rest = place == len(word) - 1 and is_whole
        end = len(phonemes) if takes_rest or part == len(starts) - 1 else starts[part + 1]
        groups.append(Group(syllable.on_s, syllable.notes[0].pitch, list(phonemes[starts[part]:end])))


def _starts(phonemes: Sequence[str], pronouncer: Pronouncer) -> list[int]:
    """Where syllables begin: at each vowel, or at the glide between a consonant and it."""
    dictionary = pronouncer.dictionary
    starts = []
    for place, phoneme in enumerate(phonemes):
        if dictionary.is_vowel(phoneme):
            glides = place >= 2 and dictionary.is_glide(phonemes[place - 1]) and not dictionary.is_vowel(
                phonemes[place - 2])
            starts.append(place - 1 if glides else place)
    return starts or [0]


def _vowel(phonemes: Sequence[str], starts: Sequence[int], pronouncer: Pronouncer) -> str:
    """The vowel of the syllable that begins at the first of the starts."""
    after = [phoneme for phoneme in phonemes[starts[0]:] if pronouncer.dictionary.is_vowel(phoneme)]
    return after[0] if after else phonemes[starts[0]]
