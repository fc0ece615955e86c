"""REAPER 7: a script inside it, reached through a mailbox folder."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from bridge.mailbox import Mailbox, sweep
from bridge.protocol import VERSION, ScriptHello
from bridge.reaper import install as reaper_install
from bridge.reaper.changes import CAN, LIMITS, MISSING
from bridge.reaper.session import ReaperSession
from bridge.reaper.snapshot import project_of
from bridge.scripted.script import edition
from bridge.verdict import round_trip
from engine.config import data_folder
from engine.daw.daw import Check, Daw, Project
from engine.errors import DawError

_UPDATE = "The script in REAPER is another version; run: tonmeister daw install reaper, and start REAPER again."


def default_mailbox() -> Mailbox:
    """The mailbox that all of this user's REAPERs share."""
    return Mailbox(data_folder() / "mailbox" / "reaper")


class Reaper(Daw):
    """REAPER, found by what its script announces."""

    id: ClassVar[str] = "reaper"
    name: ClassVar[str] = "REAPER"
    has_script: ClassVar[bool] = True
    folder_setting: ClassVar[str] = "reaper_folder"
    stand_in: ClassVar[str] = "bridge.hosts.fake_reaper.trial:trial"
    capabilities: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[dict[str, str]] = dict(MISSING)
    limits: ClassVar[dict[str, str]] = dict(LIMITS)

    def __init__(self, mailbox: Mailbox | None = None) -> None:
        self._mailbox = mailbox

    @property
    def mailbox(self) -> Mailbox:
        """Where commands and replies lie."""
        return self._mailbox or default_mailbox()

    def find(self) -> list[Project]:
        """The project in front in each REAPER that runs now."""
        return [_project(hello) for hello in self.mailbox.hellos()]

    def project_at(self, folder: Path) -> Project | None:
        """The open project of a folder, or of a project file."""
        wanted = folder.expanduser().resolve()
        return next((p for p in self.find() if wanted in (p.folder and p.folder.resolve(), p.file)), None)

    def connect(self, project: Project) -> ReaperSession:
        """Connect to an open project. DawError with the remedy when it is not in front any more."""
        sweep(self.mailbox.folder)
        for hello in self.mailbox.hellos():
            if _project(hello) == project:
                return self._session(hello)
        raise DawError(self.why_not() or f"'{project.name}' is not in front in REAPER now; open it and try again.")

    def own_folders(self) -> list[Path]:
        """Where the REAPERs of this user keep their settings."""
        return reaper_install.resource_folders()

    def own_folder(self, chosen: Path) -> Path:
        """See Daw."""
        reaper_install.must_be_reaper(chosen)
        return chosen.resolve()

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Put the script where REAPER starts it: in its own folder, or that of a portable one."""
        return reaper_install.install(self.mailbox, _folders(folder), is_dry_run=is_dry_run)

    def remove(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Take it away again; the rest of the user's start script stays."""
        return reaper_install.remove(_folders(folder), is_dry_run=is_dry_run)

    def why_not(self) -> str:
        """Empty when the script runs or is installed, else what to do."""
        hellos = self.mailbox.hellos()
        if any(map(self._is_ours, hellos)):
            return ""
        if hellos:
            return _UPDATE
        folders = reaper_install.resource_folders()
        if not folders:
            return (
                "No settings of REAPER are here; start REAPER once, or name a portable one: "
                "tonmeister daw install reaper --folder FOLDER."
            )
        if not any(reaper_install.is_installed(folder, self.mailbox) for folder in folders):
            return "The script is not installed in REAPER; run: tonmeister daw install reaper."
        return ""

    def test(self) -> list[Check]:
        """A round trip in the project that is in front; what it makes is taken away again."""
        found = self.find()
        if not found:
            reason = self.why_not() or (
                "REAPER is not running, or its script is not; start REAPER, or in it run Actions > Show action list > "
                "New action > Load ReaScript > Tonmeister.lua."
            )
            return [Check("reach REAPER", False, reason)]
        with contextlib.closing(self.connect(found[0])) as session:
            return round_trip(session)

    def _is_ours(self, hello: ScriptHello) -> bool:
        """Whether its script is the one that belongs to this Tonmeister."""
        return hello.version == VERSION and hello.edition == edition(self.id)

    def _session(self, hello: ScriptHello) -> ReaperSession:
        if not self._is_ours(hello):
            raise DawError(_UPDATE)
        return ReaperSession(self.mailbox, hello.key)


def _folders(folder: Path | None) -> Sequence[Path]:
    return [folder.expanduser()] if folder else reaper_install.resource_folders()


def _project(hello: ScriptHello) -> Project:
    return project_of(hello.session, hello.path, hello.project_id)
