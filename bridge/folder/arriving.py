"""New files of the watched folder: made under a hidden name, shown once session.json tells of them.

So a process that is killed on the way leaves nothing that anybody sees: what session.json tells of is shown by whoever
looks at the folder next, and what it does not is cleared away by the next change.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from bridge.folder.state import FILE

_HIDDEN = ".tonmeister "


def hidden(path: Path) -> Path:
    """Where a file is made that will be at `path`."""
    return path.with_name(_HIDDEN + path.name)


def shown_name(path: Path) -> str:
    """What a hidden file will be called."""
    return path.name.removeprefix(_HIDDEN)


def show(folder: Path, names: Iterable[str]) -> None:
    """Give files that session.json tells of their own names, unless they have them. OSError when that cannot be."""
    for name in names:
        made = hidden(folder / name)
        if made.exists() and not (folder / name).exists():
            with contextlib.suppress(FileNotFoundError):  # another process of ours was faster
                made.rename(folder / name)


def clear(folder: Path, names: Iterable[str]) -> None:
    """Take away what killed processes have left; `names` are of files that session.json tells of."""
    kept = {_HIDDEN + name for name in names}
    for pattern in (f"{_HIDDEN}*", f".{_HIDDEN}*", f".{FILE}.*.tmp"):
        for path in folder.glob(pattern):
            if path.name not in kept:
                with contextlib.suppress(OSError):
                    path.unlink()
