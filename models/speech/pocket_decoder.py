"""CMU PocketSphinx with the American English model of its package: a short sound in, words with times out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import ModelError

RATE_HZ = 16000
_FRAMES_PER_S = 100
_FED = 4800
"""Samples that are decoded between two looks at whether the user has cancelled."""
_LEVEL = 0.1


@dataclass(frozen=True)
class HeardWord:
    """A word with its time in seconds from the beginning of what was decoded."""

    word: str
    start_s: float
    end_s: float
    confidence: float
    """0–1."""


class PocketDecoder:
    """Holds the loaded model; use it from one thread. The same sounds in the same order give the same words."""

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        try:
            self._decoder: Any = Decoder(samprate=RATE_HZ, loglevel="FATAL")
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"PocketSphinx could not be started: {error}; install pocketsphinx again.") from error

    def reset(self) -> None:
        """Forget what was learned of the last speaker and room."""
        self._decoder.reinit_feat()

    def words(self, samples: np.ndarray, tick: Callable[[], None]) -> list[HeardWord]:
        """Decode float32 [shape=(n,)] at 16 kHz; `tick` is called every 0.3 s of sound."""
        level = float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0
        if level < 1e-7:
            return []
        gain = min(_LEVEL / level, 0.99 / float(np.abs(samples).max()))
        raw = np.round(samples * gain * 32767).astype("<i2")
        self._decoder.start_utt()
        try:
            for start in range(0, len(raw), _FED):
                tick()
                self._decoder.process_raw(raw[start:start + _FED].tobytes(), False, False)
        finally:
            self._decoder.end_utt()
        return self._heard() if self._decoder.hyp() else []

    def _heard(self) -> list[HeardWord]:
        return [
            HeardWord(re.sub(r"\(\d+\)$", "", part.word), part.start_frame / _FRAMES_PER_S,
                      (part.end_frame + 1) / _FRAMES_PER_S, min(1.0, float(part.prob)))
            for part in self._decoder.seg()
            if not part.word.startswith(("<", "[", "+"))
        ]
