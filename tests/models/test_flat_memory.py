"""Three times the length takes hardly more memory: models that work block by block."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Model, Report
from engine.media.audio_stream import ClipWriter
from engine.media.clip import Clip
from models.edit.edit import Editor
from models.edit.effects import Effects
from models.sound.binaural import HeadModel
from models.sound.detect import SoundFinder

RATE = 8000
CASES: dict[str, tuple[Model, dict[str, Any], float]] = {
    "detect_sounds": (SoundFinder(), {}, 75.0),
    "binauralize": (HeadModel(), {"motion": "circle"}, 25.0), "apply_effect": (Effects(), {"effect": "reverb"}, 100.0),
    "edit_clip": (Editor(), {"action": "reverse"}, 100.0),
}
"""Model, arguments, and seconds that fill its blocks at least once."""


def beats(folder: Path, seconds: float, channels: int = 2) -> Clip:
    """Struck tones in hiss."""
    random, time_s = np.random.default_rng(1), np.arange(RATE) / RATE
    with ClipWriter(folder, channels, RATE, 1) as writer:
        for number in range(round(seconds)):
            tone = 0.2 * np.sin(2 * np.pi * (220 + 20 * (number % 7)) * time_s) * np.exp(-6 * (time_s % 0.5))
            writer.write((tone + 0.003 * random.standard_normal((channels, RATE))).astype(np.float32))
        return writer.finish("beats")


def peak_bytes(folder: Path, model: Model, args: dict[str, Any], seconds: float) -> int:
    clip = beats(folder, seconds)
    tracemalloc.start()
    try:
        model.run(args, {"clip": clip}, Brief(model.tasks[0], folder / "out"), Report())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("task", CASES)
def test_memory_does_not_grow_with_the_length(tmp_path: Path, task: str) -> None:
    model, args, seconds = CASES[task]
    model.run(args, {"clip": beats(tmp_path, 2.0)}, Brief(task, tmp_path / "out"), Report())  # what is loaded once
    short, long = (peak_bytes(tmp_path, model, args, times * seconds) for times in (1, 3))
    assert long < 1.25 * short
