"""Track button: puts a clip on the track that it names; its arrow offers the other tracks."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QMenu

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.widgets.button import Button

_ARROW_PX = 32
_MENU_ROWS = 40
"""More tracks than this are reached by writing their name."""


class TrackButton(Button):
    """`placed` tells the chosen track; "" means a new one."""

    placed = pyqtSignal(str)

    def __init__(
        self, words: str, *, tracks: Sequence[str], target: str, is_placed: bool, name: str, is_first: bool = True,
        tip: str = "To track (Ctrl+T). The arrow offers others.",
    ) -> None:
        """`is_first` is true where nothing else on the card is more likely to be wanted."""
        self._has_menu = bool(tracks) or (not is_placed and bool(target))
        icon = "check" if is_placed else "down" if self._has_menu else ""
        super().__init__(
            words, "control" if is_placed or not is_first else "primary", icon=icon,
            ink="accent" if is_placed else "", name=name, trailing_icon=not is_placed,
            tip="On a track; click to choose another" if is_placed else tip,
        )
        self._tracks, self._target, self._is_placed = tracks, target, is_placed
        self._at_arrow = False
        self.clicked.connect(self._pressed)

    def choose(self) -> None:
        """Open the menu of tracks; where there is no choice do what the button does."""
        if not self._has_menu:
            self.click()
            return
        self.menu_of_tracks().popup(self.mapToGlobal(QPoint(0, self.height())))

    def menu_of_tracks(self) -> QMenu:
        """A fresh menu: a new track first, then the session's."""
        menu = QMenu(self)
        menu.setAccessibleName(said("To track"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, track in [("A new track", ""), *((name, name) for name in self._tracks[:_MENU_ROWS])]:
            action = menu.addAction(_short(words if track else said(words)))
            assert action is not None
            action.setToolTip(words)
            action.triggered.connect(lambda _=False, to=track: self.placed.emit(to))
        return menu

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Where it was pressed decides."""
        if event is not None:
            self._at_arrow = event.position().x() > self.width() - theme().px(_ARROW_PX)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Down opens the menu."""
        if event is not None and event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.choose()
            return
        self._at_arrow = False
        super().keyPressEvent(event)

    def _pressed(self) -> None:
        at_arrow, self._at_arrow = self._at_arrow, False
        if self._has_menu and (at_arrow or self._is_placed):
            self.choose()
        elif not self._is_placed:
            self.placed.emit(self._target)


def _short(words: str) -> str:
    shown = words if len(words) <= 48 else words[:47] + "…"
    return shown.replace("&", "&&")
