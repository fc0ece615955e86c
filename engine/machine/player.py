"""Plays a sound file with what the system has for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

_PROGRAMS: tuple[tuple[str, ...], ...] = (
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("aplay", "-q"),
    ("play", "-q"),
)
"""Each with its options, the first that is found is taken; they play to the end and then go."""
LONGEST_S = 600.0


def play(path: Path) -> bool:
    """Play to the end; False when there is no player here, or no loudspeaker it could use."""
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return True
    for program, *options in _PROGRAMS:
        if shutil.which(program):
            command = [program, *options, str(path)]
            try:
                ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                                       timeout=LONGEST_S)
            except (OSError, subprocess.SubprocessError):
                continue
            if ended.returncode == 0:
                return True
    return False
