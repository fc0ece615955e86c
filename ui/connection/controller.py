"""Controller: holds what is known, asks the engine for what the user wants, and says what has changed. No widgets."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from engine.wire.wire import DownloadView, NoticeView, ProgressView, SessionView, TurnView, from_json
from ui.connection import request_bodies
from ui.connection.clip_cache import ClipCache
from ui.connection.library_browser import LibraryBrowser
from ui.connection.models_browser import ModelsBrowser
from ui.connection.project_access import ProjectAccess
from ui.connection.request_sender import RequestSender
from ui.connection.settings_editor import SettingsEditor
from ui.connection.song_editor import SongEditor
from ui.connection.voices_browser import VoicesBrowser
from ui.conversation.conversation import PAGE, Conversation
from ui.conversation.item import Notice
from ui.conversation.session_state import HeaderState, header_of

if TYPE_CHECKING:
    from engine.wire.discovery import Address
    from ui.connection.link_request import Trouble

MOST_AGAIN = 200
"""Turns that are asked for again after a loss, at most."""
GONE = "The engine does not answer; it is looked for and started again. Nothing that you wrote is lost."
LOST, BACK, VERSION, DAW = "engine lost", "engine back", "engine version", "daw"
BACK_SHOWN_MS, REFRESH_MS = 8000, 150


class Controller(ProjectAccess):
    """One panel's project."""

    job_changed = pyqtSignal(int)
    turn_halted = pyqtSignal(int)
    """A turn has just ended, or waits for the user: its number."""
    session_changed = pyqtSignal()
    project_changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = "starting"
        self.why = ""
        self.file_is_there: Callable[[str], bool] = os.path.exists
        self.clip_cache = ClipCache(self)
        self.song_editor = SongEditor(self, self.send)
        self.song_editor.changed.connect(self._song_changed)
        self.library, self.settings, self.models = LibraryBrowser(self), SettingsEditor(self), ModelsBrowser(self)
        self.voices = VoicesBrowser(self)
        self.request_sender = RequestSender(self)
        self.request_sender.changed.connect(self.tell_rows)
        self._find: Callable[[], Address] | None = None
        self._is_loading = False
        self._was_open = False
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.timeout.connect(self._load_shown)

    # The engine

    def begin(
        self, find: Callable[[], Address] | None = None, *, project: str = "", daw: str = "", folder: str = ""
    ) -> None:
        """Look for the engine. Called after the first paint, since it loads Qt's network parts."""
        from ui.connection.link import Link

        self._find = find
        self.link = Link(find, project=project, daw=daw, folder=folder, parent=self)
        self.link.state_changed.connect(self._engine_is)
        self.link.opened.connect(self._opened)
        self.link.heard.connect(self.hear)
        self.link.start()

    def change_project(self, daw: str, folder: str) -> None:
        """Leave this project and open another one; what was not sent goes with the old one."""
        self.end()
        if self.link is not None:
            self.link.deleteLater()
        self.conversation, self.session = Conversation(), None
        self.clip_cache.clear()
        self.song_editor.forget()
        self.library.clear()
        self._is_loading = self._was_open = False
        self.engine = "starting"
        self.project_changed.emit()
        self.begin(self._find, daw=daw, folder=folder)

    def end(self) -> None:
        """Let go of the engine."""
        if self.link is not None:
            self.link.close()

    @property
    def header(self) -> HeaderState:
        """What the header shows."""
        return header_of(self.session, self.engine)

    @property
    def told(self) -> str:
        """How the engine is, in a sentence."""
        if self.engine != "ready" or self.session is None:
            return self.why or GONE
        planner = self.session.planner
        how = "built in, no language model" if planner == "offline" else planner
        return f"The engine is ready. Requests are planned by: {how}."

    def hear(self, event: str, view: object) -> None:
        """An event of the wire."""
        if isinstance(view, SessionView):
            self._session_is(view)
        elif isinstance(view, TurnView):
            known = self.conversation.turns.get(view.number)
            self.conversation.take_turn(view)
            self.tell_rows()
            is_new = known is None or known.state != view.state
            if is_new and (view.is_finished or view.state == "approval"):
                self.turn_halted.emit(view.number)
            if view.is_finished and (known is None or not known.is_finished):
                self.song_editor.turn_ended(view)
                self._refresh.start(REFRESH_MS)  # what it changed shows in earlier turns: tracks, takes, what is undone
        elif isinstance(view, ProgressView):
            if self.conversation.take_progress(view):
                self.job_changed.emit(view.turn)
        elif isinstance(view, DownloadView):
            self.downloaded.emit(view)
        elif isinstance(view, NoticeView):
            self.conversation.take_notice(view)
            self.tell_rows()

    def _song_changed(self) -> None:
        if self.conversation.song is None:
            self.conversation.song_after = max(self.conversation.turns, default=0)
        self.conversation.song = self.song_editor.state
        self.tell_rows()

    def ask_project(self, path: str, then: Callable[[Any], None]) -> None:
        """Ask for a fact about the project."""
        self.ask("GET", path, then)

    def handed_out(self, clip_id: str) -> None:
        """A clip's file was dragged out or copied: a DAW may play it from where it lies."""
        if self.link is not None and self.link.is_open:
            path = self.link.in_project(f"clips/{clip_id}/handed")
            self.link.ask("POST", path, {}, then=lambda _: None, otherwise=lambda _: None)

    def _engine_is(self, state: str, why: str) -> None:
        self.engine, self.why = state, why
        if state == "lost":
            self.conversation.lost()
            if self._was_open or why:
                self.say(Notice(why or GONE, "warn", id=LOST))
        elif state == "version":
            self.say(Notice(why, "warn", "Restart the engine", id=VERSION, is_dismissible=False))
        self.tell_rows()
        self.session_changed.emit()

    def _opened(self) -> None:
        returned, self._was_open = self._was_open, True
        self.conversation.drop_notice(VERSION)
        if any(line.id == LOST for line in self.conversation.notices):
            self.conversation.drop_notice(LOST)
            if returned:
                self.say(Notice("The engine is back. What was finished is kept.", id=BACK))
                QTimer.singleShot(BACK_SHOWN_MS, self._forget_back)
        self.clip_cache.ask_anew()
        self._load_shown()
        self.ask("GET", "/tasks", self._tasks_are)
        self.request_sender.flush()
        self.song_editor.engine_is_back()
        self.settings.engine_is_back()
        self.session_changed.emit()

    def _forget_back(self) -> None:
        self.conversation.drop_notice(BACK)
        self.tell_rows()

    def _tasks_are(self, rows: Any) -> None:
        rows = rows.get("tasks", []) if isinstance(rows, dict) else rows
        self.tasks.clear()  # cards hold this very table
        self.tasks.update({str(row["id"]): row for row in rows if isinstance(row, dict) and "id" in row})

    def _session_is(self, session: SessionView) -> None:
        if session.daw and not session.is_connected:
            why = session.why_not or f"{session.daw} does not answer."
            self.say(Notice(f"{why} What you ask for waits in the library until it is back.", "warn", id=DAW))
        elif any(line.id == DAW for line in self.conversation.notices):
            self.conversation.drop_notice(DAW)
            self.tell_rows()
        is_other_place = _place_of(session) != _place_of(self.session)
        self.session = session
        self.song_editor.session_changed(session)
        self.session_changed.emit()
        if is_other_place:
            self.clip_cache.changed.emit("")

    # Turns

    def load(self, *, before: int = 0, limit: int = PAGE) -> None:
        """Ask for a page of turns; `before` a number, else the newest."""
        if self.link is None or not self.link.is_open or self._is_loading:
            return
        self._is_loading = True
        asked_at = self.conversation.tick
        query = f"turns?limit={limit}" + (f"&before={before}" if before else "")
        self.link.ask("GET", self.link.in_project(query), then=lambda page: self._page(page, asked_at, limit),
                      otherwise=self._no_page)

    def _load_shown(self) -> None:
        self.load(limit=max(PAGE, min(MOST_AGAIN, len(self.conversation.turns))))

    def load_older(self) -> None:
        """The page before what is loaded, when there is one."""
        if self.conversation.has_older:
            self.load(before=self.conversation.oldest_number)

    def _page(self, page: Any, asked_at: int, limit: int) -> None:
        self._is_loading = False
        try:
            turns = [from_json(TurnView, one) for one in page["turns"]]
            total = int(page.get("total", len(turns)))
        except (ValueError, KeyError, TypeError):
            return
        self.conversation.take_page(turns, total, asked_at=asked_at, is_first=len(turns) < limit)
        self.tell_rows()

    def _no_page(self, trouble: Trouble) -> None:
        self._is_loading = False
        if trouble.status:
            self.say(Notice(f"The history cannot be shown: {trouble.text}", "warn", id="history"))

    def send(self, body: Mapping[str, Any], chips: Sequence[str] = (), *, takes_back: int = 0) -> None:
        """Send a request, now or as soon as the engine is there."""
        self.request_sender.send(body, tuple(chips), takes_back=takes_back)

    def approve(self, number: int, steps: Sequence[dict[str, Any]] | None) -> None:
        """Run a waiting plan, edited or as it is."""
        self.request_sender.about_turn(number, "approve", request_bodies.approve(steps))

    def cancel(self, number: int) -> None:
        """Stop a turn, or throw its plan away."""
        turn = self.conversation.turns.get(number)
        if turn is not None and turn.state in ("queued", "running"):
            self.conversation.cancelling(number)
        self.request_sender.about_turn(number, "cancel", {})
        self.job_changed.emit(number)

    def undo(self, turn: TurnView, *, redo: bool = False) -> None:
        """Take a turn back, or make it again."""
        self.send(
            request_bodies.redo(turn) if redo else request_bodies.undo(turn), takes_back=0 if redo else turn.number
        )

    def undo_last(self, *, redo: bool = False) -> bool:
        """The newest turn that can be; False when there is none."""
        turn = self.conversation.undoable(redo=redo)
        if turn is not None:
            self.undo(turn, redo=redo)
        return turn is not None

    def toggle_transport(self) -> None:
        """Play or stop the DAW."""
        if self.link is not None and self.link.is_open:
            path = self.link.in_project("transport")
            self.link.ask("POST", path, {"action": "toggle"}, then=lambda _: None, otherwise=self.tell_trouble)


def _place_of(session: SessionView | None) -> object:
    """What the cards of clips show of a session: where they could be put."""
    return session and (session.daw, session.meter, session.tracks)
