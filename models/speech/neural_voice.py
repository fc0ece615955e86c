"""Voices made of a downloaded network: a text sentence by sentence, with pauses, at the speed and pitch asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from engine.catalog.model import Brief, Report, Result, Voice
from engine.errors import ModelError
from engine.media.clip import Clip, audio_clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.sound_in import sound_at
from models.speech.neural_request import neural_request
from models.speech.sentences import sentences
from models.speech.speech_shape import finished, trimmed

_LOUDNESS_LUFS = -18.0
_SILENT = 1e-4
_SLOWEST_CHARACTERS_PER_S, _SPARE_S = 3.0, 4.0
"""Speech that takes longer than this has lost its way."""
_NEARLY = 0.98


@dataclass(frozen=True)
class Saying:
    """One sentence for a network."""

    text: str
    language: str
    """Lower-case English name."""
    voice: str
    """Id of one of the model's voices; empty when it has only one, or imitates."""
    seed: int
    reference: np.ndarray | None = None
    """Somebody to imitate: float32 [shape=(n,)] at the model's `reference_rate_hz`."""

    before: tuple[str, np.ndarray] | None = None
    """The sentence before and how it was said, float32 [shape=(n,)] at the model's own rate."""

    @property
    def longest_s(self) -> float:
        """How long it may take at most."""
        return _SPARE_S + len(self.text) / _SLOWEST_CHARACTERS_PER_S


class NeuralVoice(CheckpointModel):
    """Cuts the text, has each sentence said by `say`, and puts them together."""

    tasks: ClassVar[tuple[str, ...]] = ("speak",)
    named_voices: ClassVar[tuple[Voice, ...]] = ()
    imitates: ClassVar[bool] = False
    """True when it can take its voice from a recording."""
    reference_rate_hz: ClassVar[int] = 24000
    reads_digits: ClassVar[bool] = True
    longest_characters: ClassVar[int] = 300
    """Of a sentence; longer ones are cut at commas."""

    @abstractmethod
    def say(self, loaded: Any, saying: Saying, look: Callable[[], None]) -> tuple[np.ndarray, int]:
        """(float32 [shape=(n,)], its rate in Hz) of one sentence; `look` raises Cancelled."""

    def voices(self) -> tuple[Voice, ...]:
        """See Model.voices."""
        return self.named_voices

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for an empty or endless text and for imitation without consent; ModelError for what it lacks."""
        neural_request(args, inputs, self, imitates=self.imitates)

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """Say `text`; returns `audio` at the session's rate, mono, trimmed, about −18 LUFS."""
        wanted = neural_request(args, inputs, self, imitates=self.imitates)
        if not self.reads_digits and any(sign.isdigit() for sign in wanted.said):
            report.warn(f"{self.name} leaves out digits; write the numbers as words.")
        loaded = self.loaded(report)
        reference = sound_at(wanted.reference, self.reference_rate_hz)[0] if wanted.reference else None
        chunks = sentences(wanted.said, self.longest_characters)
        parts: list[np.ndarray] = []
        rate, before = brief.sample_rate_hz, None
        for number, (text, pause_s) in enumerate(chunks):
            voice = wanted.voice.id if wanted.voice else ""
            saying = Saying(text, wanted.language, voice, brief.seed + number, reference, before)
            samples, rate = self._said(loaded, saying, report, number / len(chunks))
            before = text, samples
            parts += [
                reshaped(samples, rate, wanted.rate, wanted.semitones),
                np.zeros(round(pause_s * wanted.pauses / wanted.rate * rate), np.float32),
            ]
        report(len(chunks), len(chunks), "setting the level")
        speech = np.concatenate(parts)
        if not np.any(np.abs(speech) > _SILENT):
            raise ModelError(f"{self.name} made no sound for this text.")
        vocal = finished(trimmed(speech, rate), rate, brief.sample_rate_hz, _LOUDNESS_LUFS)
        return {"audio": audio_clip(brief.folder, wanted.clip_name, vocal, tags=("speech", wanted.language))}

    def _said(self, loaded: Any, saying: Saying, report: Report, done: float) -> tuple[np.ndarray, int]:
        def look() -> None:
            report(done, 1, f"speaking '{saying.text[:40]}'")

        look()
        samples, rate = self.say(loaded, saying, look)
        samples = np.nan_to_num(np.asarray(samples, np.float32).reshape(-1))
        longest = round(saying.longest_s * rate)
        if len(samples) >= _NEARLY * longest:
            report.warn(f"{self.name} did not come to an end with '{saying.text[:40]}', so it was cut off; another "
                        "seed may say it better.")
        return samples[:longest], rate


def reshaped(samples: np.ndarray, rate_hz: int, speed: float, semitones: float) -> np.ndarray:
    """Speech at another speed (1 = as it is) and pitch; float32 [shape=(n,)]."""
    if (abs(speed - 1) < 0.01 and abs(semitones) < 0.05) or len(samples) < 2048:
        return samples
    from pedalboard import time_stretch

    made = np.asarray(time_stretch(samples[None, :], rate_hz, speed, semitones))[0]
    return np.ascontiguousarray(made, np.float32)
