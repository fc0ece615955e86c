"""What an effect on the tone has done, measured: which part of the spectrum rose or fell against the rest.

"'Vox': 120–250 Hz +2.3 dB against the rest."
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.catalog.model import Facts
from engine.media.audio import AudioInfo
from engine.media.audio_stream import frame_blocks
from engine.media.clip import Clip
from models.edit.tone_match import ToneCurve, tone_of

TONAL = ("eq", "lowpass", "highpass")
"""Effects that are asked for because of how bright, warm or muddy something sounds."""
_PARTS_HZ = (30, 120, 250, 500, 2000, 5000, 16000)
_LEAST_DB = 0.3
"""Nobody hears less."""
_FAINT = 10 ** (-55 / 10)
"""So small a share of all is not heard."""


@dataclass(frozen=True)
class _Part:
    low_hz: int
    high_hz: int
    change_db: float


def tone_facts(
    source: Clip, made: Clip, info: AudioInfo, first: int, last: int, asked_hz: float | None = None
) -> Facts | None:
    """Measured on the samples `first` to `last` before and after; None when one of them is silent.

    Told is the part around `asked_hz` when it changed, else the one that changed most.
    """
    before, after = (
        tone_of(frame_blocks(clip.path, first, last, info.sample_rate_hz), info.sample_rate_hz)
        for clip in (source, made)
    )
    if before is None or after is None:
        return None
    parts = [part for edges in zip(_PARTS_HZ, _PARTS_HZ[1:], strict=False) if (part := _part(*edges, before, after))]
    heard = [one for one in parts if abs(one.change_db) >= _LEAST_DB]
    asked = [one for one in heard if asked_hz and one.low_hz <= asked_hz < one.high_hz]
    most = max(asked or heard, key=lambda part: abs(part.change_db), default=None)
    values = {"against_the_rest_db": {f"{one.low_hz}-{one.high_hz} Hz": round(one.change_db, 1) for one in parts}}
    if most is None:
        return Facts(values, f"'{source.name}': the spectrum measures as before.")
    change = f"{most.change_db:+.1f}".replace("-", "−")
    return Facts(values, f"'{source.name}': {most.low_hz}–{most.high_hz} Hz {change} dB against the rest.")


def _part(low_hz: int, high_hz: int, before: ToneCurve, after: ToneCurve) -> _Part | None:
    """How a part of the spectrum changed against all others; None where next to nothing is heard of it."""
    inside = (before.bands_hz >= low_hz) & (before.bands_hz < high_hz)
    sums = [(_power(curve, inside), _power(curve, ~inside)) for curve in (before, after)]
    if min(min(pair) for pair in sums) <= 0 or max(part / (part + rest) for part, rest in sums) < _FAINT:
        return None
    (own, rest), (own_now, rest_now) = sums
    return _Part(low_hz, high_hz, float(10 * np.log10(own_now / own) - 10 * np.log10(rest_now / rest)))


def _power(curve: ToneCurve, where: np.ndarray) -> float:
    return float(np.nansum(10 ** (curve.levels_db[where] / 10)))
