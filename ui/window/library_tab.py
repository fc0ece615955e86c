"""The library as a tab of the panel: what its page asks for is heard, taken back, or handed to the conversation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.wire.wire import ClipView
from ui.connection.controller import Controller
from ui.window.library_page import LibraryPage

if TYPE_CHECKING:
    from ui.playback.playback import Playback

ClipAsked = Callable[[ClipView, str], None]
"""A clip, and what its menu said."""


def library_tab(controller: Controller, listening: Callable[[], Playback], clip_asked: ClipAsked) -> LibraryPage:
    """The page, connected."""
    library = controller.library

    def audition(clip_id: str, path: str) -> None:
        if library.state.playing == clip_id:
            listening().stop()
            return
        listening().audition(path, told=lambda plays: library.show_playing(clip_id if plays else ""), in_time=True)

    page = LibraryPage(library)
    page.play_pressed.connect(audition)
    page.menu_chosen.connect(clip_asked)
    page.undo_pressed.connect(lambda turn, redo: controller.undo(turn, redo=redo))
    return page
