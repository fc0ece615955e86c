"""Whisper (https://huggingface.co/openai): writes down speech and singing, and puts it into English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result
from engine.errors import ModelError
from engine.media.clip import Clip
from models.checkpoint.device import Device
from models.checkpoint.stoppable import stoppable
from models.speech.denoiser import clip_of
from models.speech.language_names import language_code
from models.speech.neural_transcriber import HeardWindow, Listening, NeuralTranscriber
from models.speech.spoken_translation import translated_aloud
from models.speech.whisper_languages import WHISPER_LANGUAGES
from models.speech.written_down import part_of

_NEVER = ("*fp32*",)
_LISTENED_SHARE = 0.7


class Whisper(NeuralTranscriber):
    """A Whisper of transformers, whichever its size."""

    licence = Licence(code="Apache-2.0")
    languages = tuple(sorted(WHISPER_LANGUAGES))
    codes = WHISPER_LANGUAGES

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from models.speech.whisper_ear import WhisperEar

        return WhisperEar(folders[0], device)

    def hear(self, loaded: Any, samples: np.ndarray, how: Listening, look: Callable[[], None]) -> HeardWindow:
        """See NeuralTranscriber.hear."""
        with stoppable(loaded.network, look):
            return loaded.hear(samples, how, look)


class WhisperTurbo(Whisper):
    """The large one with a short decoder."""

    id = "whisper-turbo"
    name = "Whisper large v3 turbo"
    checkpoints = (Checkpoint("openai/whisper-large-v3-turbo", never=_NEVER),)
    limits = ("Speech and clear singing in 100 languages; without a graphics card it takes about as long as the "
              "recording; over loud music it misses words, and it does not say who speaks.")
    quality = 3
    speed = 2


class WhisperSmall(Whisper):
    """The size that a laptop can run; it also translates into English."""

    id = "whisper-small"
    name = "Whisper small"
    tasks = ("transcribe", "translate_speech")
    checkpoints = (Checkpoint("openai/whisper-small", never=_NEVER),)
    limits = ("Speech in 100 languages, rarer ones with many errors; singing over music comes out with gaps; it "
              "translates into English only, and does not say who speaks.")
    quality = 2
    speed = 2

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound or language; ModelError for a language it cannot do."""
        super().check(args, inputs, brief)
        if brief.task != "translate_speech":
            return
        target = str(args.get("target_language") or "")
        if language_code(target, WHISPER_LANGUAGES) != "en":
            raise ModelError(f"{self.name} translates into English only, not into {target.title()}.")

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """Returns `text` and `words`; of a translation `text`, and `speech` when `speak` is true."""
        if brief.task != "translate_speech":
            return super().run(args, inputs, brief, report)
        self.check(args, inputs, brief)
        clip = clip_of(inputs)
        is_spoken = bool(args.get("speak"))
        share = _LISTENED_SHARE if is_spoken else 1.0
        listening = part_of(report.part(0, share), 0, 1)
        lines, _ = self.listened(clip, 0.0, clip.seconds, Listening("translate", "", brief.seed), report, listening)
        speaking = report.part(share, 1)
        return translated_aloud(lines, clip, "english", brief, speaking, is_spoken=is_spoken)
