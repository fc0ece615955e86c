"""AudioLDM 2: sound effects and ambiences from words.

Liu et al., "AudioLDM 2: Learning Holistic Audio Generation with Self-supervised Pretraining", 2023 (arXiv 2308.05734).
"""

from __future__ import annotations

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


class AudioLdm2(SoundMaker):
    """generate_audio in mono at 16 kHz."""

    comes_in_parts = True
    id = "audioldm2"
    name = "AudioLDM 2"
    tasks = ("generate_audio",)
    licence = Licence("Apache-2.0")
    checkpoints = (Checkpoint("cvssp/audioldm2"),)
    longest_s = 30.0
    quality = 2
    speed = 1
    steps: ClassVar[int] = 100
    limits = ("Sounds and ambiences up to 30 s, mono, nothing above 8 kHz; trained on ten seconds, so longer ones may "
              "change on the way.")

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """The pipeline; its small language model is named by its base class in older repositories, and cannot be."""
        from diffusers import AudioLDM2Pipeline
        from transformers import GPT2LMHeadModel

        half = in_half(device)
        writer = GPT2LMHeadModel.from_pretrained(str(folders[0] / "language_model"), **{**device.loading, **half})
        return load_pipeline(AudioLDM2Pipeline, folders[0], device, language_model=writer, **half)

    def take(self, parts: Any, wish: SoundWish, seconds: float, guide: Clip | None, seed: int, report: Report) -> Audio:
        """One diffusion of a hundred steps."""
        with watched(networks(parts), report) as told:
            made = made_by(parts, wish.described, negative_prompt=_AVOIDED, num_inference_steps=self.steps,
                        audio_length_in_s=max(seconds, 1.0), generator=generator(seed), callback_steps=1,
                        callback=old_diffusion_hook(told, self.steps, "making the sound")).audios
        return as_audio(made[0], int(parts.vocoder.config.sampling_rate))
