"""Composer: chips of what goes along, the message, attach, talk and send."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from engine.wire.wire import MAX_FILES
from ui.conversation.composer_state import KINDS, ComposerState, icon_of
from ui.language.language import said
from ui.talk.talk_row import TalkRow
from ui.talk.talk_state import TalkState
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE, RADIUS
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.chip import ChipButton, PickedChip
from ui.widgets.flow import FlowLayout
from ui.widgets.focus_ring import draw_ring
from ui.widgets.layout import column, row
from ui.window.completion_list import CompletionList
from ui.window.message import PLACEHOLDERS, PLANNED, QUESTIONED, Message

_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SELECTED = {"midi": "notes", "audio": "sound", "range": "clock"}
"""Icon of what is selected, by its kind."""
_TOO_MUCH = "That is more than a message holds; write or paste a part of it."
_CHIPS = 6
"""So many attachments have a chip of their own; the others share one."""
_NAMED = 20
"""How many of those its tooltip names."""


class Composer(QWidget):
    """The lower end of the panel."""

    sent = pyqtSignal(dict, tuple)
    """The body of the request, and what goes along in words."""
    typed = pyqtSignal()
    """The text changed: whoever knows tasks and clips calls `offer`."""
    sing_pressed = pyqtSignal()
    refused = pyqtSignal(str)
    """A sentence: what could not be attached."""
    asks_for_keys = pyqtSignal()
    """A dialog had the keyboard: it belongs to the message now."""

    def __init__(self, state: ComposerState) -> None:
        super().__init__()
        self.state = state
        self.answered: Callable[[str], bool | None] = lambda text: None
        """Who takes words as an answer: True when they were, False when they stay, None when they are a request."""
        self.list = CompletionList()
        self.list.taken.connect(self._take)
        self.message = Message()
        self.message.key_asked = self._key
        self.message.entered.connect(self._enter)
        self.message.edited.connect(self._edited)
        self.message.files_pasted.connect(self.attach)
        self.message.too_much.connect(lambda: self.refused.emit(_TOO_MUCH))
        self.chips = QWidget()
        self._flow = FlowLayout(gap=4)
        self.chips.setLayout(self._flow)
        self.attach_button = IconButton("attach", "Attach audio, MIDI, image or video")
        self.attach_button.clicked.connect(self._choose_files)
        self.send_button = IconButton("send", "Send", "send", tip="Send (Enter)")
        self.send_button.clicked.connect(self._enter)
        self.talk_button = IconButton("talk", "Talk", tip="Talk: hold it, or press it once to begin and to end (F4)")
        self.talk_row = TalkRow()
        low = row(self.attach_button, self.talk_button, None, self.send_button, gap=4)
        self.frame = _Frame(self.message, name="Composer", role="composer",
                            layout=column(self.chips, self.talk_row, self.message, low, gap=4, margins=(8, 8, 8, 8)))
        self.setLayout(column(self.list, self.frame, gap=8, margins=(12, 8, 12, 12)))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.message.focus_changed.connect(lambda _: self.frame.update())
        self.show_chips()

    def write(self, text: str, *, focus: bool = True) -> None:
        """Put a text into the message, to be finished by the user."""
        self.message.write(text)
        if focus:
            self.message.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def insert(self, text: str) -> None:
        """Add words where the cursor is."""
        before = self.message.toPlainText()[: self.message.textCursor().position()]
        self.message.insertPlainText(("" if not before or before.endswith((" ", "\n")) else " ") + text + " ")

    def write_in(self, text: str, *, focus: bool) -> None:
        """Words that were spoken, where the cursor is; they are not sent, and the field's own undo takes them back."""
        whole, at = self.message.toPlainText(), self.message.textCursor().position()
        before, after = whole[:at], whole[at:]
        space = "" if not before or before[-1].isspace() else " "
        self.message.insertPlainText(space + text + ("" if not after or after[0].isspace() else " "))
        if focus:
            self.message.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_talk(self, state: TalkState) -> None:
        """What is being said."""
        self.talk_row.show_state(state)
        self.talk_button.set_icon("stop" if state.phase == "listening" else "talk",
                                  "accent" if state.phase == "listening" else "dim")
        self.talk_button.setAccessibleName(said("Talk: it listens" if state.phase == "listening" else "Talk"))

    def attach(self, paths: list[str]) -> None:
        """Files go along with the message."""
        wrong = self.state.attach(paths)
        folders = [Path(path).name for path in paths if Path(path).is_dir()]
        others = [name for name in wrong if name not in folders]
        if folders:
            self.refused.emit(f"{folders[0]} is a folder: drop the files in it, or open it under the DAW's name.")
        if others:
            self.refused.emit(f"{', '.join(others[:3])}: only audio, MIDI, image and video files can be attached.")
        if not wrong and self.state.has_too_many:
            self.refused.emit(f"{MAX_FILES} files go along with a message at most; the others were left out.")
        self.show_chips()

    def show_chips(self) -> None:
        """What goes along, as chips."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        state = self.state
        if state.used_selection:
            icon = _SELECTED.get(state.selection_kind, "clock")
            selected = PickedChip(state.selection, icon, name=f"Selected in the DAW: {state.selection}")
            selected.removed.connect(self._leave_selection_out)
            self._flow.addWidget(selected)
            if state.selection_kind == "midi":
                sing = ChipButton("Sing…", name="Sing these notes", tip="Write words for these notes (Ctrl+G)")
                sing.clicked.connect(self.sing_pressed)
                self._flow.addWidget(sing)
        alone = state.files if len(state.files) <= _CHIPS else state.files[: _CHIPS - 1]
        for path in alone:
            chip = PickedChip(Path(path).name, icon_of(path), name=f"Attachment {Path(path).name}")
            chip.removed.connect(lambda one=path: self._detach([one]))
            self._flow.addWidget(chip)
        others = state.files[len(alone) :]
        if others:
            words = said(f"{len(others)} more files")
            chip = PickedChip(words, "file", name=words)
            chip.setToolTip("\n".join(Path(path).name for path in others[:_NAMED]))
            chip.removed.connect(lambda: self._detach(others))
            self._flow.addWidget(chip)
        self._fit_chips()
        self.chips.updateGeometry()

    def _fit_chips(self) -> None:
        """With large letters what may be meant stands in their place while a word is completed."""
        makes_room = theme().scale >= LARGE and bool(self.list.rows)
        self.chips.setVisible(self._flow.count() > 0 and not makes_room)

    def show_selection(self, label: str, kind: str) -> None:
        """What is selected in the DAW."""
        if (label, kind) != (self.state.selection, self.state.selection_kind):
            if label != self.state.left_out:
                self.state.left_out = ""
            self.state.selection, self.state.selection_kind = label, kind
            self.show_chips()

    def _leave_selection_out(self) -> None:
        self.state.leave_selection_out()
        self.show_chips()
        self.message.setFocus()

    def show_question(self, is_asked: bool, *, has_plan: bool = False) -> None:
        """While the assistant waits for an answer, or a plan for a yes or no, the empty field says so."""
        self.message.show_placeholders(PLANNED if has_plan else QUESTIONED if is_asked else PLACEHOLDERS)

    def show_busy(self, is_busy: bool) -> None:
        """While something runs, what is sent waits its turn."""
        tip = "Send (Enter): it waits until the others are done" if is_busy else "Send (Enter)"
        self.send_button.setToolTip(said(tip))
        self.send_button.setAccessibleName(said("Send, to be done after the others" if is_busy else "Send"))

    def show_offers(self) -> None:
        """The list as the state says."""
        self.list.offer(self.state.offered, self.state.chosen)
        self._fit_chips()

    def show_most(self, rows: int) -> None:
        """So many suggestions are in sight with large letters."""
        if rows != self.list.most:
            self.list.most = rows
            self.show_offers()

    def close_list(self) -> bool:
        """Close the completions; False when none were open."""
        was_open = self.state.close()
        self.show_offers()
        return was_open

    def _edited(self, text: str, cursor: int) -> None:
        self.state.text, self.state.cursor = text, cursor
        self.typed.emit()

    def _enter(self) -> None:
        if not self.state.can_send:
            if len(self.state.text) > 10 and self.state.text.strip():
                self.refused.emit(_TOO_MUCH)
            return
        chips, is_answer = self.state.chips, None if self.state.files else self.answered(self.state.text)
        if is_answer is False:
            return
        body: dict[str, Any] = self.state.send()
        if is_answer is None:
            self.sent.emit(body, chips)
        self.message.clear()
        self.show_chips()

    def _key(self, event: QKeyEvent) -> bool:
        """The list and the history take their keys before the text does."""
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain:
            return False
        if self.state.offered:
            if key in _KEYS:
                self.state.move(_KEYS[key])
                self.show_offers()
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.state.chosen)
                return True
            return False
        return key in _KEYS and self._history(_KEYS[key])

    def _history(self, step: int) -> bool:
        history, text = self.state.history, self.message.toPlainText()
        if text and not history.is_browsing:
            return False
        said = history.earlier(text) if step < 0 else history.later()
        if said is None:
            return False
        self.message.write(said)
        return True

    def _take(self, index: int) -> None:
        text, cursor = self.state.take(index)
        self.message.write(text, cursor)
        self.show_offers()

    def _detach(self, paths: Sequence[str]) -> None:
        for path in paths:
            self.state.detach(path)
        self.show_chips()

    def _choose_files(self) -> None:
        endings = " ".join(f"*{ending}" for kind in KINDS.values() for ending in kind)
        dialog = QFileDialog(self, said("Attach"), "", said(f"Audio, MIDI, image, video ({endings})"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.attach)
        dialog.finished.connect(lambda _: self._chosen())
        dialog.open()  # the panel lives on meanwhile: what plays goes on, what is ready is shown

    def _chosen(self) -> None:
        """What to do with the files is written next."""
        self.asks_for_keys.emit()


class _Frame(Card):
    """The frame of the composer; its ring says that the message has the keyboard."""

    def __init__(self, message: Message, **card: Any) -> None:
        super().__init__(**card)
        self._message = message

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The frame, and the ring."""
        super().paintEvent(event)
        if self._message.hasFocus():
            painter = QPainter(self)
            draw_ring(painter, QRectF(self.rect()), theme().accent, RADIUS["card"])
