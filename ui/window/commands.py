"""Commands: what the chords of the key table do in the panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QApplication, QWidget

from ui.rows.live_rows import tab_stops
from ui.widgets.keys import KEYS
from ui.window.focus import KeyboardGuard
from ui.window.page import Page

if TYPE_CHECKING:
    from ui.window.panel import Panel


class Commands(QObject):
    """Connects the table to one panel; the first of its pages is the help."""

    def __init__(self, panel: Panel, guard: KeyboardGuard, pages: Sequence[Page]) -> None:
        super().__init__(panel)
        self._panel, self._guard, self._pages = panel, guard, pages
        self.actions: dict[str, Callable[[], object]] = {
            "to message": self.to_message,
            "run plan": self.run_plan,
            "place last": lambda: self._last_clip("place"),
            "choose track": lambda: self._last_clip("choose track"),
            "undo": lambda: panel.controller.undo_last(),
            "redo": lambda: panel.controller.undo_last(redo=True),
            "previous card": lambda: self._to_card(-1),
            "next card": lambda: self._to_card(1),
            "next part": lambda: self._to_part(1),
            "previous part": lambda: self._to_part(-1),
            "chat": lambda: self._to_tab("chat"),
            "library": lambda: self._to_tab("library"),
            "settings": lambda: self._to_tab("settings"),
            "escape": self.escape,
            "sing": self.sing,
            "help": pages[0].toggle,
        }
        for key in KEYS:
            if key.where == "panel":
                shortcut = QShortcut(QKeySequence(key.sequence), panel)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(self.actions[key.action])

    def to_message(self) -> None:
        """The keyboard to the message."""
        self._uncover()
        self._guard.take()
        if self._panel.tab != "chat":
            self._panel.show_tab("chat")
        self._panel.composer.message.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_tab(self, name: str) -> None:
        """A tab; a page that covers it goes."""
        self._uncover()
        self._guard.take()
        self._panel.show_tab(name)

    def _uncover(self) -> None:
        for page in self._pages:
            if not page.isHidden():
                page.put_away()

    def sing(self) -> None:
        """Words for the selected notes, with the keyboard in the field."""
        self._uncover()
        self._guard.take()
        self._panel.sing(takes_keyboard=True)
        card = self._content("sing")
        if card is not None:
            card.field.setFocus(Qt.FocusReason.ShortcutFocusReason)  # type: ignore[attr-defined]

    def run_plan(self) -> None:
        """Run the newest plan that waits, as it stands on its card."""
        self._panel.waiting_plan.run()

    def escape(self) -> None:
        """Close what is open, else stop the running job, else back to the DAW."""
        panel = self._panel
        for page in self._pages:
            if not page.isHidden():
                page.put_away()
                return
        if panel.tab != "chat":
            panel.show_tab("chat")
            return
        if panel.composer.close_list() or panel.talking.talker.discard():
            return
        if panel.overlay.isVisible():
            panel.overlay.hide()
        elif running := panel.controller.conversation.running:
            panel.controller.cancel(running[0])  # the one that is being done; those that wait come after it
        else:
            self._guard.hand_back()

    def _last_clip(self, action: str) -> None:
        transcript = self._panel.transcript
        if transcript is None:
            return
        clips = [at for at, item in enumerate(transcript.items()) if item.kind == "clip"]
        if clips:
            transcript.focus_row(clips[-1])
            card = transcript.content_of(clips[-1])
            if card is not None:
                card.act(action)  # type: ignore[attr-defined]

    def _content(self, key: str) -> QWidget | None:
        transcript = self._panel.transcript
        return transcript.content_of(transcript.index_of(key)) if transcript is not None else None

    def _to_card(self, step: int) -> None:
        """From the message to the last card; among cards to the next that can have the keyboard."""
        transcript = self._panel.transcript
        if transcript is None or not transcript.items():
            return
        focus = QApplication.focusWidget()
        inside = focus is not None and focus is not transcript and transcript.isAncestorOf(focus)
        if inside:
            at = transcript.current_row()
        elif step < 0:
            at = transcript.count()
        elif focus is transcript:
            at = transcript.current_row() - 1
        else:
            return
        while 0 <= (at := at + step) < transcript.count():
            if transcript.focus_row(at) and transcript.isAncestorOf(QApplication.focusWidget() or self._panel):
                return

    def _to_part(self, step: int) -> None:
        """Header, what is open between, and message in turn; a page that covers them all is one part."""
        panel = self._panel
        if page := next((page for page in self._pages if not page.isHidden()), None):
            page.close_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        parts = [part for part in (panel.header, panel.middle, panel.composer) if not part.isHidden()]
        focus = QApplication.focusWidget()
        at = next((n for n, part in enumerate(parts) if focus is not None and part.isAncestorOf(focus)), -1)
        part = parts[(at + step) % len(parts)] if at >= 0 else parts[-1]
        if part is panel.composer:
            self.to_message()
        elif part is panel.header:
            panel.header.daw.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._to_middle(is_forward=step > 0)

    def _to_middle(self, *, is_forward: bool) -> None:
        """The newest card of a conversation; of anything else what comes first."""
        shown = self._panel.shown
        if shown is self._panel.transcript and self._panel.transcript is not None and self._panel.transcript.items():
            if is_forward:
                self._to_card(-1)
            else:
                self._panel.transcript.focus_row(self._panel.transcript.count() - 1)
            return
        stops = [one for one in tab_stops(shown) if one is not shown and one.isEnabled() and one.isVisible()]
        (getattr(shown, "field", None) or (*stops, shown)[0]).setFocus(Qt.FocusReason.TabFocusReason)
