"""A sound file as a stream of stereo frames at the rate of the sound output: memory stays flat for hours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_BLOCK_FRAMES = 8192


class SoundReader:
    """Float32 frames [shape=(n, 2)] from one file; raises OSError or RuntimeError when it cannot be read."""

    def __init__(self, path: Path, rate_hz: int, *, offset_s: float = 0.0) -> None:
        """`rate_hz` is the output's; frame 0 lies `offset_s` into the file."""
        import soundfile

        self._file = soundfile.SoundFile(path)
        self._rate_hz = rate_hz
        self._first = max(0, round(offset_s * self._file.samplerate))
        self.frames = max(0, round((self._file.frames - self._first) * rate_hz / self._file.samplerate))
        """How many frames there are, at `rate_hz`."""
        self._resampler: Any = None
        self._rest: list[np.ndarray] = []
        self._is_finished = False
        self.seek(0)

    def seek(self, frame: int) -> None:
        """Go to a frame at `rate_hz`."""
        own_rate = self._file.samplerate
        self._file.seek(min(self._file.frames, self._first + round(frame * own_rate / self._rate_hz)))
        self._rest, self._is_finished = [], False
        if own_rate != self._rate_hz:
            import soxr

            self._resampler = soxr.ResampleStream(own_rate, self._rate_hz, 2, dtype="float32")

    def read(self, frames: int) -> np.ndarray:
        """The next frames, `frames` of them; after the end of the file they are silence."""
        import numpy as np

        have = sum(len(part) for part in self._rest)
        while have < frames and not self._is_finished:
            part = self._next_part()
            self._rest.append(part)
            have += len(part)
        if have < frames:
            self._rest.append(np.zeros((frames - have, 2), np.float32))
        joined = np.concatenate(self._rest) if len(self._rest) > 1 else self._rest[0]
        self._rest = [joined[frames:]]
        return joined[:frames]

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _next_part(self) -> np.ndarray:
        part = _stereo(self._file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True))
        self._is_finished = len(part) < _BLOCK_FRAMES
        if self._resampler is not None:
            part = self._resampler.resample_chunk(part, last=self._is_finished)
        return part


def _stereo(block: np.ndarray) -> np.ndarray:
    """Two channels of any number: one is heard on both sides, more than two are mixed; what is no number is silence."""
    import numpy as np

    if block.shape[1] != 2:
        block = np.repeat(block.mean(axis=1, keepdims=True), 2, axis=1)
    return np.nan_to_num(block, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
