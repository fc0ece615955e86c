"""What the pages of models and settings say of what the engine tells."""

from __future__ import annotations

from dataclasses import replace

from ui.conversation.models_state import model_lines
from ui.conversation.session_state import hello
from ui.conversation.settings_state import daw_lines
from ui.start_up.scene import SESSION


def test_a_model_says_what_it_does_in_the_words_of_plans() -> None:
    rows = [{"id": "a", "name": "Ear", "tasks": ["audio_to_midi", "list_sounds"]}]
    (line,) = model_lines(rows, titles={"audio_to_midi": "Write down as notes"})
    assert line.purpose == "Write down as notes · List sounds"


def test_beside_a_file_nothing_is_said_to_be_selected() -> None:
    assert "select" in hello(SESSION) and "select" not in hello(replace(SESSION, daw="DAWproject"))
    assert "select" not in hello(replace(SESSION, daw="Watched folder"))


def test_the_daw_that_is_open_stands_first_and_what_it_says_is_a_sentence() -> None:
    rows = [{"id": "a", "name": "A", "why_not": "start it once."}, {"id": "b", "name": "B", "projects": ["Night"]}]
    assert [(line.name, line.said) for line in daw_lines(rows)] == [("B", "Open: Night"), ("A", "Start it once.")]
