"""Makes the files that a DAW imports: cut, at the rate of the session, in the channels of the track."""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.daw.daw import PlaceAudio
from engine.errors import UserError
from engine.media.audio import Audio, fit_length, probe_audio, read_audio, resample, to_channels, write_audio
from engine.media.clip import safe_file_name
from engine.media.note import TempoMap

FADE_S = 0.005


@dataclass(frozen=True)
class Prepared:
    """A file that is ready to be imported, and where it goes."""

    path: Path
    sample: int
    """Where the region begins in the session."""
    frames: int
    """How long the region is."""
    first: int = 0
    """How many samples of the file lie before the region; they, and those behind it, stay behind its edges."""


def prepare(change: PlaceAudio, folder: Path, *, tempo_map: TempoMap, rate: int, channels: int) -> Prepared:
    """Write what is to be placed into `folder` under a name of its own. UserError when the file is no good.

    A DAW may ask a question when it knows a file's name already, and resample to a length of its
    own: so every import is a fresh name, at the session's rate.
    """
    info = probe_audio(change.path)
    if change.start_beats < 0:
        raise UserError(f"'{change.name}' would begin before the session's start.")
    sample = tempo_map.sample_at(change.start_beats, rate) - round(change.lead_in_s * rate)
    if change.offset_s < 0 or change.lead_in_s < 0 or (change.length_s is not None and change.length_s <= 0):
        raise UserError(f"'{change.name}': the part of the file to place must not be negative.")
    target = folder / f"{safe_file_name(change.name)[:60]}-{uuid.uuid4().hex[:8]}.wav"
    fits = info.sample_rate_hz == rate and info.channels <= max(1, channels)
    first = round(change.offset_s * rate)
    if fits and sample >= 0 and first < info.frames and change.path.suffix.lower() == ".wav":
        _link(change.path, target)
        rest = info.frames - first
        return Prepared(target, sample, _at_most(change, rest, rate), first)
    end_s = None if change.length_s is None else change.offset_s + change.length_s + 2 / rate
    audio = resample(read_audio(change.path, start_s=change.offset_s, end_s=end_s), rate)
    audio = fit_length(audio, _at_most(change, audio.frames, rate))
    if audio.channels > max(1, channels):
        audio = to_channels(audio, max(1, channels))
    if sample < 0:
        audio, sample = _begin_at(audio, -sample), 0
    write_audio(target, audio)
    return Prepared(target, sample, audio.frames)


def _at_most(change: PlaceAudio, frames: int, rate: int) -> int:
    """How many of so many samples are asked for."""
    return frames if change.length_s is None else min(frames, round(change.length_s * rate))


def _begin_at(audio: Audio, first: int) -> Audio:
    """Without its first samples, faded in over 5 ms."""
    if first >= audio.frames:
        raise UserError("All of that sound would lie before the session's start.")
    samples = audio.samples[:, first:].copy()
    fade = min(round(FADE_S * audio.sample_rate_hz), samples.shape[1])
    samples[:, :fade] *= np.linspace(0.0, 1.0, fade, endpoint=False, dtype=np.float32)
    return replace(audio, samples=samples)


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where links are not possible."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        os.link(source.resolve(), target)
        return
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise UserError(f"{source.name} could not be copied into the session's folder ({error.strerror}).") from error
