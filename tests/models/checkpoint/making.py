"""A home of its own for tiny checkpoints, and a short way to have a model make something as a job does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Facts, Model, Report, Result
from engine.catalog.registry import Registry
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from engine.workers.inline import Inline
from engine.workers.worker import Order

QUIET = [
    "ignore:.torch.nn.utils.weight_norm. is deprecated:FutureWarning",
]
"""What building a tiny checkpoint makes the libraries say of themselves."""


@contextmanager
def own_home(folder: Path) -> Iterator[Path]:
    """A data folder that holds these checkpoints alone; other tests do not see them."""
    before = os.environ["TONMEISTER_HOME"]
    os.environ["TONMEISTER_HOME"] = str(folder)
    try:
        yield folder
    finally:
        os.environ["TONMEISTER_HOME"] = before


@dataclass
class Made:
    """What came of one order."""

    results: dict[str, Result]
    warnings: list[str] = field(default_factory=list)
    progress: list[float] = field(default_factory=list)

    def audio(self, name: str = "audio") -> Audio:
        """One of the sounds."""
        clip = self.results[name]
        assert isinstance(clip, Clip)
        return clip.audio()

    @property
    def facts(self) -> Mapping[str, Any]:
        """What was measured."""
        facts = self.results["facts"]
        assert isinstance(facts, Facts)
        return facts.values


def registered(*kinds: type[Model]) -> Registry:
    """A registry of these models, none of which may be wrong."""
    registry = Registry()
    for kind in kinds:
        registry.add(kind, kind.__module__)
    assert not registry.problems
    return registry


def ordered(registry: Registry, model: str, brief: Brief, args: Mapping[str, Any], *,
            inputs: Mapping[str, Clip] | None = None, on_progress: Callable[[int, float], None] | None = None) -> Made:
    """Have a model that is ready carry out an order, as a job does."""
    chosen = registry.choose(brief.task, model_id=model)[0]
    made = Made({})

    def progress(done: float, of: float, what: str) -> None:
        made.progress.append(done / of)
        if on_progress:
            on_progress(len(made.progress), done / of)

    report = Report(progress, made.warnings.append)
    made.results = Inline(registry).run(Order(chosen.id, args, inputs or {}, brief), report)
    return made


def band(folder: Path, seconds: float = 6.0, rate_hz: int = 44100, channels: int = 2) -> Clip:
    """A few held tones and a hit twice a second: something to work on."""
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    tones = sum(np.sin(2 * np.pi * hz * times) for hz in (220, 277, 330)) / 12
    hits = np.random.default_rng(1).standard_normal(len(times)) * np.exp(-30 * (times % 0.5)) / 8
    sound = np.stack([tones + (0.5 + 0.1 * number) * hits for number in range(channels)])
    return audio_clip(folder, "band", Audio(sound.astype(np.float32), rate_hz), start_beats=8.0, track="Band")


def must_be_same_outside(clip: Clip, made: Audio, start_s: float, end_s: float) -> None:
    """Bit for bit, before and after a stretch; and something else in it."""
    source = clip.audio()
    first, last = round(start_s * source.sample_rate_hz), round(end_s * source.sample_rate_hz)
    assert (made.sample_rate_hz, made.samples.shape) == (source.sample_rate_hz, source.samples.shape)
    assert np.array_equal(made.samples[:, :first], source.samples[:, :first])
    assert np.array_equal(made.samples[:, last:], source.samples[:, last:])
    assert not np.allclose(made.samples[:, first:last], source.samples[:, first:last])
    assert np.abs(made.samples[:, first:last]).max() > 1e-4
