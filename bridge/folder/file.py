"""Making one file of the watched folder, and reading it back: sound with its time stamp, or notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from engine.daw.claim import BEATS
from engine.errors import DawError, UserError
from engine.media.audio import Audio, probe_audio, read_audio, write_audio
from engine.media.midi_file import read_midi, write_midi
from engine.media.note import Note, TempoMap
from engine.media.wav_metadata import read_stamp, stamp, write_ixml

_FADE_S = 0.005


def make_sound(
    source: Path,
    target: Path,
    *,
    start_s: float,
    name: str,
    facts: Mapping[str, object],
    skip_s: float = 0.0,
    length_s: float | None = None,
    fades_in: bool = False,
) -> None:
    """Write `source`, or a part of it, as a WAV stamped with its place and these facts, and read it back.

    A whole WAV is copied bit by bit, anything else is decoded. Raises UserError or OSError when it
    cannot be made and DawError when what was read back is not what was meant; `target` is gone then.
    """
    info = probe_audio(source)
    rate = info.sample_rate_hz
    first = round(skip_s * rate)
    last = info.frames if length_s is None else min(info.frames, first + round(length_s * rate))
    if last <= first:
        raise UserError(f"Nothing of {source.name} lies in the range asked for.")
    reference = round(start_s * rate)
    marks = {
        "time_reference_samples": reference,
        "description": f"{name}, made with Tonmeister",
        "ixml": write_ixml(facts),
        "info": {"INAM": name, "ISFT": "Tonmeister"},
    }
    try:
        if (first, last) == (0, info.frames) and not fades_in and _is_wav(source):
            stamp(source, target=target, **marks)  # type: ignore[arg-type]
        else:
            part = read_audio(source, start_s=first / rate, end_s=last / rate)
            write_audio(target, _faded_in(part) if fades_in else part)
            stamp(target, **marks)  # type: ignore[arg-type]
        _check_sound(target, last - first, reference)
    except (UserError, DawError, OSError):
        target.unlink(missing_ok=True)
        raise


def make_notes(
    target: Path, notes: Sequence[Note], *, start_beats: float, length_beats: float, tempo_map: TempoMap, name: str
) -> tuple[int, int]:
    """Write notes as a MIDI file with the session's tempo from its start on, and read it back.

    Returns how many notes did not fit into the length, and how many only in part. Raises like `make_sound`.
    """
    meant = [note for note in notes if 0 <= note.start_beats < length_beats]
    cut = sum(note.end_beats > length_beats + BEATS for note in meant)
    try:
        write_midi(target, meant, tempo_from(tempo_map, start_beats), length_beats, name=name)
        found = read_midi(target)
        wanted = sorted((note.pitch, round(note.start_beats, 2)) for note in meant)
        if sorted((note.pitch, round(note.start_beats, 2)) for note in found.notes) != wanted:
            raise DawError(f"{target.name} holds other notes than were written; check the disk.")
    except (UserError, DawError, OSError):
        target.unlink(missing_ok=True)
        raise
    return len(notes) - len(meant), cut


def tempo_from(tempo_map: TempoMap, start_beats: float) -> TempoMap:
    """The tempo map as it is heard from a beat on, with that beat as 0."""
    tempos = tuple(
        replace(change, beat=change.beat - start_beats) for change in tempo_map.tempos if change.beat > start_beats
    )
    meters = tuple(
        replace(change, beat=change.beat - start_beats) for change in tempo_map.meters if change.beat > start_beats
    )
    covering = [change for change in tempo_map.tempos if change.beat <= start_beats] or [tempo_map.tempos[0]]
    first_tempo = replace(covering[-1], beat=0.0, bpm=tempo_map.bpm_at(start_beats))
    first_meter = replace(tempo_map.meter_at(start_beats), beat=0.0)
    return TempoMap((first_tempo, *tempos), (first_meter, *meters))


def _check_sound(path: Path, frames: int, reference: int) -> None:
    info, found = probe_audio(path), read_stamp(path)
    if info.frames != frames:
        raise DawError(f"{path.name} has {info.frames} samples where {frames} were written; check the disk.")
    if found is None or found.time_reference_samples != reference:
        raise DawError(f"{path.name} does not carry its time stamp; check the disk.")


def facts_of(path: Path) -> Mapping[str, str]:
    """What a sound file's stamp tells of key, recipe and the like; empty when it has none."""
    found = read_stamp(path) if _is_wav(path) else None
    return found.facts if found else {}


def _is_wav(path: Path) -> bool:
    with open(path, "rb") as file:
        head = file.read(12)
    return head[:4] in (b"RIFF", b"RF64") and head[8:] == b"WAVE"


def _faded_in(audio: Audio) -> Audio:
    frames = min(audio.frames, round(_FADE_S * audio.sample_rate_hz))
    samples = audio.samples.copy()
    for position in range(frames):
        samples[:, position] *= position / frames
    return Audio(samples, audio.sample_rate_hz)
