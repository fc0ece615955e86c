"""What an external model is given: copies of clips, as it wants to hear and see them. The originals stay unseen."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.catalog.model import Report
from engine.errors import UserError
from engine.media.audio import Audio, AudioInfo, to_channels
from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip
from models.external.recipe import ModelCall, SoundFormat
from models.picture.picture_file import check_picture, read_picture
from models.picture.video_file import FRAMES_PER_S, SOUND_RATE_HZ, VideoWriter

_LONGEST_SIDE = 1280
_RF64_FROM_BYTES = 0xFFFFFFFF - (1 << 20)
_KINDS = {"clip": "audio", "clips": "audio", "midi": "midi", "image": "image"}


def check_given(clip: Clip, kind: str) -> None:
    """UserError when a clip cannot be read as what an argument of this type wants."""
    wanted = _KINDS[kind]
    if wanted == "audio":
        sound_info(clip)
    elif wanted == "image":
        check_picture(clip)
    else:
        clip.midi()


def given(clip: Clip, call: ModelCall, folder: Path, seconds: float, report: Report) -> Path:
    """A file in `folder` with a clip's content; a still video lasts `seconds`."""
    folder.mkdir(parents=True, exist_ok=True)
    if clip.kind == "audio":
        return _sound(clip, call.sound, folder, report)
    if clip.kind == "image" and call.pictures == "still video":
        return _still_video(clip, folder, seconds, report)
    path = folder / f"{uuid.uuid4().hex}{clip.path.suffix.lower()}"
    try:
        shutil.copyfile(clip.path, path)
    except OSError as error:
        raise UserError(f"'{clip.name}' could not be copied: {error.strerror}.") from error
    return path


def resampled(path: Path, info: AudioInfo, sample_rate_hz: int) -> Iterator[np.ndarray]:
    """A sound file block by block at another rate, float32 [shape=(channels, n)]."""
    import soxr

    blocks = frame_blocks(path, 0, info.frames, info.sample_rate_hz)
    if sample_rate_hz == info.sample_rate_hz:
        yield from blocks
        return
    stream = soxr.ResampleStream(info.sample_rate_hz, sample_rate_hz, info.channels, dtype="float32", quality="VHQ")
    for block in blocks:
        yield _columns(stream.resample_chunk(np.ascontiguousarray(block.T)), info.channels)
    yield _columns(stream.resample_chunk(np.zeros((0, info.channels), np.float32), last=True), info.channels)


def _columns(frames: np.ndarray, channels: int) -> np.ndarray:
    return frames.reshape(-1, channels).T


def _sound(clip: Clip, sound: SoundFormat, folder: Path, report: Report) -> Path:
    import soundfile

    info = sound_info(clip)
    rate, channels = sound.sample_rate_hz or info.sample_rate_hz, sound.channels or info.channels
    path = folder / f"{uuid.uuid4().hex}.wav"
    is_huge = info.seconds * rate * channels * 4 > _RF64_FROM_BYTES
    try:
        with soundfile.SoundFile(path, "w", rate, channels, sound.format, format="RF64" if is_huge else "WAV") as file:
            for block in resampled(clip.path, info, rate):
                report(0, 1, "preparing the sound")
                file.write(to_channels(Audio(np.ascontiguousarray(block), rate), channels).samples.T)
    except (OSError, soundfile.LibsndfileError) as error:
        raise UserError(f"'{clip.name}' could not be prepared: {error}; is the disk full?") from error
    return path


def _still_video(clip: Clip, folder: Path, seconds: float, report: Report) -> Path:
    picture = read_picture(clip, _LONGEST_SIDE)
    height, width = (size // 2 * 2 for size in picture.shape[:2])
    silence = np.zeros((1, SOUND_RATE_HZ // FRAMES_PER_S), np.float32)
    with VideoWriter(folder, width, height, channels=1) as writer:
        for number in range(count := max(1, int(np.ceil(seconds * FRAMES_PER_S)))):
            report(0.05 * number / count, 1, "preparing the picture")
            writer.sound(silence)
            writer.picture(picture[:height, :width])
        return writer.finish(clip.name).path
