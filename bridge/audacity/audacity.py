"""Audacity 3.2 and later on Linux: its own module mod-script-pipe, which takes commands by their names."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from bridge.audacity.changes import CAN, MISSING
from bridge.audacity.offer import LIMITS
from bridge.audacity.pipe import Pipe, pipes, running
from bridge.audacity.session import AudacitySession
from bridge.audacity.view import AudacityView, project_of
from bridge.verdict import round_trip
from engine.daw.daw import Check, Daw, Project
from engine.errors import DawError

MODULE = "mod-script-pipe"
_PLACES = ("/usr/lib/audacity/modules", "/usr/lib/*/audacity/modules", "/usr/local/lib/audacity/modules")
_OFF = "Audacity's module mod-script-pipe is not switched on; close Audacity and run: tonmeister daw install audacity."


class Audacity(Daw):
    """Audacity, found by its process and its pipe."""

    id: ClassVar[str] = "audacity"
    name: ClassVar[str] = "Audacity"
    has_script: ClassVar[bool] = True
    capabilities: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[dict[str, str]] = dict(MISSING)
    limits: ClassVar[dict[str, str]] = dict(LIMITS)

    def find(self) -> list[Project]:
        """The projects that are open in an Audacity with a pipe."""
        if sys.platform != "linux" or not all(path.exists() for path in pipes()):
            return []
        found = []
        for pid in running():
            with contextlib.suppress(DawError, OSError):
                found.append(project_of(pid))
        return found

    def project_at(self, folder: Path) -> Project | None:
        """The open project of a folder, or of a project file."""
        wanted = folder.expanduser().resolve()
        return next((p for p in self.find() if wanted in (p.folder and p.folder.resolve(), p.file)), None)

    def connect(self, project: Project) -> AudacitySession:
        """Connect to the open project. DawError with the remedy when it is not open any more."""
        for pid in running() if sys.platform == "linux" else ():
            if project_of(pid) == project:
                return AudacitySession(AudacityView(Pipe(pid), project))
        raise DawError(self.why_not() or f"'{project.name}' is not open in Audacity now; open it and try again.")

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Switch the module on in Audacity's settings; `folder` is where audacity.cfg lies."""
        file = _settings(folder)
        module = _module(file)
        seen = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(module.stat().st_mtime))
        wanted = {"Module": "1", "ModulePath": str(module), "ModuleDateTime": seen}
        if is_dry_run:
            return [f"It would switch {MODULE} on in {file}."]
        return [f"{MODULE} is switched on in {file}; it works from the next start of Audacity on."] * _write(
            file, wanted
        )

    def remove(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Switch the module off again."""
        try:
            file = _settings(folder)
        except DawError:
            if folder:
                raise
            return ["No settings of Audacity were found, so there is nothing to switch off."]
        if not _is_on(file):
            return [f"{MODULE} is not switched on in {file}."]
        if is_dry_run:
            return [f"It would switch {MODULE} off in {file}."]
        return [f"{MODULE} is switched off in {file}."] * _write(file, {"Module": "0"})

    def why_not(self) -> str:
        """Empty when the module is switched on, else what to do."""
        if sys.platform != "linux":
            return "Audacity is reached on Linux only so far; use a watched folder: --daw folder."
        if self.find():
            return ""
        try:
            return "" if _is_on(_settings(None)) else _OFF
        except DawError as error:
            return str(error)

    def test(self) -> list[Check]:
        """A round trip in the project that is open; what it makes is taken away again."""
        found = self.find()
        if not found:
            reason = self.why_not() or "Audacity is not running, or was started before the install; start it again."
            return [Check("reach Audacity", False, reason)]
        with contextlib.closing(self.connect(found[0])) as session:
            return round_trip(session)


def _settings(folder: Path | None) -> Path:
    """The file with this user's settings. DawError when Audacity has not made it yet."""
    home = Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "audacity"
    places = [folder.expanduser()] if folder else [home / ".audacity-data", config]
    found = next((place / "audacity.cfg" for place in places if (place / "audacity.cfg").is_file()), None)
    if found is None:
        raise DawError("No settings of Audacity are here; start Audacity once, close it, and install again.")
    return found


def _module(settings: Path) -> Path:
    """The module's own file: where Audacity saw it, or where packages put it."""
    seen = re.search(rf"^\[ModulePath\](?:\n(?!\[).*)*?\n{MODULE}=(.+)", _text(settings), re.M)
    found = [Path(seen[1])] if seen else []
    found += [one for place in _PLACES for one in sorted(Path("/").glob(f"{place[1:]}/{MODULE}.so"))]
    here = next((one for one in found if one.is_file()), None)
    if here is None:
        raise DawError(f"This Audacity has no {MODULE}; get one that has it (Debian: apt install audacity).")
    return here


def _is_on(settings: Path) -> bool:
    return re.search(rf"^\[Module\](?:\n(?!\[).*)*?\n{MODULE}=1$", _text(settings), re.M) is not None


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "surrogateescape")
    except OSError as error:
        raise DawError(f"{file} cannot be read ({error.strerror}).") from error


def with_values(text: str, values: Mapping[str, str]) -> str:
    """Settings with the module's value in each of these sections; all else stays as it is."""
    for section, value in values.items():
        line = f"{MODULE}={value}"
        own = re.compile(rf"(^\[{section}\]\n(?:(?!\[).*\n)*?){MODULE}=.*$", re.M)
        if own.search(text):
            text = own.sub(lambda found: found[1] + line, text, count=1)  # noqa: B023 - called at once
        elif f"[{section}]\n" in text:
            text = text.replace(f"[{section}]\n", f"[{section}]\n{line}\n", 1)
        else:
            text += f"{'' if text.endswith(chr(10)) or not text else chr(10)}[{section}]\n{line}\n"
    return text


def _write(file: Path, values: Mapping[str, str]) -> bool:
    """DawError while Audacity runs: it writes its own settings over ours when it ends."""
    if sys.platform == "linux" and running():
        raise DawError("Audacity is running; close it, and try again.")
    fresh = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        fresh.write_text(with_values(_text(file), values), "utf-8", "surrogateescape")
        os.replace(fresh, file)
    except OSError as error:
        raise DawError(f"{file} could not be written ({error.strerror}).") from error
    finally:
        fresh.unlink(missing_ok=True)
    return True
