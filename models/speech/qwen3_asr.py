"""Qwen3-ASR (https://huggingface.co/Qwen/Qwen3-ASR-1.7B-hf): writes down speech and songs in thirty languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence
from models.checkpoint.device import Device
from models.checkpoint.stoppable import stoppable
from models.speech.language_names import language_code
from models.speech.neural_transcriber import RATE_HZ, HeardWindow, Listening, NeuralTranscriber
from models.speech.pocket_decoder import HeardWord
from models.speech.whisper_gate import is_repetition

_LANGUAGES = {
    "arabic": "ar", "cantonese": "yue", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl",
    "english": "en", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hindi": "hi",
    "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "macedonian": "mk",
    "malay": "ms", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
    "spanish": "es", "swedish": "sv", "tagalog": "fil", "thai": "th", "turkish": "tr", "vietnamese": "vi",
}
_TOKENS_PER_S, _SPARE_TOKENS = 12, 32


class Qwen3Asr(NeuralTranscriber):
    """A language model that listens; it was made for songs, too."""

    working_share = 1.15
    id = "qwen3-asr"
    name = "Qwen3-ASR"
    checkpoints = (Checkpoint("Qwen/Qwen3-ASR-1.7B-hf"),)
    licence = Licence(code="Apache-2.0")
    languages = tuple(_LANGUAGES)
    codes = _LANGUAGES
    window_s = 15.0
    limits = ("Speech and songs in 30 languages; times are those of whole phrases, not of words (Whisper has those); "
              "it needs a graphics card to be quick, and does not say who speaks.")
    quality = 3
    speed = 1

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from transformers import Qwen3ASRForConditionalGeneration, Qwen3ASRProcessor

        processor = Qwen3ASRProcessor.from_pretrained(folders[0], local_files_only=True)
        network: Any = Qwen3ASRForConditionalGeneration.from_pretrained(folders[0], **device.loading)
        return processor, network.to(device.name).eval()

    def hear(self, loaded: Any, samples: np.ndarray, how: Listening, look: Callable[[], None]) -> HeardWindow:
        """See NeuralTranscriber.hear."""
        import torch

        processor, network = loaded
        given = processor.apply_transcription_request(samples, language=how.language or None).to(network.device)
        given["input_features"] = given["input_features"].to(network.dtype)
        seconds = len(samples) / RATE_HZ
        most = round(seconds * _TOKENS_PER_S) + _SPARE_TOKENS
        with stoppable(network, look), torch.inference_mode():
            tokens = network.generate(**given, max_new_tokens=most, do_sample=False)[0, given["input_ids"].shape[1]:]
        heard = processor.decode(tokens, return_format="parsed")
        text = " ".join(str(heard["transcription"]).split())
        if is_repetition(text):
            return HeardWindow(is_doubtful=True)
        words = (HeardWord(text, 0.0, seconds, 1.0),) if any(sign.isalnum() for sign in text) else ()
        return HeardWindow(words, how.language or _code(str(heard["language"] or "")))


def _code(language: str) -> str:
    """Code of the language that the network names; empty for one that it does not really know."""
    known = language.lower() in _LANGUAGES
    return language_code(language, _LANGUAGES) if known else ""
