"""Which project a script speaks of: its name, its folder, and an id that lies in it."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from engine.daw.daw import Project


def project_id(folder: Path) -> str:
    """The id in `<folder>/Tonmeister/project-id`, made when missing; of the path where nothing can be written."""
    path = folder / "Tonmeister" / "project-id"
    try:
        known = path.read_text("ascii").strip()
        if known:
            return known[:64]
    except (OSError, UnicodeDecodeError):
        pass
    fresh = uuid.uuid4().hex
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fresh + "\n", "ascii")
    except OSError:
        return hashlib.sha256(str(folder).encode("utf-8", "replace")).hexdigest()[:32]
    return fresh


def folder_project(session: str, snapshot: str, path: str) -> Project:
    """A project that is a folder, with the name of the snapshot in it that is open."""
    folder = Path(path)
    name = session if snapshot == session else f"{session} ({snapshot})"
    return Project(project_id(folder), name, folder)
