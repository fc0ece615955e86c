"""Peaks of a sound, to draw its waveform: made once a file, in flat memory, and kept beside the library's blobs."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import numpy as np

BASE_FRAMES = 256
"""Frames of the file behind one kept pair."""
_BLOCK_FRAMES = BASE_FRAMES * 4096


def peaks(path: Path, kept: Path, bins: int) -> bytes:
    """Pairs (minimum, maximum) of `bins` equal stretches, signed bytes −127…127, all channels together.

    `kept` is the file in which the fine peaks of this sound are or will be. UserError when `path` is no sound.
    """
    fine = _kept(kept)
    if fine is None:
        fine = _made(path, kept)
    return reduced(fine, bins).tobytes()


def reduced(fine: np.ndarray, bins: int) -> np.ndarray:
    """int8 [shape=(bins, 2)] from int8 [shape=(n, 2)]; a short sound gets its pairs repeated."""
    if len(fine) == 0:
        return np.zeros((bins, 2), np.int8)
    edges = np.linspace(0, len(fine), bins + 1)
    starts = np.minimum(edges[:-1].astype(np.int64), len(fine) - 1)
    lows = np.minimum.reduceat(fine[:, 0], starts)
    highs = np.maximum.reduceat(fine[:, 1], starts)
    return np.stack([lows, highs], axis=1)


def _kept(kept: Path) -> np.ndarray | None:
    """What was kept; None when that is nothing, or was cut off."""
    try:
        fine = np.fromfile(kept, np.int8)
    except OSError:
        return None
    return fine.reshape(-1, 2) if len(fine) and len(fine) % 2 == 0 else None


def _made(path: Path, kept: Path) -> np.ndarray:
    fine = _measured(path)
    fresh = kept.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fine.tofile(fresh)
        os.replace(fresh, kept)
    except OSError:  # a full disk takes nothing but time
        fresh.unlink(missing_ok=True)
    return fine


def _measured(path: Path) -> np.ndarray:
    import soundfile

    from engine.errors import UserError

    pairs: list[np.ndarray] = []
    try:
        with soundfile.SoundFile(path) as file:
            for block in file.blocks(_BLOCK_FRAMES, dtype="float32", always_2d=True):
                pairs.append(_pairs(block))
    except (RuntimeError, OSError) as error:
        raise UserError(f"{path.name} cannot be read as a sound: {error}.") from error
    return np.concatenate(pairs) if pairs else np.zeros((0, 2), np.int8)


def _pairs(block: np.ndarray) -> np.ndarray:
    """int8 [shape=(n, 2)] of float32 [shape=(frames, channels)]."""
    starts = np.arange(0, len(block), BASE_FRAMES)
    finite = np.nan_to_num(block, nan=0.0, posinf=1.0, neginf=-1.0)
    lows = np.minimum.reduceat(finite.min(axis=1), starts)
    highs = np.maximum.reduceat(finite.max(axis=1), starts)
    return np.round(np.clip(np.stack([lows, highs], axis=1), -1, 1) * 127).astype(np.int8)
