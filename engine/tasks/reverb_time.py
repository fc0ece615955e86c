"""How long a reverb rings: its decay in seconds, and the room size of our reverb that rings so long."""

from __future__ import annotations

import math

_LOOP_S = 0.031
"""The mean length of its feedback loops."""
_LEAST, _RANGE = 0.7, 0.28
"""What such a loop gives back in the smallest room, and how much more in the largest."""


def decay_s(size: float) -> float:
    """The seconds until it is 60 dB down."""
    return -3 * _LOOP_S / math.log10(_LEAST + _RANGE * min(1.0, max(0.0, size)))


def size_of(seconds: float) -> float:
    """The room size, 0–1, of which the decay comes nearest."""
    fed_back = 10 ** (-3 * _LOOP_S / max(0.01, seconds))
    return round(min(1.0, max(0.0, (fed_back - _LEAST) / _RANGE)), 3)
