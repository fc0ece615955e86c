"""A new user: from nothing to a first sound on a track, with the engine itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QPushButton

from models.sound.sketch import Sketch
from tests.real_engine import RealEngine
from tests.ui.live import Live
from tests.ui.waiting import rest, until
from ui.connection.controller import Controller
from ui.conversation.settings_state import DawLine, SettingsState, Tried
from ui.theme.active_theme import look
from ui.theme.theme import DARK
from ui.window.first_run_page import FirstRunPage
from ui.window.window_state import load_window_state


@pytest.fixture
def panel(app: QApplication, tmp_path: Path) -> Iterator[Live]:
    one = Live(tmp_path / "panel", RealEngine(tmp_path / "song", {"sketch": Sketch()}))
    one.window.memory.has_begun = False
    yield one.begin()
    one.close()


def press(page: FirstRunPage, words: str) -> None:
    rest()
    next(one for one in page.findChildren(QPushButton) if one.accessibleName() == words and one.isVisible()).click()


def test_three_steps_to_a_first_sound(panel: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(type(panel.panel.listening()), "audition", lambda self, path, **how: heard.append(path))
    until(lambda: panel.panel.first_run is not None and panel.panel.first_run.isVisible())
    page = panel.panel.first_run
    assert isinstance(page, FirstRunPage)
    rest()
    names = [one.accessibleName() for one in page.findChildren(QPushButton) if one.isVisible()]
    assert names == ["Make it and play it", "Settings", "Skip this"], "Fake is connected already"
    press(page, "Make it and play it")
    until(lambda: heard)
    turn = panel.controller.conversation.turns[1]
    assert turn.state == "done" and heard == [turn.clips[0].path] and Path(heard[0]).is_file()
    assert turn.clips[0].track, "it lies on a track"
    assert load_window_state(tmp_path / "panel" / "panel.json").has_begun


def test_it_can_be_left_out_and_does_not_come_back(panel: Live, tmp_path: Path) -> None:
    until(lambda: panel.panel.first_run is not None and panel.panel.first_run.isVisible())
    assert panel.panel.first_run is not None
    press(panel.panel.first_run, "Skip this")
    rest()
    assert panel.panel.empty is not None and panel.panel.empty.isVisible()
    assert load_window_state(tmp_path / "panel" / "panel.json").has_begun


def test_at_twice_the_size_the_first_sound_is_in_sight(panel: Live) -> None:
    look().apply(DARK.scaled(2.0))
    panel.panel.resize(320, 900)
    until(lambda: panel.panel.first_run is not None and panel.panel.first_run.isVisible())
    rest(10)
    buttons = panel.panel.first_run.findChildren(QPushButton)
    make = next(one for one in buttons if one.accessibleName() == "Make it and play it" and one.isVisible())
    assert make.visibleRegion().boundingRect() == make.rect()
    assert panel.panel.header.project.isVisible()


def test_at_twice_the_size_five_scripts_are_one_button_below_the_first_sound(app: QApplication, tmp_path: Path) -> None:
    look().apply(DARK.scaled(2.0))
    controller = Controller()
    names = ("Ardour", "Audacity", "Bitwig Studio", "Ableton Live", "REAPER")
    lines = tuple(DawLine(name.casefold(), name, f"{name} is not here.", False, True) for name in names)
    controller.settings.state = SettingsState(daws=lines)
    installed: list[str] = []
    controller.settings.install = installed.append
    page = FirstRunPage(controller)
    page.resize(320, 560)
    page.show()
    rest(10)
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    assert [one.accessibleName() for one in buttons][:2] == ["Make it and play it", "Install script"]
    bar = page.verticalScrollBar()
    assert bar is not None
    bar.setValue(0)  # alone on the screen the page follows the keyboard, which in the panel is at the message
    bottom = buttons[0].mapTo(page, buttons[0].rect().bottomLeft()).y()
    assert 0 < bottom < page.height(), "in sight without scrolling"
    menu = buttons[1].menu()
    assert menu is not None and [one.text() for one in menu.actions()] == [f"Install for {name}" for name in names]
    menu.actions()[2].trigger()
    assert installed == ["bitwig studio"]
    page.close()


def test_a_script_that_found_no_folder_asks_for_it(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.window.own_folder.QFileDialog.getExistingDirectory", lambda *_: "/drive/User Library")
    controller, chosen = Controller(), []
    monkeypatch.setattr(controller.settings, "choose_folder", lambda *told: chosen.append(told))
    known = (DawLine("live", "Ableton Live", "It was not found.", False, True, asks_folder=True),
             DawLine("ardour", "Ardour", "It is not here.", False, True))  # fmt: skip
    page = FirstRunPage(controller)
    page.show()

    def names() -> list[str]:
        return [one.accessibleName() for one in page.findChildren(QPushButton) if one.isVisible()]

    controller.settings.state = SettingsState(daws=known)
    page.show_state()
    rest()
    assert "Choose the folder…" not in names(), "it is asked for once it is needed"
    controller.settings.state = SettingsState(daws=known, tried=Tried("daw live", False, ("It was not found.",)))
    page.show_state()
    press(page, "Choose the folder…")
    assert chosen == [("live", "/drive/User Library")]
