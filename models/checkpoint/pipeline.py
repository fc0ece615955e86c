"""Pipelines of diffusers: loaded safely, put where they fit, and stopped when the user cancels."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.catalog.model import Report
from engine.errors import ModelError
from models.checkpoint.device import Device, free_memory
from models.checkpoint.full_precision import in_full_precision
from models.checkpoint.stoppable import stoppable

_LAST_STAGES = ("vae", "vocoder")
_WORKING_SHARE = 1.3
"""Memory on the card while it works, against the size of the weights."""


def load_pipeline(pipeline: Any, folder: Path, device: Device, **parts: Any) -> Any:
    """A pipeline class from a folder: safetensors only, no foreign code; on a small card part by part."""
    if not (folder / "model_index.json").is_file():
        raise OSError(f"{folder} holds no pipeline of diffusers (it has no model_index.json).")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "`torch.nn.utils.weight_norm` is deprecated", FutureWarning)
        loaded = pipeline.from_pretrained(str(folder), **{**device.loading, **parts})
    loaded.set_progress_bar_config(disable=True)
    for name in _LAST_STAGES:
        if (part := getattr(loaded, name, None)) is not None:
            in_full_precision(part)
            if hasattr(part, "enable_tiling"):
                part.enable_tiling()  # a long piece is decoded bit by bit
    if is_too_small(device, sum(map(size_bytes, networks(loaded)))):
        loaded.enable_model_cpu_offload(device=device.name)
    else:
        loaded.to(device.name)
    return loaded


def made_by(pipeline: Any, *given: Any, **asked: Any) -> Any:
    """What the pipeline makes; a card whose memory runs out gets it part by part and is asked once more.

    ModelError when that is not enough either.
    """
    import torch

    try:
        return pipeline(*given, **asked)
    except torch.OutOfMemoryError:
        pass  # outside the handler, whose traceback holds on to what fills the card
    free_memory()
    device = pipeline.device
    try:
        pipeline.to("cpu")
        free_memory()
        pipeline.enable_model_cpu_offload(device=device)
        return pipeline(*given, **asked)
    except torch.OutOfMemoryError as error:
        raise ModelError("The graphics card's memory does not hold this; ask for a shorter piece.") from error


def in_half(device: Device) -> dict[str, Any]:
    """For `load_pipeline` of diffusion models that were made for float16, which bfloat16 would make noisier."""
    import torch

    return {"dtype": torch.float16} if device.name.startswith("cuda") else {}


def networks(pipeline: Any) -> list[Any]:
    """The torch modules of a pipeline."""
    import torch

    return [part for part in pipeline.components.values() if isinstance(part, torch.nn.Module)]


def size_bytes(network: Any) -> int:
    """Memory that the weights of a torch module take."""
    return sum(weight.numel() * weight.element_size() for weight in network.parameters())


def is_too_small(device: Device, weights_bytes: int) -> bool:
    """True for a graphics card whose free memory does not hold these weights at work."""
    import torch

    if not device.name.startswith("cuda"):
        return False
    free, _ = torch.cuda.mem_get_info(torch.device(device.name))
    return free < weights_bytes * _WORKING_SHARE


def generator(seed: int) -> Any:
    """A source of chance on the processor; torch's own is set too, for the parts that ask no other."""
    import torch

    torch.manual_seed(seed)
    return torch.Generator("cpu").manual_seed(seed)


@contextlib.contextmanager
def watched(parts: list[Any], report: Report) -> Iterator[Report]:
    """A report whose cancel is heard inside these networks too, between any two of their layers."""
    last: tuple[float, float, str] = (0, 1, "starting")

    def forward(done: float, of: float, what: str) -> None:
        nonlocal last
        last = (done, of, what)
        report(done, of, what)

    with contextlib.ExitStack() as stack:
        for part in parts:
            stack.enter_context(stoppable(part, lambda: report(*last)))
        yield Report(forward, report.warn)
