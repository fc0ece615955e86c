"""The flite program, where it is installed: run, listed, read."""

from __future__ import annotations

import functools
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

import numpy as np

from engine.errors import ModelError

PAUSES = ("pau", "sil", "ssil", "h#")
_TIMEOUT_S = 60

TimedPhone = tuple[str, float, float]
"""Name, start and end in seconds."""


@functools.cache
def installed_voices() -> frozenset[str]:
    """Names of the voices built into the flite program; empty when there is none."""
    if shutil.which("flite") is None:
        return frozenset()
    try:
        listed = flite("-lv")
    except ModelError:
        return frozenset()
    return frozenset(listed.partition(":")[2].split())


def plain(word: str) -> str:
    """A word in the letters flite knows: café → cafe; "" when none is left."""
    folded = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return folded if any(sign.isalnum() for sign in folded) else ""


def spoken_by_flite(text: str, voice: str, *, stretch: float = 1.0) -> tuple[np.ndarray, int, list[TimedPhone]]:
    """(float64 [shape=(n,)], rate in Hz, (phone, start, end) in seconds without pauses); ModelError when it fails."""
    import soundfile

    with tempfile.TemporaryDirectory(prefix="flite-") as folder:
        path = Path(folder) / "speech.wav"
        # The space at the end makes flite take one word for a text, not for the name of a file.
        listed = flite("-voice", voice, "--setf", f"duration_stretch={stretch:.3f}", "-psdur", "-o", str(path), "-t",
                       text + " ")
        samples, rate = soundfile.read(path, dtype="float64")
    return samples, int(rate), _timed_names(listed)


def flite(*arguments: str) -> str:
    """What the program prints; ModelError when it fails."""
    try:
        done = subprocess.run(["flite", *arguments], capture_output=True, text=True, timeout=_TIMEOUT_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise ModelError(f"flite failed ({type(error).__name__}).") from error
    return done.stdout


def _timed_names(listed: str) -> list[TimedPhone]:
    """The phones that sound; for each sentence the program counts time from 0 again."""
    timed: list[TimedPhone] = []
    began_s = at_s = 0.0
    for token in listed.split():
        name, _, end = token.rpartition(":")
        if began_s + float(end) < at_s:
            began_s = at_s
        end_s = began_s + float(end)
        if name not in PAUSES and end_s > at_s:
            timed.append((name, at_s, end_s))
        at_s = end_s
    return timed
