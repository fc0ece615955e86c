"""A microphone that hears a recording, as a device does: piece by piece, in time, until it is stopped."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PyQt6.QtCore import QIODevice, QObject, QTimer, pyqtSignal
from PyQt6.QtMultimedia import QAudio

from ui.talk.microphone import Format, SoundInput

TICK_MS = 10


class _Device(QIODevice):
    """What was said and is not read yet."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = b""
        self.open(QIODevice.OpenModeFlag.ReadOnly)

    def isSequential(self) -> bool:
        return True

    def bytesAvailable(self) -> int:
        return len(self.waiting) + super().bytesAvailable()

    def readData(self, most: int) -> bytes:
        now, self.waiting = self.waiting[:most], self.waiting[most:]
        return now


class FakeSource(QObject):
    """Does as QAudioSource. After the recording there is silence."""

    stateChanged = pyqtSignal(QAudio.State)

    def __init__(self, content: bytes, rate_hz: int, *, speed: float = 1.0, bytes_per_frame: int = 2) -> None:
        super().__init__()
        self.device = _Device()
        self._content = content
        self._step = max(1, round(rate_hz * TICK_MS / 1000 * speed)) * bytes_per_frame
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._more)

    @property
    def is_told(self) -> bool:
        """True when all of the recording was said."""
        return not self._content

    def start(self) -> QIODevice:
        self._timer.start()
        return self.device

    def stop(self) -> None:
        self._timer.stop()

    def pull_out(self) -> None:
        """The device has gone."""
        self._timer.stop()
        self.stateChanged.emit(QAudio.State.StoppedState)

    def _more(self) -> None:
        now, self._content = self._content[: self._step], self._content[self._step :]
        self.device.waiting += now.ljust(self._step, b"\0")
        self.device.readyRead.emit()


class FakeMicrophone:
    """Finds a new source for each recording; `sources` has them all."""

    def __init__(
        self, samples: np.ndarray, rate_hz: int = 16000, *, speed: float = 1.0, sample_format: Format = "int16"
    ) -> None:
        self.samples, self.rate_hz, self.speed, self.sample_format = samples, rate_hz, speed, sample_format
        self.sources: list[FakeSource] = []

    def __call__(self) -> SoundInput:
        channels = 1 if self.samples.ndim == 1 else self.samples.shape[0]
        frames = np.ascontiguousarray(np.atleast_2d(self.samples).T)
        if self.sample_format == "int16":
            content = np.round(frames * 32767).astype("<i2").tobytes()
        else:
            content = frames.astype("<f4").tobytes()
        width = channels * (2 if self.sample_format == "int16" else 4)
        source = FakeSource(content, self.rate_hz, speed=self.speed, bytes_per_frame=width)
        self.sources.append(source)
        return SoundInput(source, self.rate_hz, channels, self.sample_format)

    @property
    def is_told(self) -> Callable[[], bool]:
        """Asks whether the newest recording was said to its end."""
        return lambda: self.sources[-1].is_told
