"""Listening to a clip: source and result at one position, switched without a gap; works without any sound output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from ui.playback.ab_device import AbDevice, Side, equal_loudness
from ui.playback.sound_reader import SoundReader

if TYPE_CHECKING:
    from PyQt6.QtMultimedia import QAudioSink

_TICK_MS = 33
_BUFFER_US = 100_000
"""Short enough that switching between A and B is heard at once."""
NO_OUTPUT = "There is no sound output. Connect one, or choose one in the settings of your system, and press play again."


@dataclass(frozen=True)
class Sound:
    """A file to listen to."""

    path: Path
    loudness_lufs: float | None = None
    offset_s: float = 0.0
    """Where in the file the clip begins."""


@dataclass(frozen=True)
class SoundOutput:
    """An open sound output."""

    sink: QAudioSink
    rate_hz: int
    sample_format: Literal["float", "int16"] = "float"


class Player(QObject):
    """One for the whole panel: what begins to play ends what played before."""

    position_changed = pyqtSignal(float)
    """Seconds from the beginning of the clip, about 30 times a second while it plays."""
    playing_changed = pyqtSignal(bool)
    ended = pyqtSignal()
    """The clip was played to its end."""
    no_sound = pyqtSignal(str)
    """Why nothing is heard, in one sentence."""

    def __init__(
        self, parent: QObject | None = None, *, find_output: Callable[[], SoundOutput | None] | None = None
    ) -> None:
        super().__init__(parent)
        self._find_output = find_output or system_output
        self._output: SoundOutput | None = None
        self._device: AbDevice | None = None
        self._lufs: tuple[float | None, float | None] = (None, None)
        self._is_matched = True
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def play(self, result: Sound, source: Sound | None = None, *, hear: Side = "b", start_s: float = 0.0) -> bool:
        """Play a clip, at `start_s`, hearing its source ("a") or the result ("b"). False when it cannot be heard."""
        self.stop()
        try:
            output = self._find_output()
        except ImportError as error:
            self.no_sound.emit(f"Sound needs a library that is not installed: {error}.")
            return False
        if output is None:
            self.no_sound.emit(NO_OUTPUT)
            return False
        try:
            readers = [_reader(sound, output.rate_hz) for sound in (result, source)]
        except (OSError, RuntimeError) as error:
            self.no_sound.emit(f"{result.path.name} cannot be played: {error}.")
            return False
        self._lufs = (source.loudness_lufs if source else None, result.loudness_lufs)
        device = AbDevice(
            readers[0],  # type: ignore[arg-type]
            readers[1],
            output.rate_hz,
            gains=self._gains(),
            side=hear,
            sample_format=output.sample_format,
        )
        device.go_to(round(start_s * output.rate_hz))
        device.failed.connect(self.no_sound)
        self._output, self._device = output, device
        output.sink.start(device)
        self._timer.start()
        self.playing_changed.emit(True)
        return True

    def stop(self) -> None:
        """Stop, if anything plays."""
        if self._output is None or self._device is None:
            return
        output, device = self._output, self._device
        self._output = self._device = None
        self._timer.stop()
        output.sink.stop()
        device.close()
        device.deleteLater()
        self.playing_changed.emit(False)

    def seek(self, position_s: float) -> None:
        """Go on from another position."""
        if self._output is not None and self._device is not None:
            self._device.go_to(round(position_s * self._output.rate_hz))
            self.position_changed.emit(position_s)

    def hear(self, side: Side) -> None:
        """Switch between the source ("a") and the result ("b") while it plays."""
        if self._device is not None:
            self._device.hear(side)

    def set_level_match(self, is_matched: bool) -> None:
        """Play the louder of the two as loud as the other, or both as they are."""
        self._is_matched = is_matched
        if self._device is not None:
            self._device.set_gains(self._gains())

    def is_playing(self) -> bool:
        """True from `play` until the end or `stop`."""
        return self._device is not None

    def position_s(self) -> float:
        """What is heard now, in seconds from the beginning of the clip; 0 when nothing plays."""
        if self._output is None or self._device is None:
            return 0.0
        waiting = self._output.sink.bufferSize() - self._output.sink.bytesFree()
        frames = self._device.frame() - max(0, waiting) // self._device.bytes_per_frame()
        return max(0, frames) / self._output.rate_hz

    def _gains(self) -> tuple[float, float]:
        return equal_loudness(*self._lufs) if self._is_matched else (1.0, 1.0)

    def _tick(self) -> None:
        from PyQt6.QtMultimedia import QAudio

        if self._output is None or self._device is None:
            return
        self.position_changed.emit(self.position_s())
        state = self._output.sink.state()
        if self._device.is_done() and state == QAudio.State.IdleState:
            self.stop()
            self.ended.emit()
        elif state == QAudio.State.StoppedState:
            self.stop()
            self.no_sound.emit(NO_OUTPUT)


def output_names() -> list[str]:
    """The sound outputs that are connected now, as the system names them."""
    from PyQt6.QtMultimedia import QMediaDevices

    return [device.description() for device in QMediaDevices.audioOutputs()]


def system_output(named: str = "") -> SoundOutput | None:
    """The sound output of this name at its own rate, or that of the system where it is not; None when there is none."""
    from PyQt6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

    known = [device for device in QMediaDevices.audioOutputs() if named and device.description() == named]
    device = known[0] if known else QMediaDevices.defaultAudioOutput()
    if device.isNull():
        return None
    wanted = QAudioFormat()
    wanted.setSampleRate(device.preferredFormat().sampleRate() or 48000)
    wanted.setChannelCount(2)
    formats: tuple[tuple[QAudioFormat.SampleFormat, Literal["float", "int16"]], ...] = (
        (QAudioFormat.SampleFormat.Float, "float"),
        (QAudioFormat.SampleFormat.Int16, "int16"),
    )
    for kind, name in formats:
        wanted.setSampleFormat(kind)
        if device.isFormatSupported(wanted):
            sink = QAudioSink(device, wanted)
            sink.setBufferSize(wanted.bytesForDuration(_BUFFER_US))
            return SoundOutput(sink, wanted.sampleRate(), name)
    return None


def _reader(sound: Sound | None, rate_hz: int) -> SoundReader | None:
    return None if sound is None else SoundReader(sound.path, rate_hz, offset_s=sound.offset_s)
