"""One voice for each of many languages (https://huggingface.co/facebook/mms-tts): VITS, small and quick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence
from engine.errors import ModelError
from models.checkpoint.device import Device
from models.checkpoint.stoppable import stoppable
from models.speech.neural_voice import NeuralVoice, Saying

LANGUAGES = {
    "english": "eng", "german": "deu", "french": "fra", "spanish": "spa", "portuguese": "por", "dutch": "nld",
    "swedish": "swe", "finnish": "fin", "polish": "pol", "hungarian": "hun", "romanian": "ron", "catalan": "cat",
    "russian": "rus", "ukrainian": "ukr", "greek": "ell", "turkish": "tur", "hindi": "hin", "indonesian": "ind",
    "vietnamese": "vie", "swahili": "swh", "welsh": "cym", "icelandic": "isl", "basque": "eus", "tagalog": "tgl",
}
"""Lower-case English name → ISO 639-3 code in the name of the repository; those that need no romanisation."""


class MmsVoice(NeuralVoice):
    """A language of Massively Multilingual Speech."""

    licence = Licence(code="Apache-2.0")
    limits = ("One voice, clear but plain, with the odd word stressed wrongly; digits are read in English only: in "
              "other languages write numbers as words.")
    wants_gpu = False
    reads_digits = False
    quality = 2
    speed = 3

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from transformers import VitsModel, VitsTokenizer

        tokenizer = VitsTokenizer.from_pretrained(folders[0], local_files_only=True)
        if tokenizer.is_uroman or tokenizer.phonemize:
            raise ModelError(f"{self.name} reads only text that was romanised, which nothing here does.")
        network: Any = VitsModel.from_pretrained(folders[0], **device.loading)
        return tokenizer, network.to(device.name).eval()

    def say(self, loaded: Any, saying: Saying, look: Callable[[], None]) -> tuple[np.ndarray, int]:
        """See NeuralVoice.say."""
        import torch

        tokenizer, network = loaded
        given = tokenizer(saying.text, return_tensors="pt").to(network.device)
        rate = int(network.config.sampling_rate)
        if given["input_ids"].shape[-1] < 2:
            return np.zeros(round(0.2 * rate), np.float32), rate
        torch.manual_seed(saying.seed)
        with stoppable(network, look), torch.inference_mode():
            return network(**given).waveform[0].float().cpu().numpy(), rate


def made_models() -> Iterator[MmsVoice]:
    """One for each language."""
    for language, code in LANGUAGES.items():
        row = {
            "__doc__": f"{language.capitalize()}.",
            "id": f"mms-{language}",
            "name": f"MMS {language.capitalize()}",
            "languages": (language,),
            "checkpoints": (Checkpoint(f"facebook/mms-tts-{code}"),),
        }
        yield type(f"Mms{language.capitalize()}", (MmsVoice,), row)()
