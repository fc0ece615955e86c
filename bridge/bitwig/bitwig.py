"""Bitwig Studio: a controller script inside it, found on its port."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from bridge.bitwig import install as bitwig_install
from bridge.bitwig.changes import CAN, LIMITS, MISSING
from bridge.bitwig.session import BitwigSession
from bridge.bitwig.snapshot import project_of
from bridge.mailbox import Mailbox
from bridge.protocol import VERSION
from bridge.scripted.offer import Offer
from bridge.socket_line import SocketLine
from bridge.verdict import round_trip
from engine.config import data_folder
from engine.daw.daw import Check, Daw, Project
from engine.errors import DawError

_UPDATE = "The script in Bitwig is another version; run: tonmeister daw install bitwig, and start Bitwig again."
_CHOOSE = (
    "The script is installed, but not running: start Bitwig, open Settings, Controllers, press Add Controller, "
    "and choose Tonmeister."
)
_STRANGER = (
    "On port {port} of this computer, which is Bitwig's, nobody answers as its script would: Bitwig is busy or shows a "
    "dialog, or another program has the port. Close that, or take another port by: tonmeister daw install bitwig; then "
    "switch Tonmeister off and on in Bitwig's settings under Controllers."
)
_NOT_OURS = (
    "The Bitwig that runs on this computer belongs to another user, or holds a script with an older token; run: "
    "tonmeister daw install bitwig, which takes another port and today's token, and start Bitwig again."
)
LOOK_S = 0.7


class Bitwig(Daw):
    """Bitwig, found by asking the port of its script."""

    id: ClassVar[str] = "bitwig"
    name: ClassVar[str] = "Bitwig Studio"
    has_script: ClassVar[bool] = True
    folder_setting: ClassVar[str] = "bitwig_folder"
    stand_in: ClassVar[str] = "bridge.hosts.fake_bitwig.trial:trial"
    capabilities: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[dict[str, str]] = dict(MISSING)
    limits: ClassVar[dict[str, str]] = dict(LIMITS)

    def __init__(self, mailbox: Mailbox | None = None) -> None:
        self._mailbox = mailbox

    @property
    def mailbox(self) -> Mailbox:
        """Where the token and the port are kept."""
        return self._mailbox or Mailbox(data_folder() / "mailbox" / "bitwig", "bitwig")

    def find(self) -> list[Project]:
        """The project that Bitwig shows now."""
        said = self._ping()
        return [project_of(said)] if said else []

    def project_at(self, folder: Path) -> Project | None:
        """None: Bitwig tells no script where a project lies."""
        return None

    def connect(self, project: Project) -> BitwigSession:
        """Connect to the open project. DawError with the remedy when it is not open any more."""
        said = self._ping()
        if said and project_of(said) == project:
            if said.get("version") != VERSION:
                raise DawError(_UPDATE)
            return BitwigSession(self.mailbox, project.id, Offer(frozenset(said["changes"])))
        raise DawError(self.why_not() or f"'{project.name}' is not the project that Bitwig shows now; go to its tab.")

    def own_folders(self) -> list[Path]:
        """The folders of this user's Bitwig."""
        return bitwig_install.folders()

    def own_folder(self, chosen: Path) -> Path:
        """See Daw."""
        return bitwig_install.folder_at(chosen)

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Copy the script into the user's folder of Bitwig's, or into one that is named."""
        places = self._places(folder)
        if is_dry_run:
            return bitwig_install.planned(self.mailbox, places)
        return bitwig_install.install(self.mailbox, places, self._port_to_use())

    def remove(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Take the script out again."""
        return bitwig_install.remove(self._places(folder), is_dry_run=is_dry_run)

    def why_not(self) -> str:
        """Empty when a project can be reached, else what to do."""
        said, why = self._asked()
        if said:
            return "" if said.get("version") == VERSION else _UPDATE
        if why:
            return why
        places = bitwig_install.folders()
        if not places:
            return bitwig_install.NOT_FOUND
        states = [bitwig_install.state_of(place, self.mailbox) for place in places]
        if "whole" in states:
            return _CHOOSE
        if "stale" in states:
            return "The script among Bitwig's controller scripts is an older one; run: tonmeister daw install bitwig."
        return "The script is not installed in Bitwig; run: tonmeister daw install bitwig."

    def test(self) -> list[Check]:
        """A round trip in the project that is open; what it makes is taken away again."""
        found = self.find()
        if not found:
            return [
                Check("reach Bitwig", False, self.why_not() or "No project is open in Bitwig; open one and try again.")
            ]
        with contextlib.closing(self.connect(found[0])) as session:
            return round_trip(session)

    @staticmethod
    def _places(folder: Path | None) -> list[Path]:
        return [folder.expanduser()] if folder else bitwig_install.folders()

    def _ping(self) -> Mapping[str, Any] | None:
        """What the script says of itself; None when it is not there."""
        return self._asked()[0]

    def _asked(self) -> tuple[Mapping[str, Any] | None, str]:
        """What the script says of itself; or why it does not, where somebody is there all the same."""
        port = bitwig_install.port_of(self.mailbox)
        return self._asked_at(port) if port else (None, "")

    def _port_to_use(self) -> int:
        """The port of before, or the next that is free where somebody else has it."""
        port = bitwig_install.port_of(self.mailbox) or bitwig_install.PORT
        self.mailbox.prepare()
        _, why = self._asked_at(port)
        return bitwig_install.free_port(besides=port) if why not in ("", _UPDATE) else port

    def _asked_at(self, port: int) -> tuple[Mapping[str, Any] | None, str]:
        line = SocketLine("Bitwig", lambda: port, self.mailbox.token)
        try:
            if not line.connected():
                return None, ""
            reply = line.call("ping", timeout_s=LOOK_S)
        except DawError:
            return None, _STRANGER.format(port=port)
        finally:
            line.close()
        if reply.ok and isinstance(reply.result, dict):
            return reply.result, ""
        if "token" in reply.error:
            return None, _NOT_OURS
        return None, _UPDATE if "another version" in reply.error else _STRANGER.format(port=port)
