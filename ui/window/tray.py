"""Tray: the panel as an icon while its window is closed."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.icons import pixmap

NO_TRAY = "This desktop has no tray: the panel ends when it is closed."


class Tray(QObject):
    """An icon with a menu: show, and quit."""

    def __init__(self, parent: QObject, *, show: Callable[[], None], leave: Callable[[], None]) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        self._menu.setAccessibleName("Tonmeister")
        for words, does in (("Show the panel", show), ("Quit Tonmeister", leave)):
            action = self._menu.addAction(said(words))
            assert action is not None
            action.triggered.connect(does)
        self.icon = QSystemTrayIcon(QIcon(pixmap("sound", theme().accent, 22, 2.0)), self)
        self.icon.setToolTip("Tonmeister")
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(lambda reason: self._pressed(reason, show))

    @staticmethod
    def is_there() -> bool:
        """True when this desktop shows icons of programs."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def turn(self, *, is_on: bool) -> None:
        """Show the icon, or take it away; with it the program goes on without a window."""
        self.icon.setVisible(is_on)
        QApplication.setQuitOnLastWindowClosed(not is_on)

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason, show: Callable[[], None]) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            show()
