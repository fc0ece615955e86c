"""Bark (https://huggingface.co/suno/bark-small): lively voices in thirteen languages that breathe and hesitate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence, Voice
from engine.errors import ModelError
from models.checkpoint.device import Device
from models.checkpoint.stoppable import stoppable
from models.speech.neural_voice import NeuralVoice, Saying

_CODES = {
    "english": "en", "german": "de", "spanish": "es", "french": "fr", "hindi": "hi", "italian": "it",
    "japanese": "ja", "korean": "ko", "polish": "pl", "portuguese": "pt", "russian": "ru", "turkish": "tr",
    "chinese": "zh",
}
_ORDER = (6, 9, 0, 1, 2, 3, 4, 5, 7, 8)
_PROMPTS = tuple(f"speaker_embeddings/v2/*_speaker_{number}_*.npy" for number in range(10))


class Bark(NeuralVoice):
    """The small one."""

    id = "bark-small"
    name = "Bark small"
    checkpoints = (Checkpoint("suno/bark-small", only=("*.safetensors", "*.json", "*.txt", *_PROMPTS)),)
    licence = Licence(code="Apache-2.0")
    languages = tuple(_CODES)
    limits = ("Lively but free with the text: it may add or leave out words, and slow without a graphics card; its "
              "voices are speaker 0 to 9 of each language.")
    named_voices = tuple(Voice(f"speaker-{number}", f"Speaker {number}", languages=tuple(_CODES)) for number in _ORDER)
    longest_characters = 160
    quality = 2
    speed = 1

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from transformers import AutoTokenizer, BarkModel

        tokenizer = AutoTokenizer.from_pretrained(folders[0], local_files_only=True, trust_remote_code=False)
        network: Any = BarkModel.from_pretrained(folders[0], **device.loading)
        return tokenizer, network.to(device.name).eval(), folders[0]

    def say(self, loaded: Any, saying: Saying, look: Callable[[], None]) -> tuple[np.ndarray, int]:
        """See NeuralVoice.say."""
        import torch
        from transformers import BarkProcessor

        tokenizer, network, folder = loaded
        preset = _preset(folder, _CODES[saying.language], saying.voice)
        given = BarkProcessor(tokenizer)(saying.text, voice_preset=preset).to(network.device)
        torch.manual_seed(saying.seed)
        with stoppable(network, look), torch.inference_mode():
            wave = network.generate(**given, do_sample=True).reshape(-1).float().cpu().numpy()
        return wave, int(network.generation_config.sample_rate)


def _preset(folder: Path, code: str, voice: str) -> dict[str, np.ndarray]:
    """The three arrays of a voice; plain numbers, no pickles."""
    stem = f"speaker_embeddings/v2/{code}_{voice.replace('-', '_')}"
    parts = ("semantic_prompt", "coarse_prompt", "fine_prompt")
    try:
        return {part: np.load(folder / f"{stem}_{part}.npy", allow_pickle=False) for part in parts}
    except (OSError, ValueError) as error:
        raise ModelError(f"Bark has no {voice.replace('-', ' ')} here; install it again.") from error
