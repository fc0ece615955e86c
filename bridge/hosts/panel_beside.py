"""The chat panel beside a DAW on the same screen, as a user has it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from bridge.hosts.hidden_screen import end


class PanelBeside:
    """Runs the panel as a program of its own, on the display that is given."""

    WIDTH = 400

    def __init__(self, *, project: str, display: str, place: tuple[int, int, int, int], log: Path) -> None:
        root = str(Path(__file__).resolve().parents[2])
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": root}
        self._log: IO[bytes] = open(log, "wb")  # noqa: SIM115 - open as long as the program runs
        self._process = subprocess.Popen(
            [
                sys.executable,
                *("-P", "-m", "ui", "--project", project, "--theme", "dark"),
                *("--place", ",".join(map(str, place))),
            ],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @staticmethod
    def why_not() -> str:
        """Empty when the panel can run, else what is missing."""
        return "" if importlib.util.find_spec("PyQt6") else "PyQt6 is not installed."

    def is_running(self) -> bool:
        """Whether it is there."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it."""
        end(self._process)
        self._log.close()
