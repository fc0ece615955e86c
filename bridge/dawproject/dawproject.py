"""DAWproject: the session file that Bitwig Studio, Studio One and Cubase exchange, as a DAW session of its own."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import ClassVar

from bridge.dawproject.changes import CAN, MISSING
from bridge.dawproject.document import Document
from bridge.dawproject.empty import write_empty
from bridge.dawproject.package import Package
from bridge.dawproject.session import DawprojectSession
from bridge.dawproject.sounds import Sounds
from bridge.verdict import round_trip
from engine.daw.daw import Check, Daw, DawSession, Project
from engine.errors import DawError
from engine.media.note import TempoMap


class Dawproject(Daw):
    """A .dawproject file: `--daw dawproject --project SONG.dawproject`."""

    id = "dawproject"
    name = "DAWproject"
    capabilities: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[dict[str, str]] = MISSING
    holds_sounds: ClassVar[bool] = True

    def find(self) -> list[Project]:
        """None: a file is named by the user."""
        return []

    def project_at(self, folder: Path) -> Project | None:
        """The file, or the only one in a folder. DawError when it cannot be opened, or there are several."""
        path = folder.expanduser().resolve()
        if path.is_dir():
            files = sorted(path.glob("*.dawproject"))
            if len(files) != 1:
                has = "no .dawproject file" if not files else f"{len(files)} .dawproject files; name one of them"
                raise DawError(f"{path} has {has}.")
            path = files[0]
        package = Package(path)
        project_id = Document(package.project).project_id
        return Project(project_id or _usual_id(path), path.stem, path.parent, path)

    def connect(self, project: Project) -> DawSession:
        """Open the file."""
        if project.file is None:
            raise DawError("Name the file: --daw dawproject --project SONG.dawproject.")
        return DawprojectSession(project.file, project.id)

    def new_session(self, path: Path, tempo_map: TempoMap) -> DawSession:
        """See Daw."""
        write_empty(path, tempo_map)
        project = self.project_at(path)
        assert project is not None
        return self.connect(project)

    def copies(self, project: Project) -> Path | None:
        """See Daw."""
        return Sounds(project.file).folder if project.file else None

    def is_open(self, project: Project) -> bool:
        """True while the file is there."""
        return project.file is not None and project.file.is_file()

    def why_not(self) -> str:
        """A file has to be named."""
        return "name the file with --project SONG.dawproject."

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Nothing is installed; says how to use it."""
        return [
            "No script is needed. In Bitwig Studio, Studio One or Cubase export the project as DAWproject, let "
            "Tonmeister change the file (--daw dawproject --project SONG.dawproject), and open it again."
        ]

    def test(self) -> list[Check]:
        """A round trip in an empty project."""
        return self.fake_test()

    def fake_test(self) -> list[Check]:
        """A round trip in an empty project."""
        with tempfile.TemporaryDirectory(prefix="tonmeister ") as place:
            path = write_empty(Path(place) / "Test.dawproject")
            project = self.project_at(path)
            assert project is not None
            return round_trip(self.connect(project))


def _usual_id(path: Path) -> str:
    """The id of a project before we have written into it."""
    return f"dawproject-{hashlib.sha256(os.fsencode(path)).hexdigest()[:12]}"
