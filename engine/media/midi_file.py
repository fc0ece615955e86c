"""Standard MIDI files: notes, lyrics, tempo and meter in and out."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UserError
from engine.media.midi_limits import MAX_BEATS, MAX_BYTES, must_be_a_song
from engine.media.midi_lyrics import TrackWords, with_words
from engine.media.note import MeterChange, Note, TempoChange, TempoMap

if TYPE_CHECKING:
    import mido

TICKS_PER_BEAT = 960
MAX_NOTES = 200_000
SLOWEST_BPM = 60e6 / 0xFFFFFF
"""A file of notes has three bytes for the microseconds of a beat."""
MOST_COUNTED = 255
"""It has one byte for what a bar counts."""


@dataclass(frozen=True)
class MidiContent:
    """What a MIDI file holds."""

    notes: tuple[Note, ...]
    """All tracks together, by start and pitch; lyrics are attached to the notes they sound on."""
    tempo_map: TempoMap
    length_beats: float
    """To the end of the last track, not only of the last note."""


def read_midi(path: str | Path) -> MidiContent:
    """Read a MIDI file; UserError when it is missing, cut off, not MIDI, or too large to be music."""
    import mido

    path = Path(path)
    data = _bytes_of(path)
    if data[:4] == b"MThd" and len(data) >= 14 and data[12:14] == b"\0\0":
        raise UserError(f"{path.name} has a time division of 0, so its notes have no length; export it again.")
    if len(data) >= 14 and data[12] & 0x80:
        raise UserError(f"{path.name} counts in SMPTE frames, not beats; export it with ticks per beat.")
    must_be_a_song(data, path.name)
    error: Exception | None = None
    for charset in ("utf-8", "cp932", "latin-1"):
        try:
            file = mido.MidiFile(file=io.BytesIO(data), charset=charset)
            break
        except UnicodeDecodeError as problem:
            error = problem
        except Exception as problem:  # mido raises EOFError, OSError, ValueError, IndexError, KeySignatureError
            why = str(problem) or "it is cut off"
            raise UserError(f"{path.name} is damaged or not a MIDI file ({why}).") from problem
    else:
        raise UserError(f"{path.name} holds text that cannot be read ({error}).")
    return _content(file, path.name)


def write_midi(
    path: str | Path, notes: Iterable[Note], tempo_map: TempoMap, length_beats: float, *, name: str = ""
) -> Path:
    """Write notes as a type 1 file that ends exactly at `length_beats`.

    Notes are clamped to the clip; a note-off comes before a note-on on the same tick; lyrics
    go out as lyric events in UTF-8. UserError for a tempo that no file can hold.
    """
    path = Path(path)
    fresh = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_song(fresh, [(name, notes)], tempo_map, length_beats)
        fresh.replace(path)
    except OSError as error:
        raise UserError(f"{path} could not be written: {error.strerror}.") from error
    finally:
        fresh.unlink(missing_ok=True)
    return path


def save_song(
    path: Path,
    tracks: Iterable[tuple[str, Iterable[Note]]],
    tempo_map: TempoMap,
    length_beats: float,
    markers: Iterable[tuple[float, str]] = (),
) -> None:
    """Write tracks with their names, the whole tempo map and markers as a type 1 file; OSError as it comes."""
    import mido

    if min(change.bpm for change in tempo_map.tempos) < SLOWEST_BPM:
        raise UserError(f"A file of notes cannot be slower than {SLOWEST_BPM:.2f} bpm; choose a faster tempo.")
    if max(change.numerator for change in tempo_map.meters) > MOST_COUNTED:
        raise UserError(f"A file of notes counts no more than {MOST_COUNTED} in a bar; choose a shorter meter.")
    conductor = mido.MidiTrack()
    for tick, message in sorted(
        [(_tick(t.beat), mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(t.bpm))) for t in tempo_map.tempos]
        + [
            (_tick(m.beat), mido.MetaMessage("time_signature", numerator=m.numerator, denominator=m.denominator))
            for m in tempo_map.meters
        ]
        + [(_tick(beat), mido.MetaMessage("marker", text=_written(text))) for beat, text in markers],
        key=lambda event: event[0],
    ):
        if tick == 0 or tick < _tick(length_beats):
            conductor.append(message.copy(time=tick))
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT, charset="utf-8")
    file.tracks.append(_delta(conductor))
    for name, notes in tracks:
        track = mido.MidiTrack()
        if name:
            track.append(mido.MetaMessage("track_name", name=_written(name), time=0))
        track.extend(_note_events(notes, _tick(length_beats)))
        track.append(mido.MetaMessage("end_of_track", time=_tick(length_beats)))
        file.tracks.append(_delta(track))
    file.save(path)


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise UserError(f"There is no file {path}.")
    if path.stat().st_size > MAX_BYTES:
        raise UserError(
            f"{path.name} is larger than {MAX_BYTES >> 20} MB; that is no single song. Export a shorter range."
        )
    data = path.read_bytes()
    if len(data) < 14 or data[:4] != b"MThd":
        raise UserError(f"{path.name} is not a MIDI file.")
    return data


def _content(file: mido.MidiFile, name: str) -> MidiContent:
    per_beat = file.ticks_per_beat
    tracks: list[TrackWords] = []
    tempos, meters = {0.0: 120.0}, {0.0: (4, 4)}
    length, notes_left = 0.0, MAX_NOTES
    for track in file.tracks:
        tick = 0
        sounding: dict[tuple[int, int], deque[tuple[float, int]]] = {}
        here = TrackWords()
        tracks.append(here)
        for message in track:
            tick += message.time
            beat = tick / per_beat
            if beat > MAX_BEATS:
                raise UserError(f"{name} is damaged: an event in it lies days after its start. Export it again.")
            if message.type == "note_on" and message.velocity > 0:
                sounding.setdefault((message.channel, message.note), deque()).append((beat, message.velocity))
            elif message.type in ("note_on", "note_off"):
                started = sounding.get((message.channel, message.note))
                if started:
                    start, velocity = started.popleft()
                    if beat > start:
                        notes_left -= 1
                        here.notes.append(Note(message.note, start, beat - start, velocity, None, message.channel))
            elif message.type == "set_tempo" and message.tempo > 0:
                tempos[beat] = min(1000.0, max(1.0, 60e6 / message.tempo))
            elif message.type == "time_signature":
                meters[beat] = (message.numerator, message.denominator)
            elif message.type == "lyrics":
                here.lyrics.append((beat, message.text))
            elif message.type == "text":
                here.texts.append((beat, message.text))
            if notes_left < 0:
                raise UserError(f"{name} has more than {MAX_NOTES:,} notes; export a shorter range.")
        length = max(length, tick / per_beat)
    notes = with_words(tracks)
    notes.sort(key=lambda note: (note.start_beats, note.pitch))
    try:
        tempo_map = TempoMap(
            tuple(TempoChange(b, t) for b, t in sorted(tempos.items())),
            tuple(MeterChange(b, *m) for b, m in sorted(meters.items())),
        )
    except UserError as error:
        raise UserError(f"{name} cannot be used: {error}") from error
    return MidiContent(tuple(notes), tempo_map, length)


def _written(words: str) -> str:
    """Words without halves of characters, which no file of notes can hold."""
    return words.encode("utf-8", "ignore").decode()


def _tick(beats: float) -> int:
    return max(0, round(beats * TICKS_PER_BEAT))


def _note_events(notes: Iterable[Note], end: int) -> list[mido.Message]:
    import mido

    events = []
    for note in notes:
        on, off = _tick(note.start_beats), min(end, _tick(note.end_beats))
        if not 0 <= on < end or off <= on:
            continue
        if note.lyric:
            events.append((on, 1, mido.MetaMessage("lyrics", text=_written(note.lyric))))
        common = {"note": note.pitch, "channel": note.channel}
        events.append((on, 2, mido.Message("note_on", velocity=note.velocity, **common)))
        events.append((off, 0, mido.Message("note_off", velocity=0, **common)))
    events.sort(key=lambda event: event[:2])
    for tick, _, message in events:
        message.time = tick
    return [message for _, _, message in events]


def _delta(track: mido.MidiTrack) -> mido.MidiTrack:
    """The same messages, each with its time after the one before."""
    previous = 0
    for message in track:
        previous, message.time = message.time, message.time - previous
    return track
