"""Local model: says once that a language model answers on this computer, where none is set up."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal

from ui.connection.controller import Controller
from ui.conversation.item import Notice
from ui.window.window_state import WindowState

LOCAL_MODEL = "local model"
"""Id of the notice, and the place where its button leads."""


class LocalModel(QObject):
    """Looks for one when the engine is there; the notice stays until it was put away or acted on, then for good."""

    settled = pyqtSignal()
    """It need not be said again: that is to be kept."""

    def __init__(self, controller: Controller, memory: WindowState, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._memory = controller, memory
        self._has_looked = False
        controller.session_changed.connect(self._look)
        controller.settings.changed.connect(self._show)

    def told(self) -> None:
        """The settings say it now."""
        if any(line.id == LOCAL_MODEL for line in self._controller.conversation.notices):
            self._controller.unsay(LOCAL_MODEL)
            self.put_away(LOCAL_MODEL)

    def put_away(self, notice: str) -> None:
        """A notice has gone: if it was this one, it does not come again."""
        if notice == LOCAL_MODEL and not self._memory.knows_local_model:
            self._memory.knows_local_model = True
            self.settled.emit()

    def _look(self) -> None:
        if self._controller.engine == "ready" and not self._has_looked and not self._memory.knows_local_model:
            self._has_looked = True
            self._controller.settings.look_for_model()
        self._show()  # another project begins without notices

    def _show(self) -> None:
        if self._memory.knows_local_model:
            return
        state = self._controller.settings.state
        is_there = any(line.id == LOCAL_MODEL for line in self._controller.conversation.notices)
        if not (state.lacks_model and state.servers):
            self._controller.unsay(LOCAL_MODEL)
        elif not is_there:
            text = (f"A language model answers on this computer ({state.servers[0].name}). "
                    "It can help me understand requests; nothing leaves this computer.")
            self._controller.say(Notice(text, action="Settings", id=LOCAL_MODEL, place=LOCAL_MODEL))
