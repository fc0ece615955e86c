"""The table note ↔ syllable: what a panel shows under the notes, and what is remembered of a song."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from engine.catalog.model import Facts
from engine.media.note import TempoMap, pitch_name
from models.singing.vocal_line import SungSyllable, VocalPhrase

HELD = "~"


def table_rows(line: Sequence[SungSyllable], *, lead_in_s: float, beats_at: Callable[[float], float],
               start_beats: float, tempo_map: TempoMap) -> list[dict[str, Any]]:
    """A row for each note and syllable.

    `note` counts from 1 in the clip; `bar` and `beat` (both from 1) are where it lies in the session,
    `start_s` where in the sound, `start_beats` where in the clip. `is_held`: it goes on with the
    syllable before. `is_split`: several syllables share the note. `phonemes` are those that were asked for, at the
    end of their word.
    """
    shared = Counter(note.index for syllable in line for note in syllable.notes)
    rows = []
    for syllable in line:
        for place, note in enumerate(syllable.notes):
            beats = beats_at(note.on_s)
            bar, beat = _bar_and_beat(tempo_map, start_beats + beats)
            held = place > 0 or syllable.vowel_only
            ends_word = not held and syllable.part == syllable.parts - 1
            rows.append({"note": note.index + 1, "bar": bar, "beat": beat, "pitch": pitch_name(note.pitch),
                         "syllable": HELD if held else syllable.text, "word": "".join(syllable.word.parts),
                         "phonemes": _hint(syllable.word.spoken) if ends_word else "",
                         "is_held": held, "is_split": shared[note.index] > 1,
                         "start_s": round(lead_in_s + note.on_s, 4), "length_s": round(note.length_s, 4),
                         "start_beats": round(beats, 4)})
    return rows


def with_phrases(table: Facts, phrases: Sequence[VocalPhrase], known: Sequence[bool]) -> Facts:
    """The table of a preview with its phrases: from which note to which (from 1), and whether each `is_sung` already.

    What is sung already costs nothing: only the others are sung when it is asked for.
    """
    rows = [{"first_note": min(note.index for note in phrase.notes) + 1,
             "last_note": max(note.index for note in phrase.notes) + 1, "is_sung": is_sung}
            for phrase, is_sung in zip(phrases, known, strict=True)]
    return Facts({**table.values, "phrase_rows": rows}, table.summary)


def sung_again_told(fresh: int, phrases: int) -> str:
    """That only some phrases had to be sung; empty when all were, or none."""
    if not 0 < fresh < phrases:
        return ""
    if fresh == 1:
        return f"1 of {phrases} phrases changed: only that was sung again."
    return f"{fresh} of {phrases} phrases changed: only those were sung again."


def _hint(spoken: str) -> str:
    return spoken.strip("[]") if spoken.startswith("[") else ""


def _bar_and_beat(tempo_map: TempoMap, at_beats: float) -> tuple[int, float]:
    """Bar and beat as a DAW counts them, both from 1; a beat is what the lower figure of the meter says."""
    at_beats = max(0.0, at_beats)
    bar, since = tempo_map.bar_at(at_beats)
    return bar, round(1 + since * tempo_map.meter_at(at_beats).denominator / 4, 3)
