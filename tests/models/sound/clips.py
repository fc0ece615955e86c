"""Clips made for a test, and a model run on them the way a step runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Model, Report, Result
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip

RATE = 44100


def clip_of(folder: Path, samples: np.ndarray, rate: int = RATE, name: str = "take") -> Clip:
    return audio_clip(folder, name, Audio(np.ascontiguousarray(np.atleast_2d(samples), np.float32), rate))


def run(model: Model, folder: Path, clip: Clip | None = None, warnings: list[str] | None = None, *,
        reference: Clip | None = None, **args: Any) -> dict[str, Result]:
    inputs: dict[str, Any] = {}
    if clip is not None:
        inputs["clip"] = clip
    if reference is not None:
        inputs["reference"] = reference
    brief = Brief(model.tasks[0], folder / "out", seed=1)
    model.check(args, inputs, brief)
    return model.run(args, inputs, brief, Report(on_warning=None if warnings is None else warnings.append))


def noise(seconds: float, rate: int = RATE, seed: int = 1) -> np.ndarray:
    return 0.1 * np.random.default_rng(seed).standard_normal(round(seconds * rate))
