"""The `folder` DAW, for every DAW that has no script: clips appear as files in a watched folder.

Each WAV carries its place in the session as a time stamp, and bar and tempo in its name. Files that
the user puts into the folder appear on the track Dropped; the one that came last is selected.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import ClassVar

import numpy as np

from bridge.folder_change import CAN, MISSING
from bridge.folder_session import FolderSession
from bridge.folder_state import FILE, read_state, write_state
from engine.audio import Audio, write_audio
from engine.config import data_folder, load_settings
from engine.daw import Check, Daw, DawSession, NewTrack, PlaceAudio, Project, RemoveTrack
from engine.errors import DawError


class Folder(Daw):
    """A watched folder that any DAW can import from."""

    id = "folder"
    name = "Watched folder"
    capabilities: ClassVar[frozenset[str]] = frozenset(CAN)
    missing: ClassVar[dict[str, str]] = MISSING

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

    def connect(self, project: Project) -> DawSession:
        """Open the folder, and make it when it is not there; DawError when it cannot be used."""
        folder = project.folder or _usual_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            state = read_state(folder)
            if not (folder / FILE).exists():
                write_state(folder, state)
        except OSError as error:
            raise DawError(f"The folder {folder} cannot be used ({error.strerror}); choose another one.") from error
        return FolderSession(folder, load_settings().sample_rate_hz)

    def install(self) -> list[str]:
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
                return _round_trip(self, Path(place).resolve())
        except OSError as error:
            return [Check("folder", False, f"{usual} cannot be written ({error.strerror}).")]

    def fake_test(self) -> list[Check]:
        """The same in a folder of its own."""
        with tempfile.TemporaryDirectory(prefix="tonmeister ") as place:
            return _round_trip(self, Path(place).resolve())


def _round_trip(kind: Folder, folder: Path) -> list[Check]:
    session = kind.connect(kind.project_at(folder))
    sound = write_audio(folder / ".sound" / "test.wav", Audio(np.zeros((1, 4800), np.float32), 48000))
    changes = [NewTrack("Test", ref="track"), PlaceAudio("track", sound, 4.0, "Test", ref="region")]
    placed = session.apply(changes, expected_revision=session.snapshot().revision, label="test")
    shown = session.snapshot()
    starts = [region.start_beats for region in shown.regions]
    tracks = [track.id for track in shown.tracks]
    removed = session.apply([RemoveTrack(track) for track in tracks], expected_revision=shown.revision, label="test")
    left = session.snapshot().regions
    return [
        Check("place", all(one.is_done for one in placed), next((one.why for one in placed if one.why), "done")),
        Check("read back", starts == [4.0], f"regions at beats {starts}"),
        Check("take away", all(one.is_done for one in removed) and not left, f"{len(left)} regions left"),
    ]


def _usual_folder() -> Path:
    chosen = load_settings().folder_daw
    return (Path(chosen).expanduser() if chosen else data_folder() / "Tonmeister Clips").resolve()
