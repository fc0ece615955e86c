"""Saying so when an effect has changed nothing, and why: silence about it would look like work done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.media.audio import AudioInfo
from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip

_SAME_DB = -90.0
_OPENING_S = 0.02
"""Not looked at: a gate is closed before the first sound opens it."""
_AUDIBLE = 10 ** (-50 / 20)
_HARDLY = 0.2
"""A singer's notes fill more than this share of what can be heard of them."""
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


@dataclass(frozen=True)
class Comparison:
    """How far the sound that came out lies from the one that went in."""

    difference: float
    """Largest difference of two samples."""
    peak: float
    """Largest sample that went in."""
    changed_share: float
    """Share of the audible time (in steps of 10 ms) that was changed audibly, 0–1."""

    @property
    def is_same(self) -> bool:
        """True when they differ by less than −90 dB of the peak."""
        return self.difference <= 10 ** (_SAME_DB / 20) * self.peak


def compared(source: Clip, made: Clip, info: AudioInfo, first: int, last: int) -> Comparison | None:
    """Compare the samples `first` to `last`; `info` is the source's. None where the channels are not the same."""
    if sound_info(made).channels != info.channels:
        return None
    first += min(round(_OPENING_S * info.sample_rate_hz), (last - first) // 2)
    difference = peak = 0.0
    audible = changed = 0
    blocks = zip(*(frame_blocks(clip.path, first, last, info.sample_rate_hz) for clip in (source, made)), strict=True)
    for dry, wet in blocks:
        apart, level = (_steps(block, info.sample_rate_hz) for block in (wet - dry, dry))
        difference, peak = max(difference, float(apart.max())), max(peak, float(level.max()))
        audible += int(np.sum(level > _AUDIBLE))
        changed += int(np.sum((level > _AUDIBLE) & (apart > 0.01 * level)))
    return Comparison(difference, peak, changed / max(1, audible))


def _steps(block: np.ndarray, rate: int) -> np.ndarray:
    """The largest absolute sample of every 10 ms [shape=(steps,)]."""
    starts = np.arange(0, block.shape[1], max(1, rate // 100))
    return np.maximum.reduceat(np.abs(block).max(axis=0), starts)


def said_of(effect: str, settings: Mapping[str, Any], comparison: Comparison | None) -> str:
    """What the user should know of an effect that changed nothing or hardly anything; empty when it worked."""
    if comparison is None:
        return ""
    if comparison.is_same:
        return _nothing_changed(effect, settings)
    if effect == "autotune" and comparison.changed_share < _HARDLY:
        return (f"Autotune changed only {100 * comparison.changed_share:.0f} % of the sound; the rest is no single "
                "clear voice, or in tune already.")
    return ""


def _nothing_changed(effect: str, settings: Mapping[str, Any]) -> str:
    """One sentence for the user: that the effect changed nothing, and why."""
    is_off = any(settings.get(name) == value for name, value in _NO_EFFECT.items())
    why = _OTHERWISE if is_off else _WHY.get(effect, _OTHERWISE).format(**settings)
    return f"The {effect} changed nothing: {why}.".replace("-", "−")
