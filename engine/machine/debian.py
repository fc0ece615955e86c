"""Debian packages that wheels cannot replace: which are missing, and how to get them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from engine.machine.requirements import debian_of

Way = Literal["apt", "sudo", "print"]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def is_debian_like() -> bool:
    """True where apt-get and dpkg-query are: Debian, Ubuntu, Mint and their like."""
    return sys.platform == "linux" and bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def needed(command: str) -> tuple[str, ...]:
    """The packages a command needs, and the one that can make environments when this Python cannot."""
    import importlib.util

    has_venv = importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")
    venv = () if has_venv else (f"python3.{sys.version_info.minor}-venv",)
    return (*venv, *debian_of(command))


def missing(packages: Sequence[str], *, run: Run = subprocess.run) -> list[str]:
    """Those of the packages that are not installed, in the same order."""
    if not packages:
        return []
    answer = run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=False,
    )
    rows = [line.split() for line in answer.stdout.splitlines()]
    installed = {row[0] for row in rows if len(row) == 2 and row[1] == "installed"}
    return [package for package in packages if package not in installed]


def way_to_install(*, is_root: bool, may_sudo: bool, says_yes: Callable[[], bool]) -> Way:
    """How missing packages are got: directly, through sudo after a yes, or by telling the user how."""
    if is_root:
        return "apt"
    return "sudo" if may_sudo and says_yes() else "print"


def this_users_way(packages: Sequence[str], *, run: Run = subprocess.run) -> Way:
    """`way_to_install` for whoever started this; asks only on a terminal where sudo needs no password."""
    is_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    may_sudo = (
        is_terminal
        and bool(shutil.which("sudo"))
        and run(["sudo", "-n", "true"], capture_output=True, text=True, check=False).returncode == 0
    )
    return way_to_install(is_root=os.geteuid() == 0, may_sudo=may_sudo, says_yes=lambda: _asks(packages))


def command_line(packages: Iterable[str]) -> str:
    """The one command that gets the packages, for a user to paste."""
    return f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def install(packages: Sequence[str], way: Way, log: Path, *, run: Run = subprocess.run) -> str:
    """Get the packages; returns "" or what apt-get said last. Everything it says is added to `log`."""
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    prefix = ["sudo", "-n", *environment] if way == "sudo" else environment
    log.parent.mkdir(parents=True, exist_ok=True)
    said = ""
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        answer = run(
            [*prefix, "apt-get", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        with open(log, "a", encoding="utf-8") as file:
            file.write(answer.stdout)
        said = answer.stdout.strip().splitlines()[-1] if answer.returncode and answer.stdout.strip() else ""
        if answer.returncode and arguments[0] == "install":
            return said or f"apt-get ended with {answer.returncode}"
    return ""


def _asks(packages: Sequence[str]) -> bool:
    print(f"Tonmeister needs these Debian packages: {' '.join(packages)}", file=sys.stderr)
    print("Install them now with sudo? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
