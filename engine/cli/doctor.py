"""What is installed, reachable and writable here; each problem with its remedy. Nothing heavy is imported for it."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from engine.catalog import packages
from engine.config import data_folder, is_offline, load_settings
from engine.errors import UserError
from engine.machine import computer, debian
from engine.machine.requirements import EXTRAS, QT, QT_LIBRARIES

if TYPE_CHECKING:
    from packaging.markers import Marker

ENOUGH_GB = 2.0


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    detail: str
    """What was found."""
    remedy: str = ""
    """What to do when it is not ok; empty when it is."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(options: argparse.Namespace) -> int:
    """Examine and print."""
    findings = examine()
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            remedy = "" if finding.ok else f" → {finding.remedy}"
            print(f"{'ok' if finding.ok else '— '}  {finding.what}: {finding.detail}{remedy}")
    return 0


def examine() -> list[Finding]:
    """Look at everything, in about half a second; a check that fails is a finding too."""
    findings: list[Finding] = []
    for check in _CHECKS:
        try:
            findings += check()
        except UserError as error:
            findings.append(Finding(check.__name__.strip("_").replace("_", " "), False, str(error), "See the reason."))
        except Exception as error:  # one broken check must not hide the others
            name = check.__name__.strip("_").replace("_", " ")
            findings.append(Finding(name, False, f"{type(error).__name__}: {error}", "Please report this as a bug."))
    return findings


def _python() -> list[Finding]:
    detail = f"{platform.python_version()} in {sys.prefix}, {platform.system()} {platform.machine()}"
    return [
        Finding(
            "Python",
            sys.version_info >= (3, 11),
            detail,
            "" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer.",
        )
    ]


def _packages() -> list[Finding]:
    from packaging.requirements import Requirement

    try:
        requirements = importlib.metadata.requires("tonmeister") or []
    except importlib.metadata.PackageNotFoundError:
        remedy = "Run python3 tonmeister.py from the clone, or pipx install."
        return [Finding("Tonmeister", False, "not installed in this environment", remedy)]
    core = [row for text in requirements if (row := Requirement(text)) and not (row.marker and _is_extra(row.marker))]
    wrong = [row for row in core if not row.specifier.contains(_version(row.name) or "0", prereleases=True)]
    old = [f"{row.name} {_version(row.name)} ({row.specifier} is needed)" for row in wrong if _version(row.name)]
    absent = [row.name for row in wrong if not _version(row.name)]
    problems = [f"missing: {', '.join(absent)}"] if absent else []
    problems += [f"not the right version: {', '.join(old)}"] if old else []
    detail = "; ".join(problems) or f"{len(core)} packages present"
    return [Finding("core packages", not wrong, detail, _pip(*(str(row) for row in wrong)) if wrong else "")]


def _is_extra(marker: Marker) -> bool:
    """True for what only an extra brings, or another system."""
    return not marker.evaluate({"extra": ""})


def _extras() -> list[Finding]:
    findings = []
    for extra, names in EXTRAS.items():
        absent = [name for name in names if not _version(name)]
        found = ", ".join(f"{name} {_version(name)}" for name in names if _version(name))
        remedy = f"Only if you want it: {_extra(extra, absent)}" if absent else ""
        findings.append(Finding(f"extra [{extra}]", not absent, found or "not installed", remedy))
    return findings


def _data() -> list[Finding]:
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
        writable = Finding("data folder", True, f"{folder} can be written")
    except OSError as error:
        writable = Finding(
            "data folder",
            False,
            f"{folder}: {error.strerror}",
            "Make it writable, or set TONMEISTER_HOME to another folder.",
        )
    near = next(place for place in (folder, *folder.parents) if place.exists())
    free_gb = shutil.disk_usage(near).free / 1e9
    space = Finding(
        "disk space",
        free_gb >= ENOUGH_GB,
        f"{free_gb:.1f} GB free at {near}",
        "" if free_gb >= ENOUGH_GB else "Free some gigabytes, or set TONMEISTER_HOME to a larger disk.",
    )
    try:
        load_settings()
        return [writable, space, Finding("settings", True, "readable, or the defaults")]
    except UserError as error:
        return [writable, space, Finding("settings", False, str(error), "Correct or delete that file.")]


def _network() -> list[Finding]:
    offline = "on: no model hub or language model is contacted" if is_offline() else "off"
    return [Finding("offline (TONMEISTER_OFFLINE)", True, offline)]


def _graphics_card() -> list[Finding]:
    try:
        cards = computer.graphics_cards()
    except OSError as error:
        return [Finding("graphics card", False, str(error), "Install or repair its driver.")]
    return [Finding("graphics card", True, "; ".join(cards) or "none found: everything runs on the processor")]


def _voices() -> list[Finding]:
    library = computer.espeak_library()
    remedy = "" if library else _pip("espeakng-loader")
    return [
        Finding("eSpeak NG (speech)", library is not None, str(library or "not found"), remedy),
        _program("flite", "flite (smoother English voices)", "flite"),
    ]


def _daws() -> list[Finding]:
    from engine.catalog.registry import discover

    registry = discover()
    findings = [
        Finding(
            daw.name,
            not (why := daw.why_not()),
            why or "ready",
            _way_to(id, has_script=daw.has_script) if why else "",
        )
        for id, daw in sorted(registry.daws.items())
    ]
    findings += [
        Finding(problem.where, False, problem.why, "This part is left out; reinstall it or report it.")
        for problem in registry.problems
    ]
    return findings


def _way_to(daw: str, *, has_script: bool) -> str:
    return f"Only if you use it: tonmeister daw install {daw}" if has_script else "Only if you use it."


def _screen() -> list[Finding]:
    if sys.platform != "linux":
        return []
    shown = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    ok = bool(shown or shutil.which("Xvfb"))
    screen = Finding(
        "screen",
        ok,
        shown or ("none; Xvfb stands in for one" if ok else "none, and no Xvfb"),
        "" if ok else f"To run Ardour without a screen: {_get('xvfb')}",
    )
    libraries = computer.shared_libraries() or frozenset(QT_LIBRARIES)
    absent = [name for name in QT_LIBRARIES if name not in libraries]
    panel = Finding(
        "libraries of the panel",
        not absent,
        f"missing: {', '.join(absent)}" if absent else "all there",
        _get(*QT) if absent else "",
    )
    return [screen, panel]


def _engine() -> list[Finding]:
    from engine.wire.client import running
    from engine.wire.discovery import announced

    found = running()
    if found:
        return [Finding("engine", True, f"runs as process {found.pid} on port {found.port}, version {found.version}")]
    stale = " (one that was killed left its file; the next start replaces it)" if announced() else ""
    return [Finding("engine", True, f"not running; it starts when it is needed{stale}")]


def _planner() -> list[Finding]:
    from engine.config import load_settings
    from engine.planner.choose import planner_for
    from engine.planner.llm.endpoint import endpoint_of
    from engine.planner.llm.prompt import what_is_sent

    settings = load_settings()
    endpoint = endpoint_of(settings)
    if endpoint is None or planner_for(settings).name == "offline":
        is_unset = endpoint is None and settings.planner == "auto"
        more = _found_here() if is_unset and not is_offline() else ""
        return [Finding("planner", True, f"the built-in one; nothing leaves this computer{more}")]
    return [Finding("planner", True, f"a language model at {endpoint.place}. {what_is_sent(endpoint.place)}")]


def _found_here() -> str:
    """What could be chosen without knowing an address."""
    from engine.planner.llm.local import local_servers

    found = " and ".join(f"{one.name} answers at {one.base_url}" for one in local_servers())
    return f". {found}: choose it in the settings, or set OPENAI_BASE_URL" if found else ""


def _tools() -> list[Finding]:
    return [_program("ffmpeg", "ffmpeg (video)", "ffmpeg")]


def _program(name: str, what: str, package: str) -> Finding:
    path = shutil.which(name)
    return Finding(what, path is not None, path or "not found", "" if path else f"Only if you want it: {_get(package)}")


def _get(*packages: str) -> str:
    """How packages are got here."""
    if debian.is_debian_like():
        return debian.command_line(packages)
    return f"install {', '.join(packages)} with your system's package manager"


def _pip(*requirements: str) -> str:
    """The command that gets packages, for a user to paste into any shell: it goes into this very Python."""
    return f"{_quoted(sys.executable)} -m pip install {' '.join(map(_quoted, requirements))}"


def _extra(extra: str, names: Sequence[str]) -> str:
    """The command that gets an extra, in the order in which it has to come."""
    return packages.command_line(extra) if extra in packages.SIZES else _pip(*names)


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\w./:\\=-]+", text) else f'"{text}"'


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


_CHECKS: tuple[Callable[[], list[Finding]], ...] = (
    _python,
    _packages,
    _extras,
    _data,
    _network,
    _graphics_card,
    _voices,
    _daws,
    _screen,
    _engine,
    _planner,
    _tools,
)
