"""A sound in 24 bits where nobody can hear that: a quarter less on the disk than 32."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.media.audio_stream import frame_blocks
from engine.media.disk_error import system_error

_LOUDEST = 1.0 - 2.0**-23
"""Above it 24 bits would clip."""
_QUIETEST = 0.01
"""−40 dBFS: what is quieter may be turned up later, and keeps its 32 bits."""
_LONGEST_FRAMES = 1 << 28
"""Longer ones stay as they are, so that a WAV is never too long for its own header."""


def in_24_bits(path: Path, target: Path) -> bool:
    """Write a float WAV as 24 bits into `target`, block by block; False when it is to stay as it is.

    OSError with the system's reason when the disk does not take it.
    """
    import soundfile

    try:
        info = soundfile.info(path)
    except soundfile.LibsndfileError:
        return False
    if (info.format, info.subtype) != ("WAV", "FLOAT") or not 0 < info.frames * info.channels < _LONGEST_FRAMES:
        return False
    rate = info.samplerate
    peak = max(float(np.abs(block).max()) for block in frame_blocks(path, 0, info.frames, rate))
    if not _QUIETEST <= peak <= _LOUDEST:
        return False
    try:
        with soundfile.SoundFile(target, "w", rate, info.channels, "PCM_24", format="WAV") as file:
            for block in frame_blocks(path, 0, info.frames, rate):
                file.write(block.T)
    except soundfile.LibsndfileError as error:
        raise system_error(target, error) from error
    return True
