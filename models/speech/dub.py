"""A translation laid over its original: each stretch where it was said, and about as fast."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import numpy as np

from engine.media.audio import Audio, resample
from engine.media.audio_stream import ClipWriter
from engine.media.clip import Clip
from engine.media.level import at_loudness
from models.speech.neural_voice import reshaped
from models.speech.speech_shape import trimmed

_SPEEDS = 0.8, 1.5
"""How far speech is stretched to fit; faster could not be followed."""
_LOUDNESS_LUFS = -18.0
_BREATH_S = 0.1
_BLOCK = 1 << 20


class Dub:
    """Writes one channel from the beginning to the end; use it in a `with` statement."""

    def __init__(self, folder: Path, rate_hz: int, seconds: float) -> None:
        """`seconds`: length of the original, which the dub has at least."""
        self._rate_hz, self._frames = rate_hz, round(seconds * rate_hz)
        self._writer = ClipWriter(folder, 1, rate_hz, self._frames)

    def __enter__(self) -> Dub:
        self._writer.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.__exit__(kind, error, trace)

    def place(self, samples: np.ndarray, rate_hz: int, start_s: float, end_s: float) -> None:
        """Add speech, float32 [shape=(n,)], for what was said from `start_s` to `end_s`; they come in order.

        It begins when the last one has ended.
        """
        if not len(samples) or not np.any(np.abs(samples) > 1e-5):
            return
        spoken = trimmed(samples, rate_hz)
        speed = float(np.clip(len(spoken) / rate_hz / max(end_s - start_s, 0.1), *_SPEEDS))
        fitted = resample(Audio(reshaped(spoken, rate_hz, speed, 0.0)[None], rate_hz), self._rate_hz).samples[0]
        level = at_loudness(fitted.astype(np.float64), self._rate_hz, _LOUDNESS_LUFS).astype(np.float32)
        breath = round(_BREATH_S * self._rate_hz) if self._writer.frames else 0
        self._rest_until(max(round(start_s * self._rate_hz), self._writer.frames + breath))
        self._writer.write(level[None])

    def finish(self, name: str, original: Clip) -> Clip:
        """Complete it; it lies where the original lies."""
        self._rest_until(self._frames)
        return self._writer.finish(name, track=original.track, start_beats=original.start_beats, tags=("speech",))

    def _rest_until(self, frame: int) -> None:
        while self._writer.frames < frame:
            self._writer.write(np.zeros((1, min(_BLOCK, frame - self._writer.frames)), np.float32))
