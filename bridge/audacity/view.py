"""An open project as Audacity tells it. It knows tracks, clips and labels by their place and in seconds only:
ids, beats, and the names and files of clips are kept on our side, and found again by what lies where."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bridge.audacity.listing import Listing, recognized
from bridge.audacity.pipe import Pipe, open_projects
from engine.config import data_folder
from engine.daw.daw import Project, Snapshot
from engine.errors import DawError

ALL = ("Tracks", "Clips", "Labels")
_STEPS = ("New", "Import2", "RemoveTracks", "Paste", "SplitDelete", "SetTrack", "SetClip", "AddLabel", "SetLabel")
"""How commands begin that are a step of Audacity's undo."""


@dataclass
class AudacityView:
    """A project that is open in an Audacity that runs now, as it was last seen, and what it was told since."""

    pipe: Pipe
    project: Project
    now: Snapshot = field(default_factory=lambda: Snapshot(Project("", "", None), ""))
    listing: Listing = field(default_factory=lambda: Listing([], [], []))
    steps: int = 0
    """Of Audacity's undo, that the change in hand has made."""
    _rate_hz: int = 0

    def ask(self, command: str, *, timeout_s: float = 20.0) -> str:
        """A command of Audacity's own."""
        answer = self.pipe.ask(command, timeout_s=timeout_s)
        self.steps += command.startswith(_STEPS)
        return answer

    def at(self, row: int, start_s: float | None = None, end_s: float | None = None) -> None:
        """Select a track, and a stretch of time."""
        self.ask(f"SelectTracks: Mode=Set Track={row} TrackCount=1")
        if start_s is not None:
            end_s = start_s if end_s is None else end_s
            self.ask(f"SelectTime: Start={max(0.0, start_s):.9f} End={end_s:.9f} RelativeTo=ProjectStart")

    def look(self, wanted: Snapshot | None = None, of: Sequence[str] = ALL) -> Snapshot:
        """The project as it is, asked anew for these kinds; what it should hold by now is known again first."""
        self._must_be_open()
        self.listing = self.listed(of)
        known = wanted or self._remembered()
        if not self._rate_hz:
            said = self.ask('GetPreference: Name="SamplingRate/DefaultProjectSampleRate"')
            self._rate_hz = int(said) if said.isdecimal() else 44100
        seen = recognized(self.listing, known)
        told = f"{self.listing.print} {seen.tempo_map}"
        self.now = replace(
            seen, project=self.project, revision=hashlib.sha256(told.encode()).hexdigest()[:16], daw="Audacity",
            sample_rate_hz=self._rate_hz,
        )  # fmt: skip
        self._remember()
        return self.now

    def listed(self, of: Sequence[str] = ALL) -> Listing:
        """What Audacity lists, asked anew for these kinds."""
        rows = self._info("Tracks") if "Tracks" in of else self.listing.rows
        if "Clips" not in of:
            return replace(self.listing, rows=rows)
        clips = self._info("Clips") if any(row.get("end") for row in rows) else []
        labels = self._info("Labels") if any(row["kind"] == "label" for row in rows) else []
        return Listing(rows, clips, [(int(row), *one) for row, own in labels for one in own])

    def _info(self, kind: str) -> Any:
        said = self.ask(f"GetInfo: Type={kind} Format=JSON")
        try:
            return json.loads(
                re.sub(r'\\(?!")', r"\\\\", said)
            )  # of all that JSON escapes, Audacity does the quotes only
        except ValueError as error:
            raise DawError(
                f"Audacity's list of {kind.lower()} cannot be read: a name in it ends in a backslash."
            ) from error

    def _must_be_open(self) -> None:
        if project_of(self.pipe.pid) != self.project:
            raise DawError(f"'{self.project.name}' is not open in Audacity now; open it and try again.")

    @property
    def _memory(self) -> Path:
        return data_folder() / "audacity" / f"{self.project.id}.json"

    def _remembered(self) -> Snapshot:
        with contextlib.suppress(OSError, ValueError):
            return _adapter().validate_json(self._memory.read_bytes())
        return replace(self.now, project=self.project)

    def _remember(self) -> None:
        data = _adapter().dump_json(self.now)
        with contextlib.suppress(OSError):  # else ids last as long as we run
            fresh = self._memory.with_suffix(".tmp")
            fresh.write_bytes(data)
            os.replace(fresh, self._memory)


def project_of(pid: int) -> Project:
    """What is open in an Audacity: a file; or a project that was never saved, which only that Audacity has.

    DawError when there are several: it is not told which of them is in front.
    """
    files = open_projects(pid)
    if len(files) > 1:
        raise DawError("Several projects are open in Audacity; close all but the one that is meant.")
    file = files[0] if files and files[0].suffix == ".aup3" else None
    known = str(file) if file else f"{pid} {Path(f'/proc/{pid}').stat().st_ctime}"
    key = hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()[:24]
    return Project(key, file.stem if file else "New project", file.parent if file else None, file)


@functools.cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Snapshot)
