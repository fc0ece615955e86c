"""Own way: what the engine advises for a command line, as it is done in the panel.

"…; start one, or use --daw folder." says "…, or use a folder (under the DAW's name)", and its button chooses one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_OPEN_FILE = "Open the file that your DAW has exported (under the DAW's name)"
_WAYS = (
    (re.compile(r"`?(?:tonmeister )?daw install \w+ --folder FOLDER`?"), "“Choose the folder…” (Settings)", "settings"),
    (re.compile(r"`?(?:tonmeister )?daw install(?: \w+)?`?"), "“Install script” (Settings)", "settings"),
    (re.compile(r"`?tonmeister models get (?P<which>[\w.-]+)`?(?! --from)"), "“Get it” (⋯, Models)", "models"),
    (re.compile(r"`?tonmeister models remove(?: [\w.-]+)?`?"), "“Remove” (⋯, Models)", "models"),
    (re.compile(r"`?tonmeister models`?(?! [a-z])"), "⋯, Models", "models"),
    (re.compile(r"`?(?:tonmeister )?voices add(?: [^`.;]+(?:\.\w+)?)?`?"), "“Add a voice” (⋯, Voices)", "voices"),
    (re.compile(r"`?tonmeister tasks`?"), "“/” in the message", ""),
    (re.compile(r"`?--daw (?:or|oder|ou|o|或) --project`?"), "the DAW's name at the top", "projects"),
    (re.compile(r"Name the file with --project SONG\.dawproject"), _OPEN_FILE, "dawproject"),
    (re.compile(r"name the file with --project SONG\.dawproject"), f"o{_OPEN_FILE[1:]}", "dawproject"),
    (re.compile(r"--daw dawproject --project SONG\.dawproject|--project SONG\.dawproject"),
     "the DAW's name at the top", "dawproject"),
    (re.compile(r"`?--daw folder(?: --project \w+)?`?"), "a folder (under the DAW's name)", "folder"),
)  # fmt: skip
"""(what a command line is told, the words of the panel's own way, the place where that is)."""
_TERMINAL = re.compile(r"terminal|终端", re.IGNORECASE)
"""What says so can be done nowhere else."""
_KEY = "OPENAI_API_KEY"
"""What speaks of the key of a language model, in any language."""
_MARKS = ("tonmeister ", "--", "daw install", "voices add")
OPENS = {"settings": "Open the settings", "models": "Open the models", "voices": "Open the voices",
         "projects": "Show the projects", "folder": "Choose a folder…",
         "dawproject": "Open a file…"}  # fmt: skip
"""What the button says that leads to a place."""


def own_way(text: str, said: Callable[[str], str]) -> str:
    """The text with the panel's way instead of a command; `said` puts words into the panel's language."""
    if not _is_advice(text):
        return text
    for command, words, _ in _WAYS:
        if command.search(text):
            text = command.sub(said(words).replace("\\", "\\\\"), text)
    return text


def place_of(text: str) -> str:
    """Where what a text advises is done; "" where it advises nothing of the kind."""
    if _KEY in text:
        return "settings"
    if not _is_advice(text):
        return ""
    return next((place for command, _, place in _WAYS if place and command.search(text)), "")


def _is_advice(text: str) -> bool:
    return any(mark in text for mark in _MARKS) and not _TERMINAL.search(text)
