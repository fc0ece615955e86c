"""Selection chip: what is selected in the DAW; it is not taken off here but in the DAW."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QFrame, QSizePolicy

from ui.widgets.boxes import row
from ui.widgets.glyph import Glyph
from ui.widgets.label import ElidedLabel

_ICONS = {"midi": "notes", "audio": "sound", "range": "clock"}


class SelectionChip(QFrame):
    """One chip: "MIDI: Lead, bars 5–9, 14 notes"."""

    def __init__(self, text: str, kind: str) -> None:
        super().__init__()
        self.setProperty("role", "pick")
        self.setAccessibleName(f"Selected in the DAW: {text}")
        self.setLayout(row(Glyph(_ICONS.get(kind, "clock"), "accent"), ElidedLabel(text), gap=4, margins=(8, 4, 8, 4)))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def minimumSizeHint(self) -> QSize:
        """The text may be cut; the icon stays."""
        return QSize(min(96, self.sizeHint().width()), self.sizeHint().height())
