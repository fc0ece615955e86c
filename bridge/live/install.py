"""Installs Tonmeister's script into Live's User Library, wherever the user has it, and takes it away again."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import xml.sax.saxutils
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from bridge.mailbox import Mailbox
from engine.config import load_settings
from engine.errors import DawError

SCRIPT = Path(__file__).resolve().parents[2] / "daw_scripts" / "live"
NAME = "Tonmeister"
HERE = "TONMEISTER_LIVE_LIBRARY"
"""Environment: the folder of a User Library that is found in no other way."""
NO_LIBRARY = (
    "Live's User Library was not found; start Live once, or name the folder that Live's settings name under Library: "
    "tonmeister daw install live --folder FOLDER."
)
_MARKS = ("Remote Scripts", "Ableton Folder Info")
"""What lies in a User Library, whatever it is called."""
_PLACE = re.compile(r'<ProjectPath Value="([^"]*)"')


def user_libraries() -> list[Path]:
    """The User Libraries of this user's Lives that exist: those that Live's settings name, and the usual place.

    One that the environment or our own settings name is the only one.
    """
    named = os.environ.get(HERE)
    if named:
        return [Path(named).expanduser()] if Path(named).expanduser().is_dir() else []
    if (chosen := load_settings().live_library) and Path(chosen).is_dir():
        return [Path(chosen)]
    candidates = [library for file in _settings_files() for library in _named_in(file)]
    usual = {"darwin": ("Music",), "win32": ("Documents", "OneDrive/Documents")}.get(sys.platform, ())
    candidates += [Path.home() / folder / "Ableton" / "User Library" for folder in usual]
    found: list[Path] = []
    for candidate in candidates:
        if candidate.is_dir() and candidate.resolve() not in found:
            found.append(candidate.resolve())
    return found


def library_at(chosen: Path) -> Path:
    """The User Library that a chosen folder is, holds or lies in. DawError when there is none."""
    candidates = (chosen, chosen / "User Library", chosen / "Ableton" / "User Library", chosen.parent)
    for folder in candidates:
        if folder.is_dir() and (folder.name == "User Library" or any((folder / mark).exists() for mark in _MARKS)):
            return folder.resolve()
    raise DawError(f"{chosen} is no User Library of Live; choose the folder that Live's settings name under Library.")


def install(mailbox: Mailbox, libraries: Sequence[Path]) -> list[str]:
    """Copy the script; sentences that say what was done. DawError when there is nowhere to copy it to."""
    if not libraries:
        raise DawError(NO_LIBRARY)
    mailbox.prepare()
    said = []
    for library in libraries:
        was = state_of(library, mailbox)
        if was != "whole":
            copy_script(folder_in(library), mailbox)
        verb = {"whole": "was installed already", "stale": "was brought up to date", "none": "is installed"}[was]
        said.append(f"The script {verb} in {folder_in(library)}.")
    again = "start Live again" if mailbox.hellos() else "start Live"
    said.append(
        f"Now {again}, open Settings, Link, Tempo & MIDI, and choose {NAME} under Control Surface; "
        "its input and output stay at None."
    )
    return said


def planned(mailbox: Mailbox, libraries: Sequence[Path]) -> list[str]:
    """What `install` would do, without doing it. DawError when there is nowhere to copy it to."""
    if not libraries:
        raise DawError(NO_LIBRARY)
    verbs = {"whole": "would leave as it is", "stale": "would bring up to date", "none": "would write"}
    return [f"It {verbs[state_of(library, mailbox)]} {folder_in(library)}." for library in libraries]


def remove(libraries: Sequence[Path], *, is_dry_run: bool = False) -> list[str]:
    """Take the script away; sentences that say what was done, or would be."""
    said = []
    for library in libraries:
        folder = folder_in(library)
        if not (folder / "settings.json").is_file():
            said.append(f"No script of Tonmeister's is in {library}.")
            continue
        if is_dry_run:
            said.append(f"It would remove {folder}.")
            continue
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise DawError(f"{folder} could not be removed ({error.strerror}); close Live and try again.") from error
        said.append(f"The script was removed from {folder}.")
    return said or ["No User Library of Live was found, so there is nothing to take away."]


def folder_in(library: Path) -> Path:
    """Where the script lies in a User Library; its folder's name is what Live lists."""
    return library / "Remote Scripts" / NAME


def state_of(library: Path, mailbox: Mailbox) -> Literal["whole", "stale", "none"]:
    """Whether the script in a User Library is ours of today, another one, or not there."""
    folder = folder_in(library)
    if not (folder / "__init__.py").is_file():
        return "none"
    try:
        is_ours = json.loads((folder / "settings.json").read_text("utf-8"))["folder"] == str(mailbox.folder)
    except (OSError, ValueError, KeyError, TypeError):
        return "stale"
    return "whole" if is_ours and _digest(folder) == _digest(SCRIPT) else "stale"


def copy_script(target: Path, mailbox: Mailbox) -> Path:
    """The script's files and where the shared folder is; files of an older one go."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        for old in target.glob("*.py"):
            if not (SCRIPT / old.name).is_file():
                old.unlink()
        for source in sorted(SCRIPT.glob("*.py")):
            shutil.copyfile(source, target / f"{source.name}.tmp")
            os.replace(target / f"{source.name}.tmp", target / source.name)
        settings = json.dumps({"folder": str(mailbox.folder)}, ensure_ascii=False)
        (target / "settings.json").write_text(settings, "utf-8")
    except OSError as error:
        raise DawError(f"{target} could not be written ({error.strerror}).") from error
    return target


def _digest(folder: Path) -> str:
    rows = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.py"))]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _settings_files() -> list[Path]:
    """Where each Live of this user keeps what its library is; the newest first."""
    roaming = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    places = {
        "darwin": (Path.home() / "Library" / "Preferences" / "Ableton", "Live */Library.cfg"),
        "win32": (roaming / "Ableton", "Live */Preferences/Library.cfg"),
    }
    if sys.platform not in places:
        return []
    folder, pattern = places[sys.platform]
    return sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)


def _named_in(file: Path) -> list[Path]:
    """The User Library that a settings file names: the folder itself, or the one it lies in."""
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return []
    places = [Path(xml.sax.saxutils.unescape(place, {"&quot;": '"'})) for place in _PLACE.findall(text) if place]
    return [folder for place in places for folder in (place / "User Library", place) if _looks_like_one(folder)]


def _looks_like_one(folder: Path) -> bool:
    return folder.name == "User Library" or (folder / _MARKS[0]).is_dir()
