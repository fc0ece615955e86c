"""Composer state: the message, what goes with it, and what is offered while it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.wire.wire import MAX_FILES, MAX_TEXT, ClipView, SessionView
from ui.conversation.completion import Suggestion, Typed, completed, suggestions, typed_word
from ui.conversation.input_history import InputHistory

KINDS = {
    "sound": (".wav", ".flac", ".aif", ".aiff", ".mp3", ".ogg", ".opus", ".m4a"),
    "notes": (".mid", ".midi"),
    "picture": (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"),
    "video": (".mp4", ".mov", ".mkv", ".webm", ".avi"),
}


def icon_of(path: str) -> str:
    """The icon of a file's kind; "" when the kind is not known."""
    return next((icon for icon, endings in KINDS.items() if path.casefold().endswith(endings)), "")


@dataclass
class ComposerState:
    """What the user is writing. No Qt: the widget tells it every change and shows what it says."""

    text: str = ""
    cursor: int = 0
    files: tuple[str, ...] = ()
    has_too_many: bool = False
    """True when files that were dropped last had no room."""
    selection: str = ""
    selection_kind: str = ""
    left_out: str = ""
    """The selection that is not to be used; another one is again."""
    history: InputHistory = field(default_factory=InputHistory)
    offered: list[Suggestion] = field(default_factory=list)
    chosen: int = 0
    typed: Typed | None = None
    _closed_at: tuple[str, int] | None = None

    def type(
        self, text: str, cursor: int, *, tasks: Sequence[Mapping[str, Any]] = (), clips: Iterable[ClipView] = (),
        session: SessionView | None = None,
    ) -> None:
        """The text has changed or the cursor has moved."""
        self.text, self.cursor = text, cursor
        self.typed = typed_word(text, cursor)
        is_closed = self._closed_at == ((self.typed.sign, self.typed.start) if self.typed else None)
        if self.typed is None or is_closed:
            self.offered = []
            return
        self._closed_at = None
        before = self.offered[self.chosen].word if self.offered else ""
        self.offered = suggestions(self.typed, tasks=tasks, clips=clips, session=session)
        words = [one.word for one in self.offered]
        self.chosen = words.index(before) if before in words else 0

    def move(self, by: int) -> None:
        """Choose the next or the one before in the list."""
        if self.offered:
            self.chosen = (self.chosen + by) % len(self.offered)

    def take(self, index: int | None = None) -> tuple[str, int]:
        """The text and cursor after a suggestion was taken."""
        at = self.chosen if index is None else index
        if self.typed is None or not 0 <= at < len(self.offered):
            return self.text, self.cursor
        text, cursor = completed(self.text, self.cursor, self.typed, self.offered[at])
        self.offered = []
        return text, cursor

    def close(self) -> bool:
        """Close the list until another word is begun; False when none was open."""
        was_open = bool(self.offered)
        self.offered = []
        self._closed_at = (self.typed.sign, self.typed.start) if self.typed else None
        return was_open

    def attach(self, paths: Iterable[str]) -> list[str]:
        """Add files, each once; returns the names of those that are of no known kind or are not files."""
        refused = []
        self.has_too_many = False
        for path in paths:
            if not icon_of(path) or not Path(path).is_file():
                refused.append(Path(path).name)
            elif path not in self.files and len(self.files) < MAX_FILES:
                self.files = (*self.files, path)
            elif path not in self.files:
                self.has_too_many = True
        return refused

    def detach(self, path: str) -> None:
        """Take a file away."""
        self.files = tuple(one for one in self.files if one != path)

    @property
    def used_selection(self) -> str:
        """What is selected in the DAW and goes along; "" when nothing does."""
        return "" if self.selection == self.left_out else self.selection

    def leave_selection_out(self) -> None:
        """Ask without it, until something else is selected."""
        self.left_out = self.selection

    @property
    def chips(self) -> tuple[str, ...]:
        """What goes with the message, in words."""
        return tuple(filter(None, (self.used_selection, *(Path(path).name for path in self.files))))

    @property
    def can_send(self) -> bool:
        """True when there is something to say, and not too much of it."""
        return bool(self.text.strip()) and len(self.text) <= MAX_TEXT

    def send(self) -> dict[str, Any]:
        """The body of the request; the composer is empty afterwards."""
        body: dict[str, Any] = {"text": self.text.strip()}
        if self.files:
            body["files"] = list(self.files)
        if self.selection and not self.used_selection:
            body["selection"] = {}
        self.history.add(body["text"])
        self.text, self.cursor, self.files, self.offered, self.typed = "", 0, (), [], None
        self._closed_at = None
        return body
