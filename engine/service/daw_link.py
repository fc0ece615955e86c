"""The connection to one DAW project, made again when it was lost."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

from engine.daw.daw import Daw, DawSession, Project, Snapshot, Transport
from engine.errors import DawError, TonmeisterError


class DawLink:
    """Holds the session of one project. Used by one thread, that of the project."""

    def __init__(self, kind: Daw | None, project: Project | None) -> None:
        self._kind, self._project = kind, project
        self.session: DawSession | None = None

    def connected(self) -> DawSession | None:
        """The session; None without a DAW. DawError with the remedy when it cannot be reached."""
        if self.session is None and self._kind and self._project:
            if not self._kind.is_open(self._project):
                raise DawError(f"{self._kind.name} does not have '{self._project.name}' open any more.")
            self.session = self._kind.connect(self._project)
        return self.session

    def snapshot(self) -> Snapshot | None:
        """The project as it is now; None without a DAW. A DawError ends the connection; the next call connects anew."""
        try:
            session = self.connected()
            return session.snapshot() if session else None
        except TonmeisterError:
            self.close()
            raise

    def transport(self, action: str) -> str:
        """Play, stop or toggle; returns why it was not done, or ""."""
        snapshot = self.snapshot()
        if self.session is None or snapshot is None:
            return "No DAW is connected, so nothing can play there."
        wanted: Literal["play", "stop"] = "play"
        if action == "stop" or (action == "toggle" and snapshot.is_playing):
            wanted = "stop"
        label = f"Tonmeister: {wanted}"
        outcome = self.session.apply([Transport(wanted)], expected_revision=snapshot.revision, label=label)[0]
        return "" if outcome.is_done else outcome.why or "The DAW did not do it."

    @property
    def holds_sounds(self) -> bool:
        """Whether nobody plays the library's files from where they lie."""
        return self._kind is None or self._kind.holds_sounds

    def copies(self) -> Path | None:
        """See Daw."""
        return self._kind.copies(self._project) if self._kind and self._project else None

    def close(self) -> None:
        """End the connection; the DAW goes on."""
        if self.session:
            with contextlib.suppress(TonmeisterError, OSError):
                self.session.close()
        self.session = None
