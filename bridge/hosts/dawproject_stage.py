"""The demo's stage in a DAWproject: a file, as Bitwig, Studio One and Cubase open it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.dawproject.dawproject import Dawproject
from bridge.dawproject.empty import write_empty
from bridge.hosts.stage import DemoProject, must
from engine.daw.daw import DawSession, SetTempo


class DawprojectProject(DemoProject):
    """A new file, in which nothing can be selected."""

    name = "DAWproject"
    can_select = False

    @property
    def place(self) -> tuple[str, Path | None]:
        """See DemoProject."""
        return "dawproject", self._path

    def open(self, bpm: float) -> DawSession:
        """See DemoProject."""
        self._path = write_empty(self.folder / "Demo.dawproject")
        kind = Dawproject()
        project = kind.project_at(self._path)
        assert project
        session = kind.connect(project)
        must(session, [SetTempo(bpm)])
        return session

    def finish(self) -> list[str]:
        """See DemoProject; it is written with each change."""
        return [self._path.name]

    def agrees(self, placed: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
        """Every placed region is a clip in the file, on its track and at its beat."""
        with zipfile.ZipFile(self._path) as archive:
            root = ET.fromstring(archive.read("project.xml"))
        names = {track.get("id"): track.get("name") for track in root.iter("Track")}
        clips = {
            (names[lanes.get("track")], clip.get("name")): float(clip.get("time", "-1"))
            for lanes in root.iter("Lanes")
            if lanes.get("track") in names
            for clip in lanes.iter("Clip")
        }
        return {
            f"{self._path.name} has '{place['region']}' on '{place['track']}' at beat {place['start_beats']:g}": abs(
                clips.get((place["track"], place["region"]), -1.0) - place["start_beats"]
            )
            < 0.5
            for place in placed
        }
