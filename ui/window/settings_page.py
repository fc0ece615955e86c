"""Settings page: the DAW, the language model with a test, how models are chosen, looks, keyboard, and privacy."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QApplication, QLayout, QLineEdit, QWidget

from ui.connection.settings_editor import SettingsEditor
from ui.conversation.settings_state import (
    CLOCKS,
    LONGEST_KEY,
    LOOKS,
    PLANNERS,
    PREFERENCES,
    TEXT_SCALES,
    DawLine,
    ModelServer,
    SettingsState,
)
from ui.language.language import LANGUAGES, said
from ui.playback.player import output_names
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button
from ui.widgets.card import Card, Rule
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.hinted_line import HintedLine
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column, row
from ui.widgets.piecemeal import Piecemeal
from ui.widgets.scrolled import Refilled, Scrolled, follow
from ui.widgets.segmented import Segmented
from ui.widgets.tick_box import TickBox
from ui.window.own_folder import choose_own_folder
from ui.window.window_state import WindowState

_CHOOSES = {"dawproject": "Open a file…", "folder": "Choose a folder…"}
"""What is not found by itself, and how it is named."""
_FOUND = "Models on this computer"
"""The part with language models that were found."""
_MOST_MODELS, _LONG_NAME = 4, 28
"""Models of a server that have a button, and letters from which on its name leaves out where it comes from."""


class SettingsPage(Scrolled):
    """The third tab. What concerns the window is told; what concerns the engine goes to its editor."""

    look_chosen = pyqtSignal(str)
    scale_chosen = pyqtSignal(float)
    language_chosen = pyqtSignal(str)
    output_chosen = pyqtSignal(str)
    """A sound output, as the system names it; "" = that of the system."""
    on_top_chosen = pyqtSignal(bool)
    tray_chosen = pyqtSignal(bool)
    aloud_chosen = pyqtSignal(bool)
    models_pressed = pyqtSignal()
    voices_pressed = pyqtSignal()
    restart_pressed = pyqtSignal()
    place_pressed = pyqtSignal(str)
    """Where something is chosen: a file, a folder."""

    def __init__(self, editor: SettingsEditor, window: WindowState) -> None:
        super().__init__("Settings")
        self._editor = editor
        self._shown: object = None
        self._has_all_daws = False
        self._filled: dict[str, object] = {}
        """What each part shows: one is made anew only when that is something else."""
        self._parts = {name: Refilled(name) for name in ("DAW", _FOUND, "Language model", "Models", "Clock", "Engine")}
        self.address = self._line("llm_base_url", "Address", "http://127.0.0.1:11434/v1", "http://…/v1")
        self.model = self._line("llm_model", "Model", "the only one of the server", "the only one")
        self.key = self._key_line()
        self.planner = ChoiceButton("Who plans", PLANNERS[0][0])
        self.planner.chosen.connect(lambda one: editor.save(planner=one))
        self.clock = ChoiceButton("In time with", CLOCKS[0][0])
        self.clock.chosen.connect(lambda one: editor.save(clock=one))
        fields = column(_titled("Who plans", self.planner), _titled("Address", self.address),
                        _titled("Model", self.model), _titled("Access key", self.key), gap=8)
        sections: tuple[tuple[str, tuple[Callable[[], QWidget | QLayout], ...]], ...] = (
            ("DAW", (lambda: self._part("DAW"),)),
            ("Language model", (lambda: self._part(_FOUND), lambda: fields, lambda: self._part("Language model"))),
            ("Models", (lambda: self._part("Models"),)),
            ("Listening", (lambda: self._listening(window),)),
            ("Talking", (lambda: self._talking(window),)),
            ("Looks", (lambda: self._looks(window),)),
            ("Privacy and storage", (lambda: self._part("Engine"),)),
        )
        makers: list[Callable[[], QWidget | QLayout]] = []
        for at, (title, parts) in enumerate(sections):
            makers += [Rule] if at else []
            makers += [partial(WrappedLabel, title, "head"), *parts]
        box = column(gap=12, margins=(12, 12, 0, 12))
        self.show_layout(box)
        self.show_state()
        self._pieces = Piecemeal(box, makers, self)
        editor.changed.connect(self.show_state)

    def show_found(self) -> None:
        """The first language model that was found has the keyboard, and is in sight."""
        while self._pieces.isActive():
            self._pieces.step()
        if (use := self._parts[_FOUND].findChild(Button)) is not None:
            use.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, partial(follow, self))  # once all has its place

    def show_state(self) -> None:
        """What is known now; fields keep what is being written."""
        state = self._editor.state
        if state == self._shown:
            return
        self._shown = state
        for field, name in ((self.address, "llm_base_url"), (self.model, "llm_model")):
            if not field.hasFocus() and field.text() != state.value(name):
                field.setText(str(state.value(name)))
                field.setCursorPosition(0)  # a long address is read from its beginning
        if state.key is None and self.key.text():
            self.key.clear()  # it is saved, and is not shown again
        self.key.setEnabled(not state.is_key_fixed)
        ending = str(state.llm.get("key_ending") or "")
        self.key.setPlaceholderText(said(f"kept: {ending}") if ending else said("no key"))
        planner = str(state.value("planner") or "auto")
        self.planner.show_choice(next((words for words, one in PLANNERS if one == planner), planner), PLANNERS)
        clock = str(state.value("clock") or "daw")
        self.clock.show_choice(next((words for words, one in CLOCKS if one == clock), clock), CLOCKS)
        for name, shows, made in self._shows(state):
            if name in self._filled and self._filled[name] != shows:
                self._fill(name, shows, made)

    def _shows(self, state: SettingsState) -> tuple[tuple[str, object, Callable[[SettingsState], QLayout]], ...]:
        """Each part that is made anew: its name, what it shows, and what makes it."""
        clock = str(state.value("clock") or "daw")
        return (
            ("DAW", (state.daws, state.trying, state.tried), self._daws),
            (_FOUND, state.found, self._found),
            ("Language model", (state.llm, state.is_offline, state.why_not, state.can_save, state.llm_waits,
                                state.trying, state.tried), self._llm),
            ("Models", state.value("prefer"), self._models),
            ("Clock", (clock, state.clock), self._clock),
            ("Engine", (state.folder, state.waiting), self._engine),
        )

    def _part(self, name: str) -> QWidget:
        """A part that is made anew, filled when its turn comes to be seen."""
        self._fill(*next(one for one in self._shows(self._editor.state) if one[0] == name))
        return self._parts[name]

    def _fill(self, name: str, shows: object, made: Callable[[SettingsState], QLayout]) -> None:
        self._filled[name] = shows
        part = self._parts[name]
        part.fill(made(self._editor.state))
        if name == _FOUND and (part.parentWidget() is not None or not shows):
            part.setVisible(bool(shows))  # an empty one would take the room between two parts

    def _line(self, name: str, about: str, *examples: str) -> QLineEdit:
        field = HintedLine(str(self._editor.state.value(name)), *examples)
        field.setAccessibleName(said(about))
        field.setMinimumWidth(1)
        field.textEdited.connect(lambda text: self._editor.edit(name, text.strip()))
        return field

    def _key_line(self) -> QLineEdit:
        """What is written in it is never shown, and gone from it once it is saved."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(LONGEST_KEY)
        field.setAccessibleName(said("Access key"))
        field.setMinimumWidth(1)
        field.textEdited.connect(lambda text: self._editor.edit_key(text.strip() or None))
        return field

    def _daws(self, state: SettingsState) -> QLayout:
        parts = column(gap=8)
        others = [daw for daw in state.daws if not daw.is_open]
        is_short = len(others) < len(state.daws) and not self._has_all_daws
        for daw in state.daws:
            if daw.is_open or not is_short:
                parts.addWidget(self._daw(daw, state))
        if is_short and others:
            more = Button("Other DAWs", "quiet", name="Show the other DAWs", icon="down", trailing_icon=True)
            more.clicked.connect(self._show_all_daws)
            parts.addLayout(FlowLayout(more))
        if not state.daws:
            parts.addWidget(WrappedLabel("The engine is asked which DAWs it knows.", "dim"))
        return parts

    def _show_all_daws(self) -> None:
        """Those as well in which nothing is open; who has one open seldom looks for another."""
        before = self._parts["DAW"].findChildren(Button)
        had_keyboard = any(one.hasFocus() for one in before)
        self._has_all_daws = True
        self._fill("DAW", self._filled["DAW"], self._daws)
        if had_keyboard:
            others = [one for one in self._parts["DAW"].findChildren(Button) if one not in before]
            others[len(before) - 1].setFocus(Qt.FocusReason.TabFocusReason)

    def _daw(self, daw: DawLine, state: SettingsState) -> QWidget:
        title = row(Glyph("on" if daw.is_open else "empty", "accent" if daw.is_open else "dim"),
                    WrappedLabel(daw.name, "title"))
        title.setStretch(1, 1)
        parts = column(title, WrappedLabel(daw.said, "meta"), gap=4, margins=(12, 8, 12, 8))
        what = f"daw {daw.id}"
        buttons = []
        if daw.id in _CHOOSES:
            choose = Button(_CHOOSES[daw.id], name=f"{_CHOOSES[daw.id].rstrip('…')}: {daw.name}")
            choose.clicked.connect(lambda: self.place_pressed.emit(daw.id))
            buttons.append(choose)
        if daw.is_open or not daw.has_script:
            test = Button("Test round trip", name=f"Test the round trip with {daw.name}")
            test.clicked.connect(lambda: self._editor.test(daw.id))
            buttons.append(test)
        if daw.has_script:
            install = Button("Install script", "quiet" if daw.is_open else "control",
                             name=f"Install the script of {daw.name}")
            install.clicked.connect(lambda: self._editor.install(daw.id))
            buttons.append(install)
        if daw.asks_folder:
            where = Button("Choose the folder…", name=f"Choose the folder of {daw.name}")
            where.clicked.connect(lambda: choose_own_folder(self._editor, daw.id, daw.name, self))
            buttons.insert(0, where)
        if daw.folder:
            parts.addWidget(WrappedLabel(f"Its folder: {daw.folder}", "meta", selectable=True))
            forget = Button("Forget the folder", "quiet", name=f"Forget the folder of {daw.name}")
            forget.clicked.connect(lambda: self._editor.choose_folder(daw.id, ""))
            buttons.append(forget)
        for button in buttons:
            button.setEnabled(not state.trying)
        if buttons:
            parts.addLayout(FlowLayout(*buttons, gap=8))
        for line in _outcome(state, what):
            parts.addLayout(line)
        return Card(name=f"{daw.name}. {daw.said}", layout=parts)

    def _found(self, state: SettingsState) -> QLayout:
        return column(*(self._server(one) for one in state.found), gap=8)

    def _server(self, server: ModelServer) -> QWidget:
        said = f"{server.name} answers on this computer."
        title = row(Glyph("on", "accent"), WrappedLabel(said, "title"))
        title.setStretch(1, 1)
        buttons = []
        for model in server.models[:_MOST_MODELS]:
            short = model if len(model) <= _LONG_NAME else re.split(r"[/\\]", model)[-1]
            use = Button(f"Use {short}", name=f"Use {model} of {server.name}")
            use.clicked.connect(lambda _, one=model: self._use(server, one))
            buttons.append(use)
        parts = column(title, FlowLayout(*buttons, gap=8), gap=8, margins=(12, 8, 12, 8))
        more = len(server.models) - _MOST_MODELS
        if more > 0:
            told = f"And {more} more: use one, then write another's name under Model."
            parts.addWidget(WrappedLabel(told, "meta"))
        return Card(name=said, layout=parts)

    def _use(self, server: ModelServer, model: str) -> None:
        """The card of the server goes; the keyboard goes on to where the model can be tried."""
        focus = QApplication.focusWidget()
        if focus is not None and self._parts[_FOUND].isAncestorOf(focus):
            tests = (one for one in self._parts["Language model"].findChildren(Button) if one.words() == "Test")
            next(tests, self.planner).setFocus(Qt.FocusReason.OtherFocusReason)
        for field in (self.address, self.model):
            field.clearFocus()  # what was being written there is not meant any more
        self._editor.use(server, model)

    def _llm(self, state: SettingsState) -> QLayout:
        parts = column(WrappedLabel(state.key_said, "meta"), WrappedLabel(state.sent_said, "meta"), gap=8)
        if state.why_not:
            parts.addWidget(WrappedLabel(state.why_not, "warn"))
        if state.llm_waits:
            parts.addLayout(_sentence("info", "accent", state.waiting_said))
        test = Button("Test", name="Test the language model")
        test.setEnabled(not state.trying)
        test.clicked.connect(self._editor.probe)
        save = Button("Save", "primary", name="Save the language model")
        save.setEnabled(state.can_save)
        save.clicked.connect(lambda: self._editor.save())
        buttons = [test, save]
        if state.key_is_kept:
            forget = Button("Forget the key", "quiet")
            forget.clicked.connect(self._forget_key)
            buttons.append(forget)
        if state.llm_waits:
            restart = Button("Restart the engine", "primary")
            restart.clicked.connect(self.restart_pressed)
            buttons.append(restart)
        parts.addLayout(FlowLayout(*buttons, gap=8))
        for line in _outcome(state, "llm"):
            parts.addLayout(line)
        return parts

    def _forget_key(self) -> None:
        self._editor.edit_key("")
        self._editor.save()

    def _models(self, state: SettingsState) -> QLayout:
        values = [value for _, value in PREFERENCES]
        prefer = str(state.value("prefer") or "best")
        said = "Of several that can do a task, this one is taken first."
        choice = Segmented([words for words, _ in PREFERENCES], names=[f"Prefer {words}" for words, _ in PREFERENCES],
                           name="Which models to prefer", index=values.index(prefer) if prefer in values else 1)
        choice.chosen.connect(lambda at: self._editor.save(prefer=values[at]))
        models = Button("All models", name="Show all models")
        models.clicked.connect(self.models_pressed)
        voices = Button("All voices", name="Show all voices")
        voices.clicked.connect(self.voices_pressed)
        return column(WrappedLabel(said, "meta"), FlowLayout(choice), FlowLayout(models, voices, gap=8), gap=8)

    def _talking(self, window: WindowState) -> QLayout:
        said = ("Hold F4, or the microphone beside the message, and speak. It is written down on this computer, with "
                "the microphone that your system is set to, and waits in the message until you send it.")
        aloud = _Check("Read the answers to spoken requests aloud", is_on=window.reads_aloud)
        aloud.box.toggled.connect(self.aloud_chosen)
        return column(WrappedLabel(said, "meta"), aloud, gap=8)

    def _listening(self, window: WindowState) -> QLayout:
        said = "What you listen to in the panel is heard there; the DAW keeps its own output."
        output = ChoiceButton("Sound output", "As the system")

        def show(name: str) -> None:
            output.show_choice(name or "As the system", [("As the system", ""), *((one, one) for one in [name] if one)])

        def look() -> None:
            """What is connected is looked for when somebody wants to choose."""
            there, chosen = output_names(), window.sound_output
            gone = [(f"{chosen} (not connected)", chosen)] if chosen and chosen not in there else []
            output.show_choice(output.words(), [("As the system", ""), *((one, one) for one in there), *gone])

        def choose(name: object) -> None:
            self.output_chosen.emit(str(name))
            show(str(name))

        show(window.sound_output)
        menu = output.menu()
        assert menu is not None
        menu.aboutToShow.connect(look)
        output.chosen.connect(choose)
        return column(WrappedLabel(said, "meta"), _titled("Sound output", output), _titled("In time with", self.clock),
                      self._part("Clock"), gap=8)

    def _clock(self, state: SettingsState) -> QLayout:
        parts = column(WrappedLabel(state.clock_said, "warn" if state.clock_fails else "meta"), gap=8)
        if state.value("clock") == "midi":
            field = self._line("midi_clock_port", "MIDI input", "a port of its own", "its own")
            field.editingFinished.connect(lambda: self._editor.save() if "midi_clock_port" in self._editor.state.edited
                                          else None)
            parts.addLayout(_titled("MIDI input", field))
        return parts

    def _looks(self, window: WindowState) -> QLayout:
        look, scale = ChoiceButton("Colours", "As the system"), ChoiceButton("Text size", "100 %")
        tongue = ChoiceButton("Language", "As the system")
        tongue.show_choice(next((words for words, one in LANGUAGES if one == window.language), "English"), LANGUAGES)
        tongue.chosen.connect(lambda one: self.language_chosen.emit(one))
        look.show_choice(next(words for words, one in LOOKS if one == window.theme), LOOKS)
        scales = [(f"{one * 100:.0f} %", one) for one in TEXT_SCALES]
        scale.show_choice(f"{window.text_scale * 100:.0f} %", scales)
        look.chosen.connect(lambda one: self.look_chosen.emit(one))
        scale.chosen.connect(lambda one: self.scale_chosen.emit(one))
        on_top = _Check("Keep the panel above the DAW", is_on=window.is_on_top)
        on_top.box.toggled.connect(self.on_top_chosen)
        tray = _Check("Keep it in the tray when it is closed", is_on=window.stays_in_tray)
        tray.box.toggled.connect(self.tray_chosen)
        return column(FlowLayout(_block(_titled("Colours", look)), _block(_titled("Text size", scale)),
                                 _block(_titled("Language", tongue)), gap=12), on_top, tray, gap=8)

    def _engine(self, state: SettingsState) -> QLayout:
        said = ("Answers come in the language you write in. There is no telemetry; models are fetched only when you "
                "ask for one, and sounds stay in the project's folder.")
        parts = column(WrappedLabel(said, "meta"), gap=8)
        if state.folder:
            parts.addWidget(WrappedLabel(f"Settings and models lie in {state.folder}", "meta", selectable=True))
        if state.waiting_said:
            line = row(Glyph("info", "accent"), WrappedLabel(state.waiting_said))
            line.setStretch(1, 1)
            parts.addLayout(line)
        restart = Button("Restart the engine", "primary" if state.waiting else "control")
        restart.clicked.connect(self.restart_pressed)
        parts.addLayout(FlowLayout(restart))
        return parts


class _Check(QWidget):
    """A box to tick, and words beside it that may take several lines."""

    def __init__(self, words: str, *, is_on: bool) -> None:
        super().__init__()
        self.box = TickBox(words, is_on=is_on)
        label = WrappedLabel(words)
        label.setBuddy(self.box)
        line = row(self.box, label, gap=8)
        line.setStretch(1, 1)
        self.setLayout(line)


def _titled(words: str, widget: QWidget) -> QLayout:
    """A field with what it is above it."""
    label = Label(words, "meta")
    label.setBuddy(widget)
    if isinstance(widget, ChoiceButton):
        return column(label, FlowLayout(widget), gap=4)
    return column(label, widget, gap=4)


def _block(layout: QLayout) -> QWidget:
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def _outcome(state: SettingsState, what: str) -> list[QLayout]:
    """What came of the last try, or that it goes on."""
    if state.trying == what:
        return [_sentence("clock", "dim", "It is being tried.")]
    if state.tried is None or state.tried.what != what:
        return []
    mark, ink = ("check", "accent") if state.tried.ok else ("alert", "warn")
    return [_sentence(mark, ink, sentence) for sentence in state.tried.said]


def _sentence(mark: str, ink: str, words: str) -> QLayout:
    line = row(Glyph(mark, ink), WrappedLabel(words, "meta" if theme().scale < LARGE else ""), gap=8)
    line.setStretch(1, 1)
    return line
