"""When each sound of a phrase is sung, and from where in the speech it is taken.

Vowels begin on the beat; the consonants before them take their time from the note before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.singing.phone import Phone
from models.singing.syllable_fit import SpokenSyllable
from models.singing.vocal_line import VocalPhrase

_LONGEST_S = {"unvoiced": 0.13, "voiced": 0.09, "sonorant": 0.10, "release": 0.026}
_CONSONANT_SHARE, _LEAST_SHARE, _SHORTEST_VOWEL_S = 0.45, 0.3, 0.13
"""How much of a note the consonants at its end may take, and what a vowel should keep."""
_CROWDED_S, _CROWDED_SHARE = 0.15, 0.5
"""Of what a cluster of consonants lasts beyond the first, only the second is kept."""
_VOWEL_SHARE = 0.40
"""How much of the last note its vowel keeps."""
_ONSET_KEPT, _STEADY_UNTIL = 0.38, 0.60
_GLIDE_FROM, _GLIDE_HELD_UNTIL = 0.30, 0.36
_NEARLY_TOUCHING_S = 0.03
_CODA_AFTER_S = 0.09
"""How long the last consonants may go on after the note."""


@dataclass(frozen=True)
class SongPiece:
    """A stretch of the song and the stretch of speech that sounds there, in seconds."""

    start_s: float
    end_s: float
    from_s: float
    to_s: float
    kind: str
    """vowel, or the kind of the consonant."""
    syllable: int


def timeline_of(phrase: VocalPhrase, spoken: Sequence[SpokenSyllable], clearness: float = 1.0) -> list[SongPiece]:
    """Lay the sounds out; pieces rise in time and do not overlap, what lies between them is silent.

    Consonants are `clearness` times as long as usual, where the notes leave room.
    """
    count = len(spoken)
    pieces = _before(phrase.on_s, spoken[0].onset, clearness * _natural(spoken[0].onset), 0)
    for index, (syllable, sounds) in enumerate(zip(phrase.syllables, spoken, strict=True)):
        held_s = syllable.off_s - syllable.on_s
        following = phrase.syllables[index + 1] if index + 1 < count else None
        gap_s = following.on_s - syllable.off_s if following else 9.0
        onset = spoken[index + 1].onset if following else ()
        cluster_s = clearness * _crowded(_natural(sounds.coda) + _natural(onset))
        if following and gap_s <= cluster_s + _NEARLY_TOUCHING_S:
            total_s = min(cluster_s, _consonant_room_s(held_s) + max(0.0, gap_s))
            pieces += _vowel(syllable.on_s, following.on_s - total_s, sounds, index)
            pieces += _before(following.on_s, (*sounds.coda, *onset), total_s, index)
            continue
        coda_s = min(clearness * _natural(sounds.coda), 2 * (1 - _VOWEL_SHARE) * held_s)
        ends_s = syllable.off_s + min(0.5 * coda_s, 0.3 * gap_s, _CODA_AFTER_S)
        pieces += _vowel(syllable.on_s, ends_s - coda_s if sounds.coda else syllable.off_s, sounds, index)
        pieces += _before(ends_s, sounds.coda, coda_s, index)
        if following:
            onset_s = min(clearness * _natural(onset), following.on_s - ends_s)
            pieces += _before(following.on_s, onset, onset_s, index + 1)
    return pieces


def _natural(phones: Sequence[Phone]) -> float:
    return sum(_clipped(phone) for phone in phones)


def _consonant_room_s(held_s: float) -> float:
    """How much of a note its consonants may take; a short one keeps enough of its vowel for its pitch to be heard."""
    return max(_LEAST_SHARE * held_s, min(_CONSONANT_SHARE * held_s, held_s - _SHORTEST_VOWEL_S))


def _crowded(seconds: float) -> float:
    """Consonants between two vowels hurry when there are many, so that the note before them is still heard."""
    return min(seconds, _CROWDED_S + _CROWDED_SHARE * max(0.0, seconds - _CROWDED_S))


def _clipped(phone: Phone) -> float:
    return min(phone.length_s, _LONGEST_S.get(phone.kind, 0.12))


def _before(end_s: float, phones: Sequence[Phone], total_s: float, syllable: int) -> list[SongPiece]:
    """Consonants that together take `total_s` and end at `end_s`."""
    natural_s = _natural(phones)
    if not phones or total_s <= 0 or natural_s <= 0:
        return []
    pieces, at_s = [], end_s - total_s
    for phone in phones:
        length_s = _clipped(phone) * total_s / natural_s
        pieces.append(SongPiece(at_s, at_s + length_s, phone.start_s, phone.end_s, phone.kind, syllable))
        at_s += length_s
    return pieces


def _vowel(on_s: float, off_s: float, sounds: SpokenSyllable, syllable: int) -> list[SongPiece]:
    """A vowel of any length: its beginning and end as spoken, its middle held."""
    start_s, end_s = sounds.vowel_start_s, sounds.vowel_end_s
    spoken_s, sung_s = end_s - start_s, off_s - on_s
    kept, until = (_GLIDE_FROM, _GLIDE_HELD_UNTIL) if sounds.glides else (_ONSET_KEPT, _STEADY_UNTIL)
    if sounds.continues:
        start_s, kept = start_s + kept * spoken_s, 0.0
    if sung_s <= 1.05 * (end_s - start_s):
        return [SongPiece(on_s, off_s, start_s, end_s, "vowel", syllable)]
    hold_from_s, hold_to_s = start_s + kept * spoken_s, sounds.vowel_start_s + until * spoken_s
    begins_s = on_s + (hold_from_s - start_s)
    ends_s = max(begins_s, off_s - min(1.15 * (end_s - hold_to_s), 0.45 * sung_s))
    return [piece for piece in (
        SongPiece(on_s, begins_s, start_s, hold_from_s, "vowel", syllable),
        SongPiece(begins_s, ends_s, hold_from_s, hold_to_s, "vowel", syllable),
        SongPiece(ends_s, off_s, hold_to_s, end_s, "vowel", syllable)) if piece.end_s > piece.start_s]
