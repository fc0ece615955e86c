"""Which processor a model runs on, in which precision, and how its memory comes back."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from engine.machine.memory import give_back_memory


@dataclass(frozen=True)
class Device:
    """Where tensors lie."""

    name: str
    """As torch names it: cuda, mps or cpu."""
    dtype: Any
    """Precision of the weights (torch.dtype)."""

    @property
    def loading(self) -> dict[str, Any]:
        """What every `from_pretrained` of transformers gets: safetensors only, no foreign code, no network."""
        return {
            "dtype": self.dtype,
            "use_safetensors": True,
            "trust_remote_code": False,
            "local_files_only": True,
        }


def best_device() -> Device:
    """The graphics card where there is one (`TONMEISTER_DEVICE` overrides it), else the processor in float32."""
    import torch

    name = os.environ.get("TONMEISTER_DEVICE", "").strip().lower() or _found(torch)
    return Device(name, torch.bfloat16 if name.startswith("cuda") else torch.float32)


def silence(packages: Sequence[str]) -> None:
    """No bars and no advice of transformers and diffusers on standard error: progress is reported, not printed."""
    for name in ("transformers", "diffusers"):
        if name in packages:
            logging = import_module(f"{name}.utils.logging")
            logging.disable_progress_bar()
            logging.set_verbosity_error()


def free_memory() -> None:
    """Free what nothing refers to any more, in this process and on the card."""
    give_back_memory()
    if "torch" in sys.modules:
        import torch

        if torch.cuda.is_available():
            torch.cuda.empty_cache()


def _found(torch: Any) -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
