"""Ardour 7 to 9: a script inside it, reached through a mailbox folder."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from bridge import osc
from bridge.ardour import install as ardour_install
from bridge.ardour.changes import CAN, LIMITS, MISSING
from bridge.ardour.session import ArdourSession
from bridge.mailbox import Mailbox, sweep
from bridge.protocol import VERSION, ScriptHello
from bridge.scripted.project import folder_project
from bridge.verdict import round_trip
from engine.config import data_folder
from engine.daw.daw import Check, Daw, Project
from engine.errors import DawError

_UPDATE = (
    "The script in Ardour is another version; close Ardour, run: tonmeister daw install ardour, and start it again."
)


def default_mailbox() -> Mailbox:
    """The mailbox that all of this user's Ardours share."""
    return Mailbox(data_folder() / "mailbox" / "ardour")


class Ardour(Daw):
    """Ardour, found by what its script announces."""

    id: ClassVar[str] = "ardour"
    name: ClassVar[str] = "Ardour"
    has_script: ClassVar[bool] = True
    stand_in: ClassVar[str] = "bridge.hosts.fake_ardour:trial"
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
        """The sessions that are open in Ardour now."""
        return [folder_project(hello.session, hello.snapshot, hello.path) for hello in self.mailbox.hellos()]

    def connect(self, project: Project) -> ArdourSession:
        """Connect to an open session. DawError with the remedy when it is not open any more."""
        sweep(self.mailbox.folder)
        for hello in self.mailbox.hellos():
            if folder_project(hello.session, hello.snapshot, hello.path) == project:
                return self._session(hello)
        raise DawError(self.why_not() or f"'{project.name}' is not open in Ardour now; open it and try again.")

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Enter the script in the settings of every Ardour 7 to 9 of this user."""
        folders = [folder.expanduser()] if folder else ardour_install.config_folders()
        return ardour_install.install(self.mailbox, folders, is_dry_run=is_dry_run)

    def remove(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Take our entries out of the settings of every Ardour; the user's own scripts stay."""
        folders = [folder.expanduser()] if folder else ardour_install.config_folders()
        return ardour_install.remove(self.mailbox, folders, is_dry_run=is_dry_run)

    def why_not(self) -> str:
        """Empty when the script is installed, else what to do."""
        if self.mailbox.hellos():
            return ""
        folders = ardour_install.config_folders()
        if not folders:
            return "No settings of Ardour 7, 8 or 9 are here; install Ardour, start it once and close it."
        if not any(ardour_install.is_installed(folder, self.mailbox) for folder in folders):
            return "The script is not installed in Ardour; close Ardour and run: tonmeister daw install ardour."
        return ""

    def test(self) -> list[Check]:
        """A round trip in the session that is open; what it makes is taken away again."""
        found = self.find()
        if not found:
            reason = self.why_not() or "No session is open in Ardour; open one and try again."
            return [Check("reach Ardour", False, reason)]
        with contextlib.closing(self.connect(found[0])) as session:
            return round_trip(session)

    def _session(self, hello: ScriptHello) -> ArdourSession:
        if hello.version != VERSION:
            raise DawError(_UPDATE)
        return ArdourSession(self.mailbox, hello.key, trigger=_trigger(self.mailbox, hello.key))


def _trigger(mailbox: Mailbox, key: str) -> Callable[[], None] | None:
    """Wakes the script by OSC where the user has Ardour's OSC surface on; else its timer finds the command."""
    try:
        known = json.loads((mailbox.folder / f"trigger-{key}.json").read_text("ascii"))
        return osc_trigger(int(known["port"]), int(known["slot"]))
    except (OSError, ValueError, TypeError, KeyError):
        pass
    for folder in ardour_install.config_folders():
        slot, port = ardour_install.slot_of(folder), _osc_port(folder)
        if slot and port:
            return osc_trigger(port, slot)
    return None


def osc_trigger(port: int, slot: int) -> Callable[[], None]:
    """Runs action script number `slot` of the Ardour that hears OSC on `port`."""
    return lambda: osc.send(port, "/access_action", f"LuaAction/script-{slot}")


def _osc_port(folder: Path) -> int:
    """The port that Ardour wrote down when its OSC surface came on; 0 when it did not."""
    try:
        found = re.search(r":(\d+)/", (folder / "osc_url").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0
