"""Drop overlay: says what happens to files that are let go over the panel."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column

_COVERS = 0.94
_INSET_PX, _AROUND_PX = 12, 16


class DropOverlay(QWidget):
    """Covers the whole panel while files are dragged over it; it takes no events itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(said("Drop to attach"))
        self._words = [WrappedLabel(text, "head") for text in ("Drop to attach", "audio · MIDI · image · video")]
        for line in self._words:
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(column(None, *self._words, None, gap=4))
        self.hide()

    def cover(self) -> None:
        """Show over everything, the words inside the frame in letters of any size."""
        parent, layout, inside = self.parentWidget(), self.layout(), theme().px(2 * _INSET_PX)
        assert layout is not None
        layout.setContentsMargins(inside, inside, inside, inside)
        layout.setSpacing(theme().px(4))
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The ground and a dashed frame; behind the words nothing shines through."""
        colours, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colours.bg)
        ground.setAlphaF(_COVERS)
        painter.fillRect(self.rect(), ground)
        around = colours.px(_AROUND_PX)
        words = self._words[0].geometry().united(self._words[1].geometry())
        painter.fillRect(words.adjusted(0, -around, 0, around), QColor(colours.bg))
        painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine))
        inset = colours.px(_INSET_PX)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
