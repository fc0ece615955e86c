"""Project access: what is known of one project, and asking its engine. The controller and its parts stand on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from engine.wire.wire import DownloadView, SessionView
from ui.conversation.conversation import Conversation
from ui.conversation.item import Notice

if TYPE_CHECKING:
    from ui.connection.link import Link
    from ui.connection.link_request import Trouble


class ProjectAccess(QObject):
    """The conversation, the session and the link of one project."""

    rows_changed = pyqtSignal()
    downloaded = pyqtSignal(DownloadView)
    """How far getting a model is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.conversation = Conversation()
        self.session: SessionView | None = None
        self.tasks: dict[str, Mapping[str, Any]] = {}
        self.link: Link | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.rows_changed)

    def tell_rows(self) -> None:
        """Say once, soon, that rows have changed."""
        if not self._soon.isActive():
            self._soon.start(0)

    def say(self, line: Notice) -> None:
        """A line at the top."""
        self.conversation.put_notice(line)
        self.tell_rows()

    def unsay(self, line_id: str) -> None:
        """A line at the top is over."""
        if any(line.id == line_id for line in self.conversation.notices):
            self.conversation.drop_notice(line_id)
            self.tell_rows()

    def ask(self, method: str, path: str, then: Callable[[Any], None], *, is_raw: bool = False) -> None:
        """Ask for something that the panel can do without; trouble is not told. Paths without / are the project's."""
        if self.link is not None and self.link.is_open:
            path = path if path.startswith("/") else self.link.in_project(path)
            self.link.ask(method, path, then=then, otherwise=lambda _: None, is_raw=is_raw)

    def tell_trouble(self, trouble: Trouble) -> None:
        """Show why something was not done."""
        self.say(Notice(trouble.text, "warn", id=f"trouble {trouble.text}"))
