"""Sound of any length in flat memory: a clip is read block by block and written block by block."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from engine.errors import ModelError, UserError
from engine.media.audio import Audio, AudioInfo, forget_time, probe_audio, read_audio
from engine.media.clip import Clip, new_id, sha256_of
from engine.media.disk_error import not_written
from engine.media.stop_point import look_up

BLOCK_FRAMES = 1 << 18
"""A block that keeps memory small and the cost of each call unnoticed (5.5 s at 48 kHz)."""
_RF64_FROM_BYTES = 0xFFFFFFFF - (1 << 20)


def sound_info(clip: Clip) -> AudioInfo:
    """Length, rate and channels of a clip's sound; UserError when it is not audio or cannot be read."""
    if clip.kind != "audio":
        raise UserError(f"'{clip.name}' is {clip.kind}; a sound is needed here.")
    return probe_audio(clip.path)


def read_frames(path: Path, first: int, last: int, sample_rate_hz: int) -> Audio:
    """The samples `first` to `last` (not included) of a sound file."""
    return read_audio(path, start_s=first / sample_rate_hz, end_s=last / sample_rate_hz)


def frame_blocks(
    path: Path, first: int, last: int, sample_rate_hz: int, frames: int = BLOCK_FRAMES
) -> Iterator[np.ndarray]:
    """The samples `first` to `last` of a sound file, block by block [shape=(channels, ≤ frames)]."""
    for position in range(first, last, frames):
        look_up()
        yield read_frames(path, position, min(last, position + frames), sample_rate_hz).samples


def is_silent(clip: Clip) -> bool:
    """True when every sample is 0; a sound is read no further than to its first that is not."""
    info = sound_info(clip)
    return not any(block.any() for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz))


class ClipWriter:
    """Writes one float32 WAV (RF64 past 4 GiB) block by block; nothing stays unless `finish` is reached.

    Use it in a `with` statement: leaving it without `finish` (an error, a cancel) deletes what was written.
    """

    def __init__(self, folder: Path, channels: int, sample_rate_hz: int, frames: int) -> None:
        """`frames` is the expected length; it only decides between WAV and RF64."""
        import soundfile

        self.channels = channels
        self.sample_rate_hz = sample_rate_hz
        self.frames = 0
        """Samples written so far."""
        self.peak = 0.0
        """Largest absolute sample so far."""
        self._path = folder / f"{uuid.uuid4().hex}.wav"
        self._fresh = folder / f".{self._path.name}.{os.getpid()}.tmp"
        is_huge = frames * channels * 4 > _RF64_FROM_BYTES
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: Any = soundfile.SoundFile(
                self._fresh, "w", sample_rate_hz, channels, "FLOAT", format="RF64" if is_huge else "WAV"
            )
        except (OSError, soundfile.LibsndfileError) as error:
            raise UserError(f"{folder} cannot be written to: {error}.") from error

    def __enter__(self) -> ClipWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._fresh.unlink(missing_ok=True)

    def write(self, samples: np.ndarray) -> None:
        """Append float32 samples [shape=(channels, n)]; ModelError when one of them is not a number."""
        import soundfile

        if not samples.shape[1]:
            return
        peak = max(float(samples.max()), -float(samples.min()))
        if not np.isfinite(peak):
            raise ModelError("The result contained invalid samples, so nothing was kept.")
        self.peak = max(self.peak, peak)
        try:
            self._file.write(np.ascontiguousarray(samples.T, np.float32))
        except (OSError, soundfile.LibsndfileError) as error:
            raise UserError(not_written(self._fresh, error)) from error
        self.frames += samples.shape[1]

    def finish(self, name: str, **placing: Any) -> Clip:
        """Complete the file and return it as a clip."""
        self._file.close()
        if not self.frames:
            raise ModelError("The result had no samples, so nothing was kept.")
        with open(self._fresh, "rb+") as file:
            forget_time(file)
        os.replace(self._fresh, self._path)
        return Clip(
            new_id(), "audio", name, self._path, sha256_of(self._path), self.frames / self.sample_rate_hz, **placing
        )
