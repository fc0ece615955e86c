"""The `folder` DAW, for every DAW that has no script: clips appear as files in a watched folder.

Each WAV carries its place in the session as a time stamp, and bar and tempo in its name. Files that
the user puts into the folder appear on the track Dropped; the one that came last is selected.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import ClassVar

from bridge.folder.change import CAN, MISSING
from bridge.folder.session import FolderSession
from bridge.folder.state import FILE, read_state, write_state
from bridge.verdict import round_trip
from engine.config import data_folder, load_settings
from engine.daw.daw import Check, Daw, DawSession, Project
from engine.errors import DawError


class Folder(Daw):
    """A watched folder that any DAW can import from."""

    id = "folder"
    name = "Watched folder"
    capabilities: ClassVar[frozenset[str]] = frozenset(CAN)
    missing: ClassVar[dict[str, str]] = MISSING
    holds_sounds: ClassVar[bool] = True

    def find(self) -> list[Project]:
        """The folder from the settings, else `Tonmeister Clips` in the data folder; it need not exist yet."""
        return [self.project_at(_usual_folder())]

    def project_at(self, folder: Path) -> Project:
        """Any folder as a project: what `--daw folder --project DIR` means."""
        folder = folder.expanduser().resolve()
        try:
            state = read_state(folder)
        except DawError:
            return Project("", folder.name, folder)  # connecting says what is wrong
        return Project(state.id, state.name, folder)

    def is_open(self, project: Project) -> bool:
        """Always: a folder that is gone is made again."""
        return True

    def connect(self, project: Project) -> DawSession:
        """Open the folder, and make it when it is not there; DawError when it cannot be used."""
        folder = project.folder or _usual_folder()
        missing = [one for one in (folder, *folder.parents) if not os.path.lexists(one)]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            state = read_state(folder)
            if not (folder / FILE).exists():
                write_state(folder, state)
        except OSError as error:
            for one in missing:  # a way that was made in part is not left there
                with contextlib.suppress(OSError):
                    one.rmdir()
            raise DawError(f"The folder {folder} cannot be used ({error.strerror}); choose another one.") from error
        return FolderSession(folder, load_settings().sample_rate_hz)

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Nothing is installed; says where the folder is and how to use it."""
        return [
            f"No script is needed. Clips appear in {_usual_folder()}.",
            "Add that folder to your DAW's browser, and import clips at their original time (their time stamp) "
            "or at the bar in their name.",
        ]

    def test(self) -> list[Check]:
        """Place a sound in the usual folder's disk, read it back, take it away; nothing is left there."""
        usual = _usual_folder()
        try:
            usual.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".test ", dir=usual) as place:
                return round_trip(self.connect(self.project_at(Path(place))))
        except OSError as error:
            return [Check("folder", False, f"{usual} cannot be written ({error.strerror}).")]

    def fake_test(self) -> list[Check]:
        """The same in a folder of its own."""
        with tempfile.TemporaryDirectory(prefix="tonmeister ") as place:
            return round_trip(self.connect(self.project_at(Path(place))))


def _usual_folder() -> Path:
    chosen = load_settings().folder_daw
    return (Path(chosen).expanduser() if chosen else data_folder() / "Tonmeister Clips").resolve()
