"""Checkpoint: a repository of weights on the hub, and which of its files a model loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["safetensors", "onnx", "ctranslate2"]

_SETTINGS = ("*.json", "*.txt", "*.model", "*.jinja", "*.yaml", "*.yml", "tokenizer*", "vocab*", "merges*")
_WEIGHTS: dict[Form, tuple[str, ...]] = {
    "safetensors": ("*.safetensors",),
    "onnx": ("*.onnx", "*.onnx_data"),
    "ctranslate2": ("model.bin",),
}


@dataclass(frozen=True)
class Checkpoint:
    """Weights as they lie on the hub (https://huggingface.co/docs/hub/repositories)."""

    repo: str
    """Owner and name, e.g. "openai/whisper-small"."""
    form: Form = "safetensors"
    """Nothing else is loaded: no pickles, no code."""
    only: tuple[str, ...] = ()
    """Patterns of the files that are needed; empty = all weights of the form, and the settings beside them."""
    never: tuple[str, ...] = ()
    """Patterns of files that are not needed (a second precision, another framework's)."""

    @property
    def wanted(self) -> tuple[str, ...]:
        """Patterns of the files to bring here."""
        return self.only or _WEIGHTS[self.form] + _SETTINGS

    @property
    def weights(self) -> tuple[str, ...]:
        """Patterns of the files that hold weights."""
        return _WEIGHTS[self.form]
