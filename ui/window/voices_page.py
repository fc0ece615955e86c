"""Voices page: who sings here, under which terms, heard in the song's key; adding a voice and removing one."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QFileDialog, QMenu, QWidget

from ui.cards.voice_card import VoiceCard, VoiceItem
from ui.cards.voice_offer_card import VoiceOfferCard
from ui.connection.voices_browser import VoicesBrowser
from ui.conversation.item import Item
from ui.conversation.voices_state import SUFFIXES, VoicesState
from ui.language.language import said
from ui.rows.transcript import Transcript
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column
from ui.window.page import Page


class VoicesPage(Page):
    """All voices that sing."""

    def __init__(self, panel: QWidget, browser: VoicesBrowser) -> None:
        self._browser = browser
        self.list = Transcript(self._made, name="All voices", noun="voice", follows_end=False)
        super().__init__(panel, "Voices", self.list)
        self.choose_file: Callable[[], str] = self._choose_file
        self.choose_folder: Callable[[], str] = self._choose_folder
        browser.changed.connect(self.show_state)
        self.show_state()

    def toggle(self) -> None:
        """Open it with what is there by now."""
        super().toggle()
        if not self.isHidden():
            self._browser.open()

    def show_state(self) -> None:
        """What is known now."""
        state = self._browser.state
        items = [Item("head", "head", data=state.said)]
        if state.addition is not None:
            items.append(Item("offer", "offer", data=state.addition))
        items += [Item(f"voice:{one.can_hear}:{one.id}", "voice", data=_item(state, at))
                  for at, one in enumerate(state.entries)]
        self.list.show_items(items)

    def add(self, path: str) -> None:
        """See what a file or folder would bring."""
        if path:
            self._browser.look(path)
            self.list.scroll_to(0)

    def _made(self, item: Item) -> QWidget:
        if item.kind == "head":
            return self._head(item.data)
        browser = self._browser
        if item.kind == "offer":
            offer = VoiceOfferCard(item.data)
            offer.accepted.connect(lambda consent, words: browser.add(consent=consent, words=words))
            offer.left.connect(browser.leave)
            return offer
        card, voice = VoiceCard(item.data), item.data.entry.id
        does = {"hear": browser.hear, "ask to remove": browser.ask_to_remove, "remove": browser.remove,
                "keep": lambda _: browser.ask_to_remove("")}
        card.asked.connect(lambda what: does[what](voice))
        return card

    def _head(self, about: str) -> QWidget:
        add = Button("Add a voice", icon="plus", name="Add a voice")
        menu = QMenu(add)
        menu.setAccessibleName(said("Add a voice"))
        for words, choose in (("A file: a bank, or a recording…", lambda: self.choose_file()),
                              ("A folder…", lambda: self.choose_folder())):
            action = menu.addAction(said(words))
            assert action is not None
            action.triggered.connect(lambda _=False, one=choose: self.add(one()))
        add.setMenu(menu)
        head = QWidget()
        head.setLayout(column(WrappedLabel(about, "dim"), FlowLayout(add), gap=8))
        return head

    def _choose_file(self) -> str:
        endings = " ".join(f"*{ending}" for ending in SUFFIXES)
        return QFileDialog.getOpenFileName(self, "Add a voice", "", f"Voice banks and recordings ({endings})")[0]

    def _choose_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, "Add a voice")


def _item(state: VoicesState, at: int) -> VoiceItem:
    one = state.entries[at]
    return VoiceItem(one, state.sampling == one.id, state.playing == one.id, state.removing == one.id,
                     state.troubles.get(one.id, ""))
