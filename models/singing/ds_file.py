"""Scores for DiffSinger (`.ds`): phrases with phones, notes and pitch, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.media.note import pitch_name
from models.singing.cmu_phones import VOWELS, by_syllable, phones_of
from models.singing.contour import pitch_contour
from models.singing.style import SingingStyle
from models.singing.vocal_line import SungSyllable, VocalPhrase

F0_STEP_S = 0.005
_CONSONANT_S, _CONSONANT_SHARE = 0.06, 0.45
_LEAD_S = 0.5
"""Silence before a phrase, in which its first consonants sound."""
_SHARPS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")

Timed = tuple[str, float]
"""A phone and how long it lasts, in seconds."""


def ds_text(phrases: Sequence[VocalPhrase], style: SingingStyle) -> str:
    """The phrases as a `.ds` file; times count from the start of the clip (its first phrase may begin before 0)."""
    return json.dumps([_phrase(phrase, style) for phrase in phrases], indent=2, ensure_ascii=False)


def _phrase(phrase: VocalPhrase, style: SingingStyle) -> dict[str, Any]:
    phones, counts = _phones(phrase)
    notes = _notes(phrase)
    times = phrase.on_s - _LEAD_S + F0_STEP_S * np.arange(int((phrase.off_s - phrase.on_s + _LEAD_S) / F0_STEP_S) + 1)
    steady = SingingStyle(**{**vars(style), "jitter_cents": 0.0})
    pitch = pitch_contour(phrase.notes, times, steady, np.random.default_rng(0))
    return {
        "offset": round(phrase.on_s - _LEAD_S, 6),
        "text": " ".join(syllable.text for syllable in phrase.syllables),
        "ph_seq": " ".join(name for name, _ in phones),
        "ph_dur": " ".join(f"{length_s:.6f}" for _, length_s in phones),
        "ph_num": " ".join(str(count) for count in counts),
        "note_seq": " ".join(name for name, _, _ in notes),
        "note_dur": " ".join(f"{length_s:.6f}" for _, length_s, _ in notes),
        "note_slur": " ".join(str(int(is_slur)) for _, _, is_slur in notes),
        "f0_seq": " ".join(f"{hz:.2f}" for hz in 440 * 2 ** ((pitch - 69) / 12)),
        "f0_timestep": f"{F0_STEP_S}",
    }


def _notes(phrase: VocalPhrase) -> list[tuple[str, float, bool]]:
    """(name, length in seconds, is it held) of each note, rests between them included."""
    rows, at_s = [("rest", _LEAD_S, False)], phrase.on_s
    for syllable in phrase.syllables:
        for place, note in enumerate(syllable.notes):
            if note.on_s - at_s > 1e-6:
                rows.append(("rest", note.on_s - at_s, False))
            begin = max(at_s, note.on_s)
            rows.append((f"{_SHARPS[note.pitch % 12]}{pitch_name(note.pitch).lstrip('ABCDEFGb#')}",
                         note.off_s - begin, place > 0))
            at_s = note.off_s
    return rows


def _phones(phrase: VocalPhrase) -> tuple[list[Timed], list[int]]:
    """Phones with their lengths, and how many of them belong to each vowel: a vowel begins on its note, the
    consonants after it, and those before the next vowel, end where the next note begins.
    """
    groups = [_syllable_phones(syllable) for syllable in phrase.syllables]
    onset = groups[0][:_first_vowel(groups[0])]
    length_s = min(_CONSONANT_S, 0.8 * _LEAD_S / max(1, len(onset)))
    timed = [("SP", _LEAD_S - length_s * len(onset)), *((name, length_s) for name in onset)]
    counts = [len(timed)]
    for place, (syllable, group) in enumerate(zip(phrase.syllables, groups, strict=True)):
        following = phrase.syllables[place + 1] if place + 1 < len(groups) else None
        ends_s = following.on_s if following else syllable.off_s
        vowel = _first_vowel(group)
        after = [*group[vowel + 1:], *(groups[place + 1][:_first_vowel(groups[place + 1])] if following else [])]
        room_s = ends_s - syllable.on_s
        length_s = min(_CONSONANT_S, _CONSONANT_SHARE * room_s / max(1, len(after)))
        timed += [(group[vowel], room_s - length_s * len(after)), *((name, length_s) for name in after)]
        counts.append(1 + len(after))
    return timed, counts


def _syllable_phones(syllable: SungSyllable) -> list[str]:
    groups = by_syllable(phones_of(syllable.word.spoken), syllable.parts)
    group = groups[min(syllable.part, len(groups) - 1)]
    return group[_first_vowel(group):][:1] if syllable.vowel_only else group


def _first_vowel(group: Sequence[str]) -> int:
    return next((place for place, name in enumerate(group) if name in VOWELS), len(group) - 1)
