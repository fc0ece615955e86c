"""Python packages that a model needs: which are missing, and how they come."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.errors import UserError
from engine.machine import set_up, setup_marker
from engine.machine.requirements import FIRST_AND_ALONE, requirements

_HERE = Path(__file__).resolve().parents[2]
SIZES = {"models": "some GB", "picture": "about 100 MB"}
"""What the extras that come later fetch."""


def missing(names: Sequence[str]) -> tuple[str, ...]:
    """Those that cannot be imported; imports none of them."""
    return tuple(name for name in names if importlib.util.find_spec(name) is None)


def can_install() -> bool:
    """True in a clone whose environment the launcher has made: there it may install more."""
    return (
        os.environ.get("TONMEISTER_SETUP") != "0" and setup_marker.is_inside(_HERE) and bool(setup_marker.names(_HERE))
    )


def install(extra: str) -> None:
    """Install an extra of setup.cfg into the clone's environment; UserError when that fails."""
    set_up.ensure(_HERE, f"[{extra}]")
    importlib.invalidate_caches()


def bring(names: Sequence[str], extra: str, what: str) -> None:
    """Install what is missing where that is allowed; else a UserError that says what needs it and how it comes."""
    if not missing(names):
        return
    if not can_install():
        raise UserError(f"{what} needs {', '.join(missing(names))}, which comes with: {command_line(extra)}")
    install(extra)


def command_line(extra: str) -> str:
    """The command that installs an extra, for a user to paste; torch first and alone, so that no other build comes."""
    rows = _required(extra)
    first = [row for row in rows if re.match(rf"{FIRST_AND_ALONE}\b", row)]
    others = [row for row in rows if row not in first]
    pip = f'"{sys.executable}" -m pip install'
    return " && ".join(f"{pip} {' '.join(map(_quoted, part))}" for part in (first, others) if part)


def _required(extra: str) -> list[str]:
    if rows := requirements(_HERE, extra):
        return rows
    rows = importlib.metadata.requires("tonmeister") or []
    return [row.split(";")[0].replace(" ", "") for row in rows if re.search(rf"extra == ['\"]{extra}['\"]", row)]


def _quoted(requirement: str) -> str:
    return f'"{requirement}"' if re.search(r"[<>\[ ]", requirement) else requirement
