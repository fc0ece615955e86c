"""Changing to another project from the header, and what the engine's state says when it is pressed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton

from engine.wire.wire import TurnView
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import live
from tests.ui.waiting import rest, until
from ui.start_up.scene import SESSION
from ui.window.project_menu import choices

FOUND = {
    "found": [
        {"daw": "ardour", "daw_name": "Ardour", "name": "Night Drive", "folder": "/a"},
        {"daw": "reaper", "name": "B", "folder": "/b"},
    ]
}


def test_projects_that_can_be_opened() -> None:
    found = choices(FOUND, replace(SESSION, folder="/a"))
    assert [(one.words, one.daw, one.folder, one.is_current) for one in found] == [
        ("Night Drive in Ardour", "ardour", "/a", True),
        ("B in reaper", "reaper", "/b", False),
        ("A DAWproject file…", "dawproject", "", False),
        ("A folder…", "folder", "", False),
        ("No DAW, only the library", "none", "", False),
    ]
    assert choices({}, replace(SESSION, daw=""))[-1].is_current
    assert len(choices({"found": FOUND["found"] * 100}, None)) == 23


def test_another_project_is_opened_from_the_header(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.found = FOUND["found"]
    engine.turns[1] = TurnView(1, "in the first project", "answered", answer="Yes.")
    with live(tmp_path, engine) as one:
        one.panel.header.daw.click()
        until(lambda: one.panel.header.daw.findChildren(QMenu))
        menu = one.panel.header.daw.findChildren(QMenu)[0]
        assert [action.text() for action in menu.actions()][1] == "B in reaper"
        engine.session, engine.turns = replace(SESSION, project="b", name="B", daw="REAPER"), {}
        menu.actions()[1].trigger()
        menu.close()
        until(lambda: one.controller.engine == "ready" and one.panel.header.project.text() == "B")
        assert engine.sent("/projects")[-1] == {"daw": "reaper", "folder": "/b"}
        until(lambda: one.panel.empty is not None and one.panel.empty.isVisible())
        assert one.rows() == [] and engine.listeners == 1
        one.panel.composer.write("hello")
        one.panel.composer.send_button.click()
        until(lambda: ("POST", "/projects/b/turns", {"text": "hello"}) in engine.asked)


def test_a_file_that_a_daw_has_exported_is_opened_from_the_header_and_the_settings(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = str(tmp_path / "Night.dawproject")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (song, ""))
    engine = FakeEngine()
    engine.daws = [{"id": "dawproject", "name": "DAWproject", "has_script": False, "projects": [],
                    "why_not": "name the file with --project SONG.dawproject."}]
    with live(tmp_path, engine) as one:
        one.panel.show_tab("settings")
        open_file = "Open a file: DAWproject"
        until(lambda: [b for b in one.panel.findChildren(QPushButton) if b.accessibleName() == open_file])
        said = [label.text() for label in one.panel.findChildren(QLabel)]
        assert "Open the file that your DAW has exported (under the DAW's name)." in said
        next(b for b in one.panel.findChildren(QPushButton) if b.accessibleName() == open_file).click()
        until(lambda: engine.sent("/projects")[-1:] == [{"daw": "dawproject", "folder": song}])
        until(lambda: one.controller.engine == "ready")
        one.panel._open_project(next(c for c in choices({}, None) if c.daw == "dawproject"))
        until(lambda: engine.sent("/projects")[-2:] == [{"daw": "dawproject", "folder": song}] * 2)


def test_the_engines_state_is_told_when_it_is_pressed(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        one.panel.header.engine.click()
        rest()
        assert one.notices() == ["The engine is ready. Requests are planned by: built in, no language model."]
