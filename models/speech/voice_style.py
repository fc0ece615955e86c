"""A voice taken apart (WORLD: pitch, resonances, breath), changed, and put together again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.errors import ModelError
from models.speech.style_words import VoiceStyle

PERIOD_MS = 5.0
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 600.0


@dataclass(frozen=True)
class VoicePortrait:
    """How somebody speaks."""

    pitch_hz: float
    """Median of what has a pitch; 0 = nothing has."""
    range_semitones: float
    """Spread of the pitch (standard deviation)."""
    tone: np.ndarray
    """Mean level of 24 bands from 100 Hz to 7 kHz, in dB [shape=(24,)]."""


def pitch_of(sound: np.ndarray, rate: int) -> tuple[np.ndarray, np.ndarray]:
    """(pitch in Hz, 0 where there is none; times in s) every 5 ms of float64 [shape=(n,)]."""
    import pyworld

    f0, times = pyworld.dio(sound, rate, f0_floor=_LOWEST_HZ, f0_ceil=_HIGHEST_HZ, frame_period=PERIOD_MS)
    return pyworld.stonemask(sound, f0, times, rate), times


def portrait(sound: np.ndarray, rate: int) -> VoicePortrait:
    """Measure a voice in float64 [shape=(n,)]."""
    import pyworld

    f0, times = pitch_of(sound, rate)
    voiced = f0[f0 > 0]
    envelope = pyworld.cheaptrick(sound, f0, times, rate)
    loud = envelope[f0 > 0] if len(voiced) else envelope
    centres = np.geomspace(100, min(7000, 0.45 * rate), 24)
    bands = np.interp(centres, np.linspace(0, rate / 2, envelope.shape[1]), loud.mean(axis=0))
    tone = 10 * np.log10(bands + 1e-16)
    if len(voiced) < 4:
        return VoicePortrait(0.0, 0.0, tone)
    middle = float(np.median(voiced))
    return VoicePortrait(middle, float(np.std(12 * np.log2(voiced / middle))), tone)


def restyled(sound: np.ndarray, rate: int, style: VoiceStyle, middle_hz: float, tick: Callable[[float], None], *,
             tone_db: np.ndarray | None = None) -> np.ndarray:
    """float64 [shape=(n,)] in another style; `middle_hz` is the voice's own median pitch.

    `tone_db` changes the level of the 24 bands of a portrait. The length is the old one over the rate.
    """
    import pyworld

    f0, times = pitch_of(sound, rate)
    tick(0.2)
    envelope = np.maximum(pyworld.cheaptrick(sound, f0, times, rate), 1e-16)
    tick(0.4)
    breath = pyworld.d4c(sound, f0, times, rate)
    tick(0.6)
    envelope = _shaped(envelope, rate, style.formants, tone_db)
    new_f0, breath = _spoken(f0, breath, style, middle_hz)
    made = pyworld.synthesize(new_f0, np.ascontiguousarray(envelope), np.ascontiguousarray(breath), rate,
                              PERIOD_MS / style.rate)
    tick(0.9)
    if not np.isfinite(made).all():
        raise ModelError("Changing the voice failed.")
    wanted = max(1, round(len(sound) / style.rate))
    fitted = np.zeros(wanted)
    fitted[:min(wanted, len(made))] = made[:wanted]
    power, was = float(np.sqrt(np.mean(fitted**2))), float(np.sqrt(np.mean(sound**2)))
    return fitted * (was / power if power > 1e-9 else 1.0)


def _spoken(f0: np.ndarray, breath: np.ndarray, style: VoiceStyle, middle_hz: float) -> tuple[np.ndarray, np.ndarray]:
    if style.breath >= 1.0:
        return np.zeros_like(f0), np.ones_like(breath)
    away = 12 * np.log2(np.maximum(f0, 1.0) / max(middle_hz, 1.0))
    target = middle_hz * 2 ** ((style.semitones + style.pitch_range * away) / 12)
    new_f0 = np.where(f0 > 0, np.clip(target, 40.0, 1000.0), 0.0)
    return new_f0, np.clip(breath + style.breath * (1 - breath), 0.0, 1.0)


def _shaped(envelope: np.ndarray, rate: int, formants: float, tone_db: np.ndarray | None) -> np.ndarray:
    bins = np.arange(envelope.shape[1])
    if abs(formants - 1.0) > 1e-3:
        logs = np.log(envelope)
        place = np.clip(bins / formants, 0, len(bins) - 1)
        low = np.minimum(place.astype(int), len(bins) - 2)
        envelope = np.exp(logs[:, low] * (1 - (place - low)) + logs[:, low + 1] * (place - low))
    if tone_db is not None:
        centres = np.geomspace(100, min(7000, 0.45 * rate), len(tone_db))
        envelope = envelope * 10 ** (np.interp(bins * rate / 2 / (len(bins) - 1), centres, tone_db) / 10)
    return envelope
