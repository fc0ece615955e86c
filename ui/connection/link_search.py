"""Link search: finds the engine in a thread, since starting one takes about a second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

from engine.errors import TonmeisterError

if TYPE_CHECKING:
    from engine.wire.discovery import Address


class Search(QObject):
    """One search after the other; it says `found` with the address or `failed` with a sentence.

    The thread is a daemon: a panel that is closed while an engine starts does not wait for it.
    """

    found = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, find: Callable[[], Address] | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._thread: threading.Thread | None = None
        self._is_abandoned = False

    @property
    def is_running(self) -> bool:
        """True while it searches."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Search, unless it does so already."""
        if not self.is_running:
            self._thread = threading.Thread(target=self._run, name="engine search", daemon=True)
            self._thread.start()

    def abandon(self) -> None:
        """Nobody listens any more."""
        self._is_abandoned = True

    def _run(self) -> None:
        try:
            find = self._find or _default_find()
            address = find()
        except TonmeisterError as error:
            self._say(self.failed, str(error))
        except OSError as error:
            self._say(self.failed, f"The engine could not be started ({error}).")
        else:
            self._say(self.found, address)

    def _say(self, signal: object, value: object) -> None:
        if not self._is_abandoned:
            signal.emit(value)  # type: ignore[attr-defined]


def _default_find() -> Callable[[], Address]:
    from engine.wire import client

    return client.address
