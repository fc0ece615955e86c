"""Stable Audio 3: sounds and music from words, and gaps filled (https://github.com/Stability-AI/stable-audio-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence, Report
from engine.media.audio import Audio
from engine.media.clip import Clip
from models.checkpoint.device import Device
from models.checkpoint.pipeline import generator, in_half, load_pipeline, made_by, networks, watched
from models.checkpoint.sound_in import as_audio
from models.checkpoint.stepping import diffusion_hook
from models.sound.making.gap import GapSurroundings
from models.sound.making.sound_maker import SoundMaker
from models.sound.making.wish import SoundWish

_DISTILLED_STEPS, _STEPS = 8, 100
_CONVERT = ("Stability's repository asks for consent and is not in the form that is loaded here; convert it with "
            "diffusers' convert_stable_audio_3_to_diffusers.py")


@dataclass(frozen=True)
class _Parts:
    """Both pipelines, with the same networks."""

    pipe: Any
    filler: Any

    @property
    def steps(self) -> int:
        """As many as its scheduler was made for."""
        return _DISTILLED_STEPS if self.pipe.scheduler.config.stochastic_sampling else _STEPS


class StableAudio3(SoundMaker):
    """generate_audio and inpaint in stereo at 44.1 kHz."""

    tasks = ("generate_audio", "inpaint")
    licence = Licence("Apache-2.0")
    quality = 3
    speed = 1
    limits = ("English prompts, no words sung or spoken. " + _CONVERT + ", and take in the folder with "
              "`tonmeister models get ID --from FOLDER`.")

    def ready(self) -> str:
        """Says how the weights get here, which takes a step more than with others."""
        folders = [Path(one.folder) for one in self.records()]
        if folders and all((folder / "model_index.json").is_file() for folder in folders):
            return super().ready()
        return f"{_CONVERT}, then run `tonmeister models get {self.id} --from FOLDER`."

    def load(self, folders: Sequence[Path], device: Device) -> _Parts:
        """Both pipelines from one set of weights."""
        from diffusers import StableAudio3InpaintPipeline, StableAudio3Pipeline

        pipe = load_pipeline(StableAudio3Pipeline, folders[0], device, **in_half(device))
        filler: Any = StableAudio3InpaintPipeline(**pipe.components)
        filler.set_progress_bar_config(disable=True)
        return _Parts(pipe, filler)

    def take(
        self, parts: _Parts, wish: SoundWish, seconds: float, guide: Clip | None, seed: int, report: Report
    ) -> Audio:
        """One diffusion."""
        return _made(parts.pipe, parts, wish.described, seconds, seed, report)

    def sound_of(self, parts: _Parts) -> tuple[int, int]:
        """As its autoencoder wants it."""
        return int(parts.pipe.vae.config.sampling_rate), int(parts.pipe.vae.config.audio_channels)

    def fill(self, parts: _Parts, around: GapSurroundings, prompt: str, seed: int, report: Report) -> Audio:
        """The stretch made anew where it is masked."""
        import torch

        heard = torch.from_numpy(around.audio.samples)[None]
        return _made(parts.filler, parts, prompt or "the same sound, going on", around.audio.seconds, seed, report,
                     audio=heard, mask_start_seconds=around.start_s, mask_end_seconds=around.end_s)


class StableAudio3Medium(StableAudio3):
    """The large one, for music and sounds."""

    comes_in_parts = True
    id = "stable-audio-3"
    name = "Stable Audio 3"
    checkpoints = (Checkpoint("stabilityai/stable-audio-3-medium"),)
    longest_s = 380.0


class StableAudio3Sounds(StableAudio3):
    """The small one for sound effects."""

    id = "stable-audio-3-sounds"
    name = "Stable Audio 3 small, sounds"
    checkpoints = (Checkpoint("stabilityai/stable-audio-3-small-sfx"),)
    longest_s = 120.0
    quality = 2
    speed = 2


class StableAudio3Music(StableAudio3):
    """The small one for music."""

    id = "stable-audio-3-music"
    name = "Stable Audio 3 small, music"
    checkpoints = (Checkpoint("stabilityai/stable-audio-3-small-music"),)
    longest_s = 120.0
    only_music = True
    quality = 2
    speed = 2


def _made(pipe: Any, parts: _Parts, prompt: str, seconds: float, seed: int, report: Report, **more: Any) -> Audio:
    with watched(networks(pipe), report) as told:
        made = made_by(pipe, prompt, duration=seconds, num_inference_steps=parts.steps, generator=generator(seed),
                    callback_on_step_end=diffusion_hook(told, parts.steps, "making the sound"), **more).audios
    return as_audio(made[0].float().cpu().numpy(), int(pipe.vae.config.sampling_rate))
