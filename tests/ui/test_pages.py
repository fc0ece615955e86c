"""Library and settings as a user goes through them, with the engine itself behind the panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from engine.config import load_settings
from engine.wire.wire import TurnView
from tests.fakes import FakeModel
from tests.real_engine import RealEngine
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import Live, live
from tests.ui.waiting import rest, until
from ui.widgets.button import Button
from ui.window.library_page import LibraryPage
from ui.window.models_page import ModelsPage
from ui.window.settings_page import SettingsPage

CTRL = Qt.KeyboardModifier.ControlModifier


class Song(Live):
    """A panel beside a song in which two sounds were made."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "panel", RealEngine(folder / "song", {"fake": FakeModel()}))

    def ask(self, prompt: str) -> TurnView:
        turns = self.controller.conversation.turns
        number = max(turns, default=0) + 1
        step = {"tool": "generate_audio", "args": {"prompt": prompt}}
        self.controller.send({"text": f"make {prompt}", "steps": [step]})
        until(lambda: number in turns and turns[number].is_finished)
        rest()
        return turns[number]

    def words(self, page: QWidget) -> str:
        rest()
        shown = " | ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())
        return shown.replace("\u200b", "").replace("\u00a0", " ")

    def click(self, page: QWidget, name: str) -> None:
        buttons = [one for one in page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
        assert buttons, [one.accessibleName() for one in page.findChildren(QPushButton) if one.isVisible()]
        buttons[0].click()
        rest()


@pytest.fixture
def song(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Song]:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    one = Song(tmp_path)
    one.begin()
    yield one
    one.close()


def test_clips_are_found_shown_and_taken_back(song: Song) -> None:
    song.ask("rain")
    song.ask("thunder")
    song.press(Qt.Key.Key_2, CTRL)
    page = song.panel.tab_pages["library"]
    assert isinstance(page, LibraryPage) and not song.panel.composer.isVisible()
    until(lambda: song.controller.library.state.total == 2)
    assert "2 clips" in song.words(page) and "On Thunder, bar 1" in song.words(page)
    page.field.setText("rai")
    until(lambda: song.controller.library.state.total == 1)
    assert "Rain" in song.words(page) and "Thunder" not in song.words(page)
    page.field.setText("rain longer than 900 s")
    until(lambda: "No clip fits." in song.words(page))
    page.field.setText("")
    page.track.chosen.emit("Thunder")
    until(lambda: "1 clip" in song.words(page) and "2 clips" not in song.words(page))
    song.click(page, "Show requests")
    until(lambda: song.controller.library.state.turns)
    song.click(page, "Undo: make thunder")
    until(lambda: song.controller.conversation.turns[2].is_undone)
    assert [track.name for track in song.engine.daw.tracks] == ["Rain"]
    song.press(Qt.Key.Key_Escape)
    assert song.panel.tab == "chat" and song.panel.composer.isVisible()


def test_a_sound_is_heard_from_the_library(song: Song, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    clip = song.ask("rain").clips[0]
    monkeypatch.setattr(type(song.panel.listening()), "audition",
                        lambda self, path, told=None, **how: (heard.append(path), told(True)))
    song.panel.show_tab("library")
    page = song.panel.tab_pages["library"]
    until(lambda: song.controller.library.state.total == 1)
    rest()
    song.click(page, "Play Rain")
    assert heard == [clip.path] and song.controller.library.state.playing == clip.id


def test_cleaning_asks_first_and_tells_what_it_freed(song: Song) -> None:
    song.ask("rain")
    stray = next((song.engine.daw.project.folder).glob("**/blobs"))
    (stray / "ab").mkdir(exist_ok=True)
    (stray / "ab" / f"{'ab' * 32}.wav").write_bytes(b"0" * 50_000)
    song.panel.show_tab("library")
    page = song.panel.tab_pages["library"]
    song.click(page, "Show what it takes on the disk")
    until(lambda: song.controller.library.state.disk is not None)
    assert "1 file, 50 kB, is used by no clip" in song.words(page)
    song.click(page, "Clean up 50 kB")
    song.click(page, "Keep them")
    song.click(page, "Clean up 50 kB")
    song.click(page, "Delete 50 kB for good")
    until(lambda: song.controller.library.state.freed)
    assert "50 kB are free again." in song.words(page)
    assert not list((stray / "ab").iterdir())


def test_settings_are_tried_and_saved(song: Song, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    song.press(Qt.Key.Key_3, CTRL)
    page = song.panel.tab_pages["settings"]
    assert isinstance(page, SettingsPage)
    state = song.controller.settings
    until(lambda: state.state.values and state.state.daws)
    assert "Open: Fake song" in song.words(page) and "Nothing leaves this computer" in song.words(page)
    page.address.setText("http://127.0.0.1:9/v1")
    page.address.textEdited.emit("http://127.0.0.1:9/v1")
    song.click(page, "Test the language model")
    until(lambda: state.state.tried is not None)
    assert "The language model at 127.0.0.1:9 " in song.words(page) and load_settings().llm_base_url == ""
    song.click(page, "Save the language model")
    until(lambda: state.state.waiting)
    assert load_settings().llm_base_url == "http://127.0.0.1:9/v1"
    assert "counts from the next start of the engine" in song.words(page)
    page.address.textEdited.emit("nonsense")
    song.click(page, "Save the language model")
    until(lambda: state.state.why_not)
    assert "must begin with http" in song.words(page)
    song.click(page, "Show all models")
    models = song.panel.findChild(ModelsPage)
    assert models is not None and models.isVisible()
    until(lambda: "Fake" in song.words(models))


def test_beside_an_open_daw_the_others_are_shown_on_request(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    rows = [("ardour", "Ardour", ["Night Drive"]), ("reaper", "REAPER", []), ("live", "Live", [])]
    engine.daws = [{"id": one, "name": name, "projects": open_, "has_script": True} for one, name, open_ in rows]
    with live(tmp_path, engine) as one:
        one.press(Qt.Key.Key_3, CTRL)
        page = one.panel.tab_pages["settings"]
        until(lambda: one.controller.settings.state.daws)
        rest(20)
        named = {button.accessibleName(): button for button in page.findChildren(Button) if button.isVisible()}
        assert "Install the script of Ardour" in named and "Install the script of Live" not in named
        named["Show the other DAWs"].setFocus(Qt.FocusReason.TabFocusReason)
        one.press(Qt.Key.Key_Return)
        focus = QApplication.focusWidget()
        assert focus is not None and focus.accessibleName() == "Install the script of REAPER"
        assert any(button.accessibleName() == "Install the script of Live" for button in page.findChildren(Button))


def test_a_daws_own_folder_is_chosen_on_its_card(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    engine = FakeEngine()
    known = {"id": "live", "name": "Ableton Live", "has_script": True, "projects": [], "why_not": "It was not found."}
    engine.daws = [{**known, "asks_folder": True, "folder": ""}, {**known, "id": "ardour", "name": "Ardour"}]
    with live(tmp_path, engine) as one:
        one.press(Qt.Key.Key_3, CTRL)
        page = one.panel.tab_pages["settings"]
        until(lambda: one.controller.settings.state.daws)
        assert "Choose the folder of Ardour" not in _buttons(page)
        _buttons(page)["Choose the folder of Ableton Live"].click()
        until(lambda: engine.sent("/daws/live/folder") == [{"folder": str(tmp_path)}])
        engine.daws[0]["folder"] = str(tmp_path)
        one.controller.settings.look_for_daws()
        until(lambda: "Forget the folder of Ableton Live" in _buttons(page))
        until(lambda: not one.controller.settings.state.trying)
        _buttons(page)["Forget the folder of Ableton Live"].click()
        until(lambda: engine.sent("/daws/live/folder")[-1:] == [{"folder": ""}])


def _buttons(page: QWidget) -> dict[str, Button]:
    return {one.accessibleName(): one for one in page.findChildren(Button)}


def test_a_key_is_written_kept_and_forgotten(song: Song, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    key = "sk-0123456789abcdef"
    song.press(Qt.Key.Key_3, CTRL)
    page = song.panel.tab_pages["settings"]
    assert isinstance(page, SettingsPage)
    state = song.controller.settings
    until(lambda: state.state.values)
    assert "No key is kept" in song.words(page) and page.key.isEnabled()
    page.key.setFocus()
    song.type(key)
    assert page.key.displayText() == "●" * len(key) and key not in repr(state.state)
    song.click(page, "Save the language model")
    until(lambda: state.state.key_is_kept)
    assert f"(…cdef) is kept in {tmp_path / 'home' / 'llm_keys.json'}" in song.words(page)
    assert page.key.text() == "" and page.key.placeholderText() == "kept: …cdef" and key not in song.words(page)
    song.click(page, "Forget the key")
    until(lambda: not state.state.key_is_kept)
    assert "No key is kept" in song.words(page) and not (tmp_path / "home" / "llm_keys.json").exists()
    monkeypatch.setenv("OPENAI_API_KEY", key)
    state.open()
    until(lambda: state.state.is_key_fixed)
    rest()
    assert not page.key.isEnabled() and "The key in OPENAI_API_KEY is used (…cdef)" in song.words(page)


def test_another_clock_is_chosen(song: Song) -> None:
    song.press(Qt.Key.Key_3, CTRL)
    page = song.panel.tab_pages["settings"]
    assert isinstance(page, SettingsPage)
    until(lambda: song.controller.settings.state.values and "a sound begins at once" in song.words(page))
    page.clock.chosen.emit("link")
    until(lambda: "Start Stop Sync" in song.words(page))
    page.clock.chosen.emit("midi")
    until(lambda: load_settings().clock == "midi" and "Let the DAW send MIDI clock" in song.words(page))
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "MIDI input")
    field.setFocus()
    song.type("IAC")
    song.press(Qt.Key.Key_Return)
    state = song.controller.settings
    until(lambda: "midi_clock_port" in state.state.waiting)
    assert load_settings().midi_clock_port == "IAC"
    assert "counts from the next start of the engine" in song.words(page)
    state._show(replace(state.state, clock={"kind": "midi", "why_not": "There is no MIDI input 'IAC'."}))
    assert "There is no MIDI input 'IAC'." in song.words(page)


def test_looks_are_chosen_on_the_page(song: Song) -> None:
    song.panel.show_tab("settings")
    page = song.panel.tab_pages["settings"]
    page.scale_chosen.emit(1.5)
    rest()
    assert song.panel.tab == "settings" and song.window.memory.text_scale == 1.5
    again = song.panel.tab_pages["settings"]
    assert again is not page and isinstance(again, SettingsPage), "letters of another size need everything anew"
    again.look_chosen.emit("light")
    assert song.window.memory.theme == "light"
