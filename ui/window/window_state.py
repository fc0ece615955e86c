"""Memory: what the panel keeps between starts: its place, what it looks like, what was written."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
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
    place: tuple[int, int, int, int] | None = None
    """Left, top, width and height on the screens as they were."""
    screens: str = ""
    """The screens for which the place is meant."""


def load_window_state(path: Path) -> WindowState:
    """From a file; the defaults where there is none or it says nonsense."""
    memory = WindowState()
    try:
        stored = read_json(path)
        for field in fields(WindowState):
            value = stored.get(field.name)
            if isinstance(value, type(getattr(memory, field.name))) and not isinstance(value, type(None)):
                setattr(memory, field.name, value)
        place = stored.get("place")
        if isinstance(place, list) and len(place) == 4 and all(isinstance(n, int) for n in place):
            memory.place = (place[0], place[1], place[2], place[3])
    except (OSError, ValueError, AttributeError):
        pass
    if memory.theme not in ("system", "dark", "light", "contrast") or not 0.5 <= memory.text_scale <= 3:
        memory.theme, memory.text_scale = "system", 1.0
    return memory


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


def place_to_open(memory: WindowState) -> QRect | None:
    """Where the panel was, when that is on a screen that is still there."""
    if memory.place is None or memory.screens != screens_now():
        return None
    place = QRect(*memory.place)
    seen = any(s.availableGeometry().intersects(place.adjusted(40, 0, -40, -40)) for s in QGuiApplication.screens())
    return place if seen else None
