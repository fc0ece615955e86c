"""A tiny Demucs with random weights, in the form in which its makers publish it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_SETTINGS: dict[str, Any] = {
    "audio_channels": 2, "samplerate": 44100, "segment": {"_type": "fraction", "numerator": 1, "denominator": 2},
    "channels": 8, "growth": 2, "nfft": 512, "depth": 2, "t_layers": 1, "t_heads": 2, "bottom_channels": 16,
    "t_hidden_scale": 1.0, "dconv_depth": 1, "dconv_comp": 4, "no_longer_known": 1,
}


def make_bag(folder: Path, name: str, *, stems: Sequence[str] = ("drums", "bass", "other", "vocals"), networks: int = 1,
             weights: Sequence[Sequence[float]] | None = None, klass: str = "demucs.htdemucs.HTDemucs") -> Path:
    """Write `name.yaml` and its networks into a folder."""
    import torch
    from demucs.htdemucs import HTDemucs
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    told = {key: value for key, value in _SETTINGS.items() if key != "no_longer_known"} | {"segment": 0.5}
    for number in range(networks):
        torch.manual_seed(number)
        state = HTDemucs(list(stems), **told).state_dict()
        save_file({key: value.half().contiguous() for key, value in state.items()}, folder / f"net{number}.safetensors",
                  metadata={"klass": klass, "args": json.dumps([list(stems)]), "kwargs": json.dumps(_SETTINGS)})
    listed = [f"net{number}" for number in range(networks)]
    (folder / f"{name}.yaml").write_text(f"models: {listed}\n" + (f"weights: {weights}\n" if weights else ""))
    return folder
