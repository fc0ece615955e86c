"""Parakeet (https://huggingface.co/nvidia/parakeet-tdt-0.6b-v3): writes down 25 European languages, very quickly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence
from models.checkpoint.device import Device
from models.checkpoint.stoppable import stoppable
from models.speech.neural_transcriber import RATE_HZ, HeardWindow, Listening, NeuralTranscriber
from models.speech.pocket_decoder import HeardWord
from models.speech.whisper_languages import WHISPER_LANGUAGES

_LANGUAGES = (
    "bulgarian croatian czech danish dutch english estonian finnish french german greek hungarian italian latvian "
    "lithuanian maltese polish portuguese romanian russian slovak slovenian spanish swedish ukrainian"
).split()
_MOST_TOKENS_PER_S = 125


class Parakeet(NeuralTranscriber):
    """A transducer: it gives each word its time by itself, and nothing where nobody speaks."""

    id = "parakeet"
    name = "Parakeet TDT v3"
    checkpoints = (Checkpoint("nvidia/parakeet-tdt-0.6b-v3"),)
    licence = Licence(code="Apache-2.0")
    languages = tuple(_LANGUAGES)
    codes = {name: WHISPER_LANGUAGES[name] for name in _LANGUAGES}
    limits = ("Clear speech in 25 European languages, which it recognises by itself; in noise and over music, and for "
              "singing, Whisper hears more.")
    quality = 2
    speed = 3

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from transformers import ParakeetForTDT, ParakeetProcessor

        processor = ParakeetProcessor.from_pretrained(folders[0], local_files_only=True)
        network: Any = ParakeetForTDT.from_pretrained(folders[0], **device.loading)
        return processor, network.to(device.name).eval()

    def hear(self, loaded: Any, samples: np.ndarray, how: Listening, look: Callable[[], None]) -> HeardWindow:
        """See NeuralTranscriber.hear."""
        import torch

        processor, network = loaded
        given = processor(samples, sampling_rate=RATE_HZ, return_tensors="pt").to(network.device)
        given["input_features"] = given["input_features"].to(network.dtype)
        most = max(8, round(len(samples) / RATE_HZ * _MOST_TOKENS_PER_S))
        with stoppable(network, look), torch.inference_mode():
            out = network.generate(**given, max_new_tokens=most, return_dict_in_generate=True)
        _, tokens = processor.decode(out.sequences, durations=out.durations, skip_special_tokens=True)
        return HeardWindow(_words(tokens[0]))


def _words(tokens: Sequence[Mapping[str, Any]]) -> tuple[HeardWord, ...]:
    """Tokens with times put together; a word begins with a space."""
    words: list[HeardWord] = []
    for token in tokens:
        text, start_s, end_s = str(token["token"]), float(token["start"]), float(token["end"])
        if words and not text.startswith(" "):
            last = words[-1]
            words[-1] = HeardWord(last.word + text, last.start_s, max(last.end_s, end_s), 1.0)
        elif text.strip():
            words.append(HeardWord(text.strip(), start_s, max(start_s, end_s), 1.0))
    return tuple(word for word in words if any(sign.isalnum() for sign in word.word))
