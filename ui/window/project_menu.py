"""Project menu: what is open in running DAWs, to change to; under the DAW's name in the header."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PyQt6.QtWidgets import QMenu, QWidget

from engine.wire.wire import SessionView
from ui.language.language import said
from ui.widgets.menu import Menu

_MOST = 20
NO_DAW, FOLDER, FILE = "none", "folder", "dawproject"
"""What the engine calls no DAW at all, a folder that a DAW and the panel share, and a file that one has exported."""


@dataclass(frozen=True)
class Choice:
    """A project that can be opened."""

    words: str
    daw: str
    """The DAW's id."""
    folder: str
    is_current: bool


def choices(answer: Any, session: SessionView | None) -> list[Choice]:
    """From the answer to `GET /projects`; the library without a DAW last."""
    found = answer.get("found", []) if isinstance(answer, dict) else []
    current = session.folder if session and session.daw else None
    made = []
    for one in found[:_MOST]:
        daw, name, folder = (str(one.get(key, "")) for key in ("daw", "name", "folder"))
        is_current = current is not None and folder == current and bool(session and session.name == name)
        made.append(Choice(f"{name} in {one.get('daw_name') or daw}", daw, folder, is_current))
    made += [Choice("A DAWproject file…", FILE, "", False), Choice("A folder…", FOLDER, "", False)]
    return [*made, Choice("No DAW, only the library", NO_DAW, "", session is not None and not session.daw)]


def project_menu(found: list[Choice], parent: QWidget, chosen: Callable[[Choice], None]) -> QMenu:
    """The menu; the project that is shown is marked."""
    menu = Menu(parent, "Projects")
    for choice in found:
        action = menu.addAction(said(choice.words).replace("&", "&&"))
        assert action is not None
        action.setCheckable(True)
        action.setChecked(choice.is_current)
        action.triggered.connect(lambda _=False, one=choice: chosen(one))
    return menu
