"""Language models that listen: a recording described in sentences of their own, beside what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Facts, Licence, Report, Result, Text
from engine.errors import UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import Device
from models.checkpoint.sound_in import sound_at
from models.checkpoint.stoppable import stoppable
from models.checkpoint.streaming import spoken_tokens
from models.hearing.explain import telling_window
from models.sound.caption import FactCaptioner

_CLASSES = {
    "qwen2_audio": ("Qwen2AudioForConditionalGeneration", "Qwen2AudioProcessor"),
    "audioflamingo3": ("AudioFlamingo3ForConditionalGeneration", "AudioFlamingo3Processor"),
    "musicflamingo": ("MusicFlamingoForConditionalGeneration", "MusicFlamingoProcessor"),
}
"""By the kind that a checkpoint says it is; no other is loaded."""
_ASKED = ("Describe this recording in one or two sentences: what can be heard, and for music its genre, instruments "
          "and mood. Say nothing that you do not hear.")
_MOST_TOKENS = 160
_SHORTEST_S = 0.1
"""Less is filled up with silence: these models need one frame of 40 ms at least."""
_LISTENING, _MEASURED = 0.55, 0.4


@dataclass(frozen=True, eq=False)
class _Listener:
    network: Any
    processor: Any
    device: Device

    @property
    def rate_hz(self) -> int:
        return int(self.processor.feature_extractor.sampling_rate)


class QwenAudio(CheckpointModel):
    """caption_audio: the model's own sentence, marked as not measured, and the facts of the embedded captioner."""

    working_share = 1.15
    id = "qwen2-audio"
    name = "Qwen2-Audio"
    tasks = ("caption_audio",)
    licence = Licence("Apache-2.0")
    checkpoints = (Checkpoint("Qwen/Qwen2-Audio-7B-Instruct"),)
    quality = 3
    speed = 1
    limits = ("Hears 30 seconds, of longer recordings the loudest 30; names instruments, moods and events, but can be "
              "wrong with confidence.")
    longest_s: ClassVar[float] = 30.0
    """What it hears at most."""

    def load(self, folders: Sequence[Path], device: Device) -> _Listener:
        """The network and what prepares sound and words for it."""
        import json

        import transformers

        kind = json.loads((folders[0] / "config.json").read_text("utf-8")).get("model_type")
        if kind not in _CLASSES:
            raise ValueError(f"it is of the kind '{kind}', which is not loaded")
        network_class, processor_class = (getattr(transformers, name) for name in _CLASSES[kind])
        network = network_class.from_pretrained(str(folders[0]), **device.loading)
        processor = processor_class.from_pretrained(str(folders[0]), local_files_only=True, trust_remote_code=False)
        return _Listener(network.eval().to(device.name), processor, device)

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a missing clip or one that cannot be read."""
        FactCaptioner().check(args, inputs, brief)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the sentence (one for each clip), and the measured facts."""
        given = inputs.get("clip") or inputs.get("clips")
        clips = (given,) if isinstance(given, Clip) else tuple(given or ())
        if not clips:
            raise UserError("Name a recording to describe.")
        listener: _Listener = self.loaded(report)
        said = []
        for number, clip in enumerate(clips):
            part = report.part(number / len(clips), (number + _LISTENING) / len(clips))
            said.append(self._described(clip, listener, brief, part))
        facts = FactCaptioner().run(args, inputs, brief, report.part(1 - _MEASURED, 1))["facts"]
        assert isinstance(facts, Facts)
        named = [f"'{clip.name}': {text}" if len(clips) > 1 else text for clip, text in zip(clips, said, strict=True)]
        words = f"{self.name} hears (its own words, not measured): {' '.join(named)}"
        heard = {"described_by": self.name, "description": said[0] if len(said) == 1 else said}
        return {"text": Text(words), "facts": Facts({**facts.values, **heard}, facts.summary)}

    def _described(self, clip: Clip, listener: _Listener, brief: Brief, report: Report) -> str:
        """What the model says of one clip."""
        import torch

        seconds = sound_info(clip).seconds
        start_s = telling_window(clip, self.longest_s) if seconds > self.longest_s else 0.0
        end_s = min(seconds, start_s + self.longest_s)
        if end_s - start_s < seconds:
            report.warn(f"{self.name} heard only {_clock(start_s)}–{_clock(end_s)} of '{clip.name}', the loudest part.")
        sound = sound_at(clip, listener.rate_hz, start_s=start_s, end_s=end_s)[0]
        sound = np.pad(sound, (0, max(0, round(_SHORTEST_S * listener.rate_hz) - len(sound))))
        asked = [{"role": "user", "content": [{"type": "audio", "audio": "clip"}, {"type": "text", "text": _ASKED}]}]
        text = listener.processor.apply_chat_template(asked, add_generation_prompt=True, tokenize=False)
        given = listener.processor(text=[text], audio=[sound], sampling_rate=listener.rate_hz, return_tensors="pt")
        given["input_features"] = given["input_features"].to(listener.device.dtype)
        streamer = spoken_tokens(listener.processor.tokenizer, report, _MOST_TOKENS, self.name)
        with torch.inference_mode(), stoppable(listener.network, streamer.look):
            listener.network.generate(**given.to(listener.device.name), max_new_tokens=_MOST_TOKENS, do_sample=False,
                                      streamer=streamer)
        return streamer.sentence() or f"nothing that it has words for in '{clip.name}'."


class AudioFlamingoNext(QwenAudio):
    """Trained on speech, sounds and music, of up to half an hour."""

    id = "audio-flamingo-next"
    name = "Audio Flamingo Next"
    checkpoints = (Checkpoint("nvidia/audio-flamingo-next-hf"),)
    longest_s = 600.0
    limits = ("Hears ten minutes, of longer recordings the loudest ten; needs a large graphics card, and can be wrong "
              "with confidence.")


class MusicFlamingo(AudioFlamingoNext):
    """Trained to describe songs."""

    id = "music-flamingo"
    name = "Music Flamingo"
    checkpoints = (Checkpoint("nvidia/music-flamingo-2601-hf"),)
    limits = ("Made for music, hears ten minutes; the key, tempo and chords it names are impressions: those that were "
              "measured stand beside them.")


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
