"""Choice button: what is chosen, and a menu of what could be; its name says both what it is about and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QActionGroup

from ui.language.language import said
from ui.widgets.button import Button
from ui.widgets.menu import Menu


class ChoiceButton(Button):
    """`chosen` tells the value of an entry, only when the user chose."""

    chosen = pyqtSignal(object)

    def __init__(self, about: str, words: str, role: str = "control", *, tip: str = "") -> None:
        super().__init__(words, role, icon="down", trailing_icon=True, name=f"{about}: {words}", tip=tip)
        self._about = about
        self._entries: tuple[tuple[str, Any], ...] = ()
        self.setMenu(Menu(self, about))

    def show_choice(
        self, words: str, entries: Sequence[tuple[str, Any]], *, why_not: dict[str, str] | None = None
    ) -> None:
        """What is chosen, and the (words, value) of every entry; `why_not` says why an entry cannot be had."""
        if words != self.words():
            self.set_words(words, name=f"{self._about}: {words}")
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._fill(why_not or {})
        menu = self.menu()
        for action in menu.actions() if menu is not None else ():
            action.setChecked(action.text().replace("&&", "&") == said(words))

    def _fill(self, why_not: dict[str, str]) -> None:
        menu = self.menu()
        assert menu is not None
        menu.clear()
        group = QActionGroup(menu)
        for words, value in self._entries:
            action = menu.addAction(said(words).replace("&", "&&"))
            assert action is not None
            action.setCheckable(True)
            group.addAction(action)
            if reason := why_not.get(words):
                action.setEnabled(False)
                action.setToolTip(said(reason))
            action.triggered.connect(lambda _=False, one=value: self.chosen.emit(one))
