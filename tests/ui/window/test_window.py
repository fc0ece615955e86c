"""The window: its menu, its place, another size of letters; and the program that opens it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from engine.wire.wire import SessionView, TurnView
from tests.patience import PATIENCE_S
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import live
from tests.ui.waiting import rest, until
from ui.connection.controller import Controller
from ui.start_up.scenes import SCENES
from ui.start_up.start import _place
from ui.theme.active_theme import look, theme
from ui.window.tray import NO_TRAY, Tray
from ui.window.window import ON_TOP, Window
from ui.window.window_state import WindowState, docked, load_window_state, screens_now

ROOT = Path(__file__).parents[3]


def entry(menu: QMenu, *words: str) -> None:
    """Choose an entry of a menu, or of a menu in it."""
    for action in menu.actions():
        if action.text().startswith(words[0]):
            if len(words) > 1:
                entry(action.menu(), *words[1:])
            else:
                action.trigger()
                rest()
            return
    raise AssertionError(f"no {words[0]}")


def marked(menu: QMenu, name: str) -> list[str]:
    """What is checked in a menu of a menu."""
    inner = next(action.menu() for action in menu.actions() if action.text() == name)
    assert inner is not None and all(action.isCheckable() for action in inner.actions())
    return [action.text() for action in inner.actions() if action.isChecked()]


def test_another_size_and_other_colours_keep_what_is_there(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.turns[1] = TurnView(1, "x", "answered", answer="Yes.")
    with live(tmp_path, engine) as one:
        one.panel.composer.write("half a sen")
        low = one.panel.header.height()
        entry(one.panel.header.menu, "Text size", "150")
        rest()
        assert theme().scale == 1.5 and one.panel.header.height() > low
        assert one.panel.composer.message.toPlainText() == "half a sen" and one.rows() == ["1:words", "1:answer"]
        entry(one.panel.header.menu, "Colours", "Light")
        rest()
        assert theme().name == "light"
        one.panel.composer.send_button.click()
        until(lambda: engine.sent() == [{"text": "half a sen"}])
        one.panel.close()
        assert load_window_state(tmp_path / "panel.json").theme == "light"
        assert load_window_state(tmp_path / "panel.json").text_scale == 1.5
    look().choose("dark")


def test_letters_go_into_the_message_before_its_rows_are_there_anew(app: QApplication, tmp_path: Path) -> None:
    """Another language or size never does everything at once: first what is written in, then what is read."""
    engine = FakeEngine()
    engine.turns[1] = TurnView(1, "x", "answered", answer="Yes.")
    with live(tmp_path, engine) as one:
        one.panel.composer.write("half a sen")
        until(lambda: one.rows() == ["1:words", "1:answer"])
        for change in (lambda: one.window.speak("de"), lambda: look().choose("dark", text_scale=1.25)):
            change()
            message = one.panel.composer.message
            assert message.hasFocus() and one.panel.transcript is None
            QTest.keyClicks(message, "t")
            until(lambda: one.rows() == ["1:words", "1:answer"])
            assert one.panel.composer.message is message and message.hasFocus()
        assert message.toPlainText() == "half a sentt"
        one.window.speak("en")
        rest()
    look().choose("dark")


def test_what_goes_with_the_old_size_is_not_dressed_in_the_new_one(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        one.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        one.window.help.toggle()
        one.window.help.put_away()
        rest()
        before, left = len(one.panel.findChildren(QWidget)), []
        counting = look().resizing.connect(lambda: left.append(len(one.panel.findChildren(QWidget))))
        entry(one.panel.header.menu, "Text size", "150")
        rest()
        assert left[0] < 40 < before, "the frames of pages and what is painted over all"
        assert one.panel.tab == "settings" and theme().scale == 1.5
        one.window.help.toggle()
        rest(20)
        title, first = (one.window.help.findChildren(QLabel)[at] for at in (0, 1))
        assert title.mapTo(one.panel, QPoint()).x() == first.mapTo(one.panel, QPoint()).x() == theme().px(12)
        one.window.help.put_away()
        entry(one.panel.header.menu, "Colours", "Light")
        rest()
        assert len(left) == 1, "other colours need nothing anew"
        look().resizing.disconnect(counting)
    look().choose("dark")


def test_what_is_chosen_is_marked_and_kept_at_once(app: QApplication, tmp_path: Path) -> None:
    window = Window(Controller(), WindowState(theme="dark"), tmp_path)
    window.show()
    rest()
    menu = window.panel.header.menu
    assert marked(menu, "Colours") == ["Dark"] and marked(menu, "Text size") == ["100\u202f%"]
    entry(menu, "Colours", "High contrast")
    rest()
    assert load_window_state(tmp_path / "panel.json").theme == "contrast"
    menu = window.panel.header.menu  # letters of another size: everything was made anew
    assert marked(menu, "Colours") == ["High contrast"]
    entry(menu, "Text size", "110")
    rest()
    assert load_window_state(tmp_path / "panel.json").text_scale == 1.1
    assert marked(window.panel.header.menu, "Text size") == ["110\u202f%"]
    window.panel.header.pin.click()
    assert not load_window_state(tmp_path / "panel.json").is_on_top
    look().choose("dark")


def test_a_folder_that_cannot_be_written_stops_nothing(app: QApplication, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    window = Window(Controller(), WindowState(theme="dark"), tmp_path / "file")
    window.show()
    entry(window.panel.header.menu, "Colours", "Light")
    assert theme().name == "light"
    look().choose("dark")


def test_it_is_kept_above_the_daw_or_not(app: QApplication, tmp_path: Path) -> None:
    window = Window(Controller(), WindowState(is_on_top=True), tmp_path)
    window.show()
    rest()
    assert window.panel.windowFlags() & ON_TOP and window.panel.header.pin.isChecked()
    window.panel.header.pin.click()
    handle = window.panel.windowHandle()
    assert handle is not None and not handle.flags() & ON_TOP and window.panel.isVisible()
    window.panel.close()
    assert not load_window_state(tmp_path / "panel.json").is_on_top


def test_it_does_not_take_the_keyboard_when_it_is_shown(app: QApplication, tmp_path: Path) -> None:
    window = Window(Controller(), WindowState(), tmp_path)
    assert window.panel.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.panel.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_it_opens_where_it_was(app: QApplication, tmp_path: Path) -> None:
    first = Window(Controller(), WindowState(), tmp_path)
    first.show()
    first.panel.setGeometry(40, 30, 400, 500)
    rest()
    first.panel.close()
    second = Window(Controller(), load_window_state(tmp_path / "panel.json"), tmp_path)
    assert second.panel.geometry().width() == 400 and second.panel.geometry().height() == 500


def test_each_set_of_screens_has_its_place(app: QApplication, tmp_path: Path) -> None:
    (tmp_path / "panel.json").write_text(
        '{"places": {"the studio": [1, 2, 380, 800], "broken": [1]}, "place": [5, 6, 320, 600], "screens": "a laptop"}')
    memory = load_window_state(tmp_path / "panel.json")
    assert memory.places == {"the studio": [1, 2, 380, 800], "a laptop": [5, 6, 320, 600]}
    window = Window(Controller(), memory, tmp_path)
    window.show()
    rest()
    window.panel.close()
    assert set(load_window_state(tmp_path / "panel.json").places) == {"the studio", "a laptop", screens_now()}


def test_beside_each_daw_it_stands_where_it_stood_beside_that_one(app: QApplication, tmp_path: Path) -> None:
    controller = Controller()
    window = Window(controller, WindowState(), tmp_path)
    window.show()

    def beside(daw: str) -> None:
        controller.hear("session", SessionView("a", "Song", daw, is_connected=True))
        rest()

    beside("Ardour")
    window.panel.setGeometry(40, 30, 400, 500)
    beside("REAPER")
    assert window.panel.geometry() == QRect(40, 30, 400, 500), "nothing is known of it yet"
    window.panel.setGeometry(200, 60, 360, 450)
    beside("Ardour")
    assert window.panel.geometry() == QRect(40, 30, 400, 500)
    beside("")
    beside("REAPER")
    assert window.panel.geometry() == QRect(200, 60, 360, 450)
    window.panel.close()
    later = Controller()
    again = Window(later, load_window_state(tmp_path / "panel.json"), tmp_path)
    assert again.panel.geometry() == QRect(200, 60, 360, 450), "where it was last"
    later.hear("session", SessionView("a", "Song", "Ardour", is_connected=True))
    assert again.panel.geometry() == QRect(40, 30, 400, 500)


@pytest.mark.parametrize(("edge", "left"), [("left", 100), ("right", 2000 - 380)])
def test_docking_fills_an_edge_of_the_screen(edge: str, left: int) -> None:
    room = QRect(100, 30, 1900, 1000)
    assert docked(QRect(400, 300, 380, 600), room, edge) == QRect(left, 30, 380, 1000)
    assert docked(QRect(0, 0, 5000, 600), room, edge) == room


def test_it_docks_from_the_menu(app: QApplication, tmp_path: Path) -> None:
    window = Window(Controller(), WindowState(theme="dark"), tmp_path)
    window.show()
    rest()
    entry(window.panel.header.menu, "Dock to", "Right edge")
    room = window.panel.screen().availableGeometry()
    assert window.panel.geometry().right() == room.right() and window.panel.height() == room.height()


def test_a_closed_panel_stays_in_the_tray(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tray, "is_there", staticmethod(lambda: True))
    window = Window(Controller(), WindowState(theme="dark"), tmp_path)
    window.show()
    window._use_tray(True)
    assert window.tray is not None
    monkeypatch.setattr(window.tray.icon, "isVisible", lambda: True)
    window.panel.close()
    assert window.panel.isHidden() and load_window_state(tmp_path / "panel.json").stays_in_tray
    window.tray.icon.contextMenu().actions()[0].trigger()
    assert window.panel.isVisible()
    window._use_tray(False)
    assert not load_window_state(tmp_path / "panel.json").stays_in_tray


def test_a_desktop_without_a_tray_is_told(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tray, "is_there", staticmethod(lambda: False))
    window = Window(Controller(), WindowState(theme="dark"), tmp_path)
    window._use_tray(True)
    assert not window.memory.stays_in_tray
    assert window.controller.conversation.notices[-1].text == NO_TRAY


@pytest.mark.parametrize(
    ("text", "place"), [("10,20,400,900", (10, 20, 400, 900)), ("-5,0,1,2", (-5, 0, 1, 2)), ("1, 2, 3,4", (1, 2, 3, 4))]
)
def test_a_place_on_the_command_line(text: str, place: tuple[int, int, int, int]) -> None:
    assert _place(text) == place


def test_a_picture_from_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    command = [sys.executable, "-m", "ui", "--screenshot", str(path), "--scene", "plan", "--theme", "light",
               "--width", "320", "--scale", "2"]  # fmt: skip
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert said.returncode == 0, said.stderr
    assert QImage(str(path)).width() == 640
    wrong = subprocess.run([*command[:4], str(tmp_path / "no" / "x.png")], cwd=ROOT, capture_output=True, text=True,
                           check=False, timeout=PATIENCE_S)  # fmt: skip
    assert wrong.returncode == 1 and "could not be written" in wrong.stderr


_OPENS = """
import json, os, sys
from ui.connection.controller import Controller
from ui.start_up import start
from ui.window import window
build = window.Window.__init__
def opened(self, *args, **more):
    build(self, *args, **more)
    for name in sys.argv[1:]:
        __import__(name)
def painted(self, *args, **more):
    heavy = [name for name in ("numpy", "PyQt6.QtMultimedia", "PyQt6.QtNetwork", "http.client") if name in sys.modules]
    print(json.dumps(heavy), flush=True)
    os._exit(0)
window.Window.__init__ = opened
Controller.begin = painted
start.main(["--place", "5,5,400,600"])
"""
"""Ends where the panel would look for the engine: what happens at the same time from there on is not looked at."""


@pytest.mark.parametrize("loaded", [[], ["http.client"]])
def test_heavy_parts_come_after_the_first_paint(tmp_path: Path, loaded: list[str]) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TONMEISTER_HOME": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", _OPENS, *loaded], cwd=ROOT, env=environment, capture_output=True,
                          text=True, check=False, timeout=PATIENCE_S)  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout.splitlines()[0]) == loaded, "what is loaded before would be seen"


_ENDS = """
from PyQt6.QtWidgets import QApplication
from ui.connection.controller import Controller
from ui.start_up import start
build, gone = Controller.__init__, []
def built(self, *args):
    build(self, *args)
    self.destroyed.connect(lambda: gone.append("controller"))
    QApplication.instance().destroyed.connect(lambda: gone.append("application"))
Controller.__init__ = built
Controller.begin = lambda self, **_: QApplication.quit()
start.main(["--place", "5,5,400,600"])
print(*gone)
"""


def test_the_application_outlives_the_panel_and_the_threads_that_still_work(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TONMEISTER_HOME": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", _ENDS], cwd=ROOT, env=environment, capture_output=True, text=True,
                          check=False, timeout=PATIENCE_S)  # fmt: skip
    assert (said.returncode, said.stdout.split()) == (0, ["controller"]), said.stderr


def test_there_is_a_scene_for_each_picture() -> None:
    wanted = {"empty", "plan", "busy", "states", "error", "complete", "drop", "provenance", "clip"}
    assert wanted <= set(SCENES)
