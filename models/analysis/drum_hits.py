"""Kick, snare and hat: every stroke of a recording, and which of the three it is, by a forest of decision trees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.analysis.drum_features import DRUM_RATE_HZ, GROUPS, strokes_in
from models.hearing.forest import is_there, load_forest

__all__ = ["DRUM_RATE_HZ", "FOREST", "HAT", "KICK", "SNARE", "Hit", "drum_hits", "is_there"]
KICK, SNARE, HAT = 36, 38, 42
FOREST = "drums"
_SURE = {KICK: (90, 0.85, 0.45, 0.7), SNARE: (95, 0.8, 0.25, 0.6), HAT: (95, 0.75, 0.45, 0.6)}
"""A stroke is a hit by this share of how sure the surest of the recording are (a percentile), within two limits: a kit
sounds the same all the time, and one kit is less like what was learnt than another."""
_PLACES = {KICK: "low", SNARE: "middle", HAT: "top"}
_SOFTEST_DB = -45.0


@dataclass(frozen=True)
class Hit:
    """One drum, struck once."""

    time_s: float
    pitch: int
    """General MIDI: 36 kick, 38 snare, 42 closed hat."""
    strength: float
    """0–1, against the strong ones of its kind."""


def drum_hits(blocks: Iterable[np.ndarray]) -> list[Hit]:
    """The hits in mono sound at DRUM_RATE_HZ that comes in blocks [shape=(n,)], by time."""
    strokes = strokes_in(blocks)
    if not len(strokes.times_s):
        return []
    chances = load_forest(FOREST).chances(strokes.features)
    groups = list(GROUPS)
    hits = []
    for number, (pitch, (percentile, share, low, high)) in enumerate(_SURE.items()):
        holds = np.array([bool(kind >> number & 1) for kind in range(chances.shape[1])])
        level_db = strokes.levels_db[:, groups.index(_PLACES[pitch])]
        likely = chances[:, holds].sum(axis=1)
        sure = float(np.clip(share * np.percentile(likely, percentile), low, high))
        is_hit = (likely >= sure) & (level_db > _SOFTEST_DB)
        hits += [Hit(float(time_s), pitch, float(min(1.0, 10 ** (level / 40))))
                 for time_s, level in zip(strokes.times_s[is_hit], level_db[is_hit], strict=True)]
    return sorted(hits, key=lambda hit: (hit.time_s, hit.pitch))
