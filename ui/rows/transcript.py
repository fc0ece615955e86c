"""Transcript: the rows of the conversation, or of a page, on screen; only what has changed is made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from ui.conversation.item import AnswerItem, Item
from ui.conversation.sing_state import SINGS
from ui.rows.virtual_list import VirtualList
from ui.widgets.layout import column

REQUEST = "request:"
"""How the keys of rows begin that hold what was asked for here and is not taken yet."""
_OUTCOMES = ("answer", "plan", "clip", "error")
_NEAR_PX = 400
_LIST_GAP_PX = 8


class Transcript(VirtualList):
    """A virtual list of items, told by key."""

    top_reached = pyqtSignal()
    bottom_reached = pyqtSignal()

    def __init__(
        self, make: Callable[[Item], QWidget], *, name: str = "Conversation", noun: str = "message",
        follows_end: bool = True,
    ) -> None:
        self._items: list[Item] = []
        self._make_item = make
        super().__init__(self._row, name=name, noun=noun, gap=_LIST_GAP_PX, follows_end=follows_end)
        bar = self.verticalScrollBar()
        assert bar is not None
        bar.valueChanged.connect(self._moved)

    def show_items(self, items: Sequence[Item]) -> None:
        """These rows now. Rows with the same key stay; they change in place when they can."""
        old, new = self._items, list(items)
        self._items = new
        if not old:
            self.reset(len(new))
            return
        equal = _equal_start(old, new)
        before, after = _common_ends(old, new, equal)
        middle = range(before, len(new) - after)
        others = {item.key: item for item in old[before : len(old) - after]}
        if before < len(old) or before < len(new):
            self._rearrange(old, new, before, after)
        shift = len(new) - len(old)
        above = ((at, old[at]) for at in range(equal, before))
        moved = ((at, others[new[at].key]) for at in middle if new[at].key in others)
        below = ((at, old[at - shift]) for at in range(middle.stop, len(new)))
        pairs = (*above, *moved, *below)
        self._renew([at for at, was in pairs if was is not new[at] and was != new[at]])
        keys = {new[at].key for at in middle}
        come = [new[at] for at in middle if new[at].key not in others]
        come += [item for item in others.values() if item.kind == "job" and item.key not in keys]  # it has ended
        if new and _asks(new[-1]) and not _asks(old[-1]):
            come.append(new[-1])
        if any(item.key.startswith(REQUEST) for item in come) and not self._sees_keyboard():
            self.scroll_to_end()
        elif turns := [item.turn for item in come if item.kind in (*_OUTCOMES, "job")]:
            self._show_beginning(max(turns))
        elif new and new[-1].kind == "sing" and _gets_notes(old[-1], new[-1]) and self.is_at_end():
            self.show_card(new[-1].key)

    def show_card(self, key: str) -> None:
        """The end, where a card is whole; one that is higher than the view is read from its beginning.

        What has the keyboard stays in sight.
        """
        at, view = self.index_of(key), self.viewport()
        self.scroll_to_end()
        if at < 0 or view is None or self._live.focused() == at or self._sees_keyboard():
            return
        self._make_around(at)
        if self.height_of(at) > view.height():
            self.scroll_to(at)

    def _show_beginning(self, turn: int) -> None:
        """What came of a request is read from its beginning, where it is higher than the view.

        What runs is followed at its end. So is the card of notes, from which the next try is made, and the keyboard.
        """
        first, view = self._first_outcome(turn), self.viewport()
        if first < 0 or view is None or not self.is_at_end() or self._sees_keyboard():
            return
        below = self._items[first:]
        if any(item.kind == "job" for item in below) or below[-1].kind == "sing" and self._is_sung(turn):
            return
        self._make_around(first)
        if sum(self.height_of(at) for at in range(first, self.count())) > view.height():
            self.scroll_to(first)

    def _first_outcome(self, turn: int) -> int:
        """The first row of what came of a request, behind the plan that was asked about; −1 when there is none."""
        first = -1
        for at in range(len(self._items) - 1, -1, -1):
            item = self._items[at]
            if 0 < item.turn < turn:
                break
            if item.turn == turn and item.kind in _OUTCOMES and not (item.kind == "plan" and first >= 0):
                first = at
        return first

    def _is_sung(self, turn: int) -> bool:
        """Whether the card of notes has asked for this."""
        at = self.index_of(f"{turn}:words")
        return at >= 0 and str(self._items[at].data.text).startswith(SINGS)

    def index_of(self, key: str) -> int:
        """Where a row is; −1 when it is not there. What is asked for lies most often near the end."""
        return next((at for at in range(len(self._items) - 1, -1, -1) if self._items[at].key == key), -1)

    def items(self) -> list[Item]:
        """The rows."""
        return self._items

    def content_of(self, index: int) -> QWidget | None:
        """The card of a row, if it exists now."""
        frame = self.row_widget(index)
        return frame.content if isinstance(frame, _Frame) else None

    def renew_keys(self, keys: Sequence[str]) -> None:
        """Make rows anew although their items are the same."""
        for key in keys:
            if (at := self.index_of(key)) >= 0:
                self.changed(at)

    def _rearrange(self, old: Sequence[Item], new: Sequence[Item], before: int, after: int) -> None:
        matcher = SequenceMatcher(None, [item.key for item in old[before : len(old) - after]],
                                  [item.key for item in new[before : len(new) - after]], autojunk=False)
        with self.together():
            for tag, i1, i2, j1, j2 in reversed(matcher.get_opcodes()):
                if tag != "equal":
                    self._swap(before + i1, i2 - i1, j2 - j1)

    def _swap(self, at: int, gone: int, come: int) -> None:
        if gone:
            self.remove(at, gone)
        if come:
            self.insert(at, come)

    def _renew(self, indices: Sequence[int]) -> None:
        for at in indices:
            content = self.content_of(at)
            shows = getattr(content, "show_item", None)
            if shows is None or not shows(self._items[at]):
                self.changed(at)

    def _row(self, index: int) -> QWidget:
        item = self._items[index]
        return _Frame(self._make_item(item), max(0, item.gap - _LIST_GAP_PX) if index else 0)

    def _moved(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if not self._items or bar is None:
            return
        if value < _NEAR_PX:
            self.top_reached.emit()
        if value > bar.maximum() - _NEAR_PX:
            self.bottom_reached.emit()


class _Frame(QWidget):
    """A row: its card, and the air above it."""

    def __init__(self, content: QWidget, above_px: int) -> None:
        super().__init__()
        self.content = content
        self.setAccessibleName(content.accessibleName())
        self.setLayout(column(content, gap=0, margins=(0, above_px, 0, 0)))


def _gets_notes(old: Item, new: Item) -> bool:
    """Whether a card that was opened for notes now has them."""
    return old.key == new.key and old.data.song is None and new.data.song is not None


def _asks(item: Item) -> bool:
    """Whether answers are offered with it."""
    return isinstance(item.data, AnswerItem) and len(item.data.remedies) > 1


def _equal_start(old: Sequence[Item], new: Sequence[Item]) -> int:
    """How many rows at the beginning are equal; many at once are compared faster than one after the other."""
    at, step, least = 0, 512, min(len(old), len(new))
    while step:
        while at + step <= least and old[at : at + step] == new[at : at + step]:
            at += step
        step //= 2
    return at


def _common_ends(old: Sequence[Item], new: Sequence[Item], equal: int) -> tuple[int, int]:
    """How many keys are the same at the beginning, of which `equal` are known to be, and at the end."""
    least = min(len(old), len(new))
    before = next((at for at in range(equal, least) if old[at].key != new[at].key), least)
    room = least - before
    after = next((at for at in range(room) if old[-1 - at].key != new[-1 - at].key), room)
    return before, after
