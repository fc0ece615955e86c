"""Library browser: what is looked for in the library, and what the engine has found."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from engine.wire.wire import FoundView, TurnView, from_json
from ui.connection.project_access import ProjectAccess
from ui.conversation.library_state import PAGE, LibraryState, disk_from

if TYPE_CHECKING:
    from ui.connection.link_request import Trouble

PAUSE_MS = 200
MOST_ASKED = 200
"""What the engine gives at once."""


class LibraryBrowser(QObject):
    """One page. Every change of what is looked for asks anew, a moment after the last key."""

    changed = pyqtSignal()

    def __init__(self, access: ProjectAccess) -> None:
        super().__init__(access)
        self._access = access
        self.state = LibraryState()
        self._asked = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self.ask)

    def look_for(self, **values: Any) -> None:
        """Look for something else: `what, text, kind, task, track, days`."""
        state = replace(self.state, **values)
        if state != self.state:
            fresh = replace(state, is_asking=True, freed=0)
            self._show(fresh if state.what == self.state.what else replace(fresh, found=(), turns=(), total=0))
            self._soon.start()

    def more(self) -> None:
        """Ask for what comes after the rows that are known, unless that is asked for already."""
        if self.state.has_more and not self.state.is_asking:
            self._show(replace(self.state, is_asking=True))
            self._ask(after=self.state.shown)

    def open(self) -> None:
        """The page is shown: what is on it may be old."""
        self.ask()
        self._access.ask("GET", "disk", self._disk_is)

    def ask(self) -> None:
        """Ask now for as many as are shown."""
        if self.state.what == "storage":
            self._access.ask("GET", "disk", self._disk_is)
        else:
            self._ask()

    def _ask(self, *, after: int = 0) -> None:
        link, state = self._access.link, self.state
        if link is None or not link.is_open:
            return
        self._asked += 1
        number, limit = self._asked, PAGE if after else max(PAGE, min(MOST_ASKED, state.shown))
        if state.what == "clips":
            query = state.query(datetime.date.today()) | {"offset": str(after), "limit": str(limit)}
            path = f"library?{urlencode(query)}"
        elif state.text.strip():
            path = f"requests?{urlencode({'text': state.text.strip(), 'limit': MOST_ASKED})}"
        else:
            path = f"turns?limit={limit}" + (f"&before={state.turns[after - 1].number}" if after else "")
        link.ask("GET", link.in_project(path), then=lambda values: self._is(number, after, values),
                 otherwise=lambda trouble: self._is_not(number, trouble))

    def show_playing(self, clip_id: str) -> None:
        """This clip is heard; "" = none."""
        if clip_id != self.state.playing:
            self._show(replace(self.state, playing=clip_id))

    def ask_to_clean(self, *, is_asked: bool) -> None:
        """Ask whether to delete what nothing uses, or leave it."""
        self._show(replace(self.state, asks_to_clean=is_asked))

    def clean(self) -> None:
        """Delete what nothing uses."""
        link = self._access.link
        if link is None:
            return
        self._show(replace(self.state, asks_to_clean=False))
        link.ask("POST", link.in_project("clean"), {}, then=self._cleaned, otherwise=self._access.tell_trouble)

    def clear(self) -> None:
        """Another project has another library."""
        self._asked += 1
        self._show(LibraryState())

    def _show(self, state: LibraryState) -> None:
        self.state = state
        self.changed.emit()

    def _is(self, number: int, after: int, values: Any) -> None:
        if number != self._asked or not isinstance(values, dict):
            return
        state = replace(self.state, is_asking=False, why_not="")
        try:
            if "turns" in values:
                turns = tuple(from_json(TurnView, one) for one in values["turns"])
                total = int(values.get("total", len(turns)))
                self._show(replace(state, turns=(*state.turns[:after], *turns[::-1]), total=total))
            else:
                found = tuple(from_json(FoundView, one) for one in values["found"])
                self._show(replace(state, found=(*state.found[:after], *found), total=int(values["total"]),
                                   tasks=tuple(values["tasks"]), tracks=tuple(values["tracks"])))
        except (ValueError, KeyError, TypeError):
            return

    def _is_not(self, number: int, trouble: Trouble) -> None:
        if number == self._asked:
            self._show(replace(self.state, is_asking=False, why_not=trouble.text))

    def _disk_is(self, values: Any) -> None:
        if isinstance(values, dict):
            self._show(replace(self.state, disk=disk_from(values)))

    def _cleaned(self, values: Any) -> None:
        freed = values.get("freed_bytes", 0) if isinstance(values, dict) else 0
        self._show(replace(self.state, freed=int(freed)))
        self._access.ask("GET", "disk", self._disk_is)
