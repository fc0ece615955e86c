"""Program: a process in an environment that carries out orders, one after the other, and stays between them."""

from __future__ import annotations

import itertools
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.catalog.environments.environment_vars import environment_vars
from engine.catalog.environments.folder import EnvironmentFolder
from engine.catalog.environments.message import (
    MAX_LINE_BYTES,
    Message,
    ProgramDone,
    ProgramFailed,
    ProgramProgress,
    ProgramReady,
    ProgramWarned,
    read_message,
)
from engine.catalog.environments.process_group import ProcessGroup
from engine.catalog.environments.run_command import Tell
from engine.errors import ModelError

log = logging.getLogger(__name__)

_RUNNER = Path(__file__).with_name("runner.py")
_POLL_S = 0.1


@dataclass(frozen=True)
class Patience:
    """How long a program is waited for, in seconds."""

    start_s: float = 120.0
    """Until it takes orders: its imports."""
    silence_s: float = 600.0
    """Without a word on stdout or stderr while it works."""

_LATE_S = 1.0
"""What is printed before a failure is waited for so long."""

class Program:
    """Started with the first order. What goes wrong with it is a ModelError, and the next order starts it anew.

    What it says is data: nothing of it is ever executed, and only files below an order's folder are taken.
    """

    def __init__(
        self,
        path: Path,
        folder: EnvironmentFolder,
        *,
        name: str,
        patience: Patience | None = None,
        may_download: bool = False,
    ) -> None:
        """`path` is a file as engine/catalog/environments/runner.py wants it."""
        self._path = path
        self._folder = folder
        self._name = name
        self._patience = patience or Patience()
        self._may_download = may_download
        self._numbers = itertools.count(1)
        self._group: ProcessGroup | None = None

    @property
    def pid(self) -> int:
        """Process id; 0 while it does not run."""
        return self._group.pid if self._group else 0

    def run(
        self,
        task: str,
        args: Mapping[str, Any],
        inputs: Mapping[str, str | Sequence[str]],
        folder: Path,
        tell: Tell,
        warn: Callable[[str], None],
    ) -> Mapping[str, Any]:
        """Carry out one order; returns its outputs as it named them, unchecked.

        `tell` is called ten times a second; when it raises, the process is ended with all it started.
        """
        number = next(self._numbers)
        order = {"id": number, "task": task, "args": args, "inputs": inputs, "folder": str(folder)}
        try:
            group = self._started(tell)
            group.say(json.dumps(order, allow_nan=False))
            answer = self._answer(group, number, tell, warn)
        except BaseException:
            self.end()
            raise
        if isinstance(answer, ProgramFailed):
            self._note(group)
            raise ModelError(f"{self._name} failed: {answer.sentence}")
        return answer.outputs

    def end(self) -> None:
        """End the process, if it runs."""
        if self._group is not None:
            self._group.end()
            self._group = None

    def _started(self, tell: Tell) -> ProcessGroup:
        if self._group is not None and self._group.exit_code is None:
            return self._group
        command = [str(self._folder.python), "-I", str(_RUNNER), str(self._path)]
        self._group = ProcessGroup(
            command,
            folder=self._folder.path,
            environment=environment_vars(self._folder, may_download=self._may_download),
            max_line_bytes=MAX_LINE_BYTES,
        )
        end = time.monotonic() + self._patience.start_s
        while time.monotonic() < end:
            tell(0, 1, f"starting {self._name}")
            if isinstance(self._next(self._group), ProgramReady):
                return self._group
        raise ModelError(f"{self._name} did not start within {self._patience.start_s:g} seconds.")

    def _answer(
        self, group: ProcessGroup, number: int, tell: Tell, warn: Callable[[str], None]
    ) -> ProgramDone | ProgramFailed:
        newest = ProgramProgress(number, 0, 1, "working")
        group.heard_s = time.monotonic()
        while time.monotonic() - group.heard_s < self._patience.silence_s:
            message = self._next(group)
            if isinstance(message, ProgramProgress) and message.id == number:
                newest = message
            elif isinstance(message, ProgramWarned) and message.id == number:
                warn(message.sentence)
            elif isinstance(message, ProgramDone | ProgramFailed) and message.id == number:
                return message
            tell(newest.done, newest.of, newest.what)
        self._note(group)
        raise ModelError(f"{self._name} said nothing for {self._patience.silence_s:g} seconds and was ended.")

    def _next(self, group: ProcessGroup) -> Message | None:
        """The next message, waited for a moment; ModelError when it has gone or talks nonsense."""
        line = group.next_line(_POLL_S)
        if line is None and group.is_over:
            self._note(group)
            last = f" Its last words: {group.tail()[-1].strip()[:200]}" if group.tail() else ""
            raise ModelError(f"{self._name} ended unexpectedly (exit code {group.exit_code}).{last}")
        if line is None or not line.is_spoken:
            return None
        if line.is_cut:
            raise ModelError(f"{self._name} sent more than {MAX_LINE_BYTES >> 20} MB at once and was ended.")
        try:
            return read_message(line.text)
        except ValueError as error:
            self._note(group)
            raise ModelError(f"{self._name} sent something that is not understood: {error}.") from error

    def _note(self, group: ProcessGroup) -> None:
        """Keep the last of what it printed in the log; that comes by another pipe, and may come later."""
        until = time.monotonic() + _LATE_S
        printed = group.tail()
        while time.monotonic() < until:
            time.sleep(_LATE_S / 20)
            if printed and printed == group.tail():
                break
            printed = group.tail()
        log.info("%s printed:\n%s", self._name, "\n".join(printed))
