"""Where bars and beats of the DAW lie along a clip, and how a place in it is said."""

from __future__ import annotations

import math
from dataclasses import dataclass

_MOST_NUMBERS = 4


@dataclass(frozen=True)
class BarRuler:
    """A clip on the grid of the DAW; a bar may be 3.5 beats long."""

    length_beats: float
    beats_per_bar: float = 4
    start_beats: float = 0.0
    """Where the clip begins, from the start of the song; 0 is bar 1, beat 1."""

    @property
    def steps(self) -> int:
        """Whole beats in it, at least one."""
        return max(1, math.ceil(self.length_beats - 1e-9))

    @property
    def page(self) -> int:
        """Beats in a bar."""
        return max(1, round(self.beats_per_bar))

    def part(self, step: int) -> float:
        """Where a beat begins, 0 to 1."""
        return min(1.0, step / max(self.length_beats, 1e-9))

    def step(self, part: float) -> int:
        """The beat at a place from 0 to 1."""
        return min(self.steps, max(0, math.floor(part * self.length_beats + 1e-6)))

    def words(self, part: float) -> str:
        """A place in words: "bar 3 beat 2"."""
        beats = self.start_beats + part * self.length_beats + 1e-6
        bar = math.floor(beats / self.beats_per_bar)
        return f"bar {bar + 1} beat {math.floor(beats - bar * self.beats_per_bar) + 1}"

    def numbers(self) -> list[tuple[float, str]]:
        """Bars to write below the waveform, (place 0 to 1, number): every 1st, 2nd, 4th … so that 4 stand at most."""
        first = math.ceil(self.start_beats / self.beats_per_bar - 1e-9)
        last = math.ceil((self.start_beats + self.length_beats) / self.beats_per_bar - 1e-9)
        every = 1
        while (last - first) / every > _MOST_NUMBERS:
            every *= 2
        return [
            ((bar * self.beats_per_bar - self.start_beats) / self.length_beats, str(bar + 1))
            for bar in range(first, last, every)
        ]


@dataclass(frozen=True)
class SecondsRuler:
    """A clip that lies on no grid: steps are seconds, nothing is written below it."""

    length_s: float

    @property
    def steps(self) -> int:
        """Whole seconds in it, at least one."""
        return max(1, math.ceil(self.length_s - 1e-9))

    @property
    def page(self) -> int:
        """Seconds that Shift goes."""
        return 10

    def part(self, step: int) -> float:
        """Where a second begins, 0 to 1."""
        return min(1.0, step / max(self.length_s, 1e-9))

    def step(self, part: float) -> int:
        """The second at a place from 0 to 1."""
        return min(self.steps, max(0, math.floor(part * self.length_s + 1e-6)))

    def words(self, part: float) -> str:
        """A place in words: "0:03"."""
        seconds = math.floor(part * self.length_s + 1e-6)
        return f"{seconds // 60}:{seconds % 60:02}"

    def numbers(self) -> list[tuple[float, str]]:
        """None."""
        return []


Ruler = BarRuler | SecondsRuler
