"""A sound source: its names, its natural length and its recipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class SourceContext:
    """What a recipe works with."""

    count: int
    """Samples to make."""
    rate: int
    """Sample rate in Hz."""
    random: np.random.Generator
    intensity: float = 0.5
    """0 gentle … 1 violent."""
    brightness: float = 0.5
    distance: float = 0.0
    """0 near … 1 far."""
    surface: str = ""
    """What is rained or walked on: tin, window, leaves, gravel, snow, wood, concrete, metal."""
    report: Callable[[str], None] = lambda what: None
    """Called while long work goes on; raises when the user has cancelled."""

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.count / self.rate

    @property
    def time(self) -> np.ndarray:
        """Time of each sample in seconds [shape=(count,)]."""
        return np.arange(self.count) / self.rate

    def span(self, seconds: float) -> np.ndarray:
        """Time axis of a short event."""
        return np.arange(max(1, round(seconds * self.rate))) / self.rate

    def tick(self) -> None:
        """Say that the work goes on."""
        self.report("making the sound")

    def silence(self) -> np.ndarray:
        """An empty stereo sound to put events into [shape=(2, count)]."""
        return np.zeros((2, self.count))


Recipe = Callable[[SourceContext], np.ndarray]
"""Makes float64 [shape=(count,) or (2, count)]."""


@dataclass(frozen=True)
class Source:
    """One row of the source table."""

    name: str
    """What it is called when it is offered to the user."""
    words: str
    """Comma-separated phrases that ask for it."""
    recipe: Recipe
    is_texture: bool
    """True: goes on for any length and loops without a seam; False: an event that ends."""
    seconds: float
    """Natural length."""

    @property
    def phrases(self) -> tuple[str, ...]:
        """All phrases that ask for it, its own name among them."""
        return tuple(dict.fromkeys([self.name, *(word.strip() for word in self.words.split(","))]))
