"""Mixes a saved Ardour session down to a file, and makes sure that the mix is the session's."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from engine.audio import Audio, read_audio
from engine.errors import DawError, UserError

TRIES = 10
SAME = 1e-3
"""Two mixes of one session differ by less than this."""


def export_mix(
    session_folder: Path, name: str, path: Path, env: Mapping[str, str], *, timeout_s: float = 600.0
) -> Path:
    """Write the session's range as a float WAV; the file appears only when two mixes in a row agreed.

    Exports of Ardour 7.3 damage their own memory now and then: some end with a crash, some with noise
    of 1e35. And a session that is open elsewhere must not be loaded twice: so it is mixed from a copy.
    DawError when no two of ten agree.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".mix-", dir=path.parent) as work:
        copy, home = Path(work) / "session", Path(work) / "home"
        shutil.copytree(session_folder, copy, copy_function=_link_sound)
        shutil.copytree(env["HOME"], home)
        settings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "XDG_CACHE_HOME": str(home / ".cache")}
        last: Audio | None = None
        said = ""
        for number in range(TRIES):
            fresh = Path(work) / f"{number}.wav"
            done = subprocess.run(
                ["ardour7-export", "-b", "float", "-o", str(fresh.resolve()), str(copy), name],
                env={**env, **settings},
                capture_output=True,
                check=False,
                timeout=timeout_s,
            )
            said = done.stderr.decode(errors="replace")[-200:].strip()
            mix = _read(fresh) if done.returncode == 0 else None
            if mix and last and _agree(mix, last):
                os.replace(fresh, path)
                return path
            last = mix or last
    raise DawError(f"The mix could not be exported from Ardour: {said or 'no two exports agreed'}")


def _link_sound(source: str, target: str) -> None:
    """Sound is only read, so a link will do; everything else is copied."""
    if source.lower().endswith((".wav", ".flac", ".caf")):
        with contextlib.suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


def _read(path: Path) -> Audio | None:
    try:
        return read_audio(path)
    except UserError:
        return None


def _agree(one: Audio, other: Audio) -> bool:
    return one.samples.shape == other.samples.shape and bool(np.max(np.abs(one.samples - other.samples)) <= SAME)
