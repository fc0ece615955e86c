"""Empty page: a question, one sentence and three examples; nothing else."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal

from engine.wire.wire import SessionView
from ui.conversation.session_state import examples_for, hello
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.example_button import ExampleButton
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column
from ui.widgets.scrolled import Scrolled


class EmptyPage(Scrolled):
    """What a conversation shows before its first word."""

    chosen = pyqtSignal(str)
    """An example: it is written into the message."""

    def __init__(self, session: SessionView | None) -> None:
        super().__init__("Conversation")
        self._shown: object = None
        self.show_session(session)

    def show_session(self, session: SessionView | None) -> None:
        """The examples that fit what is there now."""
        examples, told = examples_for(session), hello(session)
        if (examples, told) == self._shown:
            return
        self._shown = (examples, told)
        is_large = theme().scale >= LARGE  # then the sentence would push the examples out of sight
        about = WrappedLabel(told, "dim")
        parts = column(WrappedLabel("What shall we make?", "hero"), *(() if is_large else (about, 8)), gap=8,
                       margins=(12, 16, 0, 12))
        self.buttons = [ExampleButton(example.text, example.icon) for example in examples]
        for button, example in zip(self.buttons, examples, strict=True):
            button.clicked.connect(lambda _=False, text=example.text: self.chosen.emit(said(text)))
            parts.addWidget(button)
        parts.addSpacing(8)
        if is_large:
            parts.addWidget(about)
        parts.addWidget(WrappedLabel("Or drop audio, MIDI, an image or a video here.", "meta"))
        parts.addStretch(1)
        self.show_layout(parts)
