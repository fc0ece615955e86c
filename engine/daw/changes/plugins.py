"""Plugins on a track."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.daw.changes.change import Change


@dataclass(frozen=True)
class AddPlugin(Change):
    """Insert one of our effects as a plugin of the DAW at the end of a track's chain."""

    capability: ClassVar[str] = "add_plugin"
    track: str
    effect: str
    """The effect's name in the task table: reverb, compressor, eq …"""
    parameters: tuple[tuple[str, float], ...] = ()
    """Argument names of `apply_effect` with their values."""
    ref: str = ""


@dataclass(frozen=True)
class SetPlugin(Change):
    """Set parameters of a plugin on a track, or switch it on or off (bypass)."""

    capability: ClassVar[str] = "set_plugin"
    track: str
    plugin: str
    parameters: tuple[tuple[str, float], ...] = ()
    """The plugin's own parameter names with their values."""
    on: bool | None = None


@dataclass(frozen=True)
class RemovePlugin(Change):
    """Take a plugin off a track."""

    capability: ClassVar[str] = "remove_plugin"
    track: str
    plugin: str
