"""library: what the clips and takes of a project take on the disk; remove what nothing needs any more."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.errors import UserError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "action",
        nargs="?",
        default="sizes",
        choices=("sizes", "clean"),
        help="sizes: what it takes; clean: what could be removed, and with --yes remove it",
    )
    parser.add_argument("--project", metavar="PATH", help="folder or file of the project; without: clips of none")
    parser.add_argument("--yes", action="store_true", help="remove it")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Tell sizes, or clean."""
    from engine.config import data_folder
    from engine.library.disk import clean, disk_of
    from engine.library.library import Library

    project = Path(options.project).expanduser() if options.project else None
    root = data_folder() / "library"
    if project:
        root = project.parent / "Tonmeister" / project.stem if project.is_file() else project / "Tonmeister"
    if not (root / "library.sqlite").is_file():
        raise UserError(f"There is no library in {root}.")
    library = Library(root)
    try:
        found = disk_of(library)
        freed = clean(library) if options.action == "clean" and options.yes else 0
    finally:
        library.close()
    if options.json:
        told = {
            "folder": str(root),
            "used_bytes": found.used,
            "unused_bytes": found.unused,
            "freed_bytes": freed,
            "database_bytes": found.database,
            "unused_files": [str(path) for path in found.files],
        }
        print(json.dumps(told))
        return 0
    print(f"{root}: {_mb(found.all)} in all, {_mb(found.used)} in use.")
    if options.action == "clean" and options.yes:
        print(f"{len(found.files)} files removed, {_mb(freed)} freed.")
    elif found.files:
        print(
            f"{len(found.files)} files, {_mb(found.unused)}, are used by no clip, take or request; "
            "`library clean --yes` removes them."
        )
    else:
        print("Nothing in it is unused.")
    return 0


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
