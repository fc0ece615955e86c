"""Keys: the one table of what the keyboard does; shortcuts, tooltips, help and tests read it."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QKeyCombination, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence


@dataclass(frozen=True)
class KeyBinding:
    """One key. Single keys mean only the card that has the keyboard; chords work in the whole panel."""

    sequence: str
    where: str
    """panel, clip, question, plan or sing."""
    action: str
    words: str
    """What it does, for the help; empty = listed with the one before."""


KEYS = (
    KeyBinding("Ctrl+L", "panel", "to message", "To the message"),
    KeyBinding("Ctrl+Return", "panel", "run plan", "Run the plan that waits"),
    KeyBinding("Ctrl+Enter", "panel", "run plan", ""),
    KeyBinding("Ctrl+T", "panel", "place last", "Put the last clip on its track"),
    KeyBinding("Ctrl+Shift+T", "panel", "choose track", "Choose a track for the last clip"),
    KeyBinding("Ctrl+Z", "panel", "undo", "Undo the last request (outside the message)"),
    KeyBinding("Ctrl+Shift+Z", "panel", "redo", "Redo it"),
    KeyBinding("Alt+Up", "panel", "previous card", "To the card before"),
    KeyBinding("Alt+Down", "panel", "next card", "To the next card"),
    KeyBinding("Ctrl+1", "panel", "chat", "Chat"),
    KeyBinding("Ctrl+2", "panel", "library", "Library"),
    KeyBinding("Ctrl+3", "panel", "settings", "Settings"),
    KeyBinding("F6", "panel", "next part", "Header, conversation, message in turn"),
    KeyBinding("Shift+F6", "panel", "previous part", "The same backwards"),
    KeyBinding("Ctrl+G", "panel", "sing", "Write words for the selected notes, to sing them"),
    KeyBinding("Esc", "panel", "escape", "Close suggestions, forget what was said, stop the job, back to the DAW"),
    KeyBinding("Ctrl+/", "panel", "help", "This list"),
    KeyBinding("P", "clip", "play", "Play, stop"),
    KeyBinding("A", "clip", "hear a", "Hear the source"),
    KeyBinding("B", "clip", "hear b", "Hear the result"),
    *(KeyBinding(str(n), "clip", f"take {n}", "Take 1 to 9" if n == 1 else "") for n in range(1, 10)),
    KeyBinding("U", "clip", "use", "Use the take that is shown"),
    KeyBinding("R", "clip", "again", "Again, another take"),
    KeyBinding("V", "clip", "vary", "Vary: say what should change"),
    KeyBinding("I", "clip", "how", "How it was made"),
    KeyBinding("Ctrl+C", "clip", "copy", "Copy the file"),
    *(
        KeyBinding(str(n), "question", f"choice {n}", "Take the choice of this number" if n == 1 else "")
        for n in range(1, 10)
    ),
    KeyBinding("E", "plan", "edit", "Edit the plan"),
    KeyBinding("H", "sing", "hold", "Hold the syllable before over this note, or let go"),
    KeyBinding("S", "sing", "split", "Sing the syllable as two"),
    KeyBinding("J", "sing", "join", "Sing it and the next one as one"),
    KeyBinding("Shift+Right", "sing", "move right", "Take the syllable to the next note"),
    KeyBinding("Shift+Left", "sing", "move left", "Take it back to a held note before"),
    KeyBinding("Del", "plan", "remove", "Remove the step that is open"),
)
FIELD_KEYS = (
    ("Enter", "Send"),
    ("Shift+Enter", "New line"),
    ("↑ ↓", "Earlier messages, in an empty message"),
    ("F4", "Talk: hold it and speak, or press it once to begin and once to end"),
    ("/ @ #", "Complete a task, a clip or track, a bar"),
    ("Space", "Play and stop the DAW, where nothing is being typed"),
)
PLACES = {
    "panel": "Everywhere",
    "clip": "On a clip",
    "question": "On a question",
    "plan": "On a plan",
    "sing": "On notes to sing",
}


def key_action(where: str, event: QKeyEvent) -> str:
    """What a key means on a card of this kind; "" = nothing."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    try:
        pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    except ValueError:
        return ""
    return next((key.action for key in KEYS if key.where == where and QKeySequence(key.sequence) == pressed), "")
