"""Installs Tonmeister's script among Bitwig's controller scripts, and takes it away again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from bridge.mailbox import Mailbox
from engine.config import load_settings
from engine.errors import DawError

SCRIPT = Path(__file__).resolve().parents[2] / "daw_scripts" / "bitwig"
NAME = "Tonmeister"
SETTINGS = "settings.js"
_SCRIPTS = "Controller Scripts"
HERE = "TONMEISTER_BITWIG_FOLDER"
"""Environment: the "Bitwig Studio" folder of the user, when it is found in no other way."""
PORT = 47815
"""Where the script listens, unless another is named."""
_PORTS = 100
NOT_FOUND = (
    'No folder of Bitwig Studio was found; start Bitwig once, or name the one in which its "Controller Scripts" lies: '
    "tonmeister daw install bitwig --folder FOLDER."
)


def folders() -> list[Path]:
    """The folders in which this user's Bitwig keeps controller scripts and the like, as far as they exist."""
    named = os.environ.get(HERE)
    if named:
        return [Path(named).expanduser()] if Path(named).expanduser().is_dir() else []
    if (chosen := load_settings().bitwig_folder) and Path(chosen).is_dir():
        return [Path(chosen)]
    home = Path.home()
    usual = {
        "win32": ("Documents", "OneDrive/Documents"),
        "darwin": ("Documents",),
    }.get(sys.platform, (".", "Documents"))
    found: list[Path] = []
    for place in usual:
        folder = home / place / "Bitwig Studio"
        if folder.is_dir() and folder.resolve() not in found:
            found.append(folder.resolve())
    return found


def folder_at(chosen: Path) -> Path:
    """Bitwig's folder that a chosen one is, holds or lies in. DawError when there is none."""
    for folder in (chosen, chosen / "Bitwig Studio", chosen.parent):
        if folder.is_dir() and (folder.name == "Bitwig Studio" or (folder / _SCRIPTS).is_dir()):
            return folder.resolve()
    raise DawError(f'{chosen} is no folder of Bitwig\'s; choose the one in which its "{_SCRIPTS}" lies.')


def planned(mailbox: Mailbox, places: Sequence[Path]) -> list[str]:
    """What `install` would do, without doing it. DawError when there is nowhere to copy it to."""
    if not places:
        raise DawError(NOT_FOUND)
    verbs = {"whole": "would leave as it is", "stale": "would bring up to date", "none": "would write"}
    return [f"It {verbs[state_of(place, mailbox)]} {folder_in(place)}." for place in places]


def install(mailbox: Mailbox, places: Sequence[Path], port: int) -> list[str]:
    """Copy the script, which will listen there; sentences that say what was done.

    DawError when there is nowhere to copy it to.
    """
    if not places:
        raise DawError(NOT_FOUND)
    mailbox.prepare()
    said = []
    before = port_of(mailbox) or PORT
    for place in places:
        was = state_of(place, mailbox)
        if was != "whole" or port != before:
            copy_script(folder_in(place), mailbox, port)
        verb = {"whole": "was installed already", "stale": "was brought up to date", "none": "is installed"}[was]
        said.append(f"The script {verb} in {folder_in(place)}.")
    write_port(mailbox, port)
    if port != before:
        said.append(f"Somebody else has port {before} of this computer, so it listens on {port} from now on.")
    said.append(
        "Now start Bitwig, open Settings, Controllers, press Add Controller, and choose Tonmeister; "
        "a Bitwig that runs already takes the new files by itself."
    )
    return said


def free_port(*, besides: int) -> int:
    """The next port of this computer that nobody has; the same again where none is free."""
    for port in (one for one in range(PORT, PORT + _PORTS) if one != besides):
        with contextlib.suppress(OSError), socket.socket() as one:
            one.bind(("127.0.0.1", port))
            return port
    return besides


def remove(places: Sequence[Path], *, is_dry_run: bool = False) -> list[str]:
    """Take the script away; sentences that say what was done, or would be."""
    said = []
    for place in places:
        folder = folder_in(place)
        if not (folder / SETTINGS).is_file():
            said.append(f"No script of Tonmeister's is in {place}.")
        elif is_dry_run:
            said.append(f"It would remove {folder}.")
        else:
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise DawError(
                    f"{folder} could not be removed ({error.strerror}); close Bitwig and try again."
                ) from error
            said.append(f"The script was removed from {folder}.")
    return said or ["No folder of Bitwig was found, so there is nothing to take away."]


def folder_in(place: Path) -> Path:
    """Where the script lies in a user's folder of Bitwig's."""
    return place / _SCRIPTS / NAME


def state_of(place: Path, mailbox: Mailbox) -> Literal["whole", "stale", "none"]:
    """Whether the script is ours of today with today's token, another one, or not there."""
    folder = folder_in(place)
    if not (folder / f"{NAME}.control.js").is_file():
        return "none"
    try:
        settings = (folder / SETTINGS).read_text("utf-8")
        files = {path.name: path.read_bytes() for path in folder.glob("*.js") if path.name != SETTINGS}
    except (OSError, ValueError):
        return "stale"
    is_ours = files == {path.name: path.read_bytes() for path in SCRIPT.glob("*.js")}
    try:
        return "whole" if is_ours and settings == _settings(mailbox, port_of(mailbox) or PORT) else "stale"
    except DawError:
        return "stale"


def copy_script(target: Path, mailbox: Mailbox, port: int) -> Path:
    """The script's files, the token and the port, all for this user only; files of an older one go."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        for old in target.glob("*.js"):
            if not (SCRIPT / old.name).is_file():
                old.unlink()
        settings = target / f"{SETTINGS}.tmp"
        settings.unlink(missing_ok=True)
        with os.fdopen(os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(_settings(mailbox, port))
        os.replace(settings, target / SETTINGS)
        for source in sorted(SCRIPT.glob("*.js"), key=lambda path: path.name.endswith(".control.js")):
            shutil.copyfile(source, target / f"{source.name}.tmp")
            os.replace(target / f"{source.name}.tmp", target / source.name)  # the main file last: Bitwig reloads by it
    except OSError as error:
        raise DawError(f"{target} could not be written ({error.strerror}).") from error
    return target


def port_of(mailbox: Mailbox) -> int:
    """Where the script listens; 0 when it was never installed."""
    try:
        return int((mailbox.folder / "port").read_text("ascii"))
    except (OSError, ValueError):
        return 0


def write_port(mailbox: Mailbox, port: int) -> None:
    """Remember where the script listens."""
    (mailbox.folder / "port").write_text(f"{port}\n", "ascii")


def edition() -> str:
    """A short name for exactly these files."""
    rows = [(path.name, path.read_bytes()) for path in sorted(SCRIPT.glob("*.js"))]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:12]


def _settings(mailbox: Mailbox, port: int) -> str:
    fields = {"token": mailbox.token(), "port": port, "edition": edition()}
    return f"// Written by tonmeister daw install bitwig; for this user only.\nvar SETTINGS = {json.dumps(fields)};\n"
