"""A video being written: H.264 pictures and AAC sound in an MP4, as they come, in flat memory."""

from __future__ import annotations

import os
import uuid
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from engine.errors import ModelError, UserError
from engine.media.clip import Clip, new_id, sha256_of

SOUND_RATE_HZ = 48000
FRAMES_PER_S = 25
_SOUND_BITS_PER_S = 192_000
_SOUND_FRAMES = 1024
_PICTURE_OPTIONS = {"preset": "veryfast", "crf": "20"}


class VideoWriter:
    """Writes one MP4; nothing stays unless `finish` is reached. Use it in a `with` statement.

    Pictures are uint8 in blue, green, red [shape=(height, width, 3)], with even sides, FRAMES_PER_S of them a
    second; sound is float32 [shape=(channels, n)] at 48 kHz. Both begin together; give them in turn.
    """

    def __init__(self, folder: Path, width: int, height: int, channels: int) -> None:
        """`channels` of the sound: 1 or 2."""
        import av

        self._fresh = folder / f".{uuid.uuid4().hex}.{os.getpid()}.tmp.mp4"
        self._path = folder / f"{uuid.uuid4().hex}.mp4"
        self._pictures = self._sounds = 0
        self._layout = "mono" if channels == 1 else "stereo"
        self._waiting = np.zeros((channels, 0), np.float32)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: Any = av.open(str(self._fresh), "w", options={"movflags": "+faststart"})
        except (OSError, av.error.FFmpegError) as error:
            raise UserError(f"{folder} cannot be written to: {error}.") from error
        self._video: Any = self._file.add_stream("libx264", rate=FRAMES_PER_S, options=_PICTURE_OPTIONS)
        self._video.width, self._video.height, self._video.pix_fmt = width, height, "yuv420p"
        self._video.codec_context.time_base = Fraction(1, FRAMES_PER_S)
        self._audio: Any = self._file.add_stream("aac", rate=SOUND_RATE_HZ, layout=self._layout)
        self._audio.bit_rate = _SOUND_BITS_PER_S

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        self._fresh.unlink(missing_ok=True)

    @property
    def seconds(self) -> float:
        """Length of the pictures written so far."""
        return self._pictures / FRAMES_PER_S

    def picture(self, picture: np.ndarray) -> None:
        """Append one picture."""
        import av

        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="bgr24")
        frame.pts, frame.time_base = self._pictures, Fraction(1, FRAMES_PER_S)
        self._pictures += 1
        self._write(self._video, frame)

    def sound(self, samples: np.ndarray) -> None:
        """Append sound; ModelError when a sample is not a number."""
        if not np.isfinite(samples).all():
            raise ModelError("The sound of the video contained invalid samples, so nothing was kept.")
        self._waiting = np.concatenate([self._waiting, samples.astype(np.float32)], axis=1)
        while self._waiting.shape[1] >= _SOUND_FRAMES:
            self._add_block(self._waiting[:, :_SOUND_FRAMES])
            self._waiting = self._waiting[:, _SOUND_FRAMES:]

    def finish(self, name: str, **placing: Any) -> Clip:
        """Complete the file and return it as a clip."""
        if not self._pictures:
            raise ModelError("The video had no pictures, so nothing was kept.")
        if self._waiting.shape[1]:
            self._add_block(self._waiting)
        self._write(self._video, None)
        if self._sounds:
            self._write(self._audio, None)
        seconds = max(self.seconds, self._sounds / SOUND_RATE_HZ) if self._sounds else self.seconds
        self._file.close()
        self._file = None
        os.replace(self._fresh, self._path)
        return Clip(new_id(), "video", name, self._path, sha256_of(self._path), seconds, **placing)

    def _add_block(self, samples: np.ndarray) -> None:
        import av

        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(np.clip(samples, -1, 1)), "fltp", self._layout)
        frame.sample_rate, frame.pts = SOUND_RATE_HZ, self._sounds
        frame.time_base = Fraction(1, SOUND_RATE_HZ)
        self._sounds += samples.shape[1]
        self._write(self._audio, frame)

    def _write(self, stream: Any, frame: Any) -> None:
        import av

        try:
            for packet in stream.encode(frame):
                self._file.mux(packet)
        except (OSError, av.error.FFmpegError) as error:
            raise UserError(f"The video could not be written: {error}; is the disk full?") from error
