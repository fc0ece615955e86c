"""Listens through a recording and tells what kind of sound it holds at every moment."""

from __future__ import annotations

import numpy as np

from engine.catalog.model import Report, Span
from engine.media.audio import AudioInfo
from engine.media.clip import Clip
from models.hearing.chunks import RATE_HZ, heard_in_chunks
from models.hearing.features import MARGIN, STEP, measured
from models.hearing.forest import load_forest
from models.hearing.kinds import KINDS, SILENCE
from models.hearing.timeline import likeliest_course, spans_of

FOREST = "sounds"
_CHUNK = 256 * STEP
_SILENT_DB = -62.0
_PAUSE = 0.35
"""How likely a quiet moment within half a second of sound is silence: between clicks or notes it is quiet too."""
STEP_S = STEP / RATE_HZ


def chances_in(samples: np.ndarray, before: int, frames: int) -> np.ndarray:
    """How likely each of KINDS is, every STEP samples of the `frames` after `before` [shape=(moments, kinds)]."""
    features, level_db, loudest_db = measured(samples)
    moments = slice(before // STEP, before // STEP + -(-frames // STEP))
    chances = np.zeros((len(features), len(KINDS)))
    chances[:, 1:] = load_forest(FOREST).chances(features)
    pause, silent = level_db < _SILENT_DB, loudest_db < _SILENT_DB
    chances[pause] *= 1 - _PAUSE
    chances[pause, SILENCE] = _PAUSE
    chances[silent] = np.eye(len(KINDS))[SILENCE]
    return chances[moments]


def listen(clip: Clip, info: AudioInfo, report: Report) -> tuple[list[Span], np.ndarray]:
    """What sounds when, as spans that follow each other, and the chances behind them."""
    parts = [chances_in(chunk.samples, chunk.before, chunk.frames)
             for chunk in heard_in_chunks(clip, info, report, frames=_CHUNK, margin=MARGIN)]
    chances = np.concatenate(parts) if any(map(len, parts)) else np.eye(len(KINDS))[[SILENCE]]
    return spans_of(likeliest_course(chances), chances, KINDS, STEP_S, info.seconds), chances
