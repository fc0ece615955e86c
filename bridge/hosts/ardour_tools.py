"""Ardour's programs without what a private one has no use for: the names of synthesizers' sounds, the tags of plugins.

Each of them reads both whenever it starts: more than half of the work of a start.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

_UNUSED = ("patchfiles", "plugin_metadata")
_OWN_NAME = re.compile(r"\bbasename \$0(?=`|\))")
"""Which Debian's scripts take for one word: ours may lie in a folder with a space in its name."""
_DATA = re.compile(r"^export ARDOUR_DATA_PATH=(/.+)$", re.M)


def lean_tools(folder: Path, tools: Iterable[str]) -> Path:
    """A folder, to stand first in PATH, with the scripts that start these programs; without those of another form."""
    programs = folder / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    for tool in tools:
        try:
            script = Path(shutil.which(tool) or "").read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if not (found := _DATA.search(script)):
            continue
        data = _without_unused(Path(found[1]), folder / "data")
        path = programs / tool
        start, end = found.span()
        script = f'{script[:start]}export ARDOUR_DATA_PATH="{data}"{script[end:]}'
        path.write_text(_OWN_NAME.sub('basename "$0"', script), "utf-8")
        path.chmod(0o755)
    return programs


def _without_unused(whole: Path, lean: Path) -> Path:
    lean.mkdir(exist_ok=True)
    for part in whole.iterdir():
        if part.name not in _UNUSED and not (lean / part.name).exists():
            (lean / part.name).symlink_to(part)
    return lean
