"""Python files are compiled once for all the processes that tests start."""

from __future__ import annotations

import os
import sys


def keep_compiled() -> None:
    """Keep what is compiled: hundreds of engines and workers are started, and each would compile all of it anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
