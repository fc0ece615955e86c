"""Everything that comes in is listened to once: whole, finite and no louder than sound can be."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from engine.media.audio import AudioInfo, audio_blocks, probe_audio

_BLOCK_FRAMES = 1 << 18
_KEPT = 4096
_sound: OrderedDict[str, None] = OrderedDict()
"""Content hashes of the files that were found good, newest last."""


def must_be_sound(path: Path, sha256: str) -> AudioInfo:
    """Decode a whole file in flat memory, once for each content. UserError when any of it is no sound."""
    info = probe_audio(path)
    if sha256 not in _sound:
        for _ in audio_blocks(path, _BLOCK_FRAMES):
            pass
        _sound[sha256] = None
        while len(_sound) > _KEPT:
            _sound.popitem(last=False)
    return info
