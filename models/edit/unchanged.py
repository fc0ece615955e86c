"""Saying so when an effect has changed nothing, and why: silence about it would look like work done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.audio import AudioInfo
from engine.clip import Clip
from engine.stream import frame_blocks, sound_info

_SAME_DB = -90.0
_OPENING_S = 0.02
"""Not looked at: a gate is closed before the first sound opens it."""
_NO_EFFECT = {"wet": 0.0, "depth": 0.0, "ratio": 1.0}
"""Settings at which an effect leaves any sound as it is."""
_WHY = {
    "autotune": "no single voice was heard there, or it is in tune already",
    "gate": "the sound never fell below {threshold_db:g} dB",
    "compressor": "the sound never rose above {threshold_db:g} dB",
    "limiter": "the sound never rose above {threshold_db:g} dB",
    "deesser": "the sound above {freq_hz:g} Hz never rose above {threshold_db:g} dB",
}
_OTHERWISE = "with these settings it leaves the sound as it is"


def is_unchanged(source: Clip, made: Clip, info: AudioInfo, first: int, last: int) -> bool:
    """True when the samples `first` to `last` differ by less than −90 dB of the source's peak.

    `info` is that of the source.
    """
    if sound_info(made).channels != info.channels:
        return False
    first += min(round(_OPENING_S * info.sample_rate_hz), (last - first) // 2)
    difference = peak = 0.0
    blocks = zip(*(frame_blocks(clip.path, first, last, info.sample_rate_hz) for clip in (source, made)), strict=True)
    for dry, wet in blocks:
        difference = max(difference, float(np.abs(wet - dry).max()))
        peak = max(peak, float(np.abs(dry).max()))
    return difference <= 10 ** (_SAME_DB / 20) * peak


def nothing_changed(effect: str, settings: Mapping[str, Any]) -> str:
    """One sentence for the user: that the effect changed nothing, and why."""
    is_off = any(settings.get(name) == value for name, value in _NO_EFFECT.items())
    why = _OTHERWISE if is_off else _WHY.get(effect, _OTHERWISE).format(**settings)
    return f"The {effect} changed nothing: {why}.".replace("-", "−")
