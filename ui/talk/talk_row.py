"""Talk row: that it listens, how loud, what was understood so far, and what to do next; it stands above the message."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from ui.talk.level_meter import LevelMeter
from ui.talk.talk_state import TalkState
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column, row

_MESSAGE_PX = 4
"""How far the words of the message stand from its edge; what is heard stands above them."""


class TalkRow(QWidget):
    """Hidden while nobody talks."""

    discarded = pyqtSignal()
    retried = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("", "title")
        self.meter = LevelMeter()
        self.discard = IconButton("close", "Forget what was said", "mini")
        self.discard.clicked.connect(self.discarded)
        self.retry = Button("Try again", name="Write down again what was said")
        self.retry.clicked.connect(self.retried)
        inks = {"talk": "accent", "alert": "warn", "check": "accent"}
        self._marks = {name: Glyph(name, ink) for name, ink in inks.items()}
        self.hint, self.text = WrappedLabel("", "meta"), WrappedLabel("", "dim")
        self.text.setContentsMargins(_MESSAGE_PX, 0, 0, 0)
        self._buttons = QWidget()
        self._buttons.setLayout(FlowLayout(self.retry))
        marks = row(*self._marks.values(), gap=0)
        if theme().scale >= LARGE:
            self._lay_out(column(row(marks, None, self.discard), self.title, self.meter, self.hint, gap=4))
        else:
            said = column(row(self.title, self.meter, None), self.hint, gap=0)
            top = row(marks, said, self.discard)
            top.setStretch(1, 1)
            self._lay_out(top)
        self.show_state(TalkState())

    def _lay_out(self, parts: object) -> None:
        self.setLayout(column(parts, self.text, self._buttons, gap=4))  # type: ignore[arg-type]

    def show_state(self, state: TalkState) -> None:
        """This moment."""
        is_warning = state.phase == "trouble" or (state.phase == "heard" and not state.is_sure)
        shown = "alert" if is_warning else "check" if state.phase == "heard" else "talk"
        for name, glyph in self._marks.items():
            glyph.setVisible(name == shown)
        self.title.setText(state.title)
        self.title.setVisible(bool(state.title))
        self.meter.setVisible(state.phase == "listening")
        if state.phase == "listening":
            self.meter.show_level(state.level)
        else:
            self.meter.clear()
        self.hint.setText(state.hint)
        self.hint.setVisible(bool(state.hint))
        self.text.setText(state.text if state.is_on else "")
        self.text.setVisible(state.is_on and bool(state.text))
        self._buttons.setVisible(state.can_retry)
        self.setAccessibleName(" ".join(part for part in (state.title, state.why or state.hint) if part))
        self.setVisible(state.phase != "off")
