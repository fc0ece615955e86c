"""Mixes a saved Ardour session down to a file, and makes sure that the mix is the session's."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge.hosts.ardour_settings import MIX_FORMAT, MIX_PRESET
from engine.errors import DawError, UserError
from engine.media.audio import Audio, read_audio

TRIES = 10
SAME = 1e-3
"""Two mixes of one session differ by less than this."""
SILENT = 1e-6
"""A part that nowhere exceeds this holds no note."""
SILENT_DB = -120.0
"""The same for a track's meter."""
LATE_S = 0.1
"""An instrument may sound this much after its note's start."""
WAIT_MS = 300
"""How long the session rests after loading; each further try waits this much longer, up to ten times."""
TRY_S = 40.0
"""After this long the first try has hung; each further one may take twice as long as the one before."""
SCRIPT = Path(__file__).with_suffix(".lua")


@dataclass(frozen=True)
class _Report:
    """What Ardour says about a mix: samples from the session's start; peaks in dB by track."""

    start: int
    end: int
    notes: tuple[tuple[str, int, int], ...]
    peaks_db: tuple[tuple[str, float], ...]


def export_mix(
    session_folder: Path, name: str, path: Path, env: Mapping[str, str], *, timeout_s: float = 600.0
) -> Path:
    """Write the session's range as a float WAV; the file appears only when two mixes in a row agreed.

    Exports of Ardour 7.3 damage their own memory now and then: some end with a crash, some never, some with noise
    of 1e35; and one that starts right after loading leaves MIDI tracks out. So a mix counts only when every
    MIDI track that must be heard is heard. A session that is open elsewhere must not be loaded
    twice: so it is mixed from a copy. DawError when no two in a row of ten are good and agree.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".mix-", dir=path.parent) as made:
        work = Path(made).resolve()
        shutil.copytree(session_folder, work / "session", copy_function=_link_sound)
        shutil.copytree(env["HOME"], work / "home")
        _enter_format(work / "home" / ".config" / "ardour7" / "export")
        last: Audio | None = None
        why = said = ""
        for number in range(TRIES):
            mix, said = _mix_once(work, name, env, WAIT_MS * (number + 1), min(timeout_s, TRY_S * 2**number))
            if mix and last and _agree(mix, last):
                os.replace(work / "mix.wav", path)
                return path
            last, why = mix, said or why
    raise DawError(f"The mix could not be exported from Ardour: {why or 'no two exports agreed'}")


def _mix_once(
    work: Path, name: str, env: Mapping[str, str], wait_ms: int, timeout_s: float
) -> tuple[Audio | None, str]:
    """A mix in which everything is heard, or what is wrong with it."""
    home, report_path = work / "home", work / "report.txt"
    settings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "XDG_CACHE_HOME": str(home / ".cache")}
    for old in (work / "mix.wav", report_path):
        old.unlink(missing_ok=True)
    words = [str(SCRIPT), str(work / "session"), name, str(work), str(report_path), str(wait_ms)]
    try:
        done = subprocess.run(
            ["ardour7-lua", *words], env={**env, **settings}, capture_output=True, check=False, timeout=timeout_s
        )
    except subprocess.TimeoutExpired:
        return None, f"it did not end within {timeout_s:.0f} s."
    report = _read_report(report_path)
    if report is None:
        return None, done.stderr.decode(errors="replace")[-200:].strip() or "the export ended in the middle"
    try:
        mix = read_audio(work / "mix.wav")
    except UserError as error:
        return None, str(error)
    missing = _missing(mix, report)
    return (None, missing) if missing else (mix, "")


def _read_report(path: Path) -> _Report | None:
    try:
        rows = [line.split("\t") for line in path.read_text("utf-8", errors="replace").splitlines()]
    except OSError:
        return None
    if not rows or rows[-1] != ["done"]:
        return None
    return _Report(
        start=next(int(row[1]) for row in rows if row[0] == "range"),
        end=next(int(row[2]) for row in rows if row[0] == "range"),
        notes=tuple((row[1], int(row[2]), int(row[3])) for row in rows if row[0] == "note"),
        peaks_db=tuple((row[1], float(row[2])) for row in rows if row[0] == "track"),
    )


def _missing(mix: Audio, report: _Report) -> str:
    """Empty when each MIDI track with notes in the mix is heard and no note falls into silence; else a sentence."""
    peaks = dict(report.peaks_db)
    loud = np.flatnonzero(np.abs(mix.samples).max(axis=0) > SILENT)
    late = round(LATE_S * mix.sample_rate_hz)
    for track, start, end in report.notes:
        if not report.start <= start < report.end - late:
            continue
        if peaks[track] < SILENT_DB:
            return f"the notes of the track '{track}' are not in the mix."
        first, last = start - report.start, end - report.start + late
        if np.searchsorted(loud, first) == np.searchsorted(loud, last):
            return f"the note of the track '{track}' at {first / mix.sample_rate_hz:.2f} s is not in the mix."
    return ""


def _enter_format(folder: Path) -> None:
    """Make the format of the mix known to Ardour."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Tonmeister mix.format").write_text(MIX_FORMAT, "utf-8")
    (folder / "Tonmeister mix.preset").write_text(MIX_PRESET, "utf-8")


def _link_sound(source: str, target: str) -> None:
    """Sound is only read, so a link will do; everything else is copied."""
    if source.lower().endswith((".wav", ".flac", ".caf")):
        with contextlib.suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


def _agree(one: Audio, other: Audio) -> bool:
    return one.samples.shape == other.samples.shape and bool(np.max(np.abs(one.samples - other.samples)) <= SAME)
