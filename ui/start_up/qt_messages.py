"""Qt messages: what Qt itself has to say goes to stderr, but for lines that Qt 6 writes about its own parts."""

from __future__ import annotations

import sys

from PyQt6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_NOISE = (
    "QObject::disconnect: wildcard call disconnects from destroyed signal",  # QWebSocket, whenever it ends
    "This plugin does not support propagateSizeHints",  # the invisible screen
)


def quieten() -> None:
    """Let these lines go; every other is written."""
    qInstallMessageHandler(_write)


def _write(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    if text and not text.startswith(_NOISE):
        print(f"Qt: {text}", file=sys.stderr)
