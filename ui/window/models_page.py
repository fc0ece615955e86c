"""Models page: what is ready, what fits this computer, licences, and getting, pausing and removing a model."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from engine.wire.wire import DownloadView
from ui.cards.model_card import ModelCard
from ui.connection.models_browser import ModelsBrowser
from ui.conversation.item import Item, ModelItem
from ui.conversation.models_state import ModelsState, computer_said
from ui.rows.transcript import Transcript
from ui.widgets.label import WrappedLabel
from ui.window.page import Page


class ModelsPage(Page):
    """All models; nothing is fetched or deleted before its size was shown and agreed to."""

    def __init__(self, panel: QWidget, browser: ModelsBrowser) -> None:
        self._browser = browser
        self.list = Transcript(self._made, name="All models", noun="model", follows_end=False)
        super().__init__(panel, "Models", self.list)
        browser.changed.connect(self.show_state)
        browser.progressed.connect(self._progressed)
        self.show_state()

    def toggle(self) -> None:
        """Open it with what is ready by now."""
        super().toggle()
        if not self.isHidden():
            self._browser.open()

    def show_state(self) -> None:
        """What is known now."""
        state = self._browser.state
        cards = [Item(f"model:{line.id}", "model", data=_item(state, at)) for at, line in enumerate(state.lines)]
        self.list.show_items([Item("head", "head", data=_said(state)), *cards])

    def _made(self, item: Item) -> QWidget:
        if item.kind == "head":
            return WrappedLabel(item.data, "dim")
        card, browser, model = ModelCard(item.data), self._browser, item.data.line.id
        does = {"look": browser.look, "get": browser.get, "pause": browser.pause, "remove": browser.remove,
                "ask to remove": browser.ask_to_remove, "keep": lambda _: browser.ask_to_remove("")}
        card.asked.connect(lambda what: does[what](model))
        view = browser.state.downloads.get(model)
        if view is not None:
            card.show_progress(view)  # it may be further than when the row was made
        return card

    def _progressed(self, view: DownloadView) -> None:
        card = self.list.content_of(self.list.index_of(f"model:{view.model}"))
        if isinstance(card, ModelCard):
            card.show_progress(view)


def _item(state: ModelsState, at: int) -> ModelItem:
    line = state.lines[at]
    view = state.downloads.get(line.id)
    if view is not None and view.state == "running":
        view = DownloadView(line.id)  # how far it is moves the bar, not the card
    return ModelItem(line, state.offers.get(line.id), view, state.troubles.get(line.id, ""),
                     state.looking == line.id, state.removing == line.id)


def _said(state: ModelsState) -> str:
    if not state.lines:
        return "The engine is asked what it has."
    ready = sum(line.is_ready for line in state.lines)
    return f"{ready} of {len(state.lines)} are ready. {computer_said(state.memory_bytes, state.free_bytes)}".strip()
