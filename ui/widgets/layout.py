"""Rows and columns of widgets with distances on the grid."""

from __future__ import annotations

from typing import TypeVar

from PyQt6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.active_theme import theme

Item = QWidget | QLayout | int | None
"""What a box holds: a widget, a box, a distance in pixels, or None for stretch."""
Box = TypeVar("Box", bound=QBoxLayout)
Margins = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels at 100 %."""


def row(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Items from left to right, `gap` pixels between them."""
    return _filled(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Items from top to bottom, `gap` pixels between them."""
    return _filled(QVBoxLayout(), items, gap, margins)


def group(*items: Item, gap: int = 8) -> QWidget:
    """A row that takes no more room than it needs, as one widget: what must not be torn apart when lines wrap."""
    widget = QWidget()
    widget.setLayout(row(*items, gap=gap))
    widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return widget


def _filled(box: Box, items: tuple[Item, ...], gap: int, margins: Margins) -> Box:
    px = theme().px
    box.setSpacing(px(gap))
    box.setContentsMargins(*(px(margin) for margin in margins))
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(px(item))
        elif isinstance(item, QLayout):
            box.addLayout(item)
        else:
            box.addWidget(item)
    return box
