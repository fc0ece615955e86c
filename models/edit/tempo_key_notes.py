"""Notes made faster, slower, higher or lower."""

from __future__ import annotations

from dataclasses import replace

from engine.catalog.model import Brief, Report
from engine.errors import UserError
from engine.media.clip import Clip, midi_clip
from engine.media.midi_file import TICKS_PER_BEAT, MidiContent
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from models.edit.tempo_key_request import TempoKeyWish

_DRUM_CHANNEL = 9
_MAX_BEATS = 1e6
_NEARLY = 1e-6


def changed_notes(clip: Clip, wish: TempoKeyWish, brief: Brief, report: Report,
                  part: tuple[float, float] | None = None) -> Clip:
    """The clip's notes at another tempo, speed, length or pitch; of a `part` in beats, those that begin in it.

    A tempo is written into the file and leaves the notes on their beats; a speed or a length moves them.
    Drum notes (channel 10) keep their pitch: it says which drum they are.
    """
    content = clip.midi()
    semitones = round(wish.semitones)
    if abs(wish.semitones - semitones) > 1e-6:
        report.warn(f"Notes can only be moved by whole semitones, so {wish.semitones:g} became {semitones}."
                    .replace("-", "−"))
    tempo_map, scale = content.tempo_map, 1 / wish.speed
    if wish.bpm is not None:
        tempo_map, scale = _at_tempo(content, wish), 1.0
        if clip.start_beats is not None and abs(brief.tempo_map.bpm_at(clip.start_beats) / wish.bpm - 1) > 1e-3:
            report.warn(f"The notes are written at {wish.bpm:g} bpm; on a track they follow the session's tempo.")
    length = content.length_beats * scale if wish.length_beats is None else wish.length_beats
    if wish.length_beats is not None:
        scale = length / max(content.length_beats, 1e-9)
    if length > _MAX_BEATS:
        raise UserError(f"'{clip.name}' would be {length:.0f} beats long; that is more than a file of notes can hold.")
    first, last = part or (0.0, float("inf"))
    meant = [note for note in content.notes if first - _NEARLY <= note.start_beats < last - _NEARLY]
    if not meant:
        raise UserError(f"There are no notes of '{clip.name}' in that range.")
    notes = [_moved(note, semitones if note in meant else 0, scale, clip) for note in content.notes]
    if scale != 1.0:
        tempo_map = _scaled(tempo_map, scale)
    return midi_clip(brief.folder, clip.name, notes, tempo_map, max(length, 1 / TICKS_PER_BEAT),
                     start_beats=clip.start_beats, track=clip.track)


def _moved(note: Note, semitones: int, scale: float, clip: Clip) -> Note:
    pitch = note.pitch if note.channel == _DRUM_CHANNEL else note.pitch + semitones
    if not 0 <= pitch <= 127:
        raise UserError(f"A note of '{clip.name}' would leave the range of MIDI (0 to 127); transpose it by less.")
    length = max(note.length_beats * scale, 1 / TICKS_PER_BEAT)
    return replace(note, pitch=pitch, start_beats=note.start_beats * scale, length_beats=length)


def _at_tempo(content: MidiContent, wish: TempoKeyWish) -> TempoMap:
    tempos = tuple(TempoChange(t.beat, t.bpm * wish.speed) for t in content.tempo_map.tempos)
    return TempoMap(tempos, content.tempo_map.meters)


def _scaled(tempo_map: TempoMap, scale: float) -> TempoMap:
    """Tempo changes move with the notes; meters too, where they still fall on a bar, else only the first holds."""
    tempos = tuple(TempoChange(t.beat * scale, t.bpm) for t in tempo_map.tempos)
    first = tempo_map.meters[0]
    return TempoMap(tempos, (MeterChange(0.0, first.numerator, first.denominator),))
