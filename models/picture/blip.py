"""BLIP: says what a picture shows; another model makes the sound of it.

Li et al., "BLIP: Bootstrapping Language-Image Pre-training", 2022 (arXiv 2201.12086).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Licence, Report, Result
from engine.errors import ModelError, UserError
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.checkpoint.device import Device
from models.checkpoint.stepping import generation_hook
from models.picture.sight import check_picture
from models.sound.making.generators import made_by_words, ready_generators

_SECONDS = 10.0
_WORDS, _BEAMS = 40, 3
_CAPTION_SHARE = 0.1
_LEAD = re.compile(r"^(?:an? )?(?:arafed |close up |(?:picture|photo|photograph|painting|image|view) of )+", re.I)
"""How captions of this model begin that say nothing of the scene."""


@dataclass(frozen=True)
class _Parts:
    """The network and what prepares its inputs."""

    network: Any
    processor: Any
    device: Device


class Blip(CheckpointModel):
    """image_to_audio: caption, prompt, and the best generator on this computer."""

    tasks = ("image_to_audio",)
    licence = Licence("BSD-3-Clause")
    packages = ("torch", "transformers", "PIL")
    limits = ("Says in one English sentence what it sees, and can be wrong; the sound is as good as the best model for "
              "sounds on this computer, and small details of the picture are not heard.")

    def load(self, folders: Sequence[Path], device: Device) -> _Parts:
        """Network and picture processor; the latter needs no torchvision."""
        from transformers import AutoTokenizer, BlipForConditionalGeneration, BlipImageProcessorPil, BlipProcessor

        here: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        network = BlipForConditionalGeneration.from_pretrained(str(folders[0]), **device.loading).eval().to(device.name)
        pictures = BlipImageProcessorPil.from_pretrained(str(folders[0]), local_files_only=True)
        processor = BlipProcessor(pictures, AutoTokenizer.from_pretrained(str(folders[0]), **here))
        return _Parts(network, processor, device)

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a missing or impossible picture."""
        check_picture(_picture(inputs).path)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return `audio`; a warning tells what was seen, and which prompt and model made the sound."""
        image = _picture(inputs)
        caption = self._caption(image, report.part(0, _CAPTION_SHARE))
        prompt, inner = f"the sound of {caption}", replace(brief, task="generate_audio")
        made, maker = made_by_words(
            _order(args, prompt), caption, ready_generators(self, inner), inner, report.part(_CAPTION_SHARE, 1))
        report.warn(f"The picture shows {caption}, so {maker.name} made '{prompt}'; ask with other words for another "
                    "sound.")
        return {"audio": replace(made, name=f"{image.name}: {caption}"[:80])}

    def memory_need_bytes(self) -> int:
        """Its own and that of the model that makes the sound."""
        known = super().memory_need_bytes()
        makers = ready_generators(self, Brief("image_to_audio", Path()))
        return known + max((maker.memory_need_bytes() for maker in makers), default=0) if known else 0

    def unload(self) -> None:
        """Drop its own, and what the makers of the sound hold here."""
        for maker in ready_generators(self, Brief("image_to_audio", Path())):
            maker.unload()
        super().unload()

    def _caption(self, image: Clip, report: Report) -> str:
        import torch
        from PIL import Image

        parts: _Parts = self.loaded(report)
        with Image.open(image.path) as picture:
            given = parts.processor(images=picture.convert("RGB"), return_tensors="pt")
        with torch.inference_mode():
            out = parts.network.generate(
                pixel_values=given["pixel_values"].to(parts.device.name, parts.device.dtype), max_new_tokens=_WORDS,
                num_beams=_BEAMS, do_sample=False,
                stopping_criteria=generation_hook(report, _WORDS, "looking at the picture"))
        text = " ".join(str(parts.processor.decode(out[0], skip_special_tokens=True)).split())
        said = _LEAD.sub("", text).strip(" .")
        if not said:
            raise ModelError(f"{self.name} could not say what the picture shows.")
        return said


class BlipBase(Blip):
    """The small one."""

    id = "blip"
    name = "BLIP"
    checkpoints = (Checkpoint("Salesforce/blip-image-captioning-base"),)
    quality = 2
    speed = 2


class BlipLarge(Blip):
    """The large one."""

    id = "blip-large"
    name = "BLIP large"
    checkpoints = (Checkpoint("Salesforce/blip-image-captioning-large"),)
    quality = 3
    speed = 1


def _order(args: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    return {"prompt": prompt, "duration_s": float(args.get("duration_s") or _SECONDS)}


def _picture(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    image = inputs.get("image")
    if not isinstance(image, Clip):
        raise UserError("Name one picture to make a sound of.")
    if image.kind != "image":
        raise UserError(f"'{image.name}' is {image.kind}; a picture is needed here.")
    return image
