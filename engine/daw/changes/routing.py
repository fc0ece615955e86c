"""Where sound goes besides its own output: sends, and what a plugin listens to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.daw.changes.change import Change


@dataclass(frozen=True)
class SetSend(Change):
    """Send a share of a track to a bus, change how much, or end it."""

    capability: ClassVar[str] = "send"
    track: str
    to: str
    """Id of the bus."""
    gain_db: float | None
    """None = no send."""


@dataclass(frozen=True)
class SetSidechain(Change):
    """Let a plugin listen to another track."""

    capability: ClassVar[str] = "sidechain"
    track: str
    plugin: str
    to: str
    """Id of the track it listens to; "" = to its own."""
