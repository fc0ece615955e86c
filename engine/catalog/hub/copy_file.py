"""A file of this computer among the weights: linked where the disk allows it, else copied."""

from __future__ import annotations

import os
from pathlib import Path

from engine.catalog.hub.download_worker import DownloadWorker

_BLOCK = 1 << 20


def place_file(source: Path, target: Path, courier: DownloadWorker) -> None:
    """Make `target` hold what `source` holds; counts its bytes. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    begun_at, size = courier.done_bytes, source.stat().st_size
    try:
        os.link(source.resolve(), target)
    except OSError:  # another disk, or one that knows no links
        with open(source, "rb") as opened, open(target, "wb") as out:
            while block := opened.read(_BLOCK):
                courier.go_on()
                out.write(block)
                courier.done_bytes += len(block)
            out.flush()
            os.fsync(out.fileno())
    courier.done_bytes = begun_at + size
