"""A gap of up to 60 ms: several methods, each with a say as large as it does well on known stretches beside the gap."""

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
_LONG_ORDER = 1500
_WORST_DB, _BEST_DB = -3.0, 30.0
_TRIAL_DISTANCES = 1.0, 0.25
"""How far from the gap the known stretches lie, in contexts."""
_SURE = 2.0
"""The say of a method is its mean signal-to-noise ratio (as power) to this power."""


@dataclass(frozen=True, eq=False)
class ChannelGap:
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
        fills = {"extrapolation": sides, "partials": sparse_fill(before, self.frames, after, self.sample_rate_hz)}
        if len(before) and len(after):
            fills["prediction"] = janssen(before, sides, after, self.order)
            longer = self.before[-2 * self.context:], self.after[:2 * self.context]
            fills["long prediction"] = janssen(longer[0], sides, longer[1], min(_LONG_ORDER, 2 * self.order))
        return {name: fill for name, fill in fills.items() if np.isfinite(fill).all()}


def reach(frames: int, sample_rate_hz: int) -> int:
    """How many samples beside a gap are of use."""
    empty = np.zeros(0)
    return 3 * ChannelGap(empty, empty, frames, sample_rate_hz).context + frames


def fill_short_gap(before: np.ndarray, after: np.ndarray, frames: int, sample_rate_hz: int,
                   tick: Callable[[], None]) -> tuple[np.ndarray, dict[str, float]]:
    """The fill [shape=(frames,)] and the say of each method, 0–1; `tick` is called between the steps."""
    gap = ChannelGap(before, after, frames, sample_rate_hz)
    if len(before) + len(after) < 16:
        return np.full(frames, float(np.mean(np.append(before[-1:], after[:1])))), {}
    scores = _scores(gap, tick) or {"prediction" if len(before) and len(after) else "extrapolation": 0.0}
    fills = {name: fill for name, fill in gap.fills().items() if name in scores}
    say = {name: 10 ** (_SURE * scores[name] / 10) for name in fills}
    total = sum(say.values())
    mixed = sum((say[name] / total * fill for name, fill in fills.items()), np.zeros(frames))
    return _bounded(mixed, gap), {name: value / total for name, value in say.items()}


def _scores(gap: ChannelGap, tick: Callable[[], None]) -> dict[str, float]:
    """Mean signal-to-noise ratio of each method, in dB, on known stretches as long as the gap."""
    totals: dict[str, list[float]] = {}
    places = [(sound, len(sound) - round(share * gap.context) - gap.frames)
              for sound in (gap.before, gap.after[::-1]) for share in _TRIAL_DISTANCES]
    for sound, first in places:
        if first < gap.frames:
            continue
        truth = sound[first:first + gap.frames]
        if not np.any(truth):
            continue
        trial = ChannelGap(sound[:first], sound[first + gap.frames:], gap.frames, gap.sample_rate_hz)
        tick()
        for name, fill in trial.fills().items():
            error = float(np.sum((fill - truth) ** 2)) + 1e-20
            ratio_db = 10 * np.log10(float(np.sum(truth**2)) / error + 1e-20)
            totals.setdefault(name, []).append(float(np.clip(ratio_db, _WORST_DB, _BEST_DB)))
        tick()
    return {name: float(np.mean(values)) for name, values in totals.items()}


def _bounded(fill: np.ndarray, gap: ChannelGap) -> np.ndarray:
    """A prediction may run away: never louder than what lies around it."""
    peak = max(float(np.abs(side[:0] if not len(side) else side).max(initial=0.0))
               for side in (gap.before[-gap.context:], gap.after[:gap.context]))
    return np.clip(fill, -peak, peak)
