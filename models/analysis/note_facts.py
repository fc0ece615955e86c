"""Facts about a MIDI clip, read from its notes rather than measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.media.midi_file import MidiContent
from models.analysis.chords import TimedChord, find_chords
from models.analysis.keyfinder import FoundKey, find_key

_STEPS_PER_BEAT = 8
_DRUM_CHANNEL = 9
_BASS_BELOW = 52
_MOST_STEPS = 400_000


def tempo_facts(content: MidiContent) -> dict[str, Any]:
    """The tempo that holds longest, all changes of it, and the meter."""
    changes = content.tempo_map.tempos
    borders = [change.beat for change in changes] + [max(content.length_beats, changes[-1].beat)]
    lengths = [end - start for start, end in zip(borders[:-1], borders[1:], strict=True)]
    main = changes[int(np.argmax(lengths))]
    meter = content.tempo_map.meters[0]
    facts: dict[str, Any] = {"tempo": round(main.bpm, 2), "tempo_confidence": 1.0,
                             "meter": f"{meter.numerator}/{meter.denominator}"}
    if len(changes) > 1:
        facts["tempo_changes"] = [{"beat": round(change.beat, 3), "bpm": round(change.bpm, 2)} for change in changes]
    return facts


def harmony(content: MidiContent) -> tuple[FoundKey | None, list[TimedChord]]:
    """Key, and one chord per beat merged where they last; positions of the chords are in seconds."""
    upper, bass = _rows(content)
    beats = np.arange(0, np.ceil(content.length_beats) + 1)
    bar_beats = content.tempo_map.meters[0].bar_beats
    grid = find_chords(upper, bass, 1 / _STEPS_PER_BEAT, beats, max(1, round(bar_beats)))
    key = find_key(upper.sum(axis=1), bass.sum(axis=1), grid)
    seconds = content.tempo_map.seconds_at
    end_beats = content.length_beats
    chords = [TimedChord(seconds(chord.start_s), seconds(min(chord.end_s, end_beats)), chord.label, chord.confidence)
              for chord in grid]
    return key, chords


def _rows(content: MidiContent) -> tuple[np.ndarray, np.ndarray]:
    """Sounding pitch classes, all and of the bass, in eighths of a beat [shape=(12, steps)]."""
    steps = min(_MOST_STEPS, int(np.ceil(content.length_beats * _STEPS_PER_BEAT)) + 1)
    upper, bass = np.zeros((12, steps), np.float32), np.zeros((12, steps), np.float32)
    for note in content.notes:
        if note.channel == _DRUM_CHANNEL:
            continue
        first = round(note.start_beats * _STEPS_PER_BEAT)
        last = max(first + 1, round(note.end_beats * _STEPS_PER_BEAT))
        upper[note.pitch % 12, first:last] += 1
        if note.pitch < _BASS_BELOW:
            bass[note.pitch % 12, first:last] += 1
    return upper, bass
