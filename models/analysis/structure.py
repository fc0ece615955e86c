"""Sections of a recording: where its sound and harmony change for good, and which of them are alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_HALF_BARS = 4
"""A border is where four bars differ from the four before."""
_SHORTEST_BARS = 4
_ALIKE = 0.9
_NOTABLE = 0.15


@dataclass(frozen=True)
class Section:
    """A stretch of music with a letter; stretches that sound alike share it."""

    start_s: float
    end_s: float
    label: str


def find_sections(features: np.ndarray, hop_s: float, bars_s: np.ndarray) -> list[Section]:
    """Sections from features [shape=(rows, frames)] that describe harmony and level, on a grid of bars.

    `bars_s` are the borders of the bars. Fewer than eight bars are one section.
    """
    bars = _per_bar(features, hop_s, bars_s)
    count = bars.shape[0]
    if count == 0:
        return []
    borders = [0, *_borders(bars), count]
    means = [bars[first:last].mean(axis=0) for first, last in zip(borders[:-1], borders[1:], strict=True)]
    labels: list[int] = []
    for i, mean in enumerate(means):
        alike = [labels[j] for j in range(i) if _cosine(mean, means[j]) > _ALIKE]
        labels.append(alike[0] if alike else max(labels, default=-1) + 1)
    return [Section(float(bars_s[first]), float(bars_s[last]), chr(ord("A") + min(label, 25)))
            for first, last, label in zip(borders[:-1], borders[1:], labels, strict=True)]


def _per_bar(features: np.ndarray, hop_s: float, bars_s: np.ndarray) -> np.ndarray:
    rows = []
    for begin, end in zip(bars_s[:-1], bars_s[1:], strict=True):
        part = features[:, int(begin / hop_s):max(int(begin / hop_s) + 1, int(end / hop_s))]
        if part.shape[1]:
            rows.append(part.mean(axis=1))
    if not rows:
        return np.zeros((0, features.shape[0]))
    bars = np.array(rows)
    return bars / (np.abs(bars).max(axis=0) + 1e-9)


def _borders(bars: np.ndarray) -> list[int]:
    """Bars on which a section begins: peaks of the difference between what comes and what was."""
    count = bars.shape[0]
    novelty = np.zeros(count)
    for bar in range(_SHORTEST_BARS, count - _SHORTEST_BARS + 1):
        before = bars[max(0, bar - _HALF_BARS):bar].mean(axis=0)
        after = bars[bar:bar + _HALF_BARS].mean(axis=0)
        novelty[bar] = 1 - _cosine(before, after)
    found: list[int] = []
    for bar in np.argsort(-novelty):
        if novelty[bar] < _NOTABLE:
            break
        if all(abs(int(bar) - other) >= _SHORTEST_BARS for other in found):
            found.append(int(bar))
    return sorted(found)


def _cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-12))
