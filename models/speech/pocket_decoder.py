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
            self._decoder: Any = Decoder(samprate=RATE_HZ, cmn="batch", loglevel="FATAL")
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"PocketSphinx could not be started: {error}; install pocketsphinx again.") from error

    def words(self, samples: np.ndarray, tick: Callable[[], None]) -> list[HeardWord]:
        """Decode one utterance, float32 [shape=(n,)] at 16 kHz, as a whole; `tick` is called before and after.

        The cepstral mean is taken over the whole utterance (`cmn=batch`): a short one would be over before a live
        mean is learnt, which doubles the errors.
        """
        level = float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0
        if level < 1e-7:
            return []
        gain = min(_LEVEL / level, 0.99 / float(np.abs(samples).max()))
        raw = np.round(samples * gain * 32767).astype("<i2")
        tick()
        self._decoder.reinit_feat()  # forget the last speaker and room: the same sound gives the same words
        self._decoder.start_utt()
        try:
            self._decoder.process_raw(raw.tobytes(), False, True)
        finally:
            self._decoder.end_utt()
        tick()
        return self._heard() if self._decoder.hyp() else []

    def _heard(self) -> list[HeardWord]:
        return [
            HeardWord(re.sub(r"\(\d+\)$", "", part.word), part.start_frame / _FRAMES_PER_S,
                      (part.end_frame + 1) / _FRAMES_PER_S, min(1.0, float(part.prob)))
            for part in self._decoder.seg()
            if not part.word.startswith(("<", "[", "+"))
        ]
