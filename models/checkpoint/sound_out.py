"""What a foundation model made, fitted to the session: rate, exact length, loudness, no clipping."""

from __future__ import annotations

import numpy as np

from engine.catalog.model import Brief
from engine.errors import ModelError
from engine.media.audio import Audio, fit_length, resample
from engine.media.clip import Clip, audio_clip
from engine.media.level import peak_gain
from engine.media.limiter import CEILING_DBTP
from engine.media.loudness import loudness_of

_SILENT = 1e-6


def finished(
    name: str,
    audio: Audio,
    brief: Brief,
    *,
    frames: int | None = None,
    lufs: float | None = None,
    peak_db: float | None = None,
) -> Clip:
    """A clip at the session's rate.

    `frames`: exact length in samples at the session's rate. `lufs`: loudness to bring it to (beds and loops −16).
    `peak_db`: true peak (one-shots −1 dBTP). Without either it keeps its level, lowered where it would clip.
    Raises ModelError when the model gave nothing at all.
    """
    if audio.frames < 1 or float(np.abs(audio.samples).max(initial=0.0)) < _SILENT:
        raise ModelError("The model gave silence.")
    fitted = resample(audio, brief.sample_rate_hz)
    if frames is not None:
        fitted = fit_length(fitted, frames)
    return audio_clip(brief.folder, name, _levelled(fitted, lufs, peak_db))


def _levelled(audio: Audio, lufs: float | None, peak_db: float | None) -> Audio:
    most = peak_gain(audio.samples)
    if lufs is not None:
        now = loudness_of(audio.samples, audio.sample_rate_hz)
        gain = 10 ** ((lufs - now) / 20)
    elif peak_db is not None:
        gain = most * 10 ** ((peak_db - CEILING_DBTP) / 20)
    else:
        gain = 1.0
    return Audio((audio.samples * np.float32(min(gain, most))).astype(np.float32), audio.sample_rate_hz)
