"""Panel: the window beside the DAW: header, notices, conversation and message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6 import sip
from PyQt6.QtCore import QEvent, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QFileDialog, QStackedLayout, QVBoxLayout, QWidget

from engine.wire.wire import ClipView
from ui.connection import request_bodies
from ui.connection.controller import Controller
from ui.conversation.announcement import Announcer, announcement
from ui.conversation.composer_state import ComposerState
from ui.conversation.input_history import load_history, save_history
from ui.conversation.item import Notice
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.window.completion_list import LARGE_ROWS
from ui.window.composer import Composer
from ui.window.drop_overlay import DropOverlay
from ui.window.empty_page import EmptyPage
from ui.window.first_steps import FirstSteps
from ui.window.header import Header
from ui.window.local_model import LOCAL_MODEL, LocalModel
from ui.window.notice_strip import NoticeStrip
from ui.window.project_menu import FILE, FOLDER, Choice, choices, project_menu
from ui.window.talking import Talking
from ui.window.waiting_plan import WaitingPlan
from ui.window.window_state import WindowState

if TYPE_CHECKING:
    from ui.playback.playback import Playback
    from ui.rows.row_maker import RowMaker
    from ui.rows.transcript import Transcript
    from ui.window.first_run_page import FirstRunPage
    from ui.window.settings_page import SettingsPage

WIDTH_PX, LEAST_PX, HEIGHT_PX = 380, 320, 900
_LEAST_MIDDLE_PX = 24
_LOW_PX = 400
"""Height up to which, at 100 %, only what is needed to go on is seen."""
_ROOMY_PX = 800
"""Height from which on, at 100 %, all of the header has its room."""
_ATTACHING = "attach "
"""What the id of a notice about the message begins with."""


class Panel(QWidget):
    """One project's conversation. It does nothing by itself: the controller knows, the cards show."""

    begun = pyqtSignal()
    """The first steps are done: that is to be kept."""
    model_settled = pyqtSignal()
    """What was said of a language model on this computer need not be said again: that is to be kept."""
    keys_wanted = pyqtSignal()
    """The message is to have the keyboard, which another window of ours had."""
    page_wanted = pyqtSignal(str)
    """A page that covers the panel: models or voices."""
    settings_made = pyqtSignal(object)
    """The settings page was made: whoever owns the window connects it."""
    painted = pyqtSignal()
    """It was painted for the first time: the rest may be loaded now."""

    def __init__(
        self, controller: Controller, *, history_file: Path | None = None, window_state: WindowState | None = None
    ) -> None:
        super().__init__()
        self.controller = controller
        self.tab = "chat"
        self.tab_pages: dict[str, QWidget] = {}
        self.first_run: FirstRunPage | None = None
        self._first_steps = FirstSteps(controller, lambda path: self.listening().audition(path), self)
        self._first_steps.ended.connect(self._begin)
        self._first_steps.settings_pressed.connect(lambda: self.show_tab("settings"))
        self.window_state = window_state or WindowState(has_begun=True)
        self._local_model = LocalModel(controller, self.window_state, self)
        self._local_model.settled.connect(self.model_settled)
        self._history_file = history_file
        self._was_painted = False
        self.setObjectName("panel")
        self.setWindowTitle("Tonmeister")
        self.setMinimumWidth(LEAST_PX)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.setAcceptDrops(True)
        self.setAutoFillBackground(True)
        self.state = ComposerState(history=load_history(history_file)) if history_file else ComposerState()
        self.middle = QWidget()
        self._stack = QStackedLayout(self.middle)
        self._stack.addWidget(QWidget())
        self.empty: EmptyPage | None = None
        self.transcript: Transcript | None = None
        self.rows: RowMaker | None = None
        self.playback: Playback | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.overlay = DropOverlay(self)
        self.announcer = Announcer(self)
        self.talking = Talking(self, controller, self.announcer, self.listening)
        self.talking.listens.connect(lambda: self.playback.stop() if self.playback is not None else None)
        self.talking.reading_changed.connect(self._reading_changed)
        self.waiting_plan = WaitingPlan(controller, lambda: self.transcript)
        self._fills = QTimer(self)
        self._fills.setSingleShot(True)
        self._fills.timeout.connect(self._fill)
        self._make_frame()
        controller.rows_changed.connect(self.show_rows)
        controller.session_changed.connect(self._session_changed)
        controller.job_changed.connect(self._job_changed)
        controller.turn_halted.connect(self._announce)
        controller.clip_cache.changed.connect(self._clip_changed)
        controller.song_editor.sampled.connect(lambda path: self.listening().audition(path))
        controller.project_changed.connect(self._project_changed)

    def take_apart(self) -> None:
        """Let go of everything, to `remake` it at once."""
        for old in (self.header, self.notices, self.composer, self.empty, self.transcript, self.first_run,
                    *self.tab_pages.values()):
            if old is not None and not sip.isdeleted(old):
                (self._layout if old.parent() is self else self._stack).removeWidget(old)
                old.hide()  # not without a parent: Qt would dress all of it for a window of its own
                old.deleteLater()
        self.empty = self.transcript = self.first_run = None
        self.tab_pages.clear()

    def remake(self) -> None:
        """Everything anew: letters of another size need other distances. What fills the middle comes a moment later."""
        self.take_apart()
        self._make_frame()
        self._show_frame(self.tab)
        self._fills.start(0)

    def _fill(self) -> None:
        self._session_changed()
        self.show_tab(self.tab)

    def _project_changed(self) -> None:
        if self.playback is not None:
            self.playback.stop()
        if self.rows is not None:
            self.rows.takes.clear()
            self.rows.open_rows.clear()
        self._stack.setCurrentIndex(0)
        self.remake()

    def _ask_projects(self) -> None:
        self.controller.ask("GET", "/projects", self._offer_projects)

    def _offer_projects(self, answer: object) -> None:
        found = choices(answer, self.controller.session)
        menu = project_menu(found, self.header.daw, self._open_project)
        menu.popup(self.header.daw.mapToGlobal(self.header.daw.rect().bottomLeft()))

    def _open_project(self, one: Choice) -> None:
        if one.daw in (FILE, FOLDER) and not one.folder:
            self._go_to(one.daw)
        else:
            self.controller.change_project(one.daw, one.folder)

    def _go_to(self, place: str) -> None:
        """Where something that was advised is done."""
        if place == "settings":
            self.show_tab(place)
        elif place == LOCAL_MODEL:
            self.show_tab("settings")
            self.tab_pages["settings"].show_found()  # type: ignore[attr-defined]
        elif place == "projects":
            self._ask_projects()
        elif place == FOLDER:
            if folder := QFileDialog.getExistingDirectory(self, said("A folder as the project")):
                self.controller.change_project(FOLDER, folder)
        elif place == FILE:
            chosen, _ = QFileDialog.getOpenFileName(self, said("A DAWproject file"), "", "DAWproject (*.dawproject)")
            if chosen:
                self.controller.change_project(FILE, chosen)
        else:
            self.page_wanted.emit(place)

    def _tell_engine(self) -> None:
        self.controller.say(Notice(self.controller.told, id="engine told"))

    def _make_frame(self) -> None:
        """What stands around the conversation."""
        controller = self.controller
        self.header, self.notices = Header(controller.header), NoticeStrip()
        self.header.set_tight(_is_tight(self.height()), is_low=_is_low(self.height()))
        self.notices.acted.connect(self._act)
        self.notices.dismissed.connect(self._dismiss)
        self.composer = Composer(self.state)
        self.composer.message.write(self.state.text)
        self.composer.sent.connect(self._send)
        self.composer.answered = self.waiting_plan.answered
        self.composer.typed.connect(self._typed)
        self.composer.sing_pressed.connect(self.sing)
        self.composer.asks_for_keys.connect(self.keys_wanted)
        self.talking.attend(self.composer)
        self.composer.refused.connect(lambda why: controller.say(Notice(why, "warn", id=f"{_ATTACHING}{why}")))
        self.header.tab_chosen.connect(self.show_tab)
        self.header.chip_pressed.connect(self.composer.insert)
        self.header.daw_pressed.connect(self._ask_projects)
        self.header.state_pressed.connect(self._tell_engine)
        for part, stretch in ((self.header, 0), (self.notices, 0), (self.middle, 1), (self.composer, 0)):
            self._layout.addWidget(part, stretch)

    def _begin(self) -> None:
        """The first steps are behind the user, for good."""
        self.window_state.has_begun = True
        self.begun.emit()
        focus = self.focusWidget()
        is_here = self.first_run is not None and focus is not None and self.first_run.isAncestorOf(focus)
        self.show_rows()
        if is_here:
            self.keys_wanted.emit()  # the page has gone: what to ask for next is written there

    @property
    def shown(self) -> QWidget:
        """What stands between header and message now."""
        return self._stack.currentWidget() or self.middle

    # Tabs

    def show_tab(self, name: str) -> None:
        """Chat, library or settings; the message stays with the chat."""
        self._show_frame(name)
        if name == "chat":
            self.show_rows()
            return
        if name not in self.tab_pages:
            made = self._library_page() if name == "library" else self._settings_page()
            self.tab_pages[name] = made
            self._stack.addWidget(made)
        page = self.tab_pages[name]
        self._stack.setCurrentWidget(page)
        if name == "settings":
            self._local_model.told()
        field: QWidget = getattr(page, "field", self.header.tabs[name])
        field.setFocus(Qt.FocusReason.OtherFocusReason)  # or Qt gives it to whatever comes first
        (self.controller.library if name == "library" else self.controller.settings).open()

    def _show_frame(self, name: str) -> None:
        self.tab = name
        self.header.show_tab(name)
        self.composer.setVisible(name == "chat")
        if name == "chat":
            self.composer.message.setFocus(Qt.FocusReason.OtherFocusReason)

    def _library_page(self) -> QWidget:
        from ui.window.library_tab import library_tab

        return library_tab(self.controller, self.listening, self._library_menu)

    def _settings_page(self) -> SettingsPage:
        from ui.window.settings_page import SettingsPage

        page = SettingsPage(self.controller.settings, self.window_state)
        page.place_pressed.connect(self._go_to)
        self.settings_made.emit(page)
        return page

    def _library_menu(self, clip: ClipView, entry: str) -> None:
        if entry in ("mention", "words", "harmony", "sound", "show"):
            self.show_tab("chat")
        if entry == "show":
            self._go_to_clip(clip)
        else:
            self._filled()
            assert self.rows is not None
            self.rows.clip_menu(clip, entry)

    def _go_to_clip(self, clip: ClipView) -> None:
        at = -1
        if self.transcript is not None:
            items = self.transcript.items()
            at = next((n for n, item in enumerate(items) if item.key.endswith(f":clip:{clip.id}")), -1)
        if at >= 0 and self.transcript is not None:
            self.transcript.focus_row(at)
        else:
            self.controller.say(Notice(f"“{clip.name}” lies further up; scroll up to it.", id="further up"))

    # What is shown

    def show_rows(self) -> None:
        """The conversation as it is now."""
        conversation = self.controller.conversation
        self.notices.show_lines(conversation.notices)
        items = conversation.rows()
        self.composer.show_busy(bool(conversation.running))
        is_asked = conversation.newest is not None and conversation.newest.is_question
        self.composer.show_question(is_asked, has_plan=conversation.waiting_plan() is not None)
        if self.tab != "chat":
            return
        if not items:
            if self.controller.engine == "ready" and conversation.total is not None:
                self._show_empty()
            return
        transcript = self._filled()
        transcript.show_items(items)
        self._stack.setCurrentWidget(transcript)

    def _show_empty(self) -> None:
        if not self.window_state.has_begun:
            if self.first_run is None:
                self.first_run = self._first_steps.page()
                self._stack.addWidget(self.first_run)
            self._stack.setCurrentWidget(self.first_run)
            return
        if self.empty is None:
            self.empty = EmptyPage(self.controller.session)
            self.empty.chosen.connect(lambda text: self.composer.write(text))
            self._stack.addWidget(self.empty)
        self.empty.show_session(self.controller.session)
        self._stack.setCurrentWidget(self.empty)

    def _filled(self) -> Transcript:
        """The transcript; it is made with its first row."""
        if self.transcript is None:
            from ui.rows.row_maker import RowMaker
            from ui.rows.transcript import Transcript

            if self.rows is None:
                self.rows = RowMaker(self.controller, self.listening())
                self.rows.vary = lambda text: self.composer.write(text)
                self.rows.mention = lambda text: self.composer.insert(text)
                self.rows.go_to = self._go_to
                self.rows.keys_free = self.keys_wanted.emit
                self.rows.read_aloud = self.talking.read_aloud
                self.rows.take_chosen = lambda key: self.transcript.renew_keys([key]) if self.transcript else None
            self.transcript = Transcript(self.rows.make)
            self.transcript.top_reached.connect(self.controller.load_older)
            self._stack.addWidget(self.transcript)
        return self.transcript

    def listening(self) -> Playback:
        """What sounds are heard with; it is made with the first one who needs it."""
        from ui.playback.playback import Playback

        if self.playback is None:
            self.playback = Playback(self.controller)
            self.playback.output_name = lambda: self.window_state.sound_output
            self.playback.file_gone.connect(self._file_gone)
            self.playback.failed.connect(lambda why: self.controller.say(Notice(why, "warn", id="sound")))
            self.playback.playing_changed.connect(self._playing_changed)
        return self.playback

    def _reading_changed(self, number: int) -> None:
        if self.transcript is not None:
            self.transcript.renew_keys([f"{number}:answer"])

    def sing(self, *, takes_keyboard: bool = False) -> None:
        """Words for the selected notes: their card. What is typed goes into it where it would go into the message."""
        self.controller.song_editor.open()
        self.controller.conversation.song_after = max(self.controller.conversation.turns, default=0)
        self.show_rows()
        if self.transcript is None:
            return
        if takes_keyboard or self.composer.message.hasFocus():
            self.transcript.scroll_to_end()
        else:
            self.transcript.show_card("sing")
        card = self.transcript.content_of(self.transcript.index_of("sing"))
        if card is not None and self.composer.message.hasFocus():
            card.field.setFocus(Qt.FocusReason.OtherFocusReason)  # type: ignore[attr-defined]

    def _session_changed(self) -> None:
        self.header.show_state(self.controller.header)
        if self.controller.session is not None:
            selection = self.controller.session.selection
            self.composer.show_selection(selection.label, selection.kind)
        if self.empty is not None:
            self.empty.show_session(self.controller.session)
        self.show_rows()

    def _job_changed(self, number: int) -> None:
        job = self.controller.conversation.job(number)
        if self.transcript is None or job is None:
            return
        row = self.transcript.content_of(self.transcript.index_of(f"{number}:job"))
        if row is not None:
            row.show_job(job)  # type: ignore[attr-defined]

    def _announce(self, number: int) -> None:
        self.announcer.say(announcement(self.controller.conversation.turns[number]))

    def _clip_changed(self, clip_id: str) -> None:
        if self.transcript is None or self.rows is None:
            return
        alive = [self.transcript.items()[at] for at in self.transcript.alive()]
        clips = [item for item in alive if item.kind == "clip"]
        self.transcript.renew_keys([item.key for item in clips if not clip_id or clip_id in (
            item.data.clip.id, item.data.clip.source, *item.data.clip.takes)])

    def _file_gone(self, clip_id: str) -> None:
        self.controller.clip_cache.look_again(clip_id)
        self._clip_changed(clip_id)

    def _playing_changed(self, clip_id: str, is_playing: bool) -> None:
        if self.transcript is not None:
            for at, widget in self.transcript.alive().items():
                clip = getattr(getattr(widget, "content", None), "clip", None)
                if clip is not None and clip.id == clip_id:
                    self.transcript.keep(at, is_playing)

    # What the user does

    def _send(self, body: dict[str, object], chips: tuple[str, ...]) -> None:
        if self._history_file is not None:
            save_history(self.state.history, self._history_file)
        for line in [one for one in self.controller.conversation.notices if one.id.startswith(_ATTACHING)]:
            self._dismiss(line.id)  # it was about what has gone now
        self.controller.send(body, chips)
        self.talking.sent(str(body.get("text", "")), reads_aloud=self.window_state.reads_aloud)
        if self.transcript is not None:
            self.transcript.scroll_to_end()

    def _typed(self) -> None:
        controller = self.controller
        self.state.type(self.state.text, self.state.cursor, tasks=list(controller.tasks.values()),
                        clips=controller.conversation.clips.values(), session=controller.session)
        self.composer.show_offers()

    def _act(self, line: Notice) -> None:
        if line.place:
            self._go_to(line.place)
        elif line.request:
            self.controller.send(request_bodies.notice(line))
        elif self.controller.link is not None:
            self.controller.link.restart_engine()
        self._dismiss(line.id or line.text)

    def _dismiss(self, line_id: str) -> None:
        self.controller.conversation.drop_notice(line_id)
        self._local_model.put_away(line_id)
        self.controller.tell_rows()

    # Qt

    def event(self, event: QEvent | None) -> bool:
        """What stands around the conversation may need more room now."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self._hold_room()
        return super().event(event)

    def _hold_room(self) -> None:
        """Words around the conversation are whole, however low the panel is; the conversation scrolls in what is left.

        A box gives what it lacks to all of its parts, and wrapped words would lose lines.
        """
        least = theme().px(_LEAST_MIDDLE_PX)
        self.middle.setMinimumHeight(least)
        self.composer.show_most(1 if _is_low(self.height()) else LARGE_ROWS)
        room = self.height() - least
        for part in (self.header, self.composer):
            layout = part.layout()
            needed = layout.totalHeightForWidth(self.width()) if layout is not None and not part.isHidden() else 0
            part.setMinimumHeight(max(0, min(needed, room)))
            room -= needed
        self.notices.setMaximumHeight(max(least, room))  # they scroll, too

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Tell when the first paint is done."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Files may be dropped."""
        mime = event.mimeData() if event is not None else None
        if event is not None and mime is not None and mime.hasUrls() and any(u.isLocalFile() for u in mime.urls()):
            event.acceptProposedAction()
            self.overlay.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:
        """They went away again."""
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """They are attached."""
        self.overlay.hide()
        mime = event.mimeData() if event is not None else None
        if event is not None and mime is not None:
            self.composer.attach([url.toLocalFile() for url in mime.urls() if url.isLocalFile()])
            event.acceptProposedAction()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The overlay covers everything."""
        super().resizeEvent(event)
        self.header.set_tight(_is_tight(self.height()), is_low=_is_low(self.height()))
        self._hold_room()
        if self.overlay.isVisible():
            self.overlay.cover()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Silence, and no more questions."""
        if self.playback is not None:
            self.playback.stop()
        self.talking.talker.discard()
        self.controller.end()
        super().closeEvent(event)


def _is_low(height: int) -> bool:
    """True where large letters would leave the conversation hardly anything."""
    return theme().scale >= LARGE and height < _LOW_PX * theme().scale


def _is_tight(height: int) -> bool:
    """True where large letters would leave the conversation less than half of the panel."""
    return theme().scale >= LARGE and height < _ROOMY_PX * theme().scale
