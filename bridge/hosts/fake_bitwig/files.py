"""What Bitwig makes of a file that is dropped into a slot."""

from __future__ import annotations

from pathlib import Path

import mido

from bridge.hosts.fake_bitwig.model import BitwigClip
from engine.errors import UserError
from engine.media.audio import probe_audio


def clip_of_file(path: Path, tempo: float) -> BitwigClip | None:
    """A clip of a sound, as long as that is at this tempo, or of the notes of a MIDI file; None for anything else."""
    if not path.is_absolute() or not path.is_file():
        return None
    if path.suffix.lower() == ".mid":
        return _notes(path)
    try:
        info = probe_audio(path)
    except UserError:
        return None
    return BitwigClip(path.stem, False, info.frames / info.sample_rate_hz * tempo / 60, file=str(path))


def _notes(path: Path) -> BitwigClip:
    file = mido.MidiFile(path)
    notes: list[list[float]] = []
    length = 0.0
    for track in file.tracks:
        at, open_ = 0.0, {}
        for message in track:
            at += message.time / file.ticks_per_beat
            if message.type == "note_on" and message.velocity:
                open_[message.channel, message.note] = [at, 0.0, message.note, message.velocity / 127, message.channel]
            elif message.type in ("note_on", "note_off"):
                note = open_.pop((message.channel, message.note), None)
                if note:
                    note[1] = at - note[0]
                    notes.append(note)
        length = max(length, at)
    return BitwigClip(path.stem, True, max(1.0, float(-(-length // 1))), sorted(notes))
