"""Model card: a model, ready or why not, with its licence and what it takes; got, paused, gone on with, removed."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal

from engine.wire.wire import DownloadView
from ui.conversation.item import ModelItem
from ui.conversation.models_state import fetched_said, offer_told
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Badge, Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row
from ui.widgets.progress import ThinBar
from ui.wording import size

_SHORT = 12
"""A licence of so many characters stands in a chip; a longer one in the line of facts."""
_BESIDE_BUTTON_PX = 8
"""A button makes the first line so much lower."""


class ModelCard(Card):
    """One model."""

    asked = pyqtSignal(str)
    """What is wanted: look, get, pause, ask to remove, keep, remove."""

    def __init__(self, item: ModelItem) -> None:
        line = item.line
        super().__init__(name=f"Model {line.name}, {'ready' if line.is_ready else 'not ready'}")
        self._item = item
        self.bar: ThinBar | None = None
        self._below: Button | None = None
        """With large letters there is no room for it beside the name."""
        view = item.download
        is_running = view is not None and view.state == "running"
        self._parts = column(gap=4)
        self._mark = Glyph("check" if line.is_ready else "empty", "accent" if line.is_ready else "dim")
        self._add_head(is_running=is_running)
        self._add_facts()
        is_told = is_running or line.is_begun or line.can_get  # then a button says what can be done about it
        why = item.trouble or ("" if is_told else line.why_not)
        if line.is_too_large:
            why = f"{why} It needs more memory than this computer has.".strip()
        if why:
            self._parts.addWidget(WrappedLabel(why, "warn"))
        if is_running and view is not None:
            self._add_bar(view)
        else:
            self._add_ways()
        if theme().scale >= LARGE:
            self.setLayout(row(self._parts, margins=(12, 8, 8, 8)))
            return
        whole = row(column(_BESIDE_BUTTON_PX if self._has_button else 0, self._mark, None, gap=0), self._parts,
                    margins=(12, 8, 8, 8))
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_progress(self, view: DownloadView, left_s: float | None = None) -> None:
        """It is further; `left_s` is None while nobody knows how long it takes on."""
        if self.bar is not None:
            self.bar.set_part(view.done / view.of if view.of > 0 else None)
            how_far = fetched_said(view, left_s)
            self.how_far.setText(how_far or said(view.what or "It begins."))
            self.doing.setText(view.what if how_far else "")
            self.doing.setVisible(bool(how_far and view.what))

    def _add_head(self, *, is_running: bool) -> None:
        """Its name, and beside it what is done most."""
        is_large, name = theme().scale >= LARGE, WrappedLabel(self._item.line.name, "title")
        title = row(*((self._mark,) if is_large else ()), name)
        title.setStretch(title.count() - 1, 1)
        button = self._first_button(is_running=is_running)
        self._parts.addLayout(title)
        self._has_button = button is not None
        if is_large:
            self._below = button
        elif button is not None:
            title.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _first_button(self, *, is_running: bool) -> Button | None:
        item, line = self._item, self._item.line
        if is_running:
            return self._button("Pause", "pause", icon="pause")
        if item.is_removing:
            return None
        if line.can_get and line.is_begun:
            return self._button("Resume", "get", role="primary")
        if line.can_get and item.offer is None:
            get = self._button("Get…", "look", name=f"Get {line.name}…", tip="It says what that brings, and asks")
            get.setEnabled(not item.is_looking)
            return get
        return self._button("Remove", "ask to remove", role="quiet") if line.disk_bytes and not line.can_get else None

    def _add_facts(self) -> None:
        """What it is for and what it takes, a line each, with the licence beside them."""
        line = self._item.line
        is_short = len(line.licence) <= _SHORT and line.is_commercial and theme().scale < LARGE
        facts = line.facts if is_short else (line.licence, *line.facts)
        words = column(WrappedLabel(line.purpose, "meta"), gap=0)
        if facts:
            words.addWidget(WrappedLabel(" · ".join(facts), "meta"))
        name = f"Licence {line.licence}"
        badges: list[Chip] = [Chip(line.licence, name=name)] if is_short else []
        if not line.is_commercial:
            badges = [Badge("non-commercial", name=name)]
        if theme().scale >= LARGE:
            for part in (words, *(FlowLayout(one) for one in (*badges, self._below) if one is not None)):
                self._parts.addLayout(part)
            return
        if badges and not is_short and theme().scale > 1:  # beside larger letters it would leave a word a line
            for part in (words, FlowLayout(*badges)):
                self._parts.addLayout(part)
            return
        beside = row(words, *badges)
        beside.setStretch(0, 1)
        self._parts.addLayout(beside)

    def _add_bar(self, view: DownloadView) -> None:
        line = self._item.line
        self.bar, self.how_far = ThinBar(f"Getting {line.name}", part=None), WrappedLabel("", "meta", raw=True)
        self.doing = WrappedLabel("", "meta")
        self._parts.addLayout(column(self.how_far, self.doing, gap=0))
        self._parts.addWidget(self.bar)
        self.show_progress(view)

    def _add_ways(self) -> None:
        item, line = self._item, self._item.line
        buttons: list[Button] = []
        if item.is_removing:
            self._parts.addWidget(WrappedLabel(f"This deletes {size(line.disk_bytes)}; it can be fetched again."))
            buttons = [self._button(f"Delete {size(line.disk_bytes)}", "remove", ink="danger"),
                       self._button("Keep it", "keep", role="quiet")]
        else:
            if line.can_get and line.is_begun:
                stopped = item.download is not None and item.download.state == "cancelled"
                here = line.here_said(item.download.of if item.download is not None else 0.0)
                self._parts.addWidget(WrappedLabel(f"Paused. {here}" if stopped else here))
            elif line.can_get and item.offer is not None:
                self._parts.addWidget(WrappedLabel(offer_told(item.offer)))
                get = self._button("Get it", "get", role="primary", name=f"Get {line.name}")
                get.setEnabled(not item.offer.get("packages"))
                buttons.append(get)
            elif item.is_looking:
                self._parts.addWidget(WrappedLabel("The hub is asked.", "dim"))
            if line.disk_bytes and line.can_get:
                buttons.append(self._button("Remove", "ask to remove", role="quiet"))
        if buttons:
            self._parts.addLayout(FlowLayout(*buttons, gap=8))

    def _button(self, words: str, what: str, *, role: str = "control", name: str = "", **look: Any) -> Button:
        button = Button(words, role, name=name or f"{words}: {self._item.line.name}", **look)
        button.clicked.connect(lambda: self.asked.emit(what))
        return button
