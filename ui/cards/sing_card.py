"""Sing card: words under selected notes, a voice and a style, and what a click would sing."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ui.cards.melody_choice import MelodyChoice
from ui.cards.phrase_list import PhraseList
from ui.cards.piano_roll import PianoRoll
from ui.conversation.item import Item
from ui.conversation.sing_state import STYLES, SingState
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column, group, row
from ui.widgets.line_height import line_px

_LINES = 3, 8
"""Lines of the field for words: as many as they take, between these."""
_RING_PX = 2
"""The frame of a field that has the keyboard."""
_DRESSED = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish, QEvent.Type.Show, QEvent.Type.Resize)


class SingCard(Card):
    """One melody. What is done on it is told; what it shows comes back as a new state."""

    written = pyqtSignal(str)
    edited = pyqtSignal(str, int, int)
    """(hold, split, join or move; place; to) of a syllable."""
    voice_chosen = pyqtSignal(str)
    style_chosen = pyqtSignal(str)
    sample_pressed = pyqtSignal()
    sung = pyqtSignal(bool)
    """Sing; True = another take of everything."""
    phrase_played = pyqtSignal(int)
    harmony_pressed = pyqtSignal()
    """A second voice to what was sung."""
    closed = pyqtSignal()
    melody_chosen = pyqtSignal(str)
    """Which notes, where none are selected."""

    def __init__(self, state: SingState) -> None:
        super().__init__(name=state.title, focusable=True)
        self.setProperty("kind", "sing")
        self.state = state
        self._said: list[QWidget] = []
        self._waits = False
        """The keyboard was on a button that sings, and goes back there."""
        self.title, self.place = WrappedLabel("", "title"), Chip("…")
        close = IconButton("close", "Put the notes away")
        close.clicked.connect(self.closed)
        is_large = theme().scale >= LARGE
        mark = Glyph("notes", "accent")
        head = row(mark, None, close) if is_large else row(mark, self.title, self.place, close)
        head.setStretch(1, 1)
        self.roll = PianoRoll()
        self.roll.edited.connect(self.edited)
        self.melodies = MelodyChoice()
        self.melodies.chosen.connect(self.melody_chosen)
        self.mark = row(gap=8)
        self.fit = WrappedLabel("", "meta")
        self.words = ChoiceButton("Words from", "Words…", tip="Take the words from somewhere else")
        self.words.chosen.connect(lambda text: self.field.write(text, is_told=True))
        is_larger = theme().scale > 1
        fit = row(self.mark, self.fit, *(() if is_larger else (self.words,)), gap=8)
        fit.setStretch(1, 1)
        self.pages = group(IconButton("left", "Earlier notes"), IconButton("right", "Later notes"), gap=4)
        for step, button in zip((-1, 1), self.pages.findChildren(IconButton), strict=True):
            button.clicked.connect(lambda _=False, by=step: self.roll.turn_page(by))
        self.roll.resized.connect(self._show_pages)
        self.field = LyricField()
        self.field.written.connect(self.written)
        self.voice_button, self.style_button = ChoiceButton("Voice", "As it fits"), ChoiceButton("Style", "Plain")
        self.voice_button.chosen.connect(lambda one: self.voice_chosen.emit(one))
        self.style_button.chosen.connect(lambda one: self.style_chosen.emit(one))
        self.sample = IconButton("play", "Hear this voice for two seconds")
        self.sample.clicked.connect(self.sample_pressed)
        self.phrases = PhraseList()
        self.phrases.played.connect(self.phrase_played)
        self._hints = column(gap=4)
        self.said, self.pencil = WrappedLabel("", "meta"), Glyph("edit", "warn")
        said = row(self.pencil, self.said, gap=8)
        said.setStretch(1, 1)
        self.main = Button("Sing", "primary")
        self.main.clicked.connect(lambda: self.sung.emit(False))
        self.anew = Button("All again", tip="Another take of every phrase")
        self.anew.clicked.connect(lambda: self.sung.emit(True))
        self.harmony = Button("Sing a harmony to it", "quiet")
        self.harmony.clicked.connect(self.harmony_pressed)
        parts = [head, *((self.title, FlowLayout(self.place)) if is_large else ()), self.roll, FlowLayout(self.pages),
                 fit, *((FlowLayout(self.words),) if is_larger else ()), self.melodies, self.field, self._choices(),
                 self.phrases, self._hints, said, FlowLayout(self.main, self.anew, self.harmony, gap=8)]
        self.setLayout(column(*parts, gap=8, margins=(12, 8, 12, 12)))
        self.show_state(state)

    def show_item(self, item: Item) -> bool:
        """Another state of the same card: nothing is made anew, the keyboard stays in the field."""
        self.show_state(item.data)
        return True

    def show_state(self, state: SingState) -> None:
        """Everything as it is now."""
        self.state = state
        song = state.song
        self.setAccessibleName(said(state.title))
        self.title.setText(state.title)
        self.place.setText(song.place if song else "")
        self.place.setAccessibleName(song.place if song else "")
        self.place.setVisible(bool(song and song.place))
        self.roll.setVisible(bool(song and song.syllables))
        if song is not None:
            self.roll.show_song(song, state.line, state.changed_notes)
        self._show_fit(state)
        self.melodies.show_melodies(state.melodies)
        self.field.show_text(state.text)
        self._show_choices(state)
        self.phrases.show_state(state)
        self._show_hints(state)
        self.said.setText(state.said)
        self.said.setVisible(bool(state.said))
        self.pencil.setVisible(bool(state.changed))
        self._show_pages()
        for one in (*self._for_notes, self.main):  # they mean nothing before it is known which notes
            one.setVisible(not state.melodies)
        self.main.set_words(state.main)
        self.anew.setVisible(bool(state.changed))
        self.harmony.setVisible(bool(state.sung) and state.is_sung)
        self._allow(state.can_sing)

    def _allow(self, can_sing: bool) -> None:
        """The buttons that sing; a keyboard that is on one waits on the card, else Qt gives it to what comes next."""
        focus = QApplication.focusWidget()
        if not can_sing and focus in (self.main, self.anew):
            self._waits = True
            self.setFocus(Qt.FocusReason.TabFocusReason)
        self.main.setEnabled(can_sing)
        self.anew.setEnabled(can_sing)
        if can_sing and self._waits:
            self._waits = False
            if focus is self:
                self.main.setFocus(Qt.FocusReason.TabFocusReason)

    def _choices(self) -> FlowLayout:
        """Voice and style, each with what it is above it."""
        lines = []
        shown: tuple[tuple[str, ChoiceButton, tuple[IconButton, ...]], ...] = (
            ("Voice", self.voice_button, (self.sample,)), ("Style", self.style_button, ()))
        for about, button, beside in shown:
            label = Label(about, "meta")
            label.setBuddy(button)
            is_large = theme().scale >= LARGE  # beside a long name there is no room
            chosen = FlowLayout(button, *beside, gap=4) if is_large else row(button, *beside, gap=4)
            lines.append(group(column(label, chosen, gap=4)))
        self._for_notes = lines
        return FlowLayout(*lines, gap=12)

    def _show_pages(self) -> None:
        self.pages.setVisible(not self.roll.isHidden() and self.roll.is_partial())

    def _show_fit(self, state: SingState) -> None:
        kind, said = state.fit
        while (item := self.mark.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if said and kind != "ask":
            self.mark.addWidget(Glyph("check" if kind == "ok" else "alert", "accent" if kind == "ok" else "warn"))
        self.fit.setText(said or ("The notes are read." if state.is_asking else ""))

    def _show_choices(self, state: SingState) -> None:
        why_not = {one.words: one.why_not for one in state.voices if one.why_not}
        voices = [("As it fits", ""), *((one.words, one.id) for one in state.voices)]
        self.voice_button.show_choice(state.voice_said, voices, why_not=why_not)
        self.style_button.show_choice(state.style_said, [(one.capitalize() or "Plain", one) for one in STYLES])
        before = state.song.lyrics if state.song and state.song.words_from == "before" else ""
        sources = (("From the notes", state.from_notes), ("As they were sung last", before),
                   ("One syllable a note, as it stands", state.line.text() if state.song else ""))
        found = [(words, text) for words, text in sources if text]
        self.words.show_choice("Words…", found)
        self.words.setVisible(bool(found))

    def _show_hints(self, state: SingState) -> None:
        hints = list(state.hints)
        if hints == [one.accessibleName() for one in self._said]:
            return
        while (item := self._hints.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._said = []
        for hint in hints:
            line = row(Glyph("info", "dim"), WrappedLabel(hint, "meta", selectable=True), gap=8)
            line.setStretch(1, 1)
            widget = QWidget()
            widget.setLayout(line)
            widget.setAccessibleName(hint)
            self._said.append(widget)
            self._hints.addWidget(widget)


class LyricField(QPlainTextEdit):
    """The words; Ctrl+Enter is the panel's, Enter begins a line, which begins a phrase."""

    written = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "field")
        self.setAccessibleName(said("Lyrics"))
        self.setAccessibleDescription(
            said("One syllable a note; a hyphen divides a word, a tilde holds the one before"))
        self.setPlaceholderText(said("Words: mor-ning divides, ~ holds"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._is_showing = False
        self._fit()
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Show a text that came from elsewhere; what is being written stays."""
        if text != self.toPlainText():
            self.write(text, is_told=False)

    def write(self, text: str, *, is_told: bool) -> None:
        """Replace the text, as one step of the field's own undo."""
        self._is_showing = not is_told
        cursor = self.textCursor()
        at, was_at_end = cursor.position(), cursor.atEnd()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(len(text) if was_at_end else min(at, len(text)))
        self.setTextCursor(cursor)
        self._is_showing = False

    def event(self, event: QEvent | None) -> bool:
        """The letters and the frame of the theme come after it was made; another width makes other lines."""
        is_done = super().event(event)
        if event is not None and event.type() in _DRESSED:
            self._fit()
        return is_done

    def _fit(self) -> None:
        """Whole lines, and what stands around them."""
        document = self.document()
        assert document is not None
        # What is around the lines is not measured: while it is hidden, the inside has the height of before.
        around = 2 * max(_RING_PX, theme().border) + 3 * round(document.documentMargin())
        least, most = _LINES
        lines = max(least, min(most, round(document.size().height())))
        self.setFixedHeight(lines * line_px(self) + around)
        is_full = lines == most  # a bar that comes and goes would make other lines
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _changed(self) -> None:
        self._fit()
        if not self._is_showing:
            self.written.emit(self.toPlainText())
