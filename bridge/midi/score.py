"""Files of notes as messages in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.media.midi_file import MidiContent
from engine.media.note import TempoMap

CLOCKS_A_BEAT = 24
_CLOCK, _START, _STOP = 0xF8, 0xFA, 0xFC
_OFF, _ON = 0x80, 0x90


@dataclass(frozen=True)
class MidiMessage:
    """Bytes of MIDI, and when they are due."""

    at_s: float
    """Seconds from the start."""
    data: tuple[int, ...]


def messages(contents: Sequence[MidiContent], *, has_clock: bool = False) -> list[MidiMessage]:
    """All notes of all files from their start, each in its own tempo; with MIDI clock in the tempo of the first.

    What ends comes before what begins at the same time. A note that begins while the same one sounds ends that first.
    """
    rows: list[tuple[float, int, tuple[int, ...]]] = []
    for content in contents:
        rows += _notes(content)
    if has_clock and contents:
        rows += _clock(contents[0].tempo_map, max(content.length_beats for content in contents))
    rows.sort(key=lambda row: row[:2])
    return list(_one_at_a_time(rows))


def _notes(content: MidiContent) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    for note in content.notes:
        start_s = content.tempo_map.seconds_at(note.start_beats)
        end_s = content.tempo_map.seconds_at(note.end_beats)
        yield start_s, 2, (_ON | note.channel, note.pitch, note.velocity)
        yield max(end_s, start_s + 1e-3), 1, (_OFF | note.channel, note.pitch, 0)


def _clock(tempo_map: TempoMap, length_beats: float) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    yield 0.0, -1, (_START,)
    for tick in range(int(length_beats * CLOCKS_A_BEAT) + 1):
        yield tempo_map.seconds_at(tick / CLOCKS_A_BEAT), 0, (_CLOCK,)
    yield tempo_map.seconds_at(length_beats), 3, (_STOP,)


def _one_at_a_time(rows: Sequence[tuple[float, int, tuple[int, ...]]]) -> Iterator[MidiMessage]:
    sounding: dict[tuple[int, int], int] = {}
    for at_s, _, data in rows:
        kind = data[0] & 0xF0
        key = (data[0] & 0x0F, data[1]) if len(data) == 3 else (0, 0)
        if kind == _ON:
            if sounding.get(key):
                yield MidiMessage(at_s, (_OFF | key[0], key[1], 0))
            sounding[key] = sounding.get(key, 0) + 1
        elif kind == _OFF:
            sounding[key] -= 1
            if sounding[key]:
                continue
        yield MidiMessage(at_s, data)
