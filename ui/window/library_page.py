"""Library page: clips and requests of the project, found by words and measures, heard, dragged out, taken back.

A list of any length: what the head is followed by are rows, of which only those near the view exist.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLayout, QLineEdit, QWidget

from engine.wire.wire import FoundView, TurnView
from ui.cards.found_card import clip_found, request_found
from ui.connection.library_browser import LibraryBrowser
from ui.conversation.item import Item
from ui.conversation.library_state import KINDS, SINCE, LibraryState, clip_row, days_of, request_row, task_words
from ui.language.language import said
from ui.rows.transcript import Transcript
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column
from ui.widgets.scrolled import Refilled
from ui.widgets.segmented import Segmented
from ui.wording import size

_WHAT = ("clips", "requests", "storage")


class LibraryPage(Transcript):
    """The second tab."""

    play_pressed = pyqtSignal(str, str)
    """A clip's id and its file."""
    menu_chosen = pyqtSignal(object, str)
    """A ClipView and a name of its ⋯ menu, or "show" for its place in the conversation."""
    undo_pressed = pyqtSignal(object, bool)
    """A TurnView; True = make it again."""

    def __init__(self, browser: LibraryBrowser) -> None:
        self._browser = browser
        self._shown: object = None
        self._rows: dict[str, Item] = {}
        self.head = self._made_head()
        super().__init__(self._made, name="Library", noun="row", follows_end=False)
        self.bottom_reached.connect(browser.more)
        browser.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """What is known now."""
        state = self._browser.state
        if state == self._shown:
            return
        self._shown = state
        self.filters.setVisible(state.what == "clips")
        self.field.setVisible(state.what != "storage")
        self.kind.show_choice(_words(KINDS, state.kind), KINDS)
        tasks = task_words(state.tasks)
        self.task.show_choice(_words(tasks, state.task), tasks)
        tracks = [("Any track", ""), *((name, name) for name in state.tracks)]
        self.track.show_choice(_words(tracks, state.track), tracks)
        self.days.show_choice(_words(SINCE, state.days), SINCE)
        self.said.setText(state.said)
        self.cleaning.fill(self._cleaning(state))
        self._rows = _rows(state, self._rows)
        self.show_items(list(self._rows.values()))
        self.keep(0, True)

    def _made_head(self) -> QWidget:
        browser = self._browser
        self.field = QLineEdit(browser.state.text)
        self.field.setAccessibleName(said("Search the library"))
        self.field.setAccessibleDescription(
            said("Words and measures, such as vocals A minor 120 bpm under −16 LUFS"))
        self.field.setPlaceholderText(said("Search" if theme().scale >= LARGE else "Words, 120 bpm, A minor"))
        self.field.setMinimumWidth(1)
        self.field.textChanged.connect(lambda text: browser.look_for(text=text))
        self.what = Segmented(["Clips", "Requests", "Storage"],
                              names=["Show clips", "Show requests", "Show what it takes on the disk"],
                              name="What is shown", index=_WHAT.index(browser.state.what))
        self.what.chosen.connect(lambda at: browser.look_for(what=_WHAT[at]))
        self.kind, self.task = ChoiceButton("Kind", "Any kind", "chip"), ChoiceButton("Task", "Any task", "chip")
        self.track, self.days = ChoiceButton("Track", "Any track", "chip"), ChoiceButton("Date", "Any day", "chip")
        self.kind.chosen.connect(lambda one: browser.look_for(kind=one))
        self.task.chosen.connect(lambda one: browser.look_for(task=one))
        self.track.chosen.connect(lambda one: browser.look_for(track=one))
        self.days.chosen.connect(lambda one: browser.look_for(days=one))
        self.filters, self.said, self.cleaning = QWidget(), WrappedLabel("", "dim"), Refilled("Clean up")
        self.filters.setLayout(FlowLayout(self.kind, self.task, self.track, self.days))
        head = QWidget()
        head.setLayout(column(self.field, FlowLayout(self.what), self.filters, self.said, self.cleaning, gap=8))
        return head

    def _made(self, item: Item) -> QWidget:
        if item.kind == "head":
            return self.head
        if item.kind == "day":
            return Label(item.data, "meta")
        today = datetime.date.today()
        if item.kind == "turn":
            turn, by_day = item.data
            return request_found(request_row(turn, today, by_day=by_day),
                                 undo=lambda redo: self.undo_pressed.emit(turn, redo))
        found, plays, by_day = item.data
        shown = clip_row(found, today, by_day=by_day)
        return clip_found(shown, plays=plays, play=lambda: self.play_pressed.emit(shown.clip.id, shown.clip.path),
                          menu=lambda entry: self.menu_chosen.emit(shown.clip, entry))

    def _cleaning(self, state: LibraryState) -> QLayout:
        if state.what != "storage" or state.disk is None or not state.disk.files:
            return column(gap=0)
        if not state.asks_to_clean:
            clean = Button(f"Clean up {size(state.disk.unused)}")
            clean.clicked.connect(lambda: self._browser.ask_to_clean(is_asked=True))
            return FlowLayout(clean)
        yes = Button(f"Delete {size(state.disk.unused)} for good", ink="danger")
        no = Button("Keep them", "quiet")
        yes.clicked.connect(self._browser.clean)
        no.clicked.connect(lambda: self._browser.ask_to_clean(is_asked=False))
        return FlowLayout(yes, no, gap=8)


def _rows(state: LibraryState, before: Mapping[str, Item]) -> dict[str, Item]:
    """The head and the rows below it; what each says is worked out when it is made. Rows as before are the same."""
    made: dict[str, object] = {"head": None}
    clips, today = state.what == "clips", datetime.date.today()
    rows: tuple[FoundView | TurnView, ...] = state.found if clips else state.turns if state.what == "requests" else ()
    days = days_of([one.made_at if isinstance(one, FoundView) else one.started_at for one in rows], today)
    by_day = any(days)
    for one, day in zip(rows, days, strict=True):
        if day:
            made[f"day:{day}"] = day
        if isinstance(one, FoundView):
            made[f"clip:{one.clip.id}"] = (one, state.playing == one.clip.id, by_day)
        else:
            made[f"turn:{one.number}"] = (one, by_day)
    return {key: known if (known := before.get(key)) is not None and known.data == data
            else Item(key, key.partition(":")[0], data=data) for key, data in made.items()}


def _words(entries: object, value: object) -> str:
    """The words of an entry; those of the first where none has this value."""
    pairs = list(entries)  # type: ignore[call-overload]
    return str(next((words for words, one in pairs if one == value), value or pairs[0][0]))
