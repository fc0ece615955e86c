"""Where Tonmeister keeps its files, and the user's settings."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, fields
from pathlib import Path

import platformdirs

from engine.errors import UserError


def data_folder() -> Path:
    """The user's data folder (`TONMEISTER_HOME` overrides it)."""
    override = os.environ.get("TONMEISTER_HOME")
    return Path(override) if override else Path(platformdirs.user_data_dir("Tonmeister", False))


def is_offline() -> bool:
    """True when model hubs and LLM endpoints must not be contacted."""
    return os.environ.get("TONMEISTER_OFFLINE", "") not in ("", "0")


@dataclass(frozen=True)
class Settings:
    """What the user can set; stored as settings.json in the data folder."""

    prefer: str = "best"
    """Which model to pick among the ready ones: fast, best or commercial-safe."""
    sample_rate_hz: int = 48000
    """Rate of new audio when no DAW project says otherwise."""
    daw: str = ""
    """The DAW to use when several are connected; empty = whichever answers."""
    folder_daw: str = ""
    """The watched folder of the `folder` DAW; empty = `Tonmeister Clips` in the data folder."""


def load_settings() -> Settings:
    """Read settings.json; unknown entries are ignored, a broken file is an error."""
    path = data_folder() / "settings.json"
    if not path.exists():
        return Settings()
    try:
        stored = json.loads(path.read_text("utf-8"))
        known = {field.name for field in fields(Settings)}
        return Settings(**{name: value for name, value in stored.items() if name in known})
    except (ValueError, TypeError, AttributeError) as error:
        raise UserError(f"The settings in {path} cannot be read ({error}); correct or delete the file.") from error
