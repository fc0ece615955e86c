"""Take strip: every content that has lain in a clip's place, to hear each where it lies; the one in use has a mark."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QWidget

from ui.conversation.takes_state import Strip
from ui.language.language import said
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.label import FlowingLabel
from ui.widgets.layout import column
from ui.widgets.segmented import one_stop

_IN_A_ROW = 3
"""So many takes leave room for words beside them."""


class TakeStrip(QWidget):
    """One Tab stop; the arrow keys move inside it. `chosen` tells the id of a clip, only when the user chose."""

    chosen = pyqtSignal(str)

    def __init__(self, strip: Strip) -> None:
        super().__init__()
        self.setAccessibleName(said(f"Takes: {strip.said}"))
        self._strip = strip
        self._group = QButtonGroup(self)
        self.buttons: list[Button] = []
        for place, take in enumerate(strip.takes):
            button = Button(take.label, "segment", name=take.name, checkable=True, tip=take.name,
                            icon="check" if take.is_active else "", ink="accent")
            button.setProperty("end", "only")
            button.setChecked(take.is_shown)
            button.setAutoExclusive(True)  # a screen reader says radio button
            self._group.addButton(button, place)
            self.buttons.append(button)
        one_stop(self.buttons)
        self._group.idClicked.connect(self._chosen, Qt.ConnectionType.QueuedConnection)  # type: ignore[call-arg]
        self.said = FlowingLabel(strip.said, "meta")
        if len(self.buttons) <= _IN_A_ROW:
            self.setLayout(FlowLayout(*self.buttons, self.said))
        else:
            self.setLayout(column(FlowLayout(*self.buttons), self.said, gap=4))

    def _chosen(self, place: int) -> None:
        """Told when the key is done with: the card is made anew, and an arrow key moves the keyboard after it chose."""
        self.chosen.emit(self._strip.takes[place].clip)

    def index(self) -> int:
        """Which one is shown, counted among the buttons."""
        return self._group.checkedId()
