"""Waits for the waveforms that Ardour still draws.

Ardour computes a waveform beside its window and draws it when it is ready. A region that goes at that very moment is
drawn although it is no longer there, and Ardour crashes (AudioSource::peaks_ready connects without an invalidator, in
Ardour 7.3 as in 8.12). So what takes regions away waits until the last sounds that came are drawn.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.media.audio import probe_audio

SAMPLES, BYTES = 256, 8
"""Of one point of a waveform: the sound that it stands for, and its room in the file."""
QUIET_S, ABSENT_S, LONGEST_S = 0.25, 1.0, 30.0
"""A file whose end is silence is whole when nothing was written for so long; one that never comes is not waited for."""
_TURN_S, _POLL_S = 0.02, 0.005


@dataclass(frozen=True)
class _Drawing:
    path: Path
    frames: int
    since: float

    def is_whole(self) -> bool:
        points = -(-self.frames // SAMPLES)
        try:
            written = self.path.stat()
            with self.path.open("rb") as file:
                file.seek((points - 1) * BYTES)
                last = file.read(BYTES)
        except OSError:
            return time.monotonic() - self.since > ABSENT_S
        if len(last) == BYTES and any(last):
            return True
        is_cut = self.frames % SAMPLES == 0 and written.st_size == points * BYTES
        return is_cut or abs(time.time() - written.st_mtime) > QUIET_S


class Waveforms:
    """The sounds that came last; `turn` asks Ardour for anything, and so lets its window draw."""

    def __init__(self, turn: Callable[[], object]) -> None:
        self._turn = turn
        self._drawings: list[_Drawing] = []

    def expect(self, sound: Path) -> None:
        """A file in the session's own folder of sounds was put on a track."""
        if not sound.is_file():
            return
        info, now = probe_audio(sound), time.monotonic()
        paths = waveform_files(sound, info.channels)
        self._drawings += [_Drawing(path, info.frames, now) for path in paths if info.frames]

    def wait(self) -> None:
        """Until all of them are drawn; DawError when Ardour does not answer."""
        if not self._drawings:
            return
        until = time.monotonic() + LONGEST_S
        while time.monotonic() < until and not all(one.is_whole() for one in self._drawings):
            time.sleep(_POLL_S)
        self._drawings.clear()
        time.sleep(_TURN_S)
        self._turn()
        time.sleep(_TURN_S)


def waveform_files(sound: Path, channels: int) -> list[Path]:
    """The files, one for each channel, that Ardour writes the waveforms of a sound in the session's own folder to.

    Session::construct_peak_filepath in https://github.com/Ardour/ardour/blob/7.3/libs/ardour/session.cc.
    """
    names = [f"/{sound.name}%{chr(ord('A') + channel)}" for channel in range(channels)]
    hashes = [hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest() for name in names]
    return [sound.parents[3] / "peaks" / f"{one}.peak" for one in hashes]
