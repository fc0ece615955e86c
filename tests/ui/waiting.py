"""Waiting for what Qt does later."""

from __future__ import annotations

import time
from collections.abc import Callable

from PyQt6.QtCore import QCoreApplication, QEvent, QEventLoop

from tests.patience import PATIENCE_S

_BREATH_S = 0.002
"""Left to the threads of the engine: who asks Qt without a pause holds them up."""


def until(is_true: Callable[[], object], why_not: Callable[[], str] = lambda: "it never became true") -> None:
    """Let Qt work until something is true; AssertionError when it never is."""
    end = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < end, why_not()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(_BREATH_S)


def rest(rounds: int = 5) -> None:
    """Let Qt do what it has put off."""
    for _ in range(rounds):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
