"""Keys: the one table of what the keyboard does; shortcuts, tooltips, help and tests read it."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QKeyCombination, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence


@dataclass(frozen=True)
class Key:
    """One key. Single keys mean only the card that has the keyboard; chords work in the whole panel."""

    sequence: str
    where: str
    """panel, clip, question or plan."""
    action: str
    words: str
    """What it does, for the help; empty = listed with the one before."""


KEYS = (
    Key("Ctrl+L", "panel", "to message", "To the message"),
    Key("Ctrl+Return", "panel", "run plan", "Run the plan that waits"),
    Key("Ctrl+Enter", "panel", "run plan", ""),
    Key("Ctrl+T", "panel", "place last", "Put the last clip on its track"),
    Key("Ctrl+Shift+T", "panel", "choose track", "Choose a track for the last clip"),
    Key("Ctrl+Z", "panel", "undo", "Undo the last request (outside the message)"),
    Key("Ctrl+Shift+Z", "panel", "redo", "Redo it"),
    Key("Alt+Up", "panel", "previous card", "To the card before"),
    Key("Alt+Down", "panel", "next card", "To the next card"),
    Key("F6", "panel", "next part", "Header, conversation, message in turn"),
    Key("Shift+F6", "panel", "previous part", "The same backwards"),
    Key("Esc", "panel", "escape", "Close suggestions, stop the running job, back to the DAW"),
    Key("Ctrl+/", "panel", "help", "This list"),
    Key("P", "clip", "play", "Play, stop"),
    Key("A", "clip", "hear a", "Hear the source"),
    Key("B", "clip", "hear b", "Hear the result"),
    *(Key(str(n), "clip", f"take {n}", "Take 1 to 9" if n == 1 else "") for n in range(1, 10)),
    Key("U", "clip", "use", "Use the take that is shown"),
    Key("R", "clip", "again", "Again, another take"),
    Key("V", "clip", "vary", "Vary: say what should change"),
    Key("I", "clip", "how", "How it was made"),
    Key("Ctrl+C", "clip", "copy", "Copy the file"),
    *(Key(str(n), "question", f"choice {n}", "Take the choice of this number" if n == 1 else "") for n in range(1, 10)),
    Key("E", "plan", "edit", "Edit the plan"),
    Key("Del", "plan", "remove", "Remove the step that is open"),
)
FIELD_KEYS = (
    ("Enter", "Send"),
    ("Shift+Enter", "New line"),
    ("↑ ↓", "Earlier messages, in an empty message"),
    ("/ @ #", "Complete a task, a clip or track, a bar"),
    ("Space", "Play and stop the DAW, where nothing is being typed"),
)
PLACES = {"panel": "Everywhere", "clip": "On a clip", "question": "On a question", "plan": "On a plan"}


def key_action(where: str, event: QKeyEvent) -> str:
    """What a key means on a card of this kind; "" = nothing."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    try:
        pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    except ValueError:
        return ""
    return next((key.action for key in KEYS if key.where == where and QKeySequence(key.sequence) == pressed), "")
