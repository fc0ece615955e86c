"""Start: reads the command line, opens the panel, and loads the rest when it has been painted."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.config import data_folder

if TYPE_CHECKING:
    from PyQt6.QtCore import QObject
    from PyQt6.QtWidgets import QApplication, QWidget

DEFAULT_WIDTH, DEFAULT_HEIGHT = 380, 900
_MOST_FACTOR = 2
_SIDE_PX = (100, 8000)
"""How long a side of a picture may be: Qt draws no endless one."""
_HELD: list[QApplication] = []
"""Until the interpreter ends. PyQt goes through all its objects as it lets go of the application, and crashes where
another thread (the search for the engine) makes or clears away some of them meanwhile."""
_PERCENT = 100
"""From here on a factor was meant in percent."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the panel, or make a picture of a scene. Returns the exit code."""
    options = _parser().parse_args(arguments)
    _choose_platform(is_picture=bool(options.screenshot))
    from ui.start_up.qt_messages import quieten

    quieten()
    return _picture(options) if options.screenshot else _open(options)


def _parser() -> argparse.ArgumentParser:
    from ui.language.language import LANGUAGES
    from ui.start_up.scenes import SCENES

    parser = argparse.ArgumentParser(prog="tonmeister panel", description="The chat panel beside the DAW.")
    parser.add_argument("--project", default="", metavar="ID", help="the project to open; else the one that is open")
    parser.add_argument("--daw", default="", metavar="NAME", help="the DAW whose project to open")
    parser.add_argument("--folder", default="", metavar="DIR", help="a folder to use as a project, without a DAW")
    parser.add_argument("--place", type=_place, metavar="X,Y,W,H", help="where to open, in pixels of the screen")
    parser.add_argument("--theme", default="", choices=("dark", "light", "contrast"), help="its colours")
    parser.add_argument("--text", type=_factor, default=0.0, metavar="FACTOR", help="text size: 1 to 2, or in %%")
    parser.add_argument("--language", default="", choices=[code for _, code in LANGUAGES], help="what it speaks")
    parser.add_argument("--screenshot", default="", metavar="FILE", help="write a picture of a scene and end")
    parser.add_argument("--scene", default="busy", metavar="NAME", help=f"which scene: {', '.join(SCENES)}")
    parser.add_argument("--width", type=_pixels, default=DEFAULT_WIDTH, metavar="PX", help="width of the picture")
    parser.add_argument("--height", type=_pixels, default=DEFAULT_HEIGHT, metavar="PX", help="height of the picture")
    parser.add_argument("--scale", type=_factor, default=1.0, metavar="N",
                        help="pixels for each point: 1 or 2, or 100%% or 200%%")
    return parser


def _factor(text: str) -> float:
    """From 1 to 2; "200%" and "200" are 2."""
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = 0.0
    factor = number / 100 if text.strip().endswith("%") or number >= _PERCENT else number
    if not 1 <= factor <= _MOST_FACTOR:
        raise argparse.ArgumentTypeError(f"it is from 1 to 2, or from 100% to 200%, not '{text[:30]}'")
    return factor


def _pixels(text: str) -> int:
    low, high = _SIDE_PX
    if not text.strip().isdecimal() or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"it is a whole number of pixels from {low} to {high}, not '{text[:30]}'")
    return int(text)


def _place(text: str) -> tuple[int, int, int, int]:
    numbers = [int(part) for part in text.split(",") if re.fullmatch(r"\s*-?\d{1,5}\s*", part)]
    if len(numbers) != 4 or text.count(",") != 3 or min(numbers[2:]) <= 0:
        raise argparse.ArgumentTypeError(f"it is left, top, width and height with commas between, not '{text[:30]}'")
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _choose_platform(*, is_picture: bool) -> None:
    """X11 before Wayland: Wayland keeps no window on top and loses drops into X11 programs, which DAWs are."""
    if is_picture:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb;wayland")


def _open(options: argparse.Namespace) -> int:
    from PyQt6.QtWidgets import QApplication

    from ui.connection.controller import Controller
    from ui.conversation.item import Notice
    from ui.start_up.crash_guard import install_crash_guard
    from ui.theme.active_theme import look
    from ui.window.window import Window
    from ui.window.window_state import load_window_state

    app = QApplication(["Tonmeister"])
    _HELD.append(app)
    app.setApplicationName("Tonmeister")
    folder = data_folder()
    memory = load_window_state(folder / "panel.json")
    memory.language = options.language or memory.language
    look().choose(options.theme or memory.theme, text_scale=options.text or memory.text_scale)
    controller = Controller()
    install_crash_guard(folder / "panel.log", lambda text: controller.say(Notice(text, "error", id="bug")))
    window = Window(controller, memory, folder)
    if options.place is not None:
        window.panel.setGeometry(*options.place)
    wanted = str(Path(options.folder).expanduser().resolve()) if options.folder else ""
    window.panel.painted.connect(
        lambda: controller.begin(project=options.project, daw=options.daw, folder=wanted)
    )
    window.show()
    code = app.exec()
    controller.end()
    panel = window.panel
    del window
    _let_go(app, panel, controller)
    return code


def _picture(options: argparse.Namespace) -> int:
    from PyQt6.QtWidgets import QApplication

    from ui.language import language
    from ui.start_up.preview import photograph
    from ui.start_up.scenes import SCENES
    from ui.theme.active_theme import look
    from ui.theme.theme import THEMES

    if options.scene not in SCENES:
        print(f"There is no scene '{options.scene}'; there are {', '.join(SCENES)}.", file=sys.stderr)
        return 2
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)  # before Qt begins: icons and waveforms are then sharp
    app = QApplication(["Tonmeister"])
    language.choose(options.language or "en")
    look().apply(THEMES[options.theme or "dark"].scaled(options.text or 1.0))
    try:
        panel = photograph(SCENES[options.scene](), Path(options.screenshot), width=options.width,
                           height=options.height, ratio=options.scale)
    except OSError as error:
        print(str(error), file=sys.stderr)
        return 1
    _let_go(app, panel)
    return 0


def _let_go(app: QApplication, panel: QWidget, controller: QObject | None = None) -> None:
    """What is left of the panel goes before the application does, with its sockets: the other way round crashes."""
    import gc

    from PyQt6.QtCore import QEvent

    panel.close()
    panel.deleteLater()
    if controller is not None:
        controller.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del panel
    gc.collect()
