"""Shows scenes on the X11 screen, the one that is named last: what a screen reader sees is read from outside."""

from __future__ import annotations

import sys

from PyQt6.QtCore import QCoreApplication, QEvent, QSocketNotifier, QTimer
from PyQt6.QtWidgets import QApplication

from ui.start_up.preview import perform, staged
from ui.start_up.scenes import SCENES
from ui.theme.active_theme import look
from ui.theme.theme import DARK


def show_next() -> None:
    """Show the scene of the next line; without one there is nothing more to do."""
    name = sys.stdin.readline().strip()
    if not name:
        QApplication.quit()
        return
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    scene = SCENES[name]()
    panel = staged(scene)
    panel.resize(380, 1800)
    panel.show()

    def ready() -> None:
        perform(panel, scene)
        print("shown", flush=True)

    QTimer.singleShot(300, ready)


def main() -> None:
    """Run until nobody names a scene any more."""
    app = QApplication(["Tonmeister"])
    app.setApplicationName("Tonmeister")
    app.setQuitOnLastWindowClosed(False)
    look().apply(DARK)
    named = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    named.activated.connect(show_next)
    app.exec()


main()
