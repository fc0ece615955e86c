"""A layout that fills lines from left to right and wraps, so that nothing runs out of a narrow card."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme.active_theme import theme


class FlowLayout(QLayout):
    """Items of their own size; with `last_right` the last one, when shown, stands right if all fit in one line.

    The last `together` of them share a line where they can: none of them wraps alone.
    """

    def __init__(self, *widgets: QWidget, gap: int = 4, last_right: bool = False, together: int = 1) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._kept: dict[int, list[list[QLayoutItem]]] = {}
        """The lines by width, until something in them changes: Qt asks for each several times."""
        self._gap = theme().px(gap)
        self._last_right = last_right
        self._together = together
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem | None) -> None:
        """Put an item at the end."""
        if item is not None:
            self._items.append(item)
            self._kept = {}

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, if there is one."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        self._kept = {}
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Something in it changed."""
        self._kept = {}
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at a width."""
        lines = self._lines(width)
        return sum(_height(line, width) for line in lines) + self._gap * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The widest item at its narrowest."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, box: QRect) -> None:
        """Place every item."""
        super().setGeometry(box)
        lines = self._lines(box.width())
        top = box.top()
        for line in lines:
            self._place(line, box, top, pulls_last=self._last_right and len(lines) == 1)
            top += _height(line, box.width()) + self._gap

    def _place(self, line: list[QLayoutItem], box: QRect, top: int, *, pulls_last: bool) -> None:
        left, height = box.left(), _height(line, box.width())
        for item in line:
            size = _size(item, box.width())
            width = size.width()
            if pulls_last and item is self._items[-1] and len(line) > 1:
                left = box.right() + 1 - width
            middle = top + (height - size.height()) // 2
            place, widget = QRect(QPoint(left, middle), size), item.widget()
            if widget is not None and item.hasHeightForWidth():
                widget.setGeometry(place)  # an item would hold it to the height of one line
            else:
                item.setGeometry(place)
            left += width + self._gap

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        if width not in self._kept:
            self._kept[width] = self._filled(width)
        return self._kept[width]

    def _filled(self, width: int) -> list[list[QLayoutItem]]:
        shown = self._shown()
        group = shown[-self._together:]
        apart = len(shown) - len(group) if len(group) > 1 and self._wide(group) <= width else len(shown)
        lines: list[list[QLayoutItem]] = []
        taken = 0
        for place, item in enumerate(shown):
            wide = self._wide(group) if place == apart else item.sizeHint().width()
            if not lines or (taken + wide > width and place <= apart):
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += item.sizeHint().width() + self._gap
        return lines

    def _wide(self, items: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in items) + self._gap * (len(items) - 1)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty() and item.sizeHint().width() > 0]


def _height(line: list[QLayoutItem], width: int) -> int:
    return max(_size(item, width).height() for item in line)


def _size(item: QLayoutItem, most: int) -> QSize:
    """Its own size; where that is too wide as wide as there is room, and as high as that makes it."""
    size = item.sizeHint()
    if size.width() <= most:
        return size
    return QSize(most, max(size.height(), item.heightForWidth(most)) if item.hasHeightForWidth() else size.height())
