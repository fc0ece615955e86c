"""First-run page: finds the DAW, installs its script, and plays a first sound."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtWidgets import QLayout, QMenu, QWidget

from ui.connection.controller import Controller
from ui.conversation.first_run_state import FirstStep, first_steps
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row
from ui.widgets.scrolled import Refilled, Scrolled
from ui.window.own_folder import choose_own_folder

LOOK_MS = 3000
"""How often DAWs are looked for while the page is open."""
_MARKS = {"done": ("check", "accent"), "working": ("half", "accent"), "open": ("empty", "dim")}

_MOST_LARGE = 2
"""Buttons of a step with large words; more are entries of a menu."""


class FirstRunPage(Scrolled):
    """What a new user sees before anything was asked for."""

    sound_pressed = pyqtSignal()
    settings_pressed = pyqtSignal()
    skipped = pyqtSignal()

    def __init__(self, controller: Controller) -> None:
        super().__init__("First steps")
        self._controller = controller
        self._shown: object = None
        self._steps = Refilled("First steps")
        skip = Button("Skip this", "quiet")
        skip.clicked.connect(self.skipped)
        parts = column(WrappedLabel("Welcome", "hero"), gap=12, margins=(12, 16, 0, 12))
        if theme().scale < LARGE:
            parts.addWidget(WrappedLabel("Three steps, and you have heard the first sound.", "dim"))
        parts.addWidget(self._steps)
        parts.addLayout(FlowLayout(skip))
        parts.addStretch(1)
        self.show_layout(parts)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self._look.start()
        controller.settings.changed.connect(self.show_state)
        controller.session_changed.connect(self.show_state)
        controller.settings.open()
        self.show_state()

    def show_state(self) -> None:
        """The steps as they are now; large words have room for those still to be taken, the first sound in sight."""
        steps = first_steps(self._controller.session, self._controller.settings.state)
        if theme().scale >= LARGE:
            steps = tuple(step for step in steps if step.state != "done")
            steps = tuple(sorted(steps, key=lambda step: all(what != "sound" for _, what, _ in step.buttons)))
        if steps != self._shown:
            self._shown = steps
            self._steps.fill(column(*(self._card(number, step) for number, step in enumerate(steps, 1)), gap=8))

    def _look_again(self) -> None:
        if self.isVisible() and not self._controller.settings.state.trying:
            self._controller.settings.look_for_daws()

    def _card(self, number: int, step: FirstStep) -> QWidget:
        mark, ink = _MARKS[step.state]
        head = row(Glyph(mark, ink), WrappedLabel(f"{number}. {step.title}", "title"))
        head.setStretch(1, 1)
        parts: list[QWidget | QLayout] = [head, WrappedLabel(step.said)]
        if step.buttons:
            installs = [one for one in step.buttons if one[1] == "install"]
            is_long = theme().scale >= LARGE and len(installs) > _MOST_LARGE
            shown = [one for one in step.buttons if not is_long or one not in installs]
            buttons: list[QWidget] = [self._button(*one, is_first=at == 0 and step.state != "done")
                                      for at, one in enumerate(shown)]
            if is_long:
                buttons.append(self._menu(installs))
            at = 1 if theme().scale >= LARGE else 2  # large words would push it out of sight
            parts.insert(at, FlowLayout(*buttons, gap=8))
        parts += [WrappedLabel(sentence, "meta", selectable=True) for sentence in step.outcome]
        return Card(name=f"Step {number}, {step.state}: {step.title}",
                    layout=column(*parts, gap=8, margins=(12, 8, 12, 12)))

    def _menu(self, installs: Sequence[tuple[str, str, str]]) -> Button:
        """Many buttons in one: with large words they would push the first sound out of sight."""
        button = Button("Install script", icon="down", trailing_icon=True)
        menu = QMenu(button)
        menu.setAccessibleName(said("Install script"))
        for words, _, daw in installs:
            action = menu.addAction(said(words))
            assert action is not None
            action.triggered.connect(lambda _=False, one=daw: self._controller.settings.install(one))
        button.setMenu(menu)
        return button

    def _choose_folder(self, daw: str) -> None:
        settings = self._controller.settings
        name = next((one.name for one in settings.state.daws if one.id == daw), daw)
        choose_own_folder(settings, daw, name, self)

    def _button(self, words: str, what: str, daw: str, *, is_first: bool) -> Button:
        button = Button(words, "primary" if what in ("sound", "use") and is_first else "control")
        controller = self._controller
        does = {
            "install": lambda: controller.settings.install(daw), "use": lambda: controller.change_project(daw, ""),
            "folder": lambda: self._choose_folder(daw),
            "sound": self.sound_pressed.emit, "settings": self.settings_pressed.emit,
        }  # fmt: skip
        button.clicked.connect(lambda: does[what]())
        return button
