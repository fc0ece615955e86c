"""Which files of a repository come here: those that a checkpoint wants, and never code or pickles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from engine.catalog.hub.checkpoint import Checkpoint
from engine.errors import UserError

_CODE = ("py", "pyc", "pyd", "so", "dll", "dylib", "exe", "sh", "bat", "cmd", "ps1", "js", "jar", "class", "whl")
_PICKLED = ("bin", "pt", "pth", "ckpt", "pkl", "pickle", "joblib", "npy", "npz", "h5", "msgpack", "dill")
"""Formats that run code when they are read, or can."""
_PAPERS = ("README.md", "LICENSE*", "LICENCE*", "NOTICE*")
"""Come along: what binds the user lies beside the weights."""
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever it ends in."""
_NAMES = {"safetensors": "safetensors", "onnx": "ONNX", "ctranslate2": "CTranslate2"}


def is_wanted(path: str, checkpoint: Checkpoint) -> bool:
    """True for a file that is brought here; `path` is the one in the repository, with forward slashes."""
    return (
        _matches(path, (*checkpoint.wanted, *_PAPERS))
        and not _matches(path, checkpoint.never)
        and not _may_run(path, checkpoint)
        and is_safe(path)
    )


def is_weights(path: str, checkpoint: Checkpoint) -> bool:
    """True for a file that holds weights in the checkpoint's form."""
    return _matches(PurePosixPath(path).name, checkpoint.weights)


def is_safe(path: str) -> bool:
    """True for a path that stays inside its folder on every system."""
    return not re.search(r'[\x00-\x1f\\:*?"<>|]', path) and not any(
        part == "" or part[-1] in ". " or _DEVICE.match(part) for part in path.split("/")
    )


def chosen(paths: Iterable[str], checkpoint: Checkpoint, where: str) -> list[str]:
    """Those of the paths that are brought here, small settings before weights.

    Raises UserError when none holds weights in the checkpoint's form; `where` names the place in that sentence.
    """
    all_paths = sorted(paths)
    wanted = [path for path in all_paths if is_wanted(path, checkpoint)]
    if not any(is_weights(path, checkpoint) for path in wanted):
        pickles = [path for path in all_paths if _suffix(path) in _PICKLED and not is_wanted(path, checkpoint)]
        worst = min(pickles, key=lambda path: _PICKLED.index(_suffix(path)), default="")
        reason = f"; what is in {worst} could run code and is never loaded" if worst else ""
        raise UserError(f"{where} has no {_NAMES[checkpoint.form]} weights that fit {checkpoint.repo}{reason}.")
    return sorted(wanted, key=lambda path: (is_weights(path, checkpoint), path))


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _may_run(path: str, checkpoint: Checkpoint) -> bool:
    """True for code and pickles; not for the weights of CTranslate2 and for arrays that a checkpoint asks for.

    These only share a name with them, which `check_content` makes sure of.
    """
    is_ctranslate2 = checkpoint.form == "ctranslate2" and PurePosixPath(path).name == "model.bin"
    is_array = _suffix(path) == "npy" and _matches(path, checkpoint.only)
    return not (is_ctranslate2 or is_array) and _suffix(path) in (*_CODE, *_PICKLED)


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower().lstrip(".")
