"""Clip menu: what is rarely needed for a clip."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QMenu, QWidget

from engine.wire.wire import ClipView
from ui.language.language import said

_ENTRIES = (
    ("copy_file", "Copy the file"),
    ("show_file", "Show the file in its folder"),
    ("copy_recipe", "Copy how it was made"),
    ("mention", "Write its name into the message"),
)
_SUNG = (("words", "Change words or voice"), ("harmony", "Sing a harmony to it"))
"""For what was sung from notes."""

_SEEN = (("sound", "Make the sound of this picture"),)
"""For a picture."""


def clip_menu(clip: ClipView, parent: QWidget, chosen: Callable[[str], None]) -> QMenu:
    """The menu under ⋯; `chosen` is told the name of the entry."""
    menu = QMenu(parent)
    menu.setAccessibleName(said(f"More for {clip.name}"))
    entries = (*(_SUNG if clip.task == "sing" else _SEEN if clip.kind == "image" else ()), *_ENTRIES)
    for name, words in entries:
        action = menu.addAction(said(words))
        assert action is not None
        action.setEnabled(bool(clip.path) and not clip.is_missing or name not in ("copy_file", "show_file"))
        action.triggered.connect(lambda _=False, entry=name: chosen(entry))
    return menu
