"""Pocket TTS (https://kyutai.org/pocket-tts) as transformers loads it: English in the voice of a recording."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence
from engine.errors import ModelError
from engine.media.clip import Clip
from models.checkpoint.device import Device
from models.checkpoint.full_precision import in_full_precision
from models.checkpoint.stoppable import stoppable
from models.speech.neural_voice import NeuralVoice, Saying

_RATE_HZ = 24000
_FRAMES_PER_S = 12.5


class PocketTTS(NeuralVoice):
    """A small network for plain processors; every voice of it comes from a reference."""

    id = "pocket-tts"
    name = "Pocket TTS"
    checkpoints = (Checkpoint("eustlb/pocket-tts"), Checkpoint("eustlb/pocket-tts-audio-tokenizer"))
    licence = Licence(code="Apache-2.0")
    languages = ("english",)
    limits = ("English only, and only in the voice of a reference: 3 to 60 seconds of somebody who agreed, speaking "
              "without music; what is noisy there is noisy here.")
    wants_gpu = False
    imitates = True
    reference_rate_hz = _RATE_HZ
    quality = 3
    speed = 3

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """See NeuralVoice.check; ModelError without a reference."""
        if not isinstance(inputs.get("reference"), Clip):
            raise ModelError(f"{self.name} speaks in the voice of a recording; name one as the reference.")
        super().check(args, inputs, brief)

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from transformers import (
            AutoTokenizer,
            PocketTTSAudioTokenizerModel,
            PocketTTSFeatureExtractor,
            PocketTTSForConditionalGeneration,
            PocketTTSProcessor,
        )

        tokenizer = AutoTokenizer.from_pretrained(folders[0], local_files_only=True, trust_remote_code=False)
        codec: Any = PocketTTSAudioTokenizerModel.from_pretrained(folders[1], **device.loading)
        network: Any = PocketTTSForConditionalGeneration.from_pretrained(folders[0], **device.loading)
        template = folders[0] / "chat_template.jinja"
        processor = PocketTTSProcessor(
            PocketTTSFeatureExtractor.from_pretrained(folders[0], local_files_only=True),
            tokenizer,
            audio_tokenizer=in_full_precision(codec.to(device.name).eval()),
            chat_template=template.read_text("utf-8") if template.is_file() else tokenizer.chat_template,
        )
        return processor, network.to(device.name).eval()

    def say(self, loaded: Any, saying: Saying, look: Callable[[], None]) -> tuple[np.ndarray, int]:
        """See NeuralVoice.say."""
        import torch

        processor, network = loaded
        content = [{"type": "audio", "audio": saying.reference}, {"type": "text", "text": saying.text}]
        prompt = processor.apply_chat_template([{"role": "user", "content": content}], tokenize=False)
        torch.manual_seed(saying.seed)
        codec = processor.audio_tokenizer
        with stoppable(network, look), stoppable(codec, look), torch.inference_mode():
            given = processor(text=prompt, audio=saying.reference, return_tensors="pt").to(network.device)
            most = int(saying.longest_s * _FRAMES_PER_S)
            out = network.generate(**given, max_new_tokens=most, return_dict_in_generate=True)
            wave = processor.decode(out.audio_latents, out.audio_latents_mask)[0]
        return wave.float().cpu().numpy(), _RATE_HZ
