"""Change sketch: a track before and after a change, one strip above the other; the sentence above it says the same."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QLineF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from engine.wire.wire import ForeseenView
from ui.theme.active_theme import theme
from ui.theme.theme import RADIUS

_STRIP_PX, _GAP_PX, _INDENT_PX = 16, 4, 24
_AROUND = 0.04
"""Share of the width that is left free on both sides."""


class ChangeSketch(QWidget):
    """Two strips in one scale of beats: above as it is, below as it would be."""

    def __init__(self, change: ForeseenView) -> None:
        super().__init__()
        self._change = change
        self.setToolTip("Above as it is, below as it would be")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().px(2 * _STRIP_PX + _GAP_PX))

    def sizeHint(self) -> QSize:
        """Both strips."""
        return QSize(theme().px(200), self.height())

    def blocks(self) -> dict[str, list[QRectF]]:
        """What is drawn: `beside` and `before` in the upper strip, `stays` and `after` in the lower one."""
        change = self._change
        stretches = {"before": pairs(change.before_beats), "beside": pairs(change.beside_beats),
                     "after": pairs(change.after_beats)}
        every = [one for found in stretches.values() for one in found]
        first, last = min(start for start, _ in every), max(end for _, end in every)
        left = float(theme().px(_INDENT_PX))
        room = max(1.0, self.width() - left)
        scale = room * (1 - 2 * _AROUND) / max(last - first, 1e-6)

        def boxes(name: str, strip: int) -> list[QRectF]:
            top = strip * theme().px(_STRIP_PX + _GAP_PX)
            return [QRectF(left + room * _AROUND + (start - first) * scale, top, max(2.0, (end - start) * scale),
                           theme().px(_STRIP_PX)) for start, end in stretches[name]]

        return {"beside": boxes("beside", 0), "before": boxes("before", 0), "stays": boxes("beside", 1),
                "after": boxes("after", 1)}

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Grey: what was there; accent: what would be; crossed out: what goes."""
        painter, colours = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, strip = float(colours.px(_INDENT_PX)), colours.px(_STRIP_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        for top in (0, colours.px(_STRIP_PX + _GAP_PX)):
            painter.drawRoundedRect(QRectF(left, top, self.width() - left, strip), RADIUS["chip"], RADIUS["chip"])
        drawn = self.blocks()
        goes = self._change.kind == "delete"
        for box in (*drawn["beside"], *drawn["stays"]):
            _block(painter, box, colours.hover, colours.hover)
        for box in drawn["before"]:
            _block(painter, box, colours.edge, colours.danger if goes else colours.edge)
            if goes:
                painter.setPen(QPen(QColor(colours.danger), 2 * colours.border))
                painter.drawLine(QLineF(box.topLeft(), box.bottomRight()))
        for box in drawn["after"]:
            _block(painter, box, colours.accent, colours.accent)


def pairs(beats: Sequence[float]) -> list[tuple[float, float]]:
    """Stretches from beats that follow each other."""
    return list(zip(beats[::2], beats[1::2], strict=False))


def _block(painter: QPainter, box: QRectF, fill: str, line: str) -> None:
    painter.setPen(QPen(QColor(line), theme().border))
    painter.setBrush(QColor(fill))
    inner = box.adjusted(0.5, 1.5, -0.5, -1.5)
    painter.drawRoundedRect(inner, 2, 2)
