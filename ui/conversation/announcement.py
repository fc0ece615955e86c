"""Announcements: what a screen reader should say without being asked, when a request has ended or waits."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from engine.wire.wire import TurnView
from ui import wording
from ui.conversation.item import AnswerItem, FailureItem
from ui.conversation.turn_items import turn_items
from ui.widgets.label import Label

_LONGEST = 300


def announcement(turn: TurnView) -> str:
    """One or two sentences about a turn that has ended or waits for the user; empty while it runs."""
    if turn.state == "approval":
        return f"A plan with {wording.count(len(turn.steps), 'step')} waits for you. {turn.approval}".strip()
    if not turn.is_finished:
        return ""
    rows = {item.kind: item.data for item in turn_items(turn)}
    failure, answer = rows.get("error"), rows.get("answer")
    parts = []
    if isinstance(failure, FailureItem):
        parts.append(f"Error: {failure.what} {failure.why}".strip())
    if turn.state == "cancelled":
        parts.append(f"Cancelled: {turn.text}")
    if turn.clips:
        names = wording.listed([clip.name for clip in turn.clips])
        parts.append(f"{'Undone' if turn.is_undone else 'Ready'}: {names}.")
    if isinstance(answer, AnswerItem):
        parts.append(answer.text)
    said = " ".join(part for part in parts if part) or "Done."
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


class Announcer(Label):
    """A label that nobody sees: Qt tells screen readers whenever its text, and with it its name, changes.

    PyQt has no announcements of its own; which readers speak a changed label unasked is up to them.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setGeometry(0, 0, 1, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, text: str) -> None:
        """Say this; the same again is said again."""
        if text:
            self.clear()
            self.setText(text)
