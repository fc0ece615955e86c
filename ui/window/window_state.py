"""Memory: what the panel keeps between starts: its place, what it looks like, what was written."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QGuiApplication

from engine.strict_json import read_json


@dataclass
class WindowState:
    """Values that are written to `panel.json`."""

    theme: str = "system"
    text_scale: float = 1.0
    is_on_top: bool = True
    stays_in_tray: bool = False
    """True when a closed panel goes on in the tray."""
    reads_aloud: bool = False
    """True when answers to spoken requests are read aloud."""
    has_begun: bool = False
    """True once the first steps were taken, or left out."""
    knows_local_model: bool = False
    """True once it was said that a language model answers on this computer."""
    language: str = "system"
    """What the panel speaks: a code of `ui.language.language.LANGUAGES`."""
    sound_output: str = ""
    """Where the panel is heard, as its system names it; empty = where the system plays."""
    places: dict[str, list[int]] = field(default_factory=dict)
    """Left, top, width and height, by the screens they are meant for, and by them with a DAW."""


def load_window_state(path: Path) -> WindowState:
    """From a file; the defaults where there is none or it says nonsense."""
    memory = WindowState(has_begun=path.exists())  # whoever has such a file is not new
    try:
        stored = read_json(path)
        for one in fields(WindowState):
            value = stored.get(one.name)
            if isinstance(value, type(getattr(memory, one.name))):
                setattr(memory, one.name, value)
        before = {str(stored.get("screens", "")): stored.get("place")}  # as it was written before
        memory.places = {screens: place for screens, place in {**before, **memory.places}.items() if _is_place(place)}
    except (OSError, ValueError, AttributeError):
        pass
    if memory.theme not in ("system", "dark", "light", "contrast") or not 0.5 <= memory.text_scale <= 3:
        memory.theme, memory.text_scale = "system", 1.0
    return memory


def _is_place(place: object) -> bool:
    return isinstance(place, list) and len(place) == 4 and all(isinstance(n, int) for n in place)


def save_window_state(memory: WindowState, path: Path) -> None:
    """Into a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(asdict(memory)), "utf-8")
    part.replace(path)


def screens_now() -> str:
    """The screens of this moment, in one line."""
    return ";".join(f"{s.geometry().x()},{s.geometry().y()},{s.geometry().width()}x{s.geometry().height()}"
                    for s in QGuiApplication.screens())


def keep_place(memory: WindowState, place: QRect, daw: str) -> None:
    """Remember where the panel stands on these screens, last of all and beside this DAW."""
    for key in {screens_now(), _beside(daw)}:
        memory.places[key] = [place.x(), place.y(), place.width(), place.height()]


def _beside(daw: str) -> str:
    return f"{screens_now()} {daw}".rstrip()


def place_to_open(memory: WindowState, daw: str = "") -> QRect | None:
    """Where the panel was on these very screens, beside this DAW; None when it was not, or would not be seen."""
    found = memory.places.get(_beside(daw))
    if found is None:
        return None
    place = QRect(*found)
    seen = any(s.availableGeometry().intersects(place.adjusted(40, 0, -40, -40)) for s in QGuiApplication.screens())
    return place if seen else None


EDGES = (("Left edge", "left"), ("Right edge", "right"))


def docked(place: QRect, room: QRect, edge: str) -> QRect:
    """A window of this width along an edge of a screen, as high as there is room."""
    width = min(place.width(), room.width())
    left = room.left() if edge == "left" else room.right() + 1 - width
    return QRect(left, room.top(), width, room.height())
