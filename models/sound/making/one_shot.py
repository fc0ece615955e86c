"""The level of a single hit: its true peak just under the ceiling, or as far below as was asked for."""

from __future__ import annotations

import numpy as np

from engine.catalog.model import Report
from engine.media.level import peak_gain


def one_shot_gain(sound: np.ndarray, level_db: float, report: Report) -> np.float32:
    """The gain for a level against the ceiling; louder than that is told to be impossible."""
    if level_db > 0:
        report.warn("It cannot be louder: its peak is at the ceiling; turn its track up.")
    return np.float32(peak_gain(sound) * 10 ** (min(0.0, level_db) / 20))
