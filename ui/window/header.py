"""Header: the DAW and its project, tempo, key, metre and bar, and how the engine is."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QSizePolicy, QSpacerItem, QWidget

from ui.conversation.session_state import HeaderState as State
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.chip import ChipButton
from ui.widgets.flow import FlowLayout
from ui.widgets.label import ElidedLabel
from ui.widgets.layout import column, row
from ui.widgets.menu import Menu
from ui.widgets.segmented import one_stop

TABS = ("chat", "library", "settings")


class Header(Card):
    """Three rows at the top of the panel; facts change in place."""

    chip_pressed = pyqtSignal(str)
    """A fact to copy into the message."""
    pinned = pyqtSignal(bool)
    state_pressed = pyqtSignal()
    tab_chosen = pyqtSignal(str)
    """A name of TABS."""
    daw_pressed = pyqtSignal()

    def __init__(self, state: State) -> None:
        super().__init__(name="Session", role="bar")
        self._state: State | None = None
        self._is_tight = self._is_low = False
        self.daw = Button(state.daw, "slim", icon="on", ink="accent")
        self.daw.clicked.connect(self.daw_pressed)
        self.project = ElidedLabel("", "title", raw=True)
        self.pin = IconButton("pin", "Always on top", checkable=True)
        self.pin.toggled.connect(self.pinned)
        self.menu_button = IconButton("more", "Menu")
        self.menu = Menu(self.menu_button, "Menu")
        self.menu_button.setMenu(self.menu)
        if theme().scale >= LARGE:
            buttons = QWidget()
            buttons.setLayout(row(self.pin, self.menu_button, gap=0))
            top = column(row(FlowLayout(self.daw, buttons, gap=0, last_right=True)),
                         row(self.project, margins=(4, 0, 0, 0)), gap=4, margins=(8, 8, 8, 0))
            top.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))  # it is as wide without the project, too
        else:
            line = row(self.daw, self.project, self.pin, self.menu_button, gap=4)
            line.setStretch(1, 1)
            top = column(line, margins=(8, 8, 8, 0))
        self._chips = QWidget()
        self._flow = FlowLayout(gap=4)
        self._chips.setLayout(self._flow)
        self._chip_buttons: list[ChipButton] = []
        self.tabs = {name: Button(name.capitalize(), "tab", checkable=True, name=f"{name.capitalize()} tab",
                                  tip=f"{name.capitalize()} (Ctrl+{number})") for number, name in enumerate(TABS, 1)}
        for name, tab in self.tabs.items():
            tab.setAutoExclusive(True)
            tab.clicked.connect(lambda _=False, one=name: self.tab_chosen.emit(one))
        self.tabs["chat"].setChecked(True)
        one_stop(tuple(self.tabs.values()))
        self.engine = Button("", "state", name="Engine")
        self.engine.clicked.connect(self.state_pressed)
        middle = row(self._chips, margins=(12, 4, 12, 4))
        bottom = row(FlowLayout(*self.tabs.values(), self.engine, gap=0, last_right=True), margins=(4, 0, 8, 0))
        self.setLayout(column(top, middle, bottom, gap=0))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_state(state)

    def show_state(self, state: State) -> None:
        """Other facts; nothing moves that has not changed."""
        if state == self._state:
            return
        self._state = state
        ink = "accent" if state.is_connected else "warn" if not state.is_well else "dim"
        self.daw.set_icon("on" if state.is_connected else "empty", ink)
        how = "Connected to" if state.is_connected else "Not connected to"
        self.daw.set_words(state.daw, name=f"{how} {state.daw}" if state.daw != "No DAW" else "No DAW is connected")
        self.project.setText(state.project)
        self.engine.set_words(state.engine, name=f"Engine: {state.engine}")
        self.engine.set_icon("check" if state.is_well else "alert", "accent" if state.is_well else "warn")
        self._show_chips(state.chips)
        self._fit()

    def set_tight(self, is_tight: bool, *, is_low: bool = False) -> None:
        """Leave the room to the conversation: the facts become a tooltip, and only trouble is told.

        In a panel that `is_low` as well, the project's name does so, too.
        """
        if (is_tight, is_low) != (self._is_tight, self._is_low):
            self._is_tight, self._is_low = is_tight, is_low
            self._fit()

    def _fit(self) -> None:
        state = self._state
        if state is None:
            return
        self._chips.setVisible(bool(state.chips) and not self._is_tight)
        self.engine.setVisible(not self._is_tight or not state.is_well)
        self.project.setVisible(not self._is_low)
        hidden = ((state.project,) if self._is_low else ()) + (state.chips if self._is_tight else ())
        facts = ", ".join(hidden)
        self.project.setAccessibleDescription(facts)
        self.daw.setToolTip(state.why_not or facts)

    def show_tab(self, name: str) -> None:
        """This tab is the one that is open."""
        self.tabs[name].setChecked(True)

    def _show_chips(self, chips: tuple[str, ...]) -> None:
        while len(self._chip_buttons) > len(chips):
            gone = self._chip_buttons.pop()
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._chip_buttons) < len(chips):
            button = ChipButton("…", name="Fact")
            button.clicked.connect(lambda _=False, one=button: self.chip_pressed.emit(one.words()))
            self._chip_buttons.append(button)
            self._flow.addWidget(button)
        for button, text in zip(self._chip_buttons, chips, strict=True):
            if button.words() != text:
                button.set_words(text, name=f"{text}; write it into the message")

    def heightForWidth(self, width: int) -> int:
        """Chips may need a second line."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else theme().px(102)
