"""Stable Audio Open: sound effects, textures and short music from words.

Evans et al., "Stable Audio Open", 2024 (arXiv 2407.14358).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence, Report
from engine.media.audio import Audio
from engine.media.clip import Clip
from models.checkpoint.device import Device
from models.checkpoint.pipeline import generator, in_half, load_pipeline, made_by, networks, watched
from models.checkpoint.sound_in import as_audio
from models.checkpoint.stepping import old_diffusion_hook
from models.sound.making.sound_maker import SoundMaker
from models.sound.making.wish import SoundWish

_AVOIDED = "low quality"


class StableAudioOpen(SoundMaker):
    """generate_audio in stereo at 44.1 kHz."""

    comes_in_parts = True
    id = "stable-audio-open"
    name = "Stable Audio Open"
    tasks = ("generate_audio",)
    licence = Licence("Apache-2.0")
    checkpoints = (Checkpoint("stabilityai/stable-audio-open-1.0", never=("model.safetensors", "model.ckpt")),)
    packages = ("torch", "transformers", "diffusers", "torchsde")
    longest_s = 47.0
    quality = 2
    speed = 1
    steps: ClassVar[int] = 100
    limits = ("Sound effects and textures up to 47 s, English prompts, no voices; its music is plainer than that of "
              "models made for music. Its owner asks for consent to a licence before the download.")

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """The pipeline, part by part on a small card."""
        from diffusers import StableAudioPipeline

        return load_pipeline(StableAudioPipeline, folders[0], device, **in_half(device))

    def take(self, parts: Any, wish: SoundWish, seconds: float, guide: Clip | None, seed: int, report: Report) -> Audio:
        """One diffusion of a hundred steps."""
        with watched(networks(parts), report) as told, warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Should have t[ab]", UserWarning)  # its schedule is a rounding too long
            made = made_by(parts, wish.described, negative_prompt=_AVOIDED, num_inference_steps=self.steps,
                        audio_end_in_s=seconds, generator=generator(seed), callback_steps=1,
                        callback=old_diffusion_hook(told, self.steps, "making the sound")).audios
        return as_audio(made[0].float().cpu().numpy(), int(parts.vae.config.sampling_rate))
