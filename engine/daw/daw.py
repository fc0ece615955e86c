"""A DAW, and a session with one of its projects, which shows a Snapshot, applies Changes and reads them back."""

from __future__ import annotations

import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from engine.daw.change import *  # noqa: F403 - every Change is known here, and listed there
from engine.daw.change import CAPABILITIES as CAPABILITIES
from engine.daw.change import CHANGES as CHANGES
from engine.daw.change import Change as Change
from engine.daw.selection import Selection as Selection
from engine.daw.snapshot import Lane as Lane
from engine.daw.snapshot import Marker as Marker
from engine.daw.snapshot import Outcome as Outcome
from engine.daw.snapshot import Plugin as Plugin
from engine.daw.snapshot import Project as Project
from engine.daw.snapshot import Region as Region
from engine.daw.snapshot import Send as Send
from engine.daw.snapshot import SlotClip as SlotClip
from engine.daw.snapshot import Snapshot as Snapshot
from engine.daw.snapshot import Track as Track
from engine.errors import DawError
from engine.media.note import TempoMap


class DawSession(ABC):
    """One connected DAW project."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """Read the project. Raises DawSilent when the DAW does not answer."""

    @abstractmethod
    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes, as one undo step of the DAW where it can group, and read each one back.

        Never raises for a change that failed: its Outcome says so, and so do the outcomes of
        the changes that depended on it. When the project is not at `expected_revision`, nothing
        is changed and every outcome is not_done. A DAW that dies in the middle gives `unknown`.
        """

    def after_changes(self) -> Snapshot:
        """The project as it was read to prove the last changes, where that is kept; else as it is now."""
        return self.snapshot()

    def save(self) -> None:
        """Save the project. DawError when the DAW cannot."""
        return None

    def close(self) -> None:
        """End the connection; the DAW goes on."""
        return None


@dataclass(frozen=True)
class Check:
    """One finding of a DAW's round trip."""

    what: str
    ok: bool
    detail: str = ""


class Daw(ABC):
    """A kind of DAW: one file in bridge/ holds one."""

    id: ClassVar[str]
    name: ClassVar[str]
    capabilities: ClassVar[frozenset[str]] = frozenset()
    """What its sessions can do at best; a session's snapshot says what this one can."""
    missing: ClassVar[dict[str, str]] = {}
    """Capabilities it lacks, each with the reason."""
    limits: ClassVar[dict[str, str]] = {}
    """Capabilities it has only in part: how far."""
    has_script: ClassVar[bool] = False
    """True when a script of ours runs inside it, which `install` puts there."""
    holds_sounds: ClassVar[bool] = False
    """True when its projects hold the sounds that they play: none plays a file from where the library has it."""
    folder_setting: ClassVar[str] = ""
    """The setting that names the DAW's own folder where it is not in the usual place; "" = there is none."""
    stand_in: ClassVar[str] = ""
    """`module:function` of the round trip with that script in a stand-in for the DAW, which knows this DAW's session;
    "" where there is none. Found only when it is asked for."""

    @abstractmethod
    def find(self) -> list[Project]:
        """Projects that can be connected to now; quick (≤ 0.5 s), empty when the DAW is not running."""

    def project_at(self, folder: Path) -> Project | None:
        """The project in a folder, when it can be connected to now."""
        wanted = folder.expanduser().resolve()
        return next((p for p in self.find() if p.folder and p.folder.resolve() == wanted), None)

    @abstractmethod
    def connect(self, project: Project) -> DawSession:
        """Connect to a project. DawError with the remedy when that fails."""

    def copies(self, project: Project) -> Path | None:
        """The folder with the sounds that were unpacked from a project, where they lie in one file with it."""
        return None

    def is_open(self, project: Project) -> bool:
        """True while a project can still be connected to."""
        return project in self.find()

    def new_session(self, path: Path, tempo_map: TempoMap) -> DawSession:
        """A new, empty session in a file that does not exist yet; DawError where sessions are no files."""
        raise DawError(f"{self.name} cannot make a session in a file.")

    def own_folders(self) -> list[Path]:
        """The DAW's own folders into which its script goes; empty where none is found."""
        return []

    def own_folder(self, chosen: Path) -> Path:
        """The DAW's own folder that a chosen one is, holds or lies in. DawError when it is none of them."""
        raise DawError(f"{self.name} has no folder that could be chosen.")

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Copy the remote script to where this DAW looks; returns sentences that say what was done, or would be.

        `folder` is the DAW's own folder where that is not in the usual place.
        """
        return [f"{self.name} needs no script."]

    def remove(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Take the remote script away again; sentences that say what was done, or would be."""
        return [f"{self.name} has no script of ours."]

    def why_not(self) -> str:
        """Empty when installed and usable here, else one sentence that says what is missing."""
        return ""

    def test(self) -> list[Check]:
        """A round trip with an open project: place, read back, take away."""
        return [Check("round trip", False, f"{self.name} has none yet.")]

    def fake_test(self) -> list[Check]:
        """The same with the DAW's script in a stand-in for the DAW, for machines without it."""
        if not self.stand_in:
            return [Check("stand-in", False, f"{self.name} has none.")]
        checks: list[Check] = pkgutil.resolve_name(self.stand_in)()
        return checks
