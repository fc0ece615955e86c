"""What is taken of an external model's work: files and values, checked and made to fit the session."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import strict_json
from engine.catalog.environments.message import file_below
from engine.catalog.model import Facts, Result, Span, Spans, Text
from engine.errors import ModelError, UserError
from engine.media.audio import AudioInfo, probe_audio
from engine.media.audio_stream import ClipWriter, sound_info
from engine.media.clip import Clip, clip_from_file
from models.external.given import resampled

SAME_LENGTH = ("enhance_speech", "denoise", "separate_speakers", "separate_stems", "extract_sound", "inpaint")
"""Tasks whose results are exactly as long as their source."""
_LENGTH_TOLERANCE_S = 0.5
"""Networks work in frames; a result that differs by more has lost something."""
_MOST_TEXT = 1 << 20
_MOST_SPANS = 10_000


@dataclass(frozen=True)
class Taking:
    """How the results of one order are taken."""

    name: str
    """The model's."""
    folder: Path
    """Where it was to leave them."""
    task: str
    source: Clip | None
    """The clip they are made of."""
    sample_rate_hz: int
    """For sound that has no source."""

    def take(self, output: str, kind: str, value: Any) -> Result:
        """One output of the task; ModelError when it is missing or not of this kind."""
        if kind == "text":
            return Text(_string(value, self.name))
        if kind == "spans":
            return _spans(value, self.name)
        if kind == "facts":
            if not isinstance(value, dict):
                raise ModelError(f"{self.name} gave facts that are none.")
            return Facts(value)
        path = file_below(self.folder, value, self.name)
        try:
            return self._clip(path, kind, self._label(output))
        except UserError as error:
            raise ModelError(f"{self.name} gave a result that cannot be used: {error}") from error

    def _label(self, output: str) -> str:
        base = self.source.name if self.source else self.name
        last = self.name if output in ("audio", "video", "midi") else output.replace("_", " ")
        return f"{base} {last}" if base != last else base

    def _clip(self, path: Path, kind: str, label: str) -> Clip:
        place = self.source
        placing = {"track": place.track, "start_beats": place.start_beats} if place else {}
        if kind == "audio":
            return self._sound(path, label, placing)
        made = clip_from_file(path, name=label, **placing)
        if made.kind != kind:
            raise ModelError(f"{self.name} gave a {made.kind} where a {kind} was expected.")
        return made

    def _sound(self, path: Path, label: str, placing: Mapping[str, Any]) -> Clip:
        info = probe_audio(path)
        heard = sound_info(self.source) if self.source and self.source.kind == "audio" else None
        rate = heard.sample_rate_hz if heard else self.sample_rate_hz
        frames = heard.frames if heard and self.task in SAME_LENGTH else None
        if heard and frames and abs(info.seconds - heard.seconds) > _LENGTH_TOLERANCE_S:
            raise ModelError(
                f"{self.name} gave {info.seconds:.1f} s of sound for {heard.seconds:.1f} s; nothing was kept."
            )
        return _written(path, info, rate, frames, label, self.folder, placing)


def _written(
    path: Path, info: AudioInfo, rate: int, frames: int | None, label: str, folder: Path, placing: Mapping[str, Any]
) -> Clip:
    """A clip at this rate, cut or filled with silence to `frames` samples where they are given."""
    expected = frames or round(info.frames * rate / info.sample_rate_hz)
    with ClipWriter(folder, info.channels, rate, expected) as writer:
        for block in resampled(path, info, rate):
            writer.write(block if frames is None else block[:, : max(0, frames - writer.frames)])
        if frames is not None and writer.frames < frames:
            writer.write(np.zeros((info.channels, frames - writer.frames), np.float32))
        return writer.finish(label, **placing)


def found_files(folder: Path, outputs: Mapping[str, str], kind_of: Callable[[str], str], name: str) -> dict[str, Any]:
    """By output: the newest file that fits its pattern, or what stands in it where a value is wanted."""
    return {output: _found(folder, pattern, kind_of(output), name) for output, pattern in outputs.items()}


def _found(folder: Path, pattern: str, kind: str, name: str) -> Any:
    files = sorted((path for path in folder.glob(pattern) if path.is_file()), key=lambda path: path.stat().st_mtime_ns)
    if not files:
        raise ModelError(f"{name} ended without leaving a result.")
    path = file_below(folder, str(files[-1]), name)
    if kind not in ("text", "spans", "facts"):
        return str(path)
    if path.stat().st_size > _MOST_TEXT:
        raise ModelError(f"{name} left a text of more than {_MOST_TEXT >> 20} MB.")
    text = path.read_text("utf-8", errors="replace")
    try:
        return text if kind == "text" else strict_json.loads(text)
    except ValueError as error:
        raise ModelError(f"{name} left a file that cannot be read: {error}.") from error


def _string(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _MOST_TEXT:
        raise ModelError(f"{name} gave no text.")
    return value.strip()


def _spans(value: Any, name: str) -> Spans:
    if not isinstance(value, list) or len(value) > _MOST_SPANS:
        raise ModelError(f"{name} gave no list of times.")
    return Spans(tuple(_span(one, name) for one in value))


def _span(one: Any, name: str) -> Span:
    if not isinstance(one, list) or len(one) not in (3, 4) or not isinstance(one[2], str):
        raise ModelError(f"{name} gave a time that is none.")
    numbers = [one[0], one[1], *one[3:]]
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in numbers):
        raise ModelError(f"{name} gave a time that is none.")
    return Span(float(one[0]), float(one[1]), one[2][:200], float(one[3]) if len(one) == 4 else 1.0)
