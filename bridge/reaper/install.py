"""Installs Tonmeister's script into REAPER's resource folder, and into the start script that REAPER runs by itself."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bridge.mailbox import Mailbox
from bridge.scripted.script import copy_script, edition, script_files
from engine.config import load_settings
from engine.errors import DawError

BEGIN, END = "-- Tonmeister begins here", "-- Tonmeister ends here"
_STARTUP = "__startup.lua"
_FOLDER = "Tonmeister"
_BLOCK = f"""{BEGIN}; `tonmeister daw remove reaper` takes it away
local tonmeister = loadfile (reaper.GetResourcePath () .. "/Scripts/Tonmeister/Tonmeister.lua")
if tonmeister then tonmeister () end
{END}
"""
_START = """-- Starts Tonmeister's script. REAPER does it by itself when it starts; run it as an action to start it now.
local chunk, problem = loadfile ({folder} .. "/loop.lua")
if not chunk then error (problem, 0) end
chunk ({box}, {folder}, {edition})
"""


def resource_folders() -> list[Path]:
    """Where REAPER keeps its settings on this system, as far as it exists, and the folder of a portable one."""
    home = Path.home()
    if sys.platform == "darwin":
        candidates = [home / "Library" / "Application Support" / "REAPER"]
    elif sys.platform == "win32":
        candidates = [Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming") / "REAPER"]
    else:
        candidates = [Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "REAPER"]
    if chosen := load_settings().reaper_folder:
        candidates.append(Path(chosen))
    return [folder for folder in candidates if folder.is_dir()]


def install(mailbox: Mailbox, folders: Sequence[Path], *, is_dry_run: bool = False) -> list[str]:
    """Put the script into each folder; sentences that say what was done, or would be.

    DawError when there is no REAPER, or a folder is none of REAPER's.
    """
    if not folders:
        raise DawError(
            "No settings of REAPER were found; start REAPER once and install again, or name the folder of a portable "
            "one (where its reaper.ini lies): tonmeister daw install reaper --folder FOLDER."
        )
    said = []
    for folder in folders:
        must_be_reaper(folder)
        target = _target(folder)
        was = _edition_at(target)
        text = _with_block(_startup_text(folder))
        verb = (
            "is installed already" if was == edition("reaper") else "replaced an older one" if was else "is installed"
        )
        if is_dry_run:
            said.append(f"It would put {len(script_files('reaper')) + 1} files into {target} and start them from "
                        f"{folder / 'Scripts' / _STARTUP}.")  # fmt: skip
            continue
        mailbox.prepare()
        copy_script("reaper", target)
        _write(target / "Tonmeister.lua", _start_text(mailbox, target))
        if text != _startup_text(folder):
            _write(folder / "Scripts" / _STARTUP, text)
        said.append(
            f"The script {verb} in {target}; it starts with REAPER. To start it now: Actions > Show action list > "
            f"New action > Load ReaScript > {target / 'Tonmeister.lua'}, then Run."
        )
    return said


def remove(folders: Sequence[Path], *, is_dry_run: bool = False) -> list[str]:
    """Take the script away from each folder; what else the user's start script holds stays."""
    said = []
    for folder in folders:
        target, startup = _target(folder), folder / "Scripts" / _STARTUP
        rest = _without_block(_startup_text(folder))
        is_there = target.is_dir() or rest != _startup_text(folder)
        if not is_there:
            said.append(f"The script is not in {folder}.")
            continue
        if is_dry_run:
            said.append(f"It would delete {target} and take our lines out of {startup}.")
            continue
        try:
            if rest.strip():
                _write(startup, rest)
            else:
                startup.unlink(missing_ok=True)
            if target.is_dir():
                shutil.rmtree(target)
        except OSError as error:
            raise DawError(f"{error.filename} could not be deleted ({error.strerror}).") from error
        said.append(f"The script was taken out of {folder}; a REAPER that runs keeps it until it ends.")
    return said or ["No REAPER was found, so there is nothing to take away."]


def is_installed(folder: Path, mailbox: Mailbox) -> bool:
    """Whether REAPER with this folder starts this version of the script, for this mailbox."""
    start = _target(folder) / "Tonmeister.lua"
    try:
        is_ours = start.read_text("utf-8") == _start_text(mailbox, _target(folder))
    except (OSError, UnicodeDecodeError):
        return False
    return is_ours and BEGIN in _startup_text(folder)


def _target(folder: Path) -> Path:
    return folder / "Scripts" / _FOLDER


def must_be_reaper(folder: Path) -> None:
    """DawError when a folder is not that of a REAPER."""
    if not any((folder / name).exists() for name in ("reaper.ini", "REAPER.ini", "reaper-kb.ini", "Scripts")):
        raise DawError(f"{folder} is not a folder of REAPER: no reaper.ini is in it; start that REAPER once.")


def _edition_at(target: Path) -> str:
    try:
        found = re.search(r', "([0-9a-f]{12})"\)\s*$', (target / "Tonmeister.lua").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else "another"


def _startup_text(folder: Path) -> str:
    path = folder / "Scripts" / _STARTUP
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise DawError(f"{path} cannot be read ({error}); move it away and install again.") from error


def _without_block(text: str) -> str:
    return re.sub(rf"^{re.escape(BEGIN)}.*?^{re.escape(END)}\n?", "", text, flags=re.S | re.M)


def _with_block(text: str) -> str:
    rest = _without_block(text)
    return f"{rest}{'' if not rest or rest.endswith(chr(10)) else chr(10)}{_BLOCK}"


def _start_text(mailbox: Mailbox, target: Path) -> str:
    return _START.format(folder=_quoted(target), box=_quoted(mailbox.folder), edition=f'"{edition("reaper")}"')


def _quoted(path: Path) -> str:
    """A path as a Lua string."""
    table = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\0": "\\0"}
    return '"' + "".join(table.get(letter, letter) for letter in str(path)) + '"'


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text, "utf-8", newline="\n")
        os.replace(fresh, path)
    except OSError as error:
        raise DawError(f"{path} could not be written ({error.strerror}).") from error
    finally:
        fresh.unlink(missing_ok=True)
