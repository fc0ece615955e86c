"""Makes an environment: its Python, its packages, its source and its weights, or nothing at all."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engine.catalog.environments.environment_vars import bare_environment_vars, environment_vars
from engine.catalog.environments.folder import EnvironmentFolder, size_bytes
from engine.catalog.environments.manifest import Manifest, filled
from engine.catalog.environments.run_command import Tell, run_command
from engine.config import is_offline
from engine.errors import UserError

FREE_BYTES = 1 << 30
"""Disk space without which none is begun; that it stays enough is watched while packages come."""

Finish = Callable[[Tell], None]
"""Brings the weights; raises UserError or ModelError."""


def make_environment(contents: Manifest, tell: Tell, finish: Finish | None = None) -> EnvironmentFolder:
    """Make it, unless it is there and whole; one that was left unfinished is made anew, or gets its weights.

    `tell(done, of, what)` is called several times a second, and may raise: then all is ended, and deleted unless
    only weights are missing. Raises UserError with one sentence when it cannot be made.
    """
    folder = EnvironmentFolder(contents.id)
    with folder.locked():
        if folder.holds(contents):
            return folder
        python = _check(contents, folder, needs_hub=finish is not None)
        if not folder.lacks_only_weights(contents):
            folder.remove()
        try:
            _make(contents, folder, python, tell, finish)
        except OSError as error:
            raise UserError(f"{contents.name} could not be installed: {error.strerror or error}.") from error
        finally:
            if not folder.lacks_only_weights(contents):
                shutil.rmtree(folder.path, ignore_errors=True)
    return folder


def _check(contents: Manifest, folder: EnvironmentFolder, *, needs_hub: bool) -> str:
    """The Python to use; UserError when something is missing, before anything is written."""
    is_elsewhere = any("://" in requirement for requirement in contents.requirements)
    if is_offline() and (needs_hub or is_elsewhere or contents.source or contents.steps):
        raise UserError(
            f"{contents.name} needs more than packages from the network, and TONMEISTER_OFFLINE is set; unset it first."
        )
    wanted = [*contents.programs, *(["git"] if contents.source else [])]
    if absent := [program for program in wanted if shutil.which(program) is None]:
        raise UserError(f"{contents.name} needs {' and '.join(absent)} on this computer; install that first.")
    free = shutil.disk_usage(_nearest(folder.path)).free
    if free < FREE_BYTES:
        raise UserError(
            f"{contents.name} needs at least {FREE_BYTES >> 30} GB in {folder.path}, "
            f"where {free / (1 << 30):.1f} GB are free; make room first."
        )
    return _python_for(contents)


def _python_for(contents: Manifest) -> str:
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    if contents.python in ("", ours):
        return getattr(sys, "_base_executable", None) or sys.executable
    if found := shutil.which(f"python{contents.python}"):
        return found
    raise UserError(
        f"{contents.name} needs Python {contents.python}, and there is no python{contents.python} on this computer; "
        "install it first."
    )


def _make(contents: Manifest, folder: EnvironmentFolder, python: str, tell: Tell, finish: Finish | None) -> None:
    folder.weights.mkdir(parents=True, exist_ok=True)
    folder.log.write_bytes(b"")
    works = [] if folder.lacks_only_weights(contents) else list(_package_works(contents, folder, python))
    steps = list(_weight_works(contents, folder))
    count = len(works) + len(steps) + (finish is not None)
    for number, work in enumerate(works):
        _run(work, contents, folder, partial(tell, number, count))
    folder.mark_packages(contents)
    for number, work in enumerate(steps, len(works)):
        _run(work, contents, folder, partial(tell, number, count))
    if finish is not None:
        finish(lambda done, of, what: tell(count - 1 + (done / of if of else 0), count, what))
    folder.mark_done(
        contents,
        installed=_installed(folder),
        made_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        total_bytes=size_bytes(folder.path),
    )


@dataclass(frozen=True)
class _Work:
    what: str
    command: list[str]
    place: Path
    environment: dict[str, str]


def _run(work: _Work, contents: Manifest, folder: EnvironmentFolder, tell: Callable[[str], None]) -> None:
    run_command(
        work.command,
        name=contents.name,
        folder=work.place,
        environment=work.environment,
        log=folder.log,
        tell=lambda said: tell(f"{work.what}: {said}" if said else work.what),
    )


def _package_works(contents: Manifest, folder: EnvironmentFolder, python: str) -> Iterator[_Work]:
    bare = bare_environment_vars()
    yield _Work("environment", [python, "-m", "venv", str(folder.path / "venv")], folder.path, bare)
    if contents.source:
        for command in _checkout(contents.source.url, contents.source.commit, folder):
            yield _Work("source", command, folder.path, bare)
    lists: list[str] = []
    if contents.requirements:
        wanted = folder.path / "requirements.txt"
        wanted.write_text("\n".join(contents.requirements) + "\n", "utf-8")
        lists += ["-r", str(wanted)]
    if contents.requirements_file:
        lists += ["-r", contents.requirements_file]
    if lists:
        pip = [str(folder.python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
        yield _Work("packages", [*pip, *lists], folder.source if contents.source else folder.path, bare)


def _weight_works(contents: Manifest, folder: EnvironmentFolder) -> Iterator[_Work]:
    values = {"python": str(folder.python), "source": str(folder.source), "weights": str(folder.weights)}
    place = folder.source if contents.source else folder.weights
    for step in contents.steps:
        yield _Work("weights", filled(step, values), place, environment_vars(folder, may_download=True))


def _checkout(url: str, commit: str, folder: EnvironmentFolder) -> list[list[str]]:
    """Exactly this commit, without its history."""
    git = ["git", "-C", str(folder.source), "-c", "advice.detachedHead=false"]
    return [
        ["git", "init", "--quiet", str(folder.source)],
        [*git, "fetch", "--quiet", "--depth", "1", url, commit],
        [*git, "checkout", "--quiet", commit],
    ]


def _installed(folder: EnvironmentFolder) -> list[str]:
    """Every package with its version."""
    command = [str(folder.python), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"]
    answer = subprocess.run(
        command, env=bare_environment_vars(), capture_output=True, text=True, timeout=120, check=False
    )
    return answer.stdout.split()


def _nearest(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    return next(one for one in (path, *path.parents) if one.is_dir())


def consent(contents: Manifest) -> tuple[str, ...]:
    """What is about to happen, a line each; asked before anything is installed."""
    packages = ", ".join(contents.requirements) or "none named here"
    lines = [
        f"An environment of its own, in {EnvironmentFolder(contents.id).path}; nothing else on this computer changes.",
        f"Python packages from the package index: {packages}.",
    ]
    if wanted := [*([f"Python {contents.python}"] if contents.python else []), *contents.programs]:
        lines.append(f"It needs on this computer: {', '.join(wanted)}.")
    if contents.source:
        lines.append(f"Source code: {contents.source.url} at {contents.source.commit}.")
    if contents.requirements_file:
        lines.append(f"Packages that this source names in {contents.requirements_file}.")
    lines += [f"Then it runs: {' '.join(step)}" for step in contents.steps]
    lines.append("Its size is not known before; several gigabytes are usual. `tonmeister models remove` deletes it.")
    return tuple(lines)
