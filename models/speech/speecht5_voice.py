"""SpeechT5 (https://huggingface.co/microsoft/speecht5_vc): the same words in the voice of another recording."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result
from engine.errors import ModelError, UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import Device
from models.checkpoint.full_precision import in_full_precision
from models.checkpoint.stoppable import stoppable
from models.speech.dub import Dub
from models.speech.espeak import EspeakSpeech
from models.speech.mono_sound import mono_sound
from models.speech.speech_windows import speech_windows
from models.speech.utterance import frame_levels_db, utterances

_RATE_HZ = 16000
_WINDOW_S = 10.0
_LONGEST_RATIO = 2.0
"""How much longer than its source a stretch may become before it is cut off: the network has lost its way then."""
_REFERENCE_S = 3.0, 30.0
"""A shorter reference says too little; of a longer one the first half minute is heard."""
_LEVELS_SHARE = 0.05


@dataclass(frozen=True)
class _Network:
    features: Any
    converter: Any
    vocoder: Any
    speaker_features: Any
    speaker: Any


class SpeechT5Voice(CheckpointModel):
    """Encoder, decoder, vocoder, and WavLM, which says who is speaking."""

    id = "speecht5-voice"
    name = "SpeechT5 voice"
    tasks = ("style_transfer",)
    checkpoints = (
        Checkpoint("microsoft/speecht5_vc"),
        Checkpoint("microsoft/speecht5_hifigan"),
        Checkpoint("microsoft/wavlm-base-plus-sv"),
    )
    licence = Licence(code="Apache-2.0")
    languages = ("english",)
    limits = ("English speech without music; it takes the colour of the reference, seldom its likeness, makes a "
              "mono result without anything above 8 kHz, and needs a note of consent.")
    quality = 2
    speed = 2

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for what is no sound or too short; ModelError where nobody is to be imitated, or did not agree."""
        clip, reference = inputs.get("clip"), inputs.get("reference")
        if not isinstance(clip, Clip) and not str(args.get("text") or "").strip():
            raise UserError("Name the recording whose voice is to change, or the words to say.")
        if isinstance(clip, Clip):
            sound_info(clip)
        if not isinstance(reference, Clip) or args.get("style"):
            raise ModelError(f"{self.name} takes the voice of a reference recording, and no style besides.")
        if sound_info(reference).seconds < _REFERENCE_S[0]:
            raise UserError(f"'{reference.name}' is {reference.seconds:.1f} s long; at least {_REFERENCE_S[0]:.0f} s "
                            "of a voice are needed.")
        if not str(args.get("consent") or "").strip():
            raise ModelError(f"{self.name} imitates only with a note of consent: who was recorded and agreed to it.")

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from transformers import (
            SpeechT5FeatureExtractor,
            SpeechT5ForSpeechToSpeech,
            SpeechT5HifiGan,
            Wav2Vec2FeatureExtractor,
            WavLMForXVector,
        )

        converter: Any = SpeechT5ForSpeechToSpeech.from_pretrained(folders[0], **device.loading)
        vocoder: Any = SpeechT5HifiGan.from_pretrained(folders[1], **device.loading)
        speaker: Any = WavLMForXVector.from_pretrained(folders[2], **device.loading)
        if speaker.config.xvector_output_dim != converter.config.speaker_embedding_dim:
            raise ModelError(f"{self.name}: its parts do not fit together; install them again.")
        return _Network(
            SpeechT5FeatureExtractor.from_pretrained(folders[0], local_files_only=True),
            converter.to(device.name).eval(),
            in_full_precision(vocoder.to(device.name).eval()),
            Wav2Vec2FeatureExtractor.from_pretrained(folders[2], local_files_only=True),
            speaker.to(device.name).eval(),
        )

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """Change `clip`, or `text` as it is spoken here; returns `audio`, mono, each stretch at its place."""
        self.check(args, inputs, brief)
        clip, reference = inputs.get("clip"), inputs["reference"]
        assert isinstance(reference, Clip)
        if not isinstance(clip, Clip):
            clip = _spoken(str(args["text"]), brief, report)
        sound = mono_sound(clip)
        levels = frame_levels_db(sound, lambda done: report(_LEVELS_SHARE * done, 1, "listening"))
        windows = speech_windows(utterances(levels), _WINDOW_S)
        if not windows:
            raise UserError(f"Nobody was heard speaking in '{clip.name}'.")
        network: _Network = self.loaded(report)
        heard = mono_sound(reference).part(0.0, _REFERENCE_S[1], _RATE_HZ)
        who = _speaker(network, heard, lambda: report(_LEVELS_SHARE, 1, "listening to the reference"))
        with Dub(brief.folder, brief.sample_rate_hz, clip.seconds) as dub:
            for number, window in enumerate(windows):
                done = _LEVELS_SHARE + (1 - _LEVELS_SHARE) * number / len(windows)
                samples = sound.part(window.start_s, window.end_s, _RATE_HZ)
                made = _converted(network, samples, who, brief.seed + number,
                                  partial(report, done, 1, "changing the voice"))
                dub.place(made, _RATE_HZ, window.start_s, window.end_s)
            return {"audio": dub.finish(f"{clip.name} like {reference.name}"[:60], clip)}


def _speaker(network: _Network, samples: np.ndarray, look: Callable[[], None]) -> Any:
    """The embedding of a voice, of length 1 [shape=(1, n)]."""
    import torch

    given = network.speaker_features(samples, sampling_rate=_RATE_HZ, return_tensors="pt").input_values
    with stoppable(network.speaker, look), torch.inference_mode():
        found = network.speaker(given.to(network.speaker.device, network.speaker.dtype)).embeddings
        return torch.nn.functional.normalize(found, dim=-1)


def _converted(network: _Network, samples: np.ndarray, who: Any, seed: int, look: Callable[[], None]) -> np.ndarray:
    import torch

    converter = network.converter
    given = network.features(audio=samples, sampling_rate=_RATE_HZ, return_tensors="pt").input_values
    torch.manual_seed(seed)
    with stoppable(converter, look), torch.inference_mode():
        wave = converter.generate_speech(
            given.to(converter.device, converter.dtype), who.to(converter.dtype), vocoder=network.vocoder,
            maxlenratio=_LONGEST_RATIO,
        )
    made: np.ndarray = wave.reshape(-1).float().cpu().numpy()
    return made


def _spoken(text: str, brief: Brief, report: Report) -> Clip:
    made = EspeakSpeech().run({"text": text}, {}, replace(brief, task="speak"), report)["audio"]
    assert isinstance(made, Clip)
    return made
