"""Makes the face in a picture speak a recording: its mouth follows how loud the voice is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Report, Result
from engine.errors import UserError
from engine.media.audio import Audio, to_channels
from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip
from models.picture.face import find_face
from models.picture.mouth import Mouth
from models.picture.picture_file import check_picture, read_picture
from models.picture.picture_model import PictureModel
from models.picture.video_file import FRAMES_PER_S, SOUND_RATE_HZ, VideoWriter

MAX_SECONDS = 3600.0
_LONGEST_SIDE = 720
_SHAPE = 0.75
_SILENT = 1e-4


class TalkingHead(PictureModel):
    """A drawn or photographed face whose mouth and jaw move."""

    id = "jaw-warp"
    name = "Moving mouth"
    tasks = ("talking_head",)
    licence = Licence(code="GPL-3.0-or-later", weights="BSD-3-Clause (OpenCV's face cascades)")
    limits = ("The mouth opens with the loudness of the voice; lips form no letters, eyes and head stay still, and the "
              "face has to look into the camera. At most an hour.")
    memory_bytes = 400 << 20
    quality = 1
    speed = 2

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound or no picture, and for what is too long or too large."""
        clip, image = _inputs(inputs)
        seconds = sound_info(clip).seconds
        if seconds > MAX_SECONDS:
            raise UserError(f"'{clip.name}' is {seconds / 60:.0f} minutes long; at most {MAX_SECONDS / 60:.0f} minutes "
                            "are made into a video. Give a part of it.")
        check_picture(image)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Make the video; returns `video`, 25 frames a second, at most 720 pixels on its longer side."""
        self.check(args, inputs, brief)
        clip, image = _inputs(inputs)
        report(0, 1, "looking for the face")
        picture = read_picture(image, _LONGEST_SIDE)
        height, width = (size // 2 * 2 for size in picture.shape[:2])
        picture = np.ascontiguousarray(picture[:height, :width])
        face, count = find_face(picture, image.name)
        if count > 1:
            report.warn(f"There are {count} faces in '{image.name}'; the largest speaks.")
        opening = openings(clip, report)
        if not opening.any():
            report.warn(f"'{clip.name}' is silent, so the mouth stays closed.")
        mouth = Mouth(picture, face)
        channels = min(2, sound_info(clip).channels)
        with VideoWriter(brief.folder, width, height, channels) as writer:
            blocks = _sound_of_frames(clip, channels, len(opening))
            for number, (wide, samples) in enumerate(zip(opening, blocks, strict=True)):
                report(0.1 + 0.9 * number / len(opening), 1, "drawing the face")
                writer.sound(samples)
                writer.picture(mouth.opened(float(wide)))
            made = writer.finish(f"{image.name} says {clip.name}"[:60])
        return {"video": replace(made, track=clip.track, start_beats=clip.start_beats)}


def openings(clip: Clip, report: Report) -> np.ndarray:
    """How wide the mouth is open in each frame of the video, 0 to 1 [shape=(frames,)]."""
    info = sound_info(clip)
    count = max(1, int(np.ceil(info.seconds * FRAMES_PER_S)))
    power = np.zeros(count)
    position = 0
    for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
        report(0.1 * position / info.frames, 1, "listening")
        squares = np.square(block.astype(np.float64)).mean(axis=0)
        frames = (position + np.arange(len(squares))) * FRAMES_PER_S // info.sample_rate_hz
        power += np.bincount(np.minimum(frames, count - 1), weights=squares, minlength=count)
        position += block.shape[1]
    level = np.sqrt(power * FRAMES_PER_S / info.sample_rate_hz)
    if level.max() < _SILENT:
        return np.zeros(count)
    loud = max(float(np.percentile(level, 95)), 0.3 * float(level.max()))
    return np.asarray(np.clip(level / loud, 0, 1) ** _SHAPE)


def _sound_of_frames(clip: Clip, channels: int, count: int) -> Iterator[np.ndarray]:
    """The sound at 48 kHz in as many pieces as the video has frames, each a frame long [shape=(channels, n)]."""
    import soxr

    info = sound_info(clip)
    size = SOUND_RATE_HZ // FRAMES_PER_S
    stream = soxr.ResampleStream(info.sample_rate_hz, SOUND_RATE_HZ, channels, dtype="float32")
    blocks = frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz)
    held = np.zeros((0, channels), np.float32)
    is_over = False
    for _ in range(count):
        while len(held) < size and not is_over:
            block = next(blocks, None)
            is_over = block is None
            raw = np.zeros((0, channels), np.float32) if block is None else to_channels(
                Audio(block, info.sample_rate_hz), channels).samples.T
            more = stream.resample_chunk(np.ascontiguousarray(raw), last=is_over)
            held = np.concatenate([held, more.reshape(-1, channels)])
        piece, held = held[:size], held[size:]
        yield np.pad(piece, ((0, size - len(piece)), (0, 0))).T


def _inputs(inputs: Mapping[str, Clip | Sequence[Clip]]) -> tuple[Clip, Clip]:
    clip, image = inputs.get("clip"), inputs.get("image")
    if not isinstance(clip, Clip) or not isinstance(image, Clip):
        raise UserError("Name one recording and one picture with a face.")
    return clip, image
