"""Files that leave the panel."""

from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from tests.ui.conftest import shown
from ui.cards import drag_out
from ui.cards.drag_out import Grip, drag_picture, file_mime
from ui.theme.active_theme import look
from ui.theme.theme import DARK

NAMES = ("Vocals take 1.wav", "Größe & Co #1 100%.mid", "夜の歌.wav")


def test_only_urls_of_files_travel(tmp_path):
    paths = [tmp_path / name for name in NAMES]
    mime = file_mime(paths)
    assert [url.toLocalFile() for url in mime.urls()] == [str(path) for path in paths]
    assert all(url.isLocalFile() and url.toString().startswith("file:///") for url in mime.urls())
    assert set(mime.formats()) == {"text/uri-list"}
    raw = bytes(mime.data("text/uri-list")).decode()
    assert len(raw.split()) == len(NAMES) and "%231" in raw
    assert file_mime(paths) is not mime


def test_a_relative_path_becomes_whole(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert file_mime(["a.wav"]).urls()[0].toLocalFile() == str(tmp_path / "a.wav")


@pytest.fixture
def grip(app, tmp_path, monkeypatch):
    dragged = []
    monkeypatch.setattr(drag_out, "drag_files", lambda source, paths, title: dragged.append((list(paths), title)))
    made = Grip([tmp_path / name for name in NAMES[:2]], "Vocals")
    made.dragged = dragged
    return shown(made, 28, 28)


def test_a_pull_begins_a_drag_and_a_small_move_does_not(grip, tmp_path):
    heard = []
    grip.copied_out.connect(lambda: heard.append(True))
    far = QApplication.startDragDistance()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    QTest.mouseMove(grip, QPoint(10, 10 + far // 2))
    assert grip.dragged == []
    QTest.mouseMove(grip, QPoint(10, 10 + far))
    assert grip.dragged == [([tmp_path / name for name in NAMES[:2]], "Vocals")] and heard == [True]
    QTest.mouseMove(grip, QPoint(10, 10 + 2 * far))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert len(grip.dragged) == 1


def test_a_click_does_nothing_and_space_copies(grip):
    QApplication.clipboard().setText("what was there")
    QTest.mouseClick(grip, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "what was there"
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QApplication.clipboard().setText("what was there")
        QTest.keyClick(grip, key)
        assert [url.fileName() for url in QApplication.clipboard().mimeData().urls()] == list(NAMES[:2])
    assert grip.accessibleName() == "Drag Vocals into the DAW"


def test_the_drag_is_a_copy_of_files(app, tmp_path, monkeypatch):
    seen = {}

    class Drag:
        def __init__(self, source):
            seen["source"] = source

        def setMimeData(self, mime):
            seen["urls"] = [url.toLocalFile() for url in mime.urls()]

        def setPixmap(self, picture):
            seen["width"] = picture.deviceIndependentSize().width()

        def setHotSpot(self, spot):
            seen["spot"] = spot

        def exec(self, *actions):
            seen["actions"] = actions
            return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(drag_out, "QDrag", Drag)
    source = Grip(["a.wav"], "Vocals")
    drag_out.drag_files(source, [tmp_path / "a.wav", tmp_path / "b.wav"], "Vocals")
    assert seen == {
        "source": source,
        "urls": [str(tmp_path / "a.wav"), str(tmp_path / "b.wav")],
        "width": 180,
        "spot": QPoint(8, 16),
        "actions": (Qt.DropAction.CopyAction, Qt.DropAction.CopyAction),
    }


def test_the_picture_shows_the_name(app):
    font = Grip([Path("/x.wav")], "x").font()
    one, other = drag_picture("Vocals", 1, 2.0, font), drag_picture("Vocals", 3, 2.0, font)
    assert one.width() == 360 and one.toImage() != other.toImage()
    look().apply(DARK.scaled(2.0))
    assert drag_picture("Vocals", 1, 1.0, font).height() == 64, "larger letters need more room"
