"""What the sound output pulls from: source (A) and result (B) at one position, crossfaded in 20 ms."""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Literal

from PyQt6.QtCore import QIODevice, QObject, pyqtSignal

from ui.playback.sound_reader import SoundReader

if TYPE_CHECKING:
    import numpy as np

Side = Literal["a", "b"]
"""a: what was there before; b: what Tonmeister made."""
CROSSFADE_S = 0.020
_MOST_FRAMES = 4096
_BYTES = {"float": 8, "int16": 4}
"""Bytes of one stereo frame."""


class AbDevice(QIODevice):
    """A stream of stereo frames in the sample format of the output; it ends with the result."""

    failed = pyqtSignal(str)
    """A file could not be read on; the stream has ended."""

    def __init__(
        self,
        result: SoundReader,
        source: SoundReader | None,
        rate_hz: int,
        *,
        gains: tuple[float, float] = (1.0, 1.0),
        side: Side = "b",
        sample_format: Literal["float", "int16"] = "float",
        parent: QObject | None = None,
    ) -> None:
        """`gains` are the factors of A and B that make them equally loud."""
        super().__init__(parent)
        self._readers = (source, result)
        self._gains = gains
        self._side = side
        self._format = sample_format
        self._fade_frames = round(CROSSFADE_S * rate_hz)
        self._lock = threading.Lock()  # some outputs pull from a thread of their own
        self._position = 0
        self._length = result.frames
        self._factors = self._wanted()
        self._goal = self._factors
        self._left = 0
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def frame(self) -> int:
        """How many frames were pulled, from the beginning of the clip."""
        return self._position

    def is_done(self) -> bool:
        """True when everything was pulled."""
        return self._position >= self._length

    def bytes_per_frame(self) -> int:
        """Size of one frame in the stream."""
        return _BYTES[self._format]

    def go_to(self, frame: int) -> None:
        """Go on from another frame."""
        with self._lock:
            self._position = max(0, min(frame, self._length))
            for reader in self._readers:
                if reader is not None:
                    reader.seek(self._position)

    def hear(self, side: Side) -> None:
        """Fade to the source or the result; without a source the result goes on."""
        with self._lock:
            self._side = side
            self._aim()

    def set_gains(self, gains: tuple[float, float]) -> None:
        """Fade to other factors."""
        with self._lock:
            self._gains = gains
            self._aim()

    def close(self) -> None:
        """End the stream and close the files."""
        with self._lock:
            super().close()
            for reader in self._readers:
                if reader is not None:
                    reader.close()

    def readData(self, maxlen: int) -> bytes:
        """The next frames as bytes. Nothing escapes: an error here would end the process."""
        try:
            with self._lock:
                return self._pulled(maxlen)
        except Exception as error:  # whatever it is: the sound ends, the panel does not
            self._position = self._length
            self.failed.emit(f"The sound could not be read on: {error}.")
            return b""

    def writeData(self, data: bytes) -> int:  # type: ignore[override]
        """Nothing can be written."""
        return -1

    def isSequential(self) -> bool:
        """A stream."""
        return True

    def bytesAvailable(self) -> int:
        """What is left of it."""
        return (self._length - self._position) * self.bytes_per_frame() + super().bytesAvailable()

    def atEnd(self) -> bool:
        """True when everything was pulled."""
        return self.is_done()

    def _pulled(self, most_bytes: int) -> bytes:
        import numpy as np

        frames = min(most_bytes // self.bytes_per_frame(), _MOST_FRAMES, self._length - self._position)
        if frames <= 0:
            return b""
        source, result = self._readers
        a_factors, b_factors = self._next_factors(frames)
        # Both are read even if one is heard: so they are at one position whenever the user switches.
        mixed = result.read(frames) * b_factors[:, None]
        if source is not None:
            mixed = mixed + source.read(frames) * a_factors[:, None]
        self._position += frames
        if self._format == "int16":
            return (mixed.clip(-1, 1) * 32767).round().astype(np.int16).tobytes()
        return mixed.clip(-1, 1).astype(np.float32).tobytes()

    def _next_factors(self, frames: int) -> tuple[np.ndarray, np.ndarray]:
        """The factor of A and of B for each of the next frames."""
        import numpy as np

        fading = min(frames, self._left)
        done = np.ones(frames, np.float32)
        first = self._fade_frames - self._left
        done[:fading] = np.arange(first + 1, first + fading + 1) / self._fade_frames
        self._left -= fading
        start, goal = self._factors, self._goal
        if not self._left:
            self._factors = goal
        a, b = (start[at] + (goal[at] - start[at]) * done for at in (0, 1))
        return a.astype(np.float32), b.astype(np.float32)

    def _aim(self) -> None:
        """Begin a fade from what is heard now, also in the middle of another fade."""
        part = 1 - self._left / self._fade_frames
        self._factors = tuple(  # type: ignore[assignment]
            now + (goal - now) * part for now, goal in zip(self._factors, self._goal, strict=True)
        )
        self._goal, self._left = self._wanted(), self._fade_frames

    def _wanted(self) -> tuple[float, float]:
        if self._side == "a" and self._readers[0] is not None:
            return (self._gains[0], 0.0)
        return (0.0, self._gains[1])


def equal_loudness(source_lufs: float | None, result_lufs: float | None) -> tuple[float, float]:
    """Factors that make A and B equally loud; only ever down, on the louder one. Unknown loudness changes nothing."""
    if source_lufs is None or result_lufs is None or not math.isfinite(source_lufs - result_lufs):
        return (1.0, 1.0)
    difference_db = source_lufs - result_lufs
    quieter = 10 ** (-abs(difference_db) / 20)
    return (quieter, 1.0) if difference_db > 0 else (1.0, quieter)
