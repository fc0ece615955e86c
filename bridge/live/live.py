"""Ableton Live: a control surface script inside it, found by what it announces."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from bridge.live import install as live_install
from bridge.live.changes import CAN, LIMITS, MISSING
from bridge.live.session import LiveSession
from bridge.live.snapshot import project_of
from bridge.mailbox import Mailbox, sweep
from bridge.protocol import VERSION, ScriptHello
from bridge.verdict import round_trip
from engine.config import data_folder
from engine.daw.daw import Check, Daw, Project
from engine.errors import DawError

_UPDATE = "The script in Live is another version; run: tonmeister daw install live, and start Live again."
_CHOOSE = (
    "The script is installed, but not running: start Live, open Settings, Link, Tempo & MIDI, "
    "and choose Tonmeister under Control Surface."
)

_TWICE = (
    "Tonmeister is chosen twice in Live's settings under Control Surface; set one of the two to None, and ask again."
)


def default_mailbox() -> Mailbox:
    """Where the scripts of all of this user's Lives announce themselves."""
    return Mailbox(data_folder() / "mailbox" / "live")


class Live(Daw):
    """Live, found by what its script announces."""

    id: ClassVar[str] = "live"
    name: ClassVar[str] = "Ableton Live"
    has_script: ClassVar[bool] = True
    folder_setting: ClassVar[str] = "live_library"
    stand_in: ClassVar[str] = "bridge.hosts.fake_live.trial:trial"
    capabilities: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[dict[str, str]] = dict(MISSING)
    limits: ClassVar[dict[str, str]] = dict(LIMITS)

    def __init__(self, mailbox: Mailbox | None = None) -> None:
        self._mailbox = mailbox

    @property
    def mailbox(self) -> Mailbox:
        """Where the token and the announcements lie."""
        return self._mailbox or default_mailbox()

    def find(self) -> list[Project]:
        """The sets that are open now."""
        return list(dict.fromkeys(_project(hello) for hello in self.mailbox.hellos()))

    def project_at(self, folder: Path) -> Project | None:
        """The set that is open from a folder, or from a file in it."""
        wanted = folder.expanduser().resolve()
        for project in self.find():
            places = [place.resolve() for place in (project.file, project.folder) if place]
            if wanted in places:
                return project
        return None

    def connect(self, project: Project) -> LiveSession:
        """Connect to an open set. DawError with the remedy when it is not open any more."""
        sweep(self.mailbox.folder)
        hellos = self.mailbox.hellos()
        for hello in hellos:
            if _project(hello) == project:
                if _is_twice(hellos):
                    raise DawError(_TWICE)
                if hello.version != VERSION:
                    raise DawError(_UPDATE)
                return LiveSession(self.mailbox, hello)
        raise DawError(self.why_not() or f"'{project.name}' is not open in Live now; open it and try again.")

    def own_folders(self) -> list[Path]:
        """The User Libraries of this user."""
        return live_install.user_libraries()

    def own_folder(self, chosen: Path) -> Path:
        """See Daw."""
        return live_install.library_at(chosen)

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Copy the script into the User Library of every Live of this user, or into one that is named."""
        libraries = [folder.expanduser()] if folder else live_install.user_libraries()
        return (live_install.planned if is_dry_run else live_install.install)(self.mailbox, libraries)

    def remove(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Take the script out of every User Library."""
        libraries = [folder.expanduser()] if folder else live_install.user_libraries()
        return live_install.remove(libraries, is_dry_run=is_dry_run)

    def why_not(self) -> str:
        """Empty when a set can be reached, else what to do."""
        hellos = self.mailbox.hellos()
        if _is_twice(hellos):
            return _TWICE
        if hellos:
            return "" if all(hello.version == VERSION for hello in hellos) else _UPDATE
        libraries = live_install.user_libraries()
        if not libraries:
            return live_install.NO_LIBRARY
        states = [live_install.state_of(library, self.mailbox) for library in libraries]
        if "whole" in states:
            return _CHOOSE
        if "stale" in states:
            return "The script in Live's User Library is an older one; run: tonmeister daw install live."
        return "The script is not installed in Live; run: tonmeister daw install live."

    def test(self) -> list[Check]:
        """A round trip in the set that is open; what it makes is taken away again."""
        found = self.find()
        if not found:
            return [Check("reach Live", False, self.why_not() or "No set is open in Live; open one and try again.")]
        with contextlib.closing(self.connect(found[0])) as session:
            return round_trip(session)



def _is_twice(hellos: Sequence[ScriptHello]) -> bool:
    """Whether two scripts run in one Live."""
    return any(count > 1 for count in Counter(hello.pid for hello in hellos if hello.pid).values())


def _project(hello: ScriptHello) -> Project:
    return project_of(hello.snapshot, hello.path)
