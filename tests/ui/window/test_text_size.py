"""Letters of another size in a panel that is open: all is as if it had been opened with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import close_windows
from tests.ui.start_up.test_scenes import cut_words
from tests.ui.waiting import rest
from ui.start_up.preview import informed, perform, settle_whole, tell
from ui.start_up.scenes import SCENES
from ui.theme.active_theme import look, theme
from ui.window.page import Page
from ui.window.settings_page import SettingsPage
from ui.window.window import Window
from ui.window.window_state import WindowState

LEAST_PX = 320
COVERS = ("models", "voices", "keys")
"""Scenes of pages that cover the panel."""


def opened(name: str, folder: Path, text_scale: float) -> Window:
    """The whole window in a scene, high enough to show all of it."""
    look().choose("dark", text_scale=text_scale)
    scene = SCENES[name]()
    memory = WindowState(theme="dark", text_scale=text_scale, is_on_top=False, has_begun=not scene.is_first_run)
    window = Window(informed(scene), memory, folder, keyboard_stays=False)
    tell(window.panel, scene)
    window.panel.setUpdatesEnabled(False)  # only its sizes are asked for
    window.panel.resize(LEAST_PX, 6000)
    window.panel.show()
    if scene.models is not None:
        window.controller.models.state = scene.models
        window.models.show_state()
    if scene.voices is not None:
        window.controller.voices.state = scene.voices
        window.voices.show_state()
    if name in COVERS:
        page(window, name).toggle()
    elif name == "voice_offer":
        window.voices.toggle()
    perform(window.panel, scene)
    whole(window)
    return window


def page(window: Window, name: str) -> Page:
    return {"models": window.models, "voices": window.voices, "keys": window.help}[name]


def whole(window: Window) -> None:
    settle_whole(window.panel)
    rest()


def larger(window: Window) -> None:
    """Twice the size, chosen on the settings page where that can be reached."""
    if window.panel.tab == "settings":
        chosen = window.panel.tab_pages["settings"]
        assert isinstance(chosen, SettingsPage)
        chosen.scale_chosen.emit(2.0)
    else:
        look().choose("dark", text_scale=2.0)
    whole(window)
    assert theme().scale == 2.0


def end(window: Window) -> None:
    window.controller.deleteLater()
    close_windows()


@pytest.mark.parametrize("name", SCENES)
def test_an_open_panel_cuts_nothing_in_letters_twice_as_large(app: QApplication, name: str, tmp_path: Path) -> None:
    window = opened(name, tmp_path, 1.0)
    larger(window)
    assert not cut_words(window.panel, LEAST_PX)
    end(window)


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("name", COVERS)
def test_a_page_is_as_if_opened_in_letters_of_this_size(
    app: QApplication, name: str, is_open: bool, tmp_path: Path
) -> None:
    shapes = []
    for first in (1.0, 2.0):
        window = opened(name, tmp_path, first)
        covers = page(window, name)
        if first == 1.0:
            if not is_open:
                covers.put_away()
            larger(window)
            if not is_open:
                covers.toggle()
                whole(window)
        shapes.append(places(covers))
        end(window)
    assert shapes[0] == shapes[1]


def places(page: Page) -> list[tuple[str, int, int, int, int]]:
    """Where everything lies on a page."""
    visible = [(one, one.mapTo(page, QPoint())) for one in page.findChildren(QWidget) if one.isVisible()]
    return sorted((type(one).__name__, at.x(), at.y(), one.width(), one.height()) for one, at in visible)


def test_what_a_drop_does_is_said_inside_its_frame(app: QApplication, tmp_path: Path) -> None:
    window = opened("drop", tmp_path, 1.0)
    larger(window)
    window.panel.overlay.cover()
    layout = window.panel.overlay.layout()
    assert layout is not None and layout.contentsMargins().left() == theme().px(24)
    end(window)
