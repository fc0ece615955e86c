"""A bug in the panel ends one action, not the panel: PyQt aborts the process unless someone else takes the error."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_LONGEST_LOG = 1 << 20


def install_crash_guard(log: Path, show: Callable[[str], None] = lambda text: None) -> None:
    """Log every error that nobody caught, with its traceback, and show one sentence. For before the first widget.

    `show` is called in the thread of the error; what it raises itself is logged and goes no further.
    """
    guard = _Guard(log, show)
    sys.excepthook = guard.take
    threading.excepthook = lambda error: guard.take(error.exc_type, error.exc_value, error.exc_traceback)


class _Guard:
    def __init__(self, log: Path, show: Callable[[str], None]) -> None:
        self._log = log
        self._show = show
        self._is_showing = False

    def take(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """What Python calls with an error that nobody caught."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error or kind(), trace)
            _quit()
            return
        self._write("".join(traceback.format_exception(kind, error, trace)))
        if self._is_showing:
            return
        self._is_showing = True
        try:
            self._show(f"That is a bug in Tonmeister: {error or kind.__name__}. Its traceback is in {self._log}.")
        except Exception:  # an error while showing an error must not come back here
            self._write(traceback.format_exc())
        finally:
            self._is_showing = False

    def _write(self, text: str) -> None:
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            is_long = self._log.exists() and self._log.stat().st_size > _LONGEST_LOG
            with open(self._log, "w" if is_long else "a", encoding="utf-8") as file:
                file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n")
        except OSError:  # a full disk must not make it worse
            print(text, file=sys.stderr)


def _quit() -> None:
    """Ctrl+C in the terminal ends the panel."""
    from PyQt6.QtCore import QCoreApplication

    QCoreApplication.exit(130)
