"""A wide button whose words may take several lines: an example to click, a thing to choose."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QSizePolicy

from ui.widgets.button import Button
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import row


class ExampleButton(Button):
    """An icon and a sentence on a card."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__("", "example", name=text)
        words = WrappedLabel(text)
        for part in (glyph := Glyph(icon, "accent"), words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = row(glyph, words, gap=12, margins=(12, 12, 12, 12))
        inner.setStretch(1, 1)
        self.setLayout(inner)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the sentence needs."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else -1

    def sizeHint(self) -> QSize:
        """A card of 56 px when the sentence takes one line."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """A narrow panel wraps the sentence."""
        return QSize(120, self.sizeHint().height())
