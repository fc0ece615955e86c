"""Spans from a curve of chances: one begins when it is likely, and ends only when it is clearly over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.catalog.model import Span


@dataclass(frozen=True)
class Threshold:
    """When a sound counts as heard."""

    on: float
    """A span has to reach this chance, 0–1."""
    off: float
    """It goes on while the chance stays above this."""
    gap_s: float = 0.0
    """Shorter pauses belong to the sound."""
    least_s: float = 0.0
    """Shorter spans are left out."""


def spans_above(chances: np.ndarray, label: str, step_s: float, seconds: float, threshold: Threshold) -> list[Span]:
    """Spans of a curve with one value a step [shape=(steps,)]; the confidence of each is its highest chance."""
    found: list[tuple[int, int]] = []
    for first, last in _runs(chances > threshold.off):
        if chances[first:last].max() < threshold.on:
            continue
        if found and (first - found[-1][1]) * step_s <= threshold.gap_s:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return [Span(round(first * step_s, 3), round(min(last * step_s, seconds), 3), label,
                 round(float(chances[first:last].max()), 2))
            for first, last in found if (last - first) * step_s >= threshold.least_s and first * step_s < seconds]


def _runs(is_on: np.ndarray) -> list[tuple[int, int]]:
    """First and last (not included) step of every stretch that is True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_on, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]
