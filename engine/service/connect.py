"""Connecting to a DAW project and opening its library."""

from __future__ import annotations

import re
from pathlib import Path

from engine.catalog.registry import Registry
from engine.config import data_folder
from engine.daw.daw import Daw, DawSession, Project
from engine.errors import UserError
from engine.library.library import Library
from engine.service.last_used import used_last

NAMED = ("folder", "dawproject")
"""Nobody has those open: they are named."""
_NOT_THERE = "it does not run, or no project is open in it; start it, open one, and ask again."


def open_session(registry: Registry, daw_id: str = "", project_folder: Path | None = None) -> DawSession | None:
    """Connect to the project that is meant; None when none is open. UserError like `find_project`."""
    found = find_project(registry, daw_id, project_folder)
    return found[0].connect(found[1]) if found else None


def find_project(
    registry: Registry, daw_id: str = "", project_folder: Path | None = None
) -> tuple[Daw, Project] | None:
    """The project in the DAW that was named, or the one that is open; of several the one used last; None when none is.

    Raises UserError when the named one is not there, or when it is not clear which project is meant.
    """
    if project_folder and daw_id != "folder" and not project_folder.exists():
        is_exported = project_folder.suffix.lower() == ".dawproject"
        raise UserError(f"There is no file {project_folder}; export one from your DAW (File > Export > DAWproject)."
                        if is_exported else f"There is no file or folder {project_folder}.")
    if project_folder and not daw_id and project_folder.suffix.lower() == ".dawproject":
        daw_id = "dawproject"
    if daw_id in ("none", "-"):
        return None
    if daw_id and daw_id not in registry.daws:
        raise UserError(f"There is no DAW '{daw_id}'; known are {', '.join(sorted(registry.daws)) or 'none'}.")
    asked = [registry.daws[daw_id]] if daw_id else [daw for daw in registry.daws.values() if daw.id not in NAMED]
    found = [(daw, project) for daw in asked for project in _projects(daw, project_folder)]
    if not found and daw_id:
        reason = registry.daws[daw_id].why_not() or _NOT_THERE
        raise UserError(f"{registry.daws[daw_id].name} cannot be reached: {reason}")
    if len(found) > 1 and (last := used_last(found)):
        return last
    if len(found) > 1:
        names = ", ".join(f"{project.name} ({daw.name})" for daw, project in found)
        raise UserError(f"Several projects are open: {names}. Name one with --daw or --project.")
    return found[0] if found else None


def open_library(project: Project | None, folder: Path | None = None) -> Library:
    """The library of a project: beside it when it is saved, else in the user's data folder."""
    return Library(library_folder(project, folder))


def library_folder(project: Project | None, folder: Path | None = None) -> Path:
    """Where the library of a project lies."""
    if project is None:
        return folder / "Tonmeister" if folder else data_folder() / "library"
    if project.folder is not None:
        own = (project.file.stem,) if project.file else ()
        return Path(project.folder, "Tonmeister", *own)
    return data_folder() / "projects" / re.sub(r"[^A-Za-z0-9_-]", "_", project.id)


def project_key(daw: Daw | None, project: Project | None, folder: Path | None = None) -> str:
    """A short name for an open project that stays the same as long as it lies where it lies."""
    import hashlib

    place = project.file or project.folder or project.id if project else folder or ""
    digest = hashlib.sha256(f"{daw.id if daw else ''}|{place}".encode()).hexdigest()[:12]
    return f"{daw.id if daw else 'library'}-{digest}"


def _projects(daw: Daw, folder: Path | None) -> list[Project]:
    if folder is None:
        return daw.find()
    project = daw.project_at(folder)
    return [project] if project else []
