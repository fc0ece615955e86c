"""Where a source moves: still, in a circle, from side to side, towards or away from the listener."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from engine.errors import UserError
from models.sound.space.head import SourcePath

_TURN_S = 8.0
_FAR_M, _CLOSE_M = 12.0, 0.5
_NEAREST_M = 0.15
_WORDS: tuple[tuple[str, str], ...] = (
    (r"\bleft\b.*\b(?:to|right)\b.*\bright\b|\bl\s*(?:to|->|-|→)\s*r\b", "left to right"),
    (r"\bright\b.*\b(?:to|left)\b.*\bleft\b|\br\s*(?:to|->|-|→)\s*l\b", "right to left"),
    (r"approach|clos(?:e|er|ing)\b|toward|com(?:e|es|ing)\b|nearer", "approach"),
    (r"away|leav|reced|depart|farther|further", "away"),
    (r"swing|pendulum|side to side|back and forth|to and fro", "swing"),
    (r"counter|anti-?clockwise", "circle left"),
    (r"circ|orbit|around|round|rotat|spin|turn|clockwise", "circle"),
    (r"^(?:none|no|still|static|fixed|stay\w*)?$", "still"),
)
MOTIONS = tuple(dict.fromkeys(motion for _, motion in _WORDS))


@dataclass(frozen=True)
class Path:
    """The way of a source through the whole clip."""

    motion: str
    azimuth_deg: float
    elevation_deg: float
    distance_m: float
    seconds: float

    def place(self, time_s: np.ndarray) -> SourcePath:
        """Where the source is at these times [shape=(n,)]."""
        share = np.clip(time_s / max(self.seconds, 1e-9), 0, 1)
        start = np.radians(self.azimuth_deg)
        still = np.full(len(time_s), start)
        turns = 2 * np.pi * max(1, round(self.seconds / _TURN_S))
        azimuth = {
            "circle": lambda: start + turns * share,
            "circle left": lambda: start - turns * share,
            "left to right": lambda: np.pi * (share - 0.5),
            "right to left": lambda: np.pi * (0.5 - share),
            "swing": lambda: start + np.pi / 2 * np.sin(turns * share),
        }.get(self.motion, lambda: still)()
        distance = np.full(len(time_s), max(self.distance_m, _NEAREST_M))
        if self.motion in ("approach", "away"):
            near, far = max(_CLOSE_M, _NEAREST_M), max(_FAR_M, self.distance_m)
            towards = share if self.motion == "approach" else 1 - share
            distance = far * (near / far) ** towards
        return SourcePath(azimuth, np.full(len(time_s), np.radians(self.elevation_deg)), distance)


def read_motion(words: str) -> str:
    """One of MOTIONS; UserError that lists them when the words mean none."""
    said = words.strip().lower()
    for pattern, motion in _WORDS:
        if re.search(pattern, said):
            return motion
    listed = ", ".join("swing from side to side" if motion == "swing" else motion for motion in MOTIONS)
    raise UserError(f"'{words.strip()[:40]}' is no motion that is known; say one of {listed}.")
