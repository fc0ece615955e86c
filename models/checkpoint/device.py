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
    """The largest graphics card where there is one (`TONMEISTER_DEVICE` overrides it), else the processor in float32.

    A card works in bfloat16 where it has that, else in float16.
    """
    import torch

    name = os.environ.get("TONMEISTER_DEVICE", "").strip().lower() or _found(torch)
    if not name.startswith("cuda"):
        return Device(name, torch.float32)
    if name == "cuda":
        cards = [torch.cuda.get_device_properties(number).total_memory for number in range(torch.cuda.device_count())]
        name = f"cuda:{cards.index(max(cards))}" if len(cards) > 1 else name
    return Device(name, torch.bfloat16 if _has_bfloat16(torch, name) else torch.float16)


def processor() -> Device:
    """The processor, in float32."""
    import torch

    return Device("cpu", torch.float32)


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


def _has_bfloat16(torch: Any, name: str) -> bool:
    """Cards before Ampere (RTX 20, T4) only imitate it, slowly."""
    if not torch.cuda.is_available():
        return True
    return bool(torch.cuda.get_device_capability(torch.device(name))[0] >= 8)


def _found(torch: Any) -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
