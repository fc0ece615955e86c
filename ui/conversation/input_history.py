"""Input history: earlier messages, reached with the arrow keys, kept over restarts."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from engine.strict_json import read_json

KEPT = 200


class InputHistory:
    """Messages, oldest first, and a place among them; what is being typed waits at the end."""

    def __init__(self, messages: Sequence[str] = ()) -> None:
        self.messages = list(messages)[-KEPT:]
        self._at = len(self.messages)
        self._draft = ""

    @property
    def is_browsing(self) -> bool:
        """True while an earlier message is shown."""
        return self._at < len(self.messages)

    def add(self, message: str) -> None:
        """Remember a message that was sent; the same twice in a row is one."""
        if message and (not self.messages or self.messages[-1] != message):
            self.messages = [*self.messages, message][-KEPT:]
        self._at, self._draft = len(self.messages), ""

    def earlier(self, typed: str) -> str | None:
        """The message before; None at the first."""
        if self._at == 0:
            return None
        if not self.is_browsing:
            self._draft = typed
        self._at -= 1
        return self.messages[self._at]

    def later(self) -> str | None:
        """The message after, at last what was being typed; None when nothing is browsed."""
        if not self.is_browsing:
            return None
        self._at += 1
        return self.messages[self._at] if self.is_browsing else self._draft


def load_history(path: Path) -> InputHistory:
    """From a file; empty when there is none or it cannot be read."""
    try:
        stored = read_json(path)
    except (OSError, ValueError):
        return InputHistory()
    return InputHistory([one for one in stored if isinstance(one, str)] if isinstance(stored, list) else [])


def save_history(history: InputHistory, path: Path) -> None:
    """Into a file that only the user can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(history.messages, file, ensure_ascii=False)
    part.replace(path)
