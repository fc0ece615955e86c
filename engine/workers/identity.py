"""Which Tonmeister this is: its version and a hash of its source, so that two computers can be compared."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from pathlib import Path

from engine import __version__

_PACKAGES = ("engine", "models")


@functools.cache
def identity() -> str:
    """Version and hash, e.g. "0.1.0 (3f2a9c01)"; the same for the same wheel everywhere."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or []) if spec else []:
            for path in sorted(Path(place).rglob("*.py"), key=lambda path: path.relative_to(place).as_posix()):
                digest.update(f"{package}/{path.relative_to(place).as_posix()}\n".encode())
                digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__} ({digest.hexdigest()[:8]})"
