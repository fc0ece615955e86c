"""The message without Qt: completions, attachments, history."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.wire.wire import MAX_TEXT, ClipView, SessionView, TrackView
from ui.conversation.completion import completed, suggestions, typed_word
from ui.conversation.composer_state import ComposerState, icon_of
from ui.conversation.input_history import KEPT, InputHistory, load_history, save_history

TASKS = [
    {"id": "separate_stems", "summary": "Take a mix apart."}, {"id": "separate_speakers", "summary": "One each."},
    {"id": "sing", "summary": "Sing notes."}, {"id": "chat", "summary": "Talk."},
]  # fmt: skip
CLIPS = (ClipView("a", "Vocals", "audio", place="bar 1", key="A minor"), ClipView("b", "Bass line", "midi"))
SESSION = SessionView("p", "P", "Ardour", place="bar 5", tracks=(TrackView("Vocals"), TrackView("Lead", "midi")))


def offered(text: str) -> list[str]:
    typed = typed_word(text, len(text))
    if typed is None:
        return []
    return [one.word for one in suggestions(typed, tasks=TASKS, clips=CLIPS, session=SESSION)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/sep", ["/separate_stems", "/separate_speakers"]),
        ("/", ["/separate_stems", "/separate_speakers", "/sing"]),
        ("please /st", ["/separate_stems"]),
        ("/SING", ["/sing"]),
        ("/nothing like it", []),
        ("/xyz", []),
        ("and/or", []),
        ("mail me@home", []),
        ("@", ["@Bass line", "@Vocals", "@Lead"]),
        ("double @voc", ["@Vocals"]),
        ("@line", ["@Bass line"]),
        ("@Lea", ["@Lead"]),
        ("#12", ["#12"]),
        ("#5-8", ["#5-8"]),
        ("#8-5", []),
        ("#0", []),
        ("#", ["#here", "#1"]),
    ],
)
def test_what_is_offered(text: str, words: list[str]) -> None:
    assert offered(text) == words


@pytest.mark.parametrize(
    ("text", "index", "wanted"),
    [("/sep", 0, "separate stems "), ("double @bas", 0, "double Bass line "), ("loop #5-8", 0, "loop bars 5-8 "),
     ("at #", 0, "at bar 5 ")],
)  # fmt: skip
def test_what_is_taken_reads_as_plain_words(text: str, index: int, wanted: str) -> None:
    state = ComposerState()
    state.type(text, len(text), tasks=TASKS, clips=CLIPS, session=SESSION)
    assert state.take(index) == (wanted, len(wanted))


def test_a_word_is_completed_in_the_middle_of_a_sentence() -> None:
    state = ComposerState()
    state.type("double @voc in thirds", 11, tasks=TASKS, clips=CLIPS, session=SESSION)
    assert state.take() == ("double Vocals in thirds", 13)


@given(st.text(max_size=40), st.integers(0, 40))
def test_completion_never_fails_and_never_loses_a_word(text: str, cursor: int) -> None:
    typed = typed_word(text, min(cursor, len(text)))
    if typed is not None:
        found = suggestions(typed, tasks=TASKS, clips=CLIPS, session=SESSION)
        for one in found:
            made, place = completed(text, min(cursor, len(text)), typed, one)
            assert made.startswith(text[: typed.start]) and made.endswith(text[min(cursor, len(text)) :])
            assert 0 <= place <= len(made)


def test_the_choice_stays_on_the_same_word_while_the_list_shrinks() -> None:
    state = ComposerState()
    state.type("/s", 2, tasks=TASKS)
    state.move(1)
    assert state.offered[state.chosen].word == "/separate_speakers"
    state.type("/sepa", 5, tasks=TASKS)
    assert state.offered[state.chosen].word == "/separate_speakers"
    state.move(1)
    assert state.chosen == 0
    state.move(-1)
    assert state.chosen == 1


def test_a_closed_list_stays_closed_until_another_word_is_begun() -> None:
    state = ComposerState()
    state.type("/s", 2, tasks=TASKS)
    assert state.close()
    state.type("/se", 3, tasks=TASKS)
    assert not state.offered and not state.close()
    state.type("/se and /s", 10, tasks=TASKS)
    assert state.offered


def test_files_are_attached_once_and_only_of_known_kinds(tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("hum.wav", "song.MID", "a.png", "notes.txt")]
    for path in paths:
        Path(path).write_bytes(b"x")
    state = ComposerState(selection="Lead, bars 1–4")
    refused = state.attach([*paths, paths[0], str(tmp_path / "gone.wav"), str(tmp_path)])
    assert refused == ["notes.txt", "gone.wav", tmp_path.name]
    assert [icon_of(path) for path in state.files] == ["sound", "notes", "picture"]
    assert state.chips == ("Lead, bars 1–4", "hum.wav", "song.MID", "a.png")
    state.detach(paths[1])
    state.text = "  double it "
    assert state.send() == {"text": "double it", "files": [paths[0], paths[2]]}
    assert (state.text, state.files, state.history.messages) == ("", (), ["double it"])


def test_there_must_be_something_to_say_and_not_too_much() -> None:
    state = ComposerState()
    for text, can in (("", False), (" \n ", False), ("x", True), ("x" * MAX_TEXT, True), ("x" * (MAX_TEXT + 1), False)):
        state.text = text
        assert state.can_send == can


def test_history_goes_back_and_forth_and_keeps_what_was_being_written() -> None:
    history = InputHistory(["one", "two"])
    assert history.earlier("draft") == "two"
    assert history.earlier("two") == "one"
    assert history.earlier("one") is None
    assert history.later() == "two"
    assert history.later() == "draft"
    assert history.later() is None


def test_history_keeps_the_newest_messages_over_a_restart(tmp_path: Path) -> None:
    history = InputHistory()
    for number in range(KEPT + 5):
        history.add(f"message {number}")
    history.add(f"message {KEPT + 4}")
    save_history(history, tmp_path / "messages.json")
    again = load_history(tmp_path / "messages.json")
    assert len(again.messages) == KEPT and again.messages[-1] == f"message {KEPT + 4}"
    assert (tmp_path / "messages.json").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["messages.json"]


@pytest.mark.parametrize("content", ["", "{}", "[1, null]", "\x00"])
def test_a_broken_history_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "messages.json").write_text(content)
    assert load_history(tmp_path / "messages.json").messages == []
    assert load_history(tmp_path / "none.json").messages == []


def test_a_selection_that_was_taken_off_does_not_go_along_until_another_is_made() -> None:
    state = ComposerState(selection="MIDI: Lead", selection_kind="midi")
    assert state.chips == ("MIDI: Lead",)
    state.leave_selection_out()
    state.text = "make it darker"
    assert state.chips == () and state.send()["selection"] == {}
    state.selection = "Audio: Vox"
    state.text = "make it darker"
    assert state.chips == ("Audio: Vox",) and "selection" not in state.send()
