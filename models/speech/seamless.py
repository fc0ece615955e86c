"""SeamlessM4T v2 (https://huggingface.co/facebook/seamless-m4t-v2-large): speech into another language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result, Text
from engine.errors import ModelError, UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import Device
from models.checkpoint.stoppable import stoppable
from models.speech.denoiser import clip_of
from models.speech.dub import Dub
from models.speech.language_names import language_code
from models.speech.mono_sound import mono_sound
from models.speech.seamless_languages import SPEECH_LANGUAGES, TEXT_LANGUAGES
from models.speech.speech_windows import speech_windows
from models.speech.utterance import Utterance, frame_levels_db, utterances

_RATE_HZ = 16000
_WINDOW_S = 18.0
_LEVELS_SHARE = 0.05


@dataclass(frozen=True)
class _Said:
    """One stretch in the other language."""

    text: str
    speech: np.ndarray
    """float32 [shape=(n,)]; empty when only text was wanted."""


class Seamless(CheckpointModel):
    """One network for all of it."""

    id = "seamless"
    name = "SeamlessM4T v2"
    tasks = ("translate_speech",)
    checkpoints = (Checkpoint("facebook/seamless-m4t-v2-large"),)
    licence = Licence(code="Apache-2.0")
    languages = tuple(sorted(TEXT_LANGUAGES))
    limits = ("Speech from about 100 languages into text of 98 or speech of 36; it speaks with one voice of its own, "
              "and sung words, slang and names often come out wrong.")
    quality = 3
    speed = 1

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound, and for a language it does not write or speak."""
        sound_info(clip_of(inputs))
        _target(args)

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load."""
        from transformers import AutoProcessor, SeamlessM4Tv2Model

        processor = AutoProcessor.from_pretrained(folders[0], local_files_only=True, trust_remote_code=False)
        network: Any = SeamlessM4Tv2Model.from_pretrained(folders[0], **device.loading)
        return processor, network.to(device.name).eval()

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """Returns `text`, a line for each stretch, and `speech` at the source's pace when `speak` is true."""
        self.check(args, inputs, brief)
        clip, (language, code) = clip_of(inputs), _target(args)
        sound = mono_sound(clip)
        found = frame_levels_db(sound, lambda done: report(_LEVELS_SHARE * done, 1, "looking for speech"))
        windows = speech_windows(utterances(found), _WINDOW_S)
        if not windows:
            report.warn(f"Nobody was heard speaking in '{clip.name}'.")
            return {"text": Text("")}
        loaded = self.loaded(report)
        is_spoken = bool(args.get("speak"))
        lines: list[str] = []
        with Dub(brief.folder, brief.sample_rate_hz, clip.seconds) as dub:
            for number, window in enumerate(windows):
                done = _LEVELS_SHARE + (1 - _LEVELS_SHARE) * number / len(windows)
                samples = sound.part(window.start_s, window.end_s, _RATE_HZ)
                said = self._translated(loaded, samples, code, is_spoken, brief.seed + number,
                                        partial(report, done, 1, "translating"))
                lines += [said.text] if said.text else []
                if is_spoken:
                    _place(dub, said, loaded, window)
            results: dict[str, Result] = {"text": Text("\n".join(lines))}
            if is_spoken and lines:
                results["speech"] = dub.finish(f"{clip.name} in {language.capitalize()}", clip)
        if not lines:
            report.warn(f"No words were understood in '{clip.name}'.")
        return results

    def _translated(
        self, loaded: Any, samples: np.ndarray, code: str, is_spoken: bool, seed: int, look: Callable[[], None]
    ) -> _Said:
        import torch

        processor, network = loaded
        known = network.generation_config
        if code not in (known.t2u_lang_code_to_id if is_spoken else known.text_decoder_lang_to_code_id):
            raise ModelError(f"The SeamlessM4T that is installed does not know '{code}'.")
        given = processor(audio=samples, sampling_rate=_RATE_HZ, return_tensors="pt").to(network.device)
        given["input_features"] = given["input_features"].to(network.dtype)
        torch.manual_seed(seed)
        with stoppable(network, look), torch.inference_mode():
            if not is_spoken:
                tokens = network.generate(**given, tgt_lang=code, generate_speech=False)[0]
                return _Said(_text(processor, tokens), np.zeros(0, np.float32))
            made = network.generate(**given, tgt_lang=code, return_intermediate_token_ids=True)
            count = int(made.waveform_lengths.reshape(-1)[0])
            speech = made.waveform.reshape(-1)[:count].float().cpu().numpy()
            return _Said(_text(processor, made.sequences), speech)


def _text(processor: Any, tokens: Any) -> str:
    return str(processor.batch_decode(tokens, skip_special_tokens=True)[0]).strip()


def _place(dub: Dub, said: _Said, loaded: Any, window: Utterance) -> None:
    if said.text:
        dub.place(said.speech, int(loaded[1].config.sampling_rate), window.start_s, window.end_s)


def _target(args: Mapping[str, Any]) -> tuple[str, str]:
    """(name, code) of the language to translate into; UserError when it is not among them."""
    name = str(args.get("target_language") or "").strip().lower()
    if not name:
        raise UserError("Say into which language it is to be translated.")
    code = language_code(name, TEXT_LANGUAGES)
    if args.get("speak") and code not in SPEECH_LANGUAGES.values():
        spoken = ", ".join(sorted(SPEECH_LANGUAGES)).title()
        raise UserError(f"{name.title()} can be written here, not spoken. Spoken there are {spoken}.")
    return name, code
