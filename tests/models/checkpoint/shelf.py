"""Tiny checkpoints with random weights, put where downloaded ones lie."""

from __future__ import annotations

from pathlib import Path

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.record import Installed, write_record


def put(checkpoint: Checkpoint, folder: Path, *, licence: str = "apache-2.0") -> None:
    """Note the files of a folder as this checkpoint."""
    files = {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    write_record(checkpoint, Installed(checkpoint.repo, "0" * 40, str(folder), files, licence, "2026-01-01T00:00:00Z"))
