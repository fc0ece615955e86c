"""CSM (https://huggingface.co/sesame/csm-1b): English as people talk, each sentence in the tone of the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence, Voice
from models.checkpoint.device import Device
from models.checkpoint.full_precision import in_full_precision
from models.checkpoint.stoppable import stoppable
from models.speech.neural_voice import NeuralVoice, Saying

_RATE_HZ = 24000
_FRAMES_PER_S = 12.5
_VOICES = 4


class Csm(NeuralVoice):
    """A language model that goes on with sound where the text ends."""

    id = "csm-1b"
    name = "CSM 1B"
    checkpoints = (Checkpoint("sesame/csm-1b"),)
    licence = Licence(code="Apache-2.0")
    languages = ("english",)
    limits = ("English only; its voices have no names and another seed gives another timbre; it needs a graphics card "
              "to be quick, and its makers ask you to log in before the download.")
    named_voices = tuple(Voice(f"csm-{n}", f"CSM {n}", languages=("english",)) for n in range(_VOICES))
    longest_characters = 240
    quality = 3
    speed = 1

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from transformers import CsmForConditionalGeneration, CsmProcessor

        processor = CsmProcessor.from_pretrained(folders[0], local_files_only=True)
        network: Any = CsmForConditionalGeneration.from_pretrained(folders[0], **device.loading)
        network.to(device.name).eval()
        in_full_precision(network.codec_model)
        return processor, network

    def say(self, loaded: Any, saying: Saying, look: Callable[[], None]) -> tuple[np.ndarray, int]:
        """See NeuralVoice.say."""
        import torch

        processor, network = loaded
        speaker = saying.voice.rpartition("-")[2]
        turns = [_turn(speaker, saying.text)]
        if saying.before:
            text, samples = saying.before
            turns.insert(0, _turn(speaker, text, {"type": "audio", "path": samples}))
        given = processor.apply_chat_template(turns, tokenize=True, return_dict=True).to(network.device)
        if "input_values" in given:
            given["input_values"] = given["input_values"].to(network.dtype)
        torch.manual_seed(saying.seed)
        most = int(saying.longest_s * _FRAMES_PER_S)
        with stoppable(network, look), torch.inference_mode():
            codes = network.generate(**given, max_new_tokens=most)[0]
            ends = (codes == network.config.codebook_eos_token_id).all(dim=-1).nonzero()
            frames = int(ends.min()) if len(ends) else len(codes)
            if not frames:
                return np.zeros(_RATE_HZ // 10, np.float32), _RATE_HZ
            wave = network.codec_model.decode(codes[:frames].T[None]).audio_values
        return wave.reshape(-1).float().cpu().numpy(), _RATE_HZ


def _turn(speaker: str, text: str, *more: dict[str, Any]) -> dict[str, Any]:
    return {"role": speaker, "content": [{"type": "text", "text": text}, *more]}
