"""Microphone: takes in what is said until it is stopped; works on with a sentence where there is none."""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PyQt6.QtCore import QIODevice, QObject, pyqtSignal

from ui.talk.talk_state import NO_MICROPHONE

RATE_HZ = 16_000
"""What recognisers want; a device that cannot gives its own rate."""
SILENT_DB = -120.0
Format = Literal["int16", "float"]


@dataclass(frozen=True)
class SoundInput:
    """An open microphone. `source` is a QAudioSource, or does as one."""

    source: Any
    rate_hz: int
    channels: int = 1
    sample_format: Format = "int16"


class Microphone(QObject):
    """One recording at a time; it lies in memory (two minutes are 4 MB) until it is written to a file."""

    heard = pyqtSignal(float)
    """The loudest peak of the last moment, in dB below the loudest there can be."""
    failed = pyqtSignal(str)
    """Why nothing more is heard, in one sentence; what was taken in is kept."""

    def __init__(
        self, parent: QObject | None = None, *, find_input: Callable[[], SoundInput | None] | None = None
    ) -> None:
        super().__init__(parent)
        self._find_input = find_input or system_input
        self._input: SoundInput | None = None
        self._device: QIODevice | None = None
        self._rate_hz, self._channels = RATE_HZ, 1
        self._samples = array("h")
        self.peak_db = SILENT_DB
        """The loudest of the recording so far."""

    @property
    def is_on(self) -> bool:
        """True while it listens."""
        return self._input is not None

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        return len(self._samples) / (self._rate_hz * self._channels)

    def start(self) -> bool:
        """Begin anew. False, and `failed`, when there is nothing to listen with."""
        self.stop()
        self._samples, self.peak_db = array("h"), SILENT_DB
        try:
            found = self._find_input()
        except ImportError as error:
            self.failed.emit(f"Talking needs a library that is not installed: {error}.")
            return False
        device = found.source.start() if found is not None else None
        if found is None or device is None:
            self.failed.emit(NO_MICROPHONE)
            return False
        self._input, self._device = found, device
        self._rate_hz, self._channels = found.rate_hz, found.channels
        device.readyRead.connect(self._take)
        found.source.stateChanged.connect(self._state_is)
        return True

    def stop(self) -> None:
        """Take in what is there and listen no more."""
        if self._input is None or self._device is None:
            return
        self._take()
        gone, device = self._input, self._device
        self._input = self._device = None
        device.readyRead.disconnect(self._take)
        gone.source.stateChanged.disconnect(self._state_is)
        gone.source.stop()

    def write(self, path: Path) -> Path:
        """The recording so far as a WAV file. OSError when it cannot be written."""
        with wave.open(str(path), "wb") as file:
            file.setnchannels(self._channels)
            file.setsampwidth(2)
            file.setframerate(self._rate_hz)
            file.writeframes(self._samples.tobytes())
        return path

    def _take(self) -> None:
        if self._device is None or self._input is None:
            return
        content = self._device.readAll().data()
        width = 4 if self._input.sample_format == "float" else 2
        content = content[: len(content) // width * width]
        if not content:
            return
        new = _int16(content, self._input.sample_format)
        self._samples.extend(new)
        peak = max(max(new), -min(new)) / 32768
        level = 20 * math.log10(peak) if peak > 0 else SILENT_DB
        self.peak_db = max(self.peak_db, level)
        self.heard.emit(level)

    def _state_is(self, state: Any) -> None:
        """A device that was pulled out stops by itself."""
        from PyQt6.QtMultimedia import QAudio

        if state == QAudio.State.StoppedState and self._input is not None:
            self.stop()
            self.failed.emit("The microphone has gone; what was said until then is kept.")


def _int16(content: bytes, sample_format: Format) -> array[int]:
    if sample_format == "int16":
        return array("h", content)
    return array("h", (round(32767 * max(-1.0, min(1.0, value))) for value in array("f", content)))


def system_input() -> SoundInput | None:
    """The microphone of the system; None when there is none, or when this program may not listen."""
    from PyQt6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices

    device = QMediaDevices.defaultAudioInput()
    if device.isNull():
        return None
    own = device.preferredFormat()
    kinds: tuple[tuple[QAudioFormat.SampleFormat, Format], ...] = (
        (QAudioFormat.SampleFormat.Int16, "int16"), (QAudioFormat.SampleFormat.Float, "float"),
    )  # fmt: skip
    for rate_hz, channels in ((RATE_HZ, 1), (own.sampleRate(), 1), (own.sampleRate(), own.channelCount())):
        for kind, name in kinds:
            wanted = QAudioFormat()
            wanted.setSampleRate(rate_hz)
            wanted.setChannelCount(channels)
            wanted.setSampleFormat(kind)
            if device.isFormatSupported(wanted):
                return SoundInput(QAudioSource(device, wanted), rate_hz, channels, name)
    return None
