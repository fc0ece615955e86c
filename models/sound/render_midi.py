"""Notes made sound: a clip of notes played by an instrument, exactly as long as the clip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio import MAX_SECONDS, AudioInfo
from engine.media.audio_stream import ClipWriter, frame_blocks
from engine.media.clip import Clip
from engine.media.midi_file import MidiContent
from engine.media.note import TempoMap
from models.edit.loudness_goal import Goal, brought_to
from models.sound.instruments import Instrument, instrument_for, instrument_named
from models.sound.note_player import LONGEST_NOTE_S, PlayedNote, Tick, performed
from models.sound.prompt.players import stand_in_told
from models.sound.synth.voice_table import VOICES

GOAL = Goal(-16.0, -1.0)
_DRUM_CHANNEL = 9


class NotePlayer(Model):
    """render_midi on the built-in synthesiser.

    The tempo map is the session's for a clip that lies in it, else the file's own; the result is as long as the
    notes, to the sample, in stereo at −16 LUFS. Notes on channel 10 are drums, unless all are and another
    instrument is asked for.
    """

    id = "note-player"
    name = "Built-in instruments"
    tasks = ("render_midi",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("One instrument plays all notes but the drums; there is no sustain pedal, pitch bend or ringing on past "
              "the end of the clip.")
    quality = 2

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that is no notes, has none, or is too long, and for an unknown instrument."""
        clip = _clip(inputs)
        content = clip.midi()
        if not content.notes:
            raise UserError(f"'{clip.name}' has no notes to play.")
        _instrument(args, clip, content)
        if _frames(clip, content, brief, 1) > MAX_SECONDS:
            raise UserError(f"'{clip.name}' is longer than three hours; trim it first.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the sound as `audio`."""
        self.check(args, inputs, brief)
        clip = _clip(inputs)
        content = clip.midi()
        instrument = _instrument(args, clip, content)
        rate = brief.sample_rate_hz
        frames = max(1, _frames(clip, content, brief, rate))
        notes = _played(clip, content, brief, instrument, rate)
        _warn(notes, instrument, report, rate)
        info = AudioInfo(2, frames, rate)
        with ClipWriter(brief.folder, 2, rate, frames) as writer:
            for block in self.sound(notes, frames, rate, instrument, brief.seed,
                                    lambda done: report(0.6 * done, frames, f"playing the {instrument.name}")):
                writer.write(block)
            raw = writer.finish(clip.name)

        def blocks() -> Iterator[np.ndarray]:
            return frame_blocks(raw.path, 0, frames, rate)

        placing = {"start_beats": clip.start_beats, "length_beats": content.length_beats}
        try:
            made = brought_to(GOAL, blocks, info, brief.folder, f"{clip.name} {instrument.name}", placing, report)
        finally:
            raw.path.unlink(missing_ok=True)
        return {"audio": made.clip}

    def sound(self, notes: Sequence[PlayedNote], frames: int, rate: int, instrument: Instrument, seed: int,
              tick: Tick) -> Iterator[np.ndarray]:
        """The piece in blocks, stereo float32 [shape=(2, n)], `frames` samples in all."""
        return performed(notes, frames, rate, instrument, seed, tick)


def _clip(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    clip = inputs.get("midi")
    if not isinstance(clip, Clip):
        raise UserError("Name the notes to play: a MIDI clip, or notes selected in the DAW.")
    return clip


def _instrument(args: Mapping[str, Any], clip: Clip, content: MidiContent) -> Instrument:
    told = str(args.get("instrument") or "").strip()
    if told:
        return instrument_named(told)
    if all(note.channel == _DRUM_CHANNEL for note in content.notes):
        return instrument_named("drums")
    kind = str(clip.recipe.args.get("kind") or "") if clip.recipe else ""
    return instrument_for(kind, f"{clip.name} {clip.track or ''}")


def _map(clip: Clip, content: MidiContent, brief: Brief) -> TempoMap:
    return brief.tempo_map if clip.start_beats is not None else content.tempo_map


def _frames(clip: Clip, content: MidiContent, brief: Brief, rate: int) -> int:
    tempo_map, start = _map(clip, content, brief), clip.start_beats or 0.0
    return tempo_map.sample_at(start + content.length_beats, rate) - tempo_map.sample_at(start, rate)


def _played(clip: Clip, content: MidiContent, brief: Brief, instrument: Instrument, rate: int) -> list[PlayedNote]:
    tempo_map, start = _map(clip, content, brief), clip.start_beats or 0.0
    first = tempo_map.sample_at(start, rate)
    only_drums = all(note.channel == _DRUM_CHANNEL for note in content.notes)
    played = []
    for note in content.notes:
        begin, end = (tempo_map.sample_at(start + beat, rate) - first for beat in (note.start_beats, note.end_beats))
        is_drum = not instrument.voice or (note.channel == _DRUM_CHANNEL and not only_drums)
        played.append(PlayedNote(replace(note, lyric=None), begin, end, is_drum))
    return played


def _warn(notes: Sequence[PlayedNote], instrument: Instrument, report: Report, rate: int) -> None:
    if instrument.stands_in_for:
        report.warn(stand_in_told(instrument.stands_in_for))
    if any(not one.is_drum and one.end - one.start > LONGEST_NOTE_S * rate for one in notes):
        report.warn(f"Notes longer than {LONGEST_NOTE_S:.0f} s were let go after that.")
    if instrument.voice:
        voice = VOICES[instrument.voice]
        outside = sum(not voice.lowest <= one.note.pitch <= voice.highest for one in notes if not one.is_drum)
        if outside == 1:
            report.warn(f"1 note lies outside the range of the {instrument.name} and was played an octave away.")
        elif outside:
            report.warn(f"{outside} notes lie outside the range of the {instrument.name} and were played an octave "
                        "away.")
