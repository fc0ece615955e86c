"""Found card: a clip or a request in the library, with what can be done to it there."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLayout, QWidget

from ui.cards.clip_menu import clip_menu
from ui.cards.drag_out import Grip
from ui.conversation.library_state import ClipRow, RequestRow
from ui.language.language import said as told
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row


def clip_found(shown: ClipRow, *, plays: bool, play: Callable[[], None], menu: Callable[[str], None]) -> Card:
    """A clip; `menu` hears a name of its ⋯ menu, or "show" for its place in the conversation."""
    clip = shown.clip
    buttons: list[QWidget] = []
    if shown.can_play:
        button = IconButton("stop" if plays else "play", f"{'Stop' if plays else 'Play'} {shown.title}")
        button.clicked.connect(lambda: play())
        buttons.append(button)
    more = IconButton("more", f"More for {shown.title}")
    entries = clip_menu(clip, more, menu)
    if shown.turn:
        action = entries.addAction(told("Show it in the conversation"))
        assert action is not None
        action.triggered.connect(lambda: menu("show"))
    more.setMenu(entries)
    buttons.append(more)
    grip = [Grip([clip.path], shown.title)] if clip.path and not clip.is_missing else []
    for one in grip:
        one.copied_out.connect(lambda: menu("dragged"))
    title = WrappedLabel(shown.title, "title", raw=True)
    if theme().scale >= LARGE:
        head = column(row(*grip, None, *buttons, gap=4), title, gap=4)
    else:
        line = row(*(grip or (Glyph(shown.icon),)), title, *buttons, gap=4)
        line.setStretch(1, 1)
        head = column(line, gap=0)
    words = column(head, WrappedLabel(shown.facts, "meta"), WrappedLabel(shown.used, "meta"), gap=0,
                   margins=(8, 4, 4, 8))
    return Card(name=f"{clip.kind} {shown.title}, {shown.used}", layout=words)


def request_found(shown: RequestRow, *, undo: Callable[[bool], None]) -> Card:
    """A request; `undo` hears True when it is to be made again."""
    words = column(WrappedLabel(shown.title, "strong", raw=True), WrappedLabel(shown.said, "meta"), gap=0)
    if shown.state in ("undo", "redo"):
        redo = shown.state == "redo"
        last: QWidget = Button("Redo" if redo else "Undo", "slim", icon=shown.state, ink="accent",
                               name=f"{'Redo' if redo else 'Undo'}: {shown.title}")
        last.clicked.connect(lambda: undo(redo))  # type: ignore[attr-defined]
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
