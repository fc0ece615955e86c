"""Library page: clips and requests of the project, found by words and measures, heard, dragged out, taken back."""

from __future__ import annotations

import datetime

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLayout, QLineEdit, QWidget

from ui.cards.clip_menu import clip_menu
from ui.cards.drag_out import Grip
from ui.connection.library_browser import LibraryBrowser
from ui.conversation.library_state import (
    KINDS,
    SINCE,
    ClipRow,
    LibraryState,
    RequestRow,
    clip_row,
    request_row,
    task_words,
)
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row
from ui.widgets.scrolled import Refilled, Scrolled
from ui.widgets.segmented import Segmented

_WHAT = ("clips", "requests")


class LibraryPage(Scrolled):
    """The second tab."""

    play_pressed = pyqtSignal(str, str)
    """A clip's id and its file."""
    menu_chosen = pyqtSignal(object, str)
    """A ClipView and a name of its ⋯ menu, or "show" for its place in the conversation."""
    undo_pressed = pyqtSignal(object, bool)
    """A TurnView; True = make it again."""

    def __init__(self, browser: LibraryBrowser) -> None:
        super().__init__("Library")
        self._browser = browser
        self._shown: object = None
        self.field = QLineEdit(browser.state.text)
        self.field.setAccessibleName("Search the library")
        self.field.setAccessibleDescription("Words and measures, such as vocals A minor 120 bpm under −16 LUFS")
        self.field.setPlaceholderText("Words, 120 bpm, A minor")
        self.field.setMinimumWidth(1)
        self.field.textChanged.connect(lambda text: browser.look_for(text=text))
        self.what = Segmented(["Clips", "Requests"], names=["Show clips", "Show requests"], name="What is shown",
                              index=_WHAT.index(browser.state.what))
        self.what.chosen.connect(lambda at: browser.look_for(what=_WHAT[at]))
        self.kind, self.task = ChoiceButton("Kind", "Everything", "chip"), ChoiceButton("Task", "Every task", "chip")
        self.track, self.days = ChoiceButton("Track", "Every track", "chip"), ChoiceButton("Date", "Any day", "chip")
        self.kind.chosen.connect(lambda one: browser.look_for(kind=one))
        self.task.chosen.connect(lambda one: browser.look_for(task=one))
        self.track.chosen.connect(lambda one: browser.look_for(track=one))
        self.days.chosen.connect(lambda one: browser.look_for(days=one))
        self.filters = QWidget()
        self.filters.setLayout(FlowLayout(self.kind, self.task, self.track, self.days))
        self.results = Refilled("What was found")
        parts = column(self.field, FlowLayout(self.what), self.filters, self.results, gap=8, margins=(12, 12, 0, 12))
        parts.addStretch(1)
        self.show_layout(parts)
        browser.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """What is known now."""
        state = self._browser.state
        if state == self._shown:
            return
        self._shown = state
        self.filters.setVisible(state.what == "clips")
        self.kind.show_choice(_words(KINDS, state.kind), KINDS)
        tasks = task_words(state.tasks)
        self.task.show_choice(_words(tasks, state.task), tasks)
        tracks = [("Every track", ""), *((name, name) for name in state.tracks)]
        self.track.show_choice(_words(tracks, state.track), tracks)
        self.days.show_choice(_words(SINCE, state.days), SINCE)
        self.results.fill(self._results(state))

    def _results(self, state: LibraryState) -> QLayout:
        today = datetime.date.today()
        parts = column(WrappedLabel(state.said, "dim"), gap=8)
        if state.what == "clips":
            for found in state.found:
                parts.addWidget(self._clip(clip_row(found, today), state))
        else:
            for turn in state.turns:
                parts.addWidget(self._request(request_row(turn, today)))
        if state.has_more:
            more = Button("Show more")
            more.clicked.connect(self._browser.more)
            parts.addLayout(FlowLayout(more))
        if state.disk is not None and state.what == "clips":
            parts.addSpacing(theme().px(8))
            parts.addWidget(WrappedLabel(state.disk_said, "meta"))
            if state.disk.files:
                parts.addLayout(self._cleaning(state))
        return parts

    def _clip(self, shown: ClipRow, state: LibraryState) -> QWidget:
        clip = shown.clip
        plays = state.playing == clip.id
        buttons: list[QWidget] = []
        if shown.can_play:
            play = IconButton("stop" if plays else "play", f"{'Stop' if plays else 'Play'} {shown.title}")
            play.clicked.connect(lambda: self.play_pressed.emit(clip.id, clip.path))
            buttons.append(play)
        more = IconButton("more", f"More for {shown.title}")
        menu = clip_menu(clip, more, lambda entry: self.menu_chosen.emit(clip, entry))
        if shown.turn:
            action = menu.addAction("Show it in the conversation")
            assert action is not None
            action.triggered.connect(lambda: self.menu_chosen.emit(clip, "show"))
        more.setMenu(menu)
        buttons.append(more)
        grip: list[QWidget] = [Grip([clip.path], shown.title)] if clip.path and not clip.is_missing else []
        title = WrappedLabel(shown.title, "title")
        if theme().scale >= LARGE:
            head = column(row(*grip, None, *buttons, gap=4), title, gap=4)
        else:
            line = row(*(grip or [Glyph(shown.icon)]), title, *buttons, gap=4)
            line.setStretch(1, 1)
            head = column(line, gap=0)
        words = column(head, WrappedLabel(shown.facts, "meta"), WrappedLabel(shown.used, "meta"), gap=0,
                       margins=(8, 4, 4, 8))
        return Card(name=f"{clip.kind} {shown.title}, {shown.used}", layout=words)

    def _request(self, shown: RequestRow) -> QWidget:
        words = column(WrappedLabel(shown.title, "strong"), WrappedLabel(shown.said, "meta"), gap=0)
        if shown.state in ("undo", "redo"):
            redo = shown.state == "redo"
            last: QWidget = Button("Redo" if redo else "Undo", "slim", icon=shown.state, ink="accent",
                                   name=f"{'Redo' if redo else 'Undo'}: {shown.title}")
            last.clicked.connect(lambda: self.undo_pressed.emit(shown.turn, redo))  # type: ignore[attr-defined]
        else:
            last = Chip(shown.state)
        if theme().scale >= LARGE:
            layout: QLayout = column(words, FlowLayout(last), gap=4, margins=(12, 8, 8, 8))
        else:
            line = row(words, last, margins=(12, 8, 8, 8))
            line.setStretch(0, 1)
            line.setAlignment(last, Qt.AlignmentFlag.AlignVCenter)
            layout = line
        return Card(name=f"Request {shown.number}: {shown.title}", layout=layout)

    def _cleaning(self, state: LibraryState) -> QLayout:
        assert state.disk is not None
        from ui.wording import size

        if not state.asks_to_clean:
            clean = Button(f"Clean up {size(state.disk.unused)}")
            clean.clicked.connect(lambda: self._browser.ask_to_clean(is_asked=True))
            return FlowLayout(clean)
        yes = Button(f"Delete {size(state.disk.unused)} for good", ink="danger")
        no = Button("Keep them", "quiet")
        yes.clicked.connect(self._browser.clean)
        no.clicked.connect(lambda: self._browser.ask_to_clean(is_asked=False))
        return FlowLayout(yes, no, gap=8)


def _words(entries: object, value: object) -> str:
    """The words of an entry; those of the first where none has this value."""
    pairs = list(entries)  # type: ignore[call-overload]
    return str(next((words for words, one in pairs if one == value), value or pairs[0][0]))
