"""Shows one scene on the X11 screen, and stays: what a screen reader sees is read from outside."""

from __future__ import annotations

import sys

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from ui.start_up.preview import perform, staged
from ui.start_up.scenes import SCENES
from ui.theme.active_theme import look
from ui.theme.theme import DARK


def main() -> None:
    """Run until the process is ended."""
    app = QApplication(["Tonmeister"])
    app.setApplicationName("Tonmeister")
    look().apply(DARK)
    scene = SCENES[sys.argv[1]]()
    panel = staged(scene)
    panel.resize(380, 1800)
    panel.show()

    def ready() -> None:
        perform(panel, scene)
        print("shown", flush=True)

    QTimer.singleShot(300, ready)
    app.exec()


main()
