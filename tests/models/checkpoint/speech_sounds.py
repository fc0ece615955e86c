"""Sounds for the tests of speech models, and a short way to have one of them work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Report, Result
from engine.catalog.registry import discover
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from engine.workers.inline import Inline
from engine.workers.worker import Order

RATE_HZ = 16000


def talk(seconds: float, *, rate_hz: int = RATE_HZ, pause_every_s: float = 4.0, pause_s: float = 0.8) -> np.ndarray:
    """Something that rises and falls as syllables do, with pauses; float32 [shape=(1, n)]."""
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    pitch = 140 + 20 * np.sin(2 * np.pi * 0.4 * times)
    tone = sum(np.sin(2 * np.pi * k * np.cumsum(pitch) / rate_hz) / k for k in range(1, 9))
    syllables = np.clip(np.sin(2 * np.pi * 2.2 * times), 0, None) ** 0.5
    speaks = (times % pause_every_s) < pause_every_s - pause_s
    return (0.15 * tone * syllables * speaks)[None].astype(np.float32)


def clip_of(folder: Path, samples: np.ndarray, *, rate_hz: int = RATE_HZ, name: str = "take") -> Clip:
    """These samples as a clip."""
    return audio_clip(folder, name, Audio(np.ascontiguousarray(samples, np.float32), rate_hz))


class Made:
    """What came of one order: its results, warnings and what was reported."""

    def __init__(self) -> None:
        self.results: dict[str, Result] = {}
        self.warnings: list[str] = []
        self.progress: list[float] = []


def ordered(
    model: str, task: str, folder: Path, args: Mapping[str, Any], inputs: Mapping[str, Any] | None = None, *,
    seed: int = 0, on_progress: Callable[[], None] | None = None, inline: Inline | None = None,
) -> Made:
    """Have a model work as a job does."""
    made = Made()

    def progress(done: float, of: float, what: str) -> None:
        made.progress.append(done / of)
        if on_progress:
            on_progress()

    brief = Brief(task, folder, sample_rate_hz=48000, seed=seed)
    report = Report(progress, made.warnings.append)
    made.results = (inline or workplace()).run(Order(model, args, inputs or {}, brief), report)
    return made


def workplace() -> Inline:
    """All models, in this process."""
    registry = discover()
    assert not [problem for problem in registry.problems if "speech" in problem.where]
    return Inline(registry)
