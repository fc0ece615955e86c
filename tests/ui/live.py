"""A panel with an engine: a real window on the invisible screen, a real server, the real wire between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from tests.ui.fake_engine import FakeEngine
from tests.ui.waiting import rest, until
from ui.connection.controller import Controller
from ui.window.window import Window
from ui.window.window_state import WindowState


class Live:
    """One running panel."""

    def __init__(self, folder: Path, engine: FakeEngine | None = None, *, project: str = "") -> None:
        self.engine = engine or FakeEngine()
        self.engine.start()
        self.controller = Controller()
        state = WindowState(is_on_top=False, has_begun=True)
        self.window = Window(self.controller, state, folder, keyboard_stays=False)
        self.panel = self.window.panel
        self.panel.resize(380, 900)
        self.window.show()
        self.panel.activateWindow()
        self.project = project
        rest()

    def begin(self, *, daw: str = "") -> Live:
        """Connect, and wait until the history is there."""
        self.controller.begin(lambda: self.engine.address, project=self.project, daw=daw)
        until(lambda: self.controller.engine == "ready" and self.controller.conversation.total is not None)
        until(lambda: self.controller.tasks)
        rest()
        return self

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, to whatever has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.panel, key, modifiers)
        rest()

    def type(self, text: str) -> None:
        """Characters, one after the other, to whatever has the keyboard."""
        QTest.keyClicks(QApplication.focusWidget(), text)
        rest()

    def say(self, event: str, view: object) -> None:
        """An event of the engine, taken by the panel."""
        self.engine.say(event, view)
        rest(8)

    def card(self, key: str) -> QWidget:
        """The card of a row, which comes a moment after what it tells of."""
        transcript = self.panel.transcript
        assert transcript is not None
        until(lambda: transcript.index_of(key) >= 0, lambda: f"no row {key} in {self.rows()}")
        index = transcript.index_of(key)
        transcript.focus_row(index)
        rest()
        card = transcript.content_of(index)
        assert card is not None
        return card

    def rows(self) -> list[str]:
        """Keys of all rows."""
        return [item.key for item in self.panel.transcript.items()] if self.panel.transcript else []

    def notices(self) -> list[str]:
        """The lines at the top."""
        return [line.text for line in self.panel.notices.lines]

    def close(self) -> None:
        """End."""
        self.panel.close()
        self.engine.stop()
        self.controller.deleteLater()  # and with it what listens to the keys of the whole application
        rest()


@contextmanager
def live(folder: Path, engine: FakeEngine | None = None, *, project: str = "") -> Iterator[Live]:
    """A connected panel."""
    one = Live(folder, engine, project=project)
    try:
        yield one.begin()
    finally:
        one.close()
