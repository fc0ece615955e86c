"""What the first steps say."""

from __future__ import annotations

from dataclasses import replace

from engine.wire.wire import SessionView
from ui.conversation.first_run_state import first_steps
from ui.conversation.settings_state import DawLine, SettingsState, Tried

ARDOUR = DawLine("ardour", "Ardour", "Ardour is not running.", False, True)
FOLDER = DawLine("folder", "Watched folder", "Open: Tonmeister Clips", True, False)
ALONE = SessionView("library", "Library")


def test_without_a_daw_scripts_are_offered() -> None:
    daw, sound, _ = first_steps(ALONE, SettingsState(daws=(ARDOUR, FOLDER)))
    assert daw.buttons == (("Install for Ardour", "install", "ardour"),) and daw.state == "open"
    assert "in the library" in sound.said


def test_an_open_project_is_found_by_itself() -> None:
    opened = replace(ARDOUR, said="Open: Night Drive", is_open=True)
    daw, *_ = first_steps(ALONE, SettingsState(daws=(opened, FOLDER)))
    assert daw.said == "Ardour was found. Open: Night Drive." and daw.buttons == (("Use Ardour", "use", "ardour"),)


def test_a_connected_daw_is_done() -> None:
    daw, sound, _ = first_steps(SessionView("p", "Night Drive", "Ardour"), SettingsState(daws=(ARDOUR,)))
    assert (daw.state, daw.title) == ("done", "Ardour is connected") and "one undo away" in sound.said


def test_installing_is_told_while_it_goes_on_and_afterwards() -> None:
    state = SettingsState(daws=(ARDOUR,), trying="daw ardour")
    assert first_steps(ALONE, state)[0].state == "working"
    done = replace(state, trying="", tried=Tried("daw ardour", True, ("The script lies there.",)))
    assert first_steps(ALONE, done)[0].outcome == ("The script lies there.",)
