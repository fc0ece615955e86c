"""What a program in an environment says, one JSON object a line, and how it is checked: it is a stranger.

Engine → program   {"id": 1, "task": …, "args": {…}, "inputs": {name: path or paths}, "folder": path}
Program → engine   {"ready": 1}
                   {"id": 1, "progress": [done, of, what]}
                   {"id": 1, "warning": sentence}
                   {"id": 1, "done": {output: path below the folder, or a plain value}}
                   {"id": 1, "failed": sentence}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import strict_json
from engine.errors import ModelError

PROTOCOL = 1
GET = "get"
"""Named instead of a task: download what will be needed, and do nothing else."""
MAX_LINE_BYTES = strict_json.MAX_MESSAGE_BYTES
_WHAT, _SENTENCE = 200, 1000
_OUTPUTS = 32


@dataclass(frozen=True)
class ProgramReady:
    """It takes orders."""


@dataclass(frozen=True)
class ProgramProgress:
    """How far it is with an order."""

    id: int
    done: float
    of: float
    what: str


@dataclass(frozen=True)
class ProgramWarned:
    """A reservation about the result."""

    id: int
    sentence: str


@dataclass(frozen=True)
class ProgramDone:
    """An order is finished."""

    id: int
    outputs: Mapping[str, Any]


@dataclass(frozen=True)
class ProgramFailed:
    """An order failed."""

    id: int
    sentence: str


Message = ProgramReady | ProgramProgress | ProgramWarned | ProgramDone | ProgramFailed


def read_message(text: str) -> Message | None:
    """A line as a message; None for what is no JSON object: something printed. ValueError for a wrong message."""
    if not text.lstrip().startswith("{"):
        return None
    said = strict_json.loads(text)
    if said == {"ready": PROTOCOL}:
        return ProgramReady()
    number = said.pop("id", None)
    if not isinstance(number, int) or isinstance(number, bool) or len(said) != 1:
        raise ValueError("it is no message")
    kind, value = said.popitem()
    if kind == "progress" and isinstance(value, list) and len(value) == 3:
        done, of, what = value
        if not (_is_number(done) and _is_number(of) and isinstance(what, str)):
            raise ValueError("its progress is no progress")
        return ProgramProgress(number, float(done), float(of), _one_line(what, _WHAT))
    if kind == "done" and isinstance(value, dict) and len(value) <= _OUTPUTS:
        return ProgramDone(number, value)
    if kind in ("warning", "failed") and isinstance(value, str) and value.strip():
        sentence = _one_line(value, _SENTENCE)
        return ProgramWarned(number, sentence) if kind == "warning" else ProgramFailed(number, sentence)
    raise ValueError(f"its message '{kind[:20]}' is not understood")


def file_below(folder: Path, named: Any, name: str) -> Path:
    """A result's file; ModelError unless it is a plain file below `folder`, links followed."""
    if not isinstance(named, str) or not named or len(named) > 4096 or "\0" in named:
        raise ModelError(f"{name} named no file as its result.")
    try:
        path = (folder / named).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelError(f"{name} left no result.") from error
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise ModelError(f"{name} named a result that lies outside its folder, so nothing was taken.")
    return path


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _one_line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]
