"""A gap of up to 60 ms, filled by the method that does best on stretches beside the gap that are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.sound.repair.autoregressive import from_both_sides, janssen
from models.sound.repair.sparse import sparse_fill

_ORDER_HZ = 1000 / 44100
"""Order of the prediction per sample rate; lower ones lose the partials of chords."""
_CONTEXT_S = 4096 / 44100
_LEAST_ORDER, _MOST_ORDER, _MOST_CONTEXT = 32, 1000, 8192
_WORST_DB, _BEST_DB = -3.0, 30.0


@dataclass(frozen=True, eq=False)
class Gap:
    """A gap with what is known around it, one channel."""

    before: np.ndarray
    after: np.ndarray
    frames: int
    sample_rate_hz: int

    @property
    def order(self) -> int:
        """Order of the linear prediction."""
        return int(min(_MOST_ORDER, max(_LEAST_ORDER, _ORDER_HZ * self.sample_rate_hz)))

    @property
    def context(self) -> int:
        """How much of each side a method looks at."""
        scaled = round(_CONTEXT_S * self.sample_rate_hz)
        return min(_MOST_CONTEXT, max(scaled, 2 * self.frames, 4 * self.order))

    def fills(self) -> dict[str, np.ndarray]:
        """What each method makes of it [each shape=(frames,)]."""
        before, after = self.before[-self.context:], self.after[:self.context]
        sides = from_both_sides(before, after, self.frames, self.order)
        fills = {
            "extrapolation": sides,
            "prediction": janssen(before, sides, after, self.order) if len(before) and len(after) else sides,
            "partials": sparse_fill(before, self.frames, after, self.sample_rate_hz),
        }
        return {name: fill for name, fill in fills.items() if np.isfinite(fill).all()}


def reach(frames: int, sample_rate_hz: int) -> int:
    """How many samples beside a gap are of use."""
    empty = np.zeros(0)
    return 2 * Gap(empty, empty, frames, sample_rate_hz).context + frames


def fill_short_gap(before: np.ndarray, after: np.ndarray, frames: int, sample_rate_hz: int,
                   tick: Callable[[], None]) -> tuple[np.ndarray, str]:
    """The fill [shape=(frames,)] and the method; `tick` is called between the steps."""
    gap = Gap(before, after, frames, sample_rate_hz)
    if len(before) + len(after) < 16:
        return np.full(frames, float(np.mean(np.append(before[-1:], after[:1])))), "level"
    scores = _scores(gap, tick)
    fills = gap.fills()
    name = max(fills, key=lambda method: scores.get(method, _WORST_DB - 1)) if scores else "prediction"
    return _bounded(fills.get(name, np.zeros(frames)), gap), name


def _scores(gap: Gap, tick: Callable[[], None]) -> dict[str, float]:
    """Mean signal-to-noise ratio of each method, in dB, on known stretches as long as the gap."""
    totals: dict[str, list[float]] = {}
    for sound in (gap.before, gap.after[::-1]):
        first = len(sound) - gap.context - gap.frames
        if first < gap.frames:
            continue
        truth = sound[first:first + gap.frames]
        if not np.any(truth):
            continue
        trial = Gap(sound[:first], sound[first + gap.frames:], gap.frames, gap.sample_rate_hz)
        tick()
        for name, fill in trial.fills().items():
            error = float(np.sum((fill - truth) ** 2)) + 1e-20
            ratio_db = 10 * np.log10(float(np.sum(truth**2)) / error + 1e-20)
            totals.setdefault(name, []).append(float(np.clip(ratio_db, _WORST_DB, _BEST_DB)))
        tick()
    return {name: float(np.mean(values)) for name, values in totals.items()}


def _bounded(fill: np.ndarray, gap: Gap) -> np.ndarray:
    """A prediction may run away: never louder than what lies around it."""
    peak = max(float(np.abs(side[:0] if not len(side) else side).max(initial=0.0))
               for side in (gap.before[-gap.context:], gap.after[:gap.context]))
    return np.clip(fill, -peak, peak)
