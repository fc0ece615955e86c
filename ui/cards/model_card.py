"""Model card: a model, ready or why not, with its licence and what it takes; got, paused, gone on with, removed."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import pyqtSignal

from engine.wire.wire import DownloadView
from ui.cards.fact_chips import fact_chips
from ui.conversation.item import ModelItem
from ui.conversation.models_state import fetched_said, offer_told
from ui.theme.active_theme import theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row
from ui.widgets.progress import ThinBar
from ui.wording import size


class ModelCard(Card):
    """One model."""

    asked = pyqtSignal(str)
    """What is wanted: look, get, pause, ask to remove, keep, remove."""

    def __init__(self, item: ModelItem) -> None:
        line = item.line
        super().__init__(name=f"Model {line.name}, {'ready' if line.is_ready else 'not ready'}")
        self._item = item
        self.bar: ThinBar | None = None
        title = row(Glyph("check" if line.is_ready else "empty", "accent" if line.is_ready else "dim"),
                    WrappedLabel(line.name, "title"))
        title.setStretch(1, 1)
        self._parts = column(title, WrappedLabel(line.purpose, "meta"), gap=4, margins=(12, 8, 12, 12))
        self._add_facts()
        view = item.download
        is_running = view is not None and view.state == "running"
        why = item.trouble or ("" if is_running or line.is_begun else line.why_not)
        if line.is_too_large:
            why = f"{why} It needs more memory than this computer has.".strip()
        if why:
            self._parts.addWidget(WrappedLabel(why, "warn"))
        if is_running and view is not None:
            self._add_bar(view)
        else:
            self._add_ways()
        self.setLayout(self._parts)

    def show_progress(self, view: DownloadView) -> None:
        """It is further."""
        if self.bar is not None:
            self.bar.set_part(view.done / view.of if view.of > 0 else None)
            said = " · ".join(part for part in (fetched_said(view), view.what) if part)
            self.how_far.setText(said or "It begins.")

    def _add_facts(self) -> None:
        line = self._item.line
        facts = [line.licence, *line.facts] if line.is_commercial else list(line.facts)
        self._parts.addLayout(fact_chips(facts, warning="" if line.is_commercial else "non-commercial",
                                         name=f"Licence {line.licence}"))

    def _add_bar(self, view: DownloadView) -> None:
        line = self._item.line
        self.bar, self.how_far = ThinBar(f"Getting {line.name}", part=None), WrappedLabel("", "meta")
        self._parts.addWidget(self.how_far)
        self._parts.addWidget(self.bar)
        self._parts.addSpacing(theme().px(4))
        self._parts.addLayout(FlowLayout(self._button("Pause", "pause", icon="pause")))
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
                self._parts.addWidget(WrappedLabel(f"Paused. {line.here_said}" if stopped else line.here_said))
                buttons.append(self._button("Resume", "get", role="primary"))
            elif line.can_get and item.offer is not None:
                self._parts.addWidget(WrappedLabel(offer_told(item.offer)))
                get = self._button("Get it", "get", role="primary", name=f"Get {line.name}")
                get.setEnabled(not item.offer.get("packages"))
                buttons.append(get)
            elif line.can_get:
                look = self._button("What would it bring?", "look", name=f"{line.name}: what would it bring?")
                look.setEnabled(not item.is_looking)
                if item.is_looking:
                    self._parts.addWidget(WrappedLabel("The hub is asked.", "dim"))
                buttons.append(look)
            if line.disk_bytes:
                buttons.append(self._button("Remove", "ask to remove", role="quiet"))
        if buttons:
            self._parts.addLayout(FlowLayout(*buttons, gap=8))

    def _button(self, words: str, what: str, *, role: str = "control", name: str = "", **look: Any) -> Button:
        button = Button(words, role, name=name or f"{words}: {self._item.line.name}", **look)
        button.clicked.connect(lambda: self.asked.emit(what))
        return button
