"""Which DAW project was used last: what is meant when several are open and none is named."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from engine.config import data_folder
from engine.daw.daw import Daw, Project

_FILE = "last-project.json"
Found = tuple[Daw, Project]


def remember(daw: Daw, project: Project) -> None:
    """From now on this one is the one used last; a data folder that cannot be written changes nothing."""
    path = data_folder() / _FILE
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{_FILE}.{os.getpid()}.tmp")
        fresh.write_text(json.dumps({"daw": daw.id, "place": _place(project)}), "utf-8")
        os.replace(fresh, path)


def used_last(found: Sequence[Found]) -> Found | None:
    """The one of these that was used last; else the only one in the DAW that was used last; else None."""
    try:
        last = json.loads((data_folder() / _FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(last, dict):
        return None
    of_daw = [one for one in found if one[0].id == last.get("daw")]
    same = [one for one in of_daw if _place(one[1]) == last.get("place")]
    return (same or of_daw)[0] if len(same) == 1 or len(of_daw) == 1 else None


def _place(project: Project) -> str:
    return str(Path(project.file or project.folder or project.id))
