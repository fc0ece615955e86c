"""Audio in memory and on disk. Samples are always float32 [shape=(channels, n)], the rate alongside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from engine.errors import UserError
from engine.media.disk_error import system_error
from engine.media.stop_point import look_up
from engine.media.whole_file import missing_share

if TYPE_CHECKING:
    import soundfile

MAX_CHANNELS = 64
MAX_SECONDS = 3 * 3600 + 60
LOWEST_RATE_HZ, HIGHEST_RATE_HZ = 1_000, 768_000
_LOUDEST = 1e6
"""Samples beyond this (+120 dB) were not meant as sound."""
_RF64_FROM_BYTES = 0xFFFFFFFF - (1 << 20)


@dataclass(frozen=True, eq=False)
class Audio:
    """A piece of sound."""

    samples: np.ndarray
    """float32 [shape=(channels, n)], full scale ±1."""
    sample_rate_hz: int

    def __post_init__(self) -> None:
        if self.samples.ndim != 2 or self.samples.dtype != np.float32:
            raise TypeError("Audio wants float32 samples of shape (channels, n)")

    @property
    def channels(self) -> int:
        """Number of channels."""
        return int(self.samples.shape[0])

    @property
    def frames(self) -> int:
        """Number of samples in each channel."""
        return int(self.samples.shape[1])

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.frames / self.sample_rate_hz


@dataclass(frozen=True)
class AudioInfo:
    """What a sound file says of itself, read without decoding it."""

    channels: int
    frames: int
    sample_rate_hz: int

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.frames / self.sample_rate_hz


def probe_audio(path: str | Path) -> AudioInfo:
    """Length, rate and channels of a sound file; UserError when it is missing, empty or not sound."""
    path = Path(path)
    with _open(path) as file:
        info = AudioInfo(file.channels, file.frames, file.samplerate)
    if info.frames < 1:
        raise UserError(f"{path.name} has no sound in it (0 samples).")
    if share := missing_share(path):
        missing_s = info.seconds * share / (1 - share) if share < 1 else 0.0
        lacks = f"{missing_s:.2f} s are missing from the end" if missing_s else "its end is missing"
        raise UserError(f"{path.name} is cut off: {lacks}; export it again.")
    if not LOWEST_RATE_HZ <= info.sample_rate_hz <= HIGHEST_RATE_HZ:
        raise UserError(
            f"{path.name} has {info.sample_rate_hz} samples a second; "
            f"{LOWEST_RATE_HZ} to {HIGHEST_RATE_HZ} are handled. Export it at 44100 or 48000."
        )
    if info.channels > MAX_CHANNELS:
        raise UserError(f"{path.name} has {info.channels} channels; at most {MAX_CHANNELS} are handled.")
    return info


def read_audio(path: str | Path, *, start_s: float = 0.0, end_s: float | None = None) -> Audio:
    """Decode a sound file, or a range of it in seconds, at its own rate and channels.

    Raises UserError for a missing, empty, truncated or unreadable file, for one with NaN, infinite or
    absurdly large samples, and for more than three hours at once (`audio_blocks` reads those).
    """
    path = Path(path)
    info = probe_audio(path)
    first = max(0, round(start_s * info.sample_rate_hz))
    last = info.frames if end_s is None else min(info.frames, round(end_s * info.sample_rate_hz))
    if last - first > MAX_SECONDS * info.sample_rate_hz:
        raise UserError(f"{path.name} is longer than three hours; cut it into parts first.")
    if last <= first:
        raise UserError(f"{path.name} is {info.seconds:.2f} s long; the range asked for has nothing in it.")
    with _open(path) as file:
        _seek(file, first, path)
        samples = _decode(file, last - first, path)
    return Audio(_checked(samples, path), info.sample_rate_hz)


def audio_blocks(path: str | Path, frames: int, overlap: int = 0) -> Iterator[Audio]:
    """Decode a file block by block in flat memory; each block repeats `overlap` frames of the last."""
    path = Path(path)
    info = probe_audio(path)
    with _open(path) as file:
        position = 0
        while position < info.frames:
            look_up()
            _seek(file, position, path)
            samples = _decode(file, min(frames, info.frames - position), path)
            yield Audio(_checked(samples, path), info.sample_rate_hz)
            if position + frames >= info.frames:
                return
            position += frames - overlap


def write_audio(path: str | Path, audio: Audio, *, subtype: str = "FLOAT") -> Path:
    """Write a WAV (RF64 past 4 GiB) in one step: the final name appears only when it is complete."""
    import soundfile

    path = Path(path)
    if not np.isfinite(audio.samples).all():
        raise UserError(f"{path.name} was not written: the sound contains invalid samples.")
    is_huge = audio.samples.nbytes > _RF64_FROM_BYTES
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(fresh, audio.samples.T, audio.sample_rate_hz, subtype, format="RF64" if is_huge else "WAV")
        with open(fresh, "rb+") as file:
            forget_time(file)
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except (OSError, soundfile.LibsndfileError) as error:
        raise UserError(f"{path} could not be written: {_reason(system_error(fresh, error))}.") from error
    finally:
        fresh.unlink(missing_ok=True)
    return path


def forget_time(file: BinaryIO) -> None:
    """libsndfile stamps the PEAK chunk with the time of day; without it the same sound is the same bytes."""
    head = file.read(4096)
    at = head.find(b"PEAK")
    if at > 0:
        file.seek(at + 12)
        file.write(bytes(4))


def resample(audio: Audio, sample_rate_hz: int) -> Audio:
    """The same sound at another rate (soxr, very high quality); n → round(n · new / old)."""
    if sample_rate_hz == audio.sample_rate_hz:
        return audio
    import soxr

    samples = soxr.resample(audio.samples.T, audio.sample_rate_hz, sample_rate_hz, quality="VHQ").T
    frames = max(1, round(audio.frames * sample_rate_hz / audio.sample_rate_hz))
    return fit_length(Audio(np.ascontiguousarray(samples, np.float32), sample_rate_hz), frames)


def to_channels(audio: Audio, channels: int) -> Audio:
    """Fold down by averaging or spread by copying: mono ↔ stereo, more than two → the first two kept."""
    if audio.channels == channels:
        return audio
    if channels == 1:
        samples = audio.samples.mean(axis=0, keepdims=True, dtype=np.float32)
    elif audio.channels == 1:
        samples = np.repeat(audio.samples, channels, axis=0)
    else:
        samples = audio.samples[np.arange(channels) % audio.channels]
    return Audio(np.ascontiguousarray(samples, np.float32), audio.sample_rate_hz)


def fit_length(audio: Audio, frames: int) -> Audio:
    """Cut or pad with silence to exactly this many samples."""
    if audio.frames == frames:
        return audio
    samples = np.zeros((audio.channels, frames), np.float32)
    kept = min(frames, audio.frames)
    samples[:, :kept] = audio.samples[:, :kept]
    return Audio(samples, audio.sample_rate_hz)


def _open(path: Path) -> soundfile.SoundFile:
    import soundfile

    if not path.exists():
        raise UserError(f"There is no file {path}.")
    if path.is_dir():
        raise UserError(f"{path} is a folder; name a sound file.")
    if path.stat().st_size == 0:
        raise UserError(f"{path.name} is empty (0 bytes).")
    try:
        file = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, RuntimeError, TypeError) as error:
        raise _unreadable(path, _reason(error)) from error
    if file.format == "RAW":  # libsndfile goes by the ending, and takes any bytes for telephone sound
        file.close()
        raise _unreadable(path, "it has no header")
    return file


def _unreadable(path: Path, why: str) -> UserError:
    return UserError(f"{path.name} is not a sound file that can be read: {why}; export it as WAV or FLAC.")


def _seek(file: soundfile.SoundFile, position: int, path: Path) -> None:
    import soundfile

    try:
        file.seek(position)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise UserError(f"{path.name} is damaged or cut off; export it again.") from error


def _decode(file: soundfile.SoundFile, frames: int, path: Path) -> np.ndarray:
    import soundfile

    try:
        samples = file.read(frames, dtype="float32", always_2d=True).T
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise UserError(f"{path.name} is damaged: {_reason(error)}.") from error
    if samples.shape[1] < frames:
        missing_s = (frames - samples.shape[1]) / file.samplerate
        raise UserError(f"{path.name} is cut off: {missing_s:.2f} s are missing from the end; export it again.")
    return np.ascontiguousarray(samples)


def _checked(samples: np.ndarray, path: Path) -> np.ndarray:
    peak = max(float(samples.max()), -float(samples.min())) if samples.size else 0.0
    if not np.isfinite(peak):
        raise UserError(f"{path.name} contains invalid samples (NaN or infinite); export it again.")
    if peak > _LOUDEST:
        raise UserError(f"{path.name} is {20 * np.log10(peak):.0f} dB above full scale, so it is no sound; export it "
                        "again.")
    return samples


def _reason(error: BaseException) -> str:
    text = getattr(error, "error_string", None) or getattr(error, "strerror", None) or str(error)
    return str(text).rstrip(".")
