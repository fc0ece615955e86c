"""Models page: what is ready, what fits this computer, licences, and getting, pausing and removing a model."""

from __future__ import annotations

from PyQt6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from engine.wire.wire import DownloadView
from ui.cards.model_card import ModelCard
from ui.connection.models_browser import ModelsBrowser
from ui.conversation.item import Item, ModelItem
from ui.conversation.models_state import ModelLine, ModelsState, computer_said
from ui.language.language import said
from ui.rows.transcript import Transcript
from ui.theme.active_theme import theme
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import row
from ui.window.page import Page
from ui.wording import count

_FIELD_MARGINS = (12, 0, 12, 8)


class ModelsPage(Page):
    """All models; nothing is fetched or deleted before its size was shown and agreed to."""

    def __init__(self, panel: QWidget, browser: ModelsBrowser) -> None:
        self._browser = browser
        self.list = Transcript(self._made, name="All models", noun="model", follows_end=False)
        self.field = QLineEdit()
        self.field.setAccessibleName(said("Search the models"))
        self.field.setPlaceholderText(said("Search"))
        self.field.setMinimumWidth(1)
        self.field.textChanged.connect(browser.search)
        self._search = row(self.field)
        super().__init__(panel, "Models", self.list)
        frame = self.layout()
        assert isinstance(frame, QBoxLayout)
        frame.insertLayout(1, self._search)
        browser.changed.connect(self.show_state)
        browser.progressed.connect(self._progressed)
        self.show_state()

    def fit(self) -> None:
        """See Page."""
        super().fit()
        self._search.setContentsMargins(*map(theme().px, _FIELD_MARGINS))

    def speak_anew(self) -> None:
        """See Page."""
        super().speak_anew()
        self.field.setAccessibleName(said("Search the models"))
        self.field.setPlaceholderText(said("Search"))

    def toggle(self) -> None:
        """Open it with what is ready by now."""
        super().toggle()
        if not self.isHidden():
            self._browser.open()

    def show_state(self) -> None:
        """What is known now."""
        state = self._browser.state
        cards = [Item(f"model:{line.id}", "model", data=_item(state, line)) for line in state.found]
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
            card.show_progress(view, browser.state.left_s.get(model))  # it may be further than when the row was made
        return card

    def _progressed(self, view: DownloadView) -> None:
        card = self.list.content_of(self.list.index_of(f"model:{view.model}"))
        if isinstance(card, ModelCard):
            card.show_progress(view, self._browser.state.left_s.get(view.model))


def _item(state: ModelsState, line: ModelLine) -> ModelItem:
    view = state.downloads.get(line.id)
    if view is not None and view.state == "running":
        view = DownloadView(line.id)  # how far it is moves the bar, not the card
    return ModelItem(line, state.offers.get(line.id), view, state.troubles.get(line.id, ""),
                     state.looking == line.id, state.removing == line.id)


def _said(state: ModelsState) -> str:
    if not state.lines:
        return "The engine is asked what it has."
    if not state.found:
        return "No model is called so or does that."
    if state.search.strip():
        return f"{count(len(state.found), 'model')}"
    ready = sum(line.is_ready for line in state.lines)
    return f"{ready} of {len(state.lines)} are ready. {computer_said(state.memory_bytes, state.free_bytes)}".strip()
