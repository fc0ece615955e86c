"""Window: the panel with its keys, its menu, its place on the screen, and the keyboard left with the DAW."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PyQt6.QtGui import QActionGroup, QGuiApplication
from PyQt6.QtWidgets import QApplication, QMenu

from ui.connection.controller import Controller
from ui.conversation.item import Notice
from ui.conversation.settings_state import LOOKS, TEXT_SCALES
from ui.language import language
from ui.language.language import said
from ui.theme.active_theme import look
from ui.widgets.menu import Menu
from ui.window.caret import Caret
from ui.window.commands import Commands
from ui.window.focus import KeyboardGuard, SpaceToDaw
from ui.window.help_page import HelpPage
from ui.window.models_page import ModelsPage
from ui.window.panel import Panel
from ui.window.settings_page import SettingsPage
from ui.window.tray import NO_TRAY, Tray
from ui.window.voices_page import VoicesPage
from ui.window.window_state import EDGES, WindowState, docked, keep_place, place_to_open, save_window_state

ON_TOP = Qt.WindowType.WindowStaysOnTopHint


class Window(QObject):
    """A panel as a window."""

    def __init__(
        self, controller: Controller, memory: WindowState, folder: Path, *, keyboard_stays: bool = True
    ) -> None:
        super().__init__(controller)
        self.controller, self.memory = controller, memory
        language.choose(memory.language)
        self._file = folder / "panel.json"
        self.panel = Panel(controller, history_file=folder / "messages.json", window_state=memory)
        self.panel.settings_made.connect(self._set_up_settings)
        self.panel.begun.connect(self.remember)
        self.panel.model_settled.connect(self.remember)
        self.guard = KeyboardGuard(self.panel, stays_with_daw=keyboard_stays)
        self.space = SpaceToDaw(self)
        self.space.toggle_transport.connect(controller.toggle_transport)
        self.help = HelpPage(self.panel)
        self.models = ModelsPage(self.panel, controller.models)
        self.voices = VoicesPage(self.panel, controller.voices)
        controller.voices.sampled.connect(self._hear_voice)
        controller.voices.silenced.connect(lambda: self.panel.listening().stop())
        self._pages = (self.help, self.models, self.voices)
        self.commands = Commands(self.panel, self.guard, self._pages)
        self.panel.keys_wanted.connect(self.commands.to_message)
        self.panel.setWindowFlag(ON_TOP, memory.is_on_top)
        self.panel.page_wanted.connect(lambda name: {"models": self.models, "voices": self.voices}[name].toggle())
        self._daw = ""
        """The DAW that it stands beside; empty until one is known."""
        self._set_place()
        controller.session_changed.connect(self._stand_beside)
        self._set_up_header()
        self.panel.installEventFilter(self)
        self._caret = Caret(self)
        self._is_apart = False
        look().resizing.connect(self._size_changes)
        look().changed.connect(self._looks_changed)
        self.tray: Tray | None = None
        self._is_leaving = False
        if memory.stays_in_tray:
            self._use_tray(True)

    def _set_up_settings(self, page: SettingsPage) -> None:
        """What the settings page says about the window."""
        page.look_chosen.connect(lambda one: self._choose(theme=one))
        page.language_chosen.connect(self.speak)
        page.output_chosen.connect(self._hear_on)
        page.scale_chosen.connect(lambda one: self._choose(text_scale=one))
        page.on_top_chosen.connect(lambda is_on: self.panel.header.pin.setChecked(is_on))
        page.tray_chosen.connect(self._use_tray)
        page.aloud_chosen.connect(self._read_aloud)
        page.models_pressed.connect(self.models.toggle)
        page.voices_pressed.connect(self.voices.toggle)
        page.restart_pressed.connect(self._restart)

    def show(self) -> None:
        """Show it without taking the keyboard."""
        self.panel.composer.message.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panel.show()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """When the panel is closed, its place is kept; with a tray only the window goes."""
        if event is not None and event.type() == QEvent.Type.Close:
            self.remember()
            if self.tray is not None and self.tray.icon.isVisible() and not self._is_leaving:
                event.ignore()
                self.panel.hide()
                return True
        return False

    def leave(self) -> None:
        """End, also where a closed window would stay in the tray."""
        self._is_leaving = True
        self.panel.close()
        QApplication.quit()

    def dock(self, edge: str) -> None:
        """Stand along the left or right edge of the screen that the panel is on."""
        screen = self.panel.screen()
        if screen is not None:
            self.panel.setGeometry(docked(self.panel.geometry(), screen.availableGeometry(), edge))
            self.remember()

    def _use_tray(self, is_on: bool) -> None:
        """A closed panel stays in the tray, or ends."""
        if is_on and not Tray.is_there():
            self.controller.say(Notice(NO_TRAY, "warn", id="tray"))
            is_on = False
        self.memory.stays_in_tray = is_on
        self.remember()
        if is_on and self.tray is None:
            self.tray = Tray(self, show=self.panel.show, leave=self.leave)
        if self.tray is not None:
            self.tray.turn(is_on=is_on)

    def _hear_voice(self, voice: str, path: str) -> None:
        """Two seconds of a voice, as long as its page is open."""
        show = self.controller.voices.show_playing
        if not self.voices.isHidden():
            self.panel.listening().audition(path, told=lambda plays: show(voice if plays else ""))

    def _read_aloud(self, is_on: bool) -> None:
        """Whether answers to spoken requests are read."""
        self.memory.reads_aloud = is_on
        self.remember()

    def remember(self) -> None:
        """Write down where it is and what it looks like."""
        keep_place(self.memory, self.panel.geometry(), self._daw)
        with suppress(OSError):  # a full disk: the look of the next start is all that is lost
            save_window_state(self.memory, self._file)

    def _stand_beside(self) -> None:
        """Beside another DAW the panel stands where it last stood beside that one."""
        session = self.controller.session
        if session is None or session.daw in ("", self._daw):
            return
        if self._daw:
            self.remember()
        self._daw = session.daw
        self._set_place()

    def _set_place(self) -> None:
        place = place_to_open(self.memory, self._daw)
        if place is None or _is_wayland():
            return
        self.panel.setGeometry(place)

    def _set_up_header(self) -> None:
        self._fill_menu(self.panel.header.menu)
        self._set_up_pin()

    def _set_up_pin(self) -> None:
        pin = self.panel.header.pin
        if _is_wayland():
            pin.setEnabled(False)
            pin.setToolTip(said("Wayland lets no program do this: Alt+Space, Always on top"))
            return
        pin.setChecked(self.memory.is_on_top)
        self.panel.header.pinned.connect(self._pin)

    def _pin(self, is_on_top: bool) -> None:
        """Change the flag of the shown window itself; setWindowFlag would hide it."""
        self.memory.is_on_top = is_on_top
        self.remember()
        handle = self.panel.windowHandle()
        if handle is not None:
            handle.setFlag(ON_TOP, is_on_top)

    def _fill_menu(self, menu: QMenu) -> None:
        looks, sizes = Menu(menu, "Colours"), Menu(menu, "Text size")
        for submenu in (looks, sizes):
            menu.addMenu(submenu)
        for words, name in LOOKS:
            _choice(looks, words, lambda one=name: self._choose(theme=one), is_chosen=name == self.memory.theme)
        for size in TEXT_SCALES:
            _choice(sizes, f"{size * 100:.0f}\u202f%", lambda one=size: self._choose(text_scale=one),
                    is_chosen=abs(size - self.memory.text_scale) < 0.01)
        if not _is_wayland():
            edges = menu.addMenu(said("Dock to"))
            assert edges is not None
            for words, edge in EDGES:
                _entry(edges, words, lambda one=edge: self.dock(one))
        menu.addSeparator()
        _entry(menu, "Keys\tCtrl+/", self.help.toggle)
        _entry(menu, "Models", self.models.toggle)
        _entry(menu, "Voices", self.voices.toggle)
        _entry(menu, "Restart the engine", self._restart)
        menu.addSeparator()
        _entry(menu, "Quit", self.leave)

    def _choose(self, *, theme: str = "", text_scale: float = 0.0) -> None:
        self.memory.theme = theme or self.memory.theme
        self.memory.text_scale = text_scale or self.memory.text_scale
        self.remember()
        QTimer.singleShot(0, self._look_anew)  # what was pressed may go with the letters of the old size

    def _look_anew(self) -> None:
        look().choose(self.memory.theme, text_scale=self.memory.text_scale)

    def _hear_on(self, name: str) -> None:
        """Another sound output, from the next sound on."""
        self.memory.sound_output = name
        self.remember()
        self.panel.listening().stop()

    def speak(self, code: str) -> None:
        """Another language: every word anew, what was typed stays."""
        self.memory.language = code
        self.remember()
        language.choose(code)
        for page in self._pages:
            page.speak_anew()
        self.panel.remake()
        self._set_up_header()

    def _size_changes(self) -> None:
        """Chosen here or in the system: what goes anyway need not be dressed in the new size before."""
        if not sip.isdeleted(self.panel):
            self.panel.take_apart()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self._is_apart = True

    def _looks_changed(self) -> None:
        """Letters of another size need everything anew."""
        if self._is_apart and not sip.isdeleted(self.panel):
            self._is_apart = False
            for page in self._pages:
                page.fit()
            self.panel.remake()
            self._set_up_header()

    def _restart(self) -> None:
        if self.controller.link is not None:
            self.controller.link.restart_engine()


def _entry(menu: QMenu, words: str, does: object) -> None:
    shown, tab, keys = words.partition("\t")
    action = menu.addAction(said(shown) + tab + keys)
    assert action is not None
    action.triggered.connect(lambda: does())  # type: ignore[operator]


def _choice(menu: QMenu, words: str, does: object, *, is_chosen: bool) -> None:
    """One of several of which one is chosen: it has a mark, and is said to be checked."""
    group = menu.findChild(QActionGroup) or QActionGroup(menu)
    _entry(menu, words, does)
    action = group.addAction(menu.actions()[-1])
    assert action is not None
    action.setCheckable(True)
    action.setChecked(is_chosen)


def _is_wayland() -> bool:
    return isinstance(QApplication.instance(), QGuiApplication) and QGuiApplication.platformName() == "wayland"
