"""How natural it is to hold a syllable over one more note; low is natural.

What tells a held note: it is short, lies off the beat, follows a longer note by step, or stands in
a run of equal notes. What tells a new syllable: a rest, a repeated pitch, a long note on the beat.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from models.singing.score import SungNote

REST_S = 0.25
_ONSET_ON_BEAT, _ONSET_ON_HALF, _ONSET_BETWEEN = 1.1, -0.2, -0.7
_RUN_DISCOUNT = 0.6
_REST_DISCOUNT, _FAST_S = 1.5, 0.25
_WEAK_WORD = 0.5
_WEAK = frozenset("a an the to of in on at is be and or for as but from by with that it its was are am been do my your"
                  " his her our their i'm it's he she we they you i".split())
"""Words that are rarely stretched."""


def hold_costs(notes: Sequence[SungNote]) -> list[float]:
    """For each note what it costs to go on with the syllable of the note before it; 0 for the first."""
    usual_s = statistics.median(note.length_s for note in notes) if notes else 1.0
    costs = [0.0]
    for before, note in zip(notes, notes[1:], strict=False):
        costs.append(_rest_cost(before, note) + _step_cost(before, note) + _length_cost(before, note, usual_s)
                     + _beat_cost(before, note))
    return costs


def run_discount(notes: Sequence[SungNote], place: int) -> float:
    """What a held note gets off because the one before it is held as well: the run goes on, or comes to rest."""
    before, note = notes[place - 1], notes[place]
    if note.length_s < 1.3 * before.length_s:
        return _RUN_DISCOUNT
    comes_to_rest = place + 1 == len(notes) or notes[place + 1].on_s - note.off_s > 0.05
    return _REST_DISCOUNT if comes_to_rest and before.length_s < _FAST_S else 0.0


def weak_word_cost(word: str) -> float:
    """What it costs to stretch a small word."""
    return _WEAK_WORD if word.lower() in _WEAK else 0.0


def _rest_cost(before: SungNote, note: SungNote) -> float:
    gap_s = note.on_s - before.off_s
    return (4.0 if gap_s > 0.05 else 0.0) + (16.0 if gap_s > REST_S else 0.0)


def _step_cost(before: SungNote, note: SungNote) -> float:
    leap = abs(note.pitch - before.pitch)
    return 1.8 if leap == 0 else 0.6 if leap > 4 else 0.0


def _length_cost(before: SungNote, note: SungNote, usual_s: float) -> float:
    """Short notes are held; long ones after short ones are not."""
    cost = 1.0 - 0.6 * (note.length_s < 0.75 * usual_s) + 0.5 * min(2.0, note.length_s / usual_s - 1.0)
    return cost + 0.8 * (note.length_s > 1.4 * before.length_s)


def _beat_cost(before: SungNote, note: SungNote) -> float:
    """New syllables like the beat; inside a fast run the beat does not matter."""
    if note.strength < 0:
        return 0.0
    if before.length_s < _FAST_S and note.length_s < _FAST_S:
        return _ONSET_BETWEEN
    return (_ONSET_BETWEEN, _ONSET_ON_HALF, _ONSET_ON_BEAT)[note.strength]
