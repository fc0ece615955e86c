"""The frame around what belongs together; it can have the keyboard, and shows it."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QFrame, QLayout, QSizePolicy

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import RADIUS
from ui.widgets.focus_ring import draw_focus_ring


class Card(QFrame):
    """A frame with a name for screen readers. Roles: card, user (the user's words), popup, bar, composer."""

    def __init__(
        self, *, name: str, role: str = "card", focusable: bool = False, layout: QLayout | None = None
    ) -> None:
        """With `focusable` Tab stops at the card itself, so that single keys (P, A, B …) mean this card."""
        super().__init__()
        self.setProperty("role", role)
        self.setAccessibleName(said(name))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if focusable else Qt.FocusPolicy.NoFocus)
        if layout is not None:
            self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The frame, and its ring."""
        super().paintEvent(event)
        draw_focus_ring(self, theme().accent, RADIUS["card"])


class Rule(QFrame):
    """A hairline between parts of a card."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rule")
        self.setFixedHeight(1)
