"""MusicGen: music from words, from a melody, or going on from a recording.

Copet et al., "Simple and Controllable Music Generation", 2023 (arXiv 2306.05284).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence, Report
from engine.media.audio import Audio, fit_length, resample, to_channels
from engine.media.audio_stream import read_frames, sound_info
from engine.media.clip import Clip
from models.checkpoint.device import Device
from models.checkpoint.full_precision import in_full_precision
from models.checkpoint.pipeline import is_too_small, size_bytes, watched
from models.checkpoint.stepping import generation_hook
from models.music.chroma_steps import chroma_steps
from models.sound.making.gap import GapSurroundings
from models.sound.making.sound_maker import SoundMaker
from models.sound.making.wish import SoundWish

_WINDOW_S, _HEARD_S = 30.0, 10.0
_JOIN_S = 0.05
_GUIDANCE = 3.0
_MORE_TOKENS = 8
"""The codebooks follow each other with a delay: so many steps more than the sound needs."""


@dataclass(frozen=True)
class _Parts:
    """The network and what it needs around it."""

    network: Any
    tokenizer: Any

    @property
    def rate_hz(self) -> int:
        """Sample rate it makes."""
        return int(self.network.config.audio_encoder.sampling_rate)

    @property
    def tokens_per_s(self) -> float:
        """Steps of the codec in a second."""
        return float(self.network.config.audio_encoder.frame_rate)


class MusicGen(SoundMaker):
    """generate_audio beyond its window by going on from the last ten seconds; inpaint by going on into the gap."""

    tasks: ClassVar[tuple[str, ...]] = ("generate_audio", "inpaint")
    only_music = True
    licence = Licence("Apache-2.0")
    packages = ("torch", "transformers")
    only_music = True
    longest_s = 180.0
    longest_gap_s = _WINDOW_S - _HEARD_S
    gap_context_s = _HEARD_S
    window_s: ClassVar[float] = _WINDOW_S
    """It was trained on stretches of this length."""
    heard_s: ClassVar[float] = _HEARD_S
    """How much of its own music it is given to go on from."""
    quality = 2
    speed = 1
    limits = ("Instrumental music without vocals, mono, nothing above 16 kHz; more than 30 s goes on from the last ten "
              "seconds, so a long piece wanders; a gap is filled from what comes before it alone.")

    def load(self, folders: Sequence[Path], device: Device) -> _Parts:
        """The network on the card where it fits, else on the processor."""
        import torch
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(str(folders[0]), local_files_only=True, trust_remote_code=False)
        network = self._network_class().from_pretrained(str(folders[0]), **device.loading).eval()
        if is_too_small(device, size_bytes(network)):
            return _Parts(network.to(torch.float32), tokenizer)
        network.to(device.name)
        in_full_precision(network.audio_encoder)
        return _Parts(network, tokenizer)

    def take(
        self, parts: _Parts, wish: SoundWish, seconds: float, guide: Clip | None, seed: int, report: Report
    ) -> Audio:
        """Music of `seconds`, window after window."""
        sound = np.zeros((parts.network.config.decoder.audio_channels, 0), np.float32)
        rate, wanted = parts.rate_hz, round(seconds * parts.rate_hz)
        _seed(seed)
        while sound.shape[1] < wanted:
            heard = min(sound.shape[1], round(self.heard_s * rate))
            missing = (wanted - sound.shape[1]) / rate
            length = min(self.window_s - heard / rate, missing + _JOIN_S)
            end = min(wanted, sound.shape[1] + round(length * rate))
            told = report.part(sound.shape[1] / wanted, end / wanted)
            fresh = self._made(parts, wish.described, length, sound[:, sound.shape[1] - heard:], guide, told)
            sound = _appended(sound, fresh[:, max(0, heard - round(_JOIN_S * rate)):] if heard else fresh, rate)
        return Audio(np.ascontiguousarray(sound[:, :wanted]), rate)

    def sound_of(self, parts: _Parts) -> tuple[int, int]:
        """As its codec wants it."""
        return parts.rate_hz, int(parts.network.config.decoder.audio_channels)

    def fill(self, parts: _Parts, around: GapSurroundings, prompt: str, seed: int, report: Report) -> Audio:
        """Go on from what comes before the gap; at the start of a clip the other way round is not possible."""
        rate = parts.rate_hz
        before = around.audio.samples[:, :round(around.start_s * rate)]
        _seed(seed)
        made = self._made(parts, prompt or "music going on as before", around.end_s - around.start_s, before, None,
                          report)
        return fit_length(Audio(np.ascontiguousarray(made), rate), around.audio.frames)

    def _network_class(self) -> Any:
        from transformers import MusicgenForConditionalGeneration

        return MusicgenForConditionalGeneration

    def _made(self, parts: _Parts, text: str, seconds: float, heard: np.ndarray, guide: Clip | None,
              report: Report) -> np.ndarray:
        """`heard` as the codec gives it back, and `seconds` of music after it [shape=(channels, n)]."""
        import torch

        network = parts.network
        tokens = round(seconds * parts.tokens_per_s) + _MORE_TOKENS
        given = dict(parts.tokenizer([text], padding=True, truncation=True, return_tensors="pt"))
        given.pop("token_type_ids", None)
        given |= self._heard(parts, heard, guide)
        with watched([network], report) as told, torch.inference_mode():
            out = network.generate(
                **{name: value.to(network.device) for name, value in given.items()}, do_sample=True,
                guidance_scale=_GUIDANCE, max_new_tokens=tokens, stopping_criteria=generation_hook(
                    told, tokens, "making music"))
        return np.asarray(out[0].float().cpu().numpy(), np.float32)[:, :heard.shape[1] + round(seconds * parts.rate_hz)]

    def _heard(self, parts: _Parts, heard: np.ndarray, guide: Clip | None) -> dict[str, Any]:
        """The sound to go on from, as the network takes it."""
        import torch

        if not heard.shape[1]:
            return {}
        values = torch.from_numpy(np.ascontiguousarray(heard))[None].to(parts.network.dtype)
        return {"input_values": values}


class MusicGenSmall(MusicGen):
    """300 million parameters."""

    id = "musicgen-small"
    name = "MusicGen small"
    checkpoints = (Checkpoint("facebook/musicgen-small"),)


class MusicGenMedium(MusicGen):
    """1.5 billion parameters."""

    id = "musicgen-medium"
    name = "MusicGen medium"
    checkpoints = (Checkpoint("facebook/musicgen-medium"),)


class MusicGenMelody(MusicGen):
    """1.5 billion parameters, with a recording whose melody it follows."""

    id = "musicgen-melody"
    name = "MusicGen melody"
    tasks = ("generate_audio",)
    checkpoints = (Checkpoint("facebook/musicgen-melody"),)
    longest_s = _WINDOW_S
    follows = True
    limits = ("Up to 30 s of instrumental music, mono, nothing above 16 kHz; follows the loudest note of the guide at "
              "each moment, so a single line works best.")

    def _network_class(self) -> Any:
        from transformers import MusicgenMelodyForConditionalGeneration

        return MusicgenMelodyForConditionalGeneration

    def _heard(self, parts: _Parts, heard: np.ndarray, guide: Clip | None) -> dict[str, Any]:
        """The strongest pitch class of the guide, step by step."""
        import torch

        if guide is None:
            return {}
        info = sound_info(guide)
        end = min(info.frames, round(_WINDOW_S * info.sample_rate_hz))
        melody = to_channels(resample(read_frames(guide.path, 0, end, info.sample_rate_hz), parts.rate_hz), 1)
        steps = torch.from_numpy(chroma_steps(melody.samples[0], parts.rate_hz, parts.network.config.num_chroma))
        return {"input_features": steps[None].to(parts.network.dtype)}


def _seed(seed: int) -> None:
    import torch

    torch.manual_seed(seed)



def _appended(sound: np.ndarray, fresh: np.ndarray, rate: int) -> np.ndarray:
    """Join a piece to what it goes on from; its first moment repeats the last one, and is faded over."""
    fade = min(round(_JOIN_S * rate), sound.shape[1], fresh.shape[1])
    if not fade:
        return np.concatenate([sound, fresh], axis=1)
    rise = ((np.arange(fade) + 0.5) / fade).astype(np.float32)
    seam = sound[:, -fade:] * (1 - rise) + fresh[:, :fade] * rise
    return np.concatenate([sound[:, :-fade], seam, fresh[:, fade:]], axis=1)
