"""Chips: one small fact, one small button, or one thing that was picked and can be taken off again."""

from __future__ import annotations

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtWidgets import QFrame, QSizePolicy

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.glyph import Glyph
from ui.widgets.label import ElidedLabel, FlowingLabel, Label
from ui.widgets.layout import row

WHOLE = 48
"""A name up to this long is whole, in several lines where it must be; a longer one ends in …."""


class Chip(Label):
    """One fact: "120 bpm"."""

    def __init__(self, text: str, role: str = "chip", *, name: str = "") -> None:
        super().__init__(text, role, name=name or text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


class Badge(Chip):
    """A fact to look at twice, outlined in amber: "non-commercial"."""

    def __init__(self, text: str, *, name: str = "") -> None:
        super().__init__(text, "badge", name=name)


class ChipButton(Button):
    """A fact that can be clicked."""

    def __init__(self, text: str, *, name: str, tip: str = "") -> None:
        super().__init__(text, "chip", name=name, tip=tip)


class PickedChip(QFrame):
    """What a request is about, with a cross that takes it off: "MIDI: Lead, bars 5–9"."""

    removed = pyqtSignal()

    def __init__(self, text: str, icon: str, *, name: str = "") -> None:
        super().__init__()
        self.setProperty("role", "pick")
        self.setAccessibleName(said(name or text))
        is_large = theme().scale >= LARGE
        self.label = FlowingLabel(text, raw=True) if len(text) <= WHOLE else ElidedLabel(text, raw=True)
        self.label.setContentsMargins(0, theme().px(4) // 2, 0, theme().px(4) // 2)
        self.close_button = IconButton("close", f"Take off {text}", "mini")
        self.close_button.clicked.connect(self.removed)
        glyph = () if is_large else (Glyph(icon, "accent"),)  # the words say it too, and need the room
        self.setLayout(row(*glyph, self.label, self.close_button, gap=4, margins=(8, 0, 0, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def minimumSizeHint(self) -> QSize:
        """The text may be cut; icon and cross stay."""
        return QSize(min(96, self.sizeHint().width()), self.sizeHint().height())
