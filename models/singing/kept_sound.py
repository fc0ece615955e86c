"""A sung phrase as it is kept: in 24 bits of its own level, and packed, which takes less than half of the disk.

Whoever sings rounds the phrase before it is used, so that a phrase from the disk is the very same as a fresh one.
"""

from __future__ import annotations

import io

import numpy as np

_FULL_SCALE = 2**23
_RATE_HZ = 48000
"""FLAC wants one; it is not read."""
_LEAST = 4096


def in_24_bits(samples: np.ndarray) -> np.ndarray:
    """Samples on a grid of 24 bits up to their own peak: what is lost lies 138 dB below it."""
    step = _step(samples)
    return (np.round(samples / step) * step).astype(np.float32) if step else samples.astype(np.float32)


def packed_sound(samples: np.ndarray) -> tuple[np.ndarray, float] | None:
    """The bytes of a FLAC and what one step of it is worth; None where it would not come back as it is."""
    import soundfile

    if samples.dtype != np.float32 or samples.ndim != 1 or samples.size < _LEAST:
        return None
    step = _step(samples)
    numbers = np.round(samples / step).astype(np.int64) if step else np.zeros(samples.size, np.int64)
    if not np.array_equal((numbers * (step or 1.0)).astype(np.float32), samples):
        return None
    if np.abs(numbers).max() >= _FULL_SCALE:
        return None
    file = io.BytesIO()
    soundfile.write(file, (numbers << 8).astype(np.int32), _RATE_HZ, subtype="PCM_24", format="FLAC")
    return np.frombuffer(file.getvalue(), np.uint8), step or 1.0


def unpacked_sound(data: np.ndarray, step: float) -> np.ndarray:
    """The samples; ValueError for what is no such sound."""
    import soundfile

    try:
        numbers, _ = soundfile.read(io.BytesIO(data.tobytes()), dtype="int32")
    except soundfile.LibsndfileError as error:
        raise ValueError(str(error)) from error
    return np.asarray((numbers >> 8).astype(np.int64) * step).astype(np.float32)


def _step(samples: np.ndarray) -> float:
    """A power of two, so that every sample on the grid is a number of 32 bits."""
    peak = float(np.abs(samples).max(initial=0.0))
    return float(2.0 ** (np.floor(np.log2(peak)) + 1) / _FULL_SCALE) if peak > 0 and np.isfinite(peak) else 0.0
