"""Each sentence that the panel says is in the catalogues of all languages; a new one fails here with its text."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QAbstractButton, QApplication

from engine.tasks.plan import Step
from engine.tasks.step_title import step_title
from engine.tasks.task import all_tasks
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import live
from tests.ui.start_up.test_scenes import nothing_is_cut, opened
from tests.ui.waiting import rest, until
from ui.conversation.plan_changes import _ACTIONS, KEPT
from ui.language import language
from ui.language.language import LANGUAGES, catalogue, found, said
from ui.widgets.keys import FIELD_KEYS, KEYS, PLACES
from ui.window.window_state import load_window_state

ROOT = Path(__file__).parents[3]
CODES = [code for _, code in LANGUAGES if code not in ("system", "en")]
FILES = (
    "ui/cards/answer_card.py", "ui/cards/clip_card.py", "ui/cards/clip_menu.py", "ui/cards/found_card.py",
    "ui/cards/model_card.py", "ui/cards/phrase_list.py", "ui/cards/plan_card.py", "ui/cards/provenance_card.py",
    "ui/cards/sing_card.py", "ui/cards/take_strip.py", "ui/cards/track_button.py", "ui/cards/undo_row.py",
    "ui/cards/words_card.py", "ui/connection/controller.py", "ui/conversation/first_run_state.py",
    "ui/conversation/library_state.py", "ui/conversation/models_state.py", "ui/conversation/session_state.py",
    "ui/conversation/settings_state.py", "ui/conversation/sing_state.py", "ui/conversation/takes_state.py",
    "ui/conversation/turn_items.py", "ui/playback/playback.py", "ui/playback/player.py", "ui/talk/talk_row.py",
    "ui/talk/talk_state.py", "ui/window/completion_list.py", "ui/window/composer.py", "ui/window/drop_overlay.py",
    "ui/window/empty_page.py", "ui/window/first_run_page.py", "ui/window/header.py", "ui/window/library_page.py",
    "ui/window/local_model.py",
    "ui/window/message.py", "ui/window/models_page.py", "ui/window/notice_row.py", "ui/window/notice_strip.py",
    "ui/window/page.py", "ui/window/project_menu.py", "ui/window/settings_page.py", "ui/window/tray.py",
    "ui/window/voices_page.py", "ui/window/window.py", "ui/window/window_state.py",
)  # fmt: skip
"""Where what a user meets every day is said; the help of keys and the sentences of plans come from tables."""
ELSEWHERE = (
    "All 7", "Connected to", "No 7 fits", "No lyrics were given", "No words yet: 7", "Not connected to",
    "Phrase 7, 7", "Plan with 7", "Plan · 7", "Put the 7 away", "Sing 7", "Sing another take of", "Step 7, 7",
    "There is no 7",
)  # fmt: skip
"""Requests, and what the catalogue has with a word where we put a number."""


def sentences(file: Path) -> Iterator[tuple[int, str]]:
    """Every text of a file that is no docstring, 7 standing for each value; what depends on something in every form."""
    tree = ast.parse(file.read_text("utf-8"))
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
              if part is not node}
    for node in ast.walk(tree):
        if id(node) in skipped or id(node) in inside:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            for parts in itertools.product(*(_forms(part) for part in node.values)):
                yield node.lineno, "".join(parts)


def _forms(part: ast.expr) -> list[str]:
    if isinstance(part, ast.Constant):
        return [str(part.value)]
    value = part.value if isinstance(part, ast.FormattedValue) else part
    if isinstance(value, ast.IfExp):
        words = [one.value for one in (value.body, value.orelse) if isinstance(one, ast.Constant)]
        if len(words) == 2:
            return [str(word) for word in words]
    return ["7"]


def is_said(text: str) -> bool:
    """True for what a person reads: words with a capital at the start, or a sentence."""
    text = text.strip()
    return bool(re.match(r"[A-Z“][\w’“]*[a-z]", text) and (" " in text or text[:1].isupper() and text.isalpha()))


@pytest.mark.parametrize("name", FILES)
def test_each_sentence_is_in_the_catalogues(name: str) -> None:
    missing = [f"{name}:{line}: {text!r}" for line, text in sentences(ROOT / name) if is_said(text)
               and not text.startswith(ELSEWHERE) and text not in ("Qt", "None", "Tonmeister", "English")
               and any(found(text.strip(), code) is None for code in CODES)]
    assert not missing, "\n".join(missing)


def _titles() -> Iterator[str]:
    """What each task is called as a step of a plan, with each value that its title speaks of."""
    for task in all_tasks().values():
        yield step_title(Step(task.id, {}))
        for arg in task.args:
            for choice in arg.choices:
                yield step_title(Step(task.id, {arg.name: [choice] if arg.type == "choices" else choice}))


@pytest.mark.parametrize("code", CODES)
def test_steps_of_plans_and_what_they_change_are_in_the_catalogues(code: str) -> None:
    missing = {title for title in _titles() if found(title, code) is None}
    args = {"clip": "Bass take 2", "track": "Pad", "name": "Low", "bpm": 96, "number": 2}
    lines = [maker(args)[1] for maker in _ACTIONS.values()]
    missing |= {line for line in (*lines, KEPT[1]) if found(line, code) is None}
    assert not missing


@pytest.mark.parametrize("code", CODES)
def test_the_help_of_keys_is_in_the_catalogues(code: str) -> None:
    words = {*(key.words for key in KEYS if key.words), *PLACES.values(), *(words for _, words in FIELD_KEYS)}
    assert not {one for one in words if found(one, code) is None}


def test_the_catalogues_have_the_same_sentences_with_the_same_places() -> None:
    english = set(catalogue("de"))
    assert len(english) > 450
    for code in CODES:
        assert set(catalogue(code)) == english, code
        for sentence, there in catalogue(code).items():
            assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", there)), (code, sentence)


def test_words_inside_sentences_are_said_too_and_names_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_SPOKEN", ["de"])
    assert said("Voice: As it fits") == "Stimme: Wie es passt"
    assert said("Undo: 1 track added") == "Rückgängig: 1 track added"
    assert said("2 of 3 are ready. This computer has 16 GB memory, and 40 GB free on the disk.") == (
        "2 von 3 sind bereit. Dieser Rechner hat 16 GB Speicher und 40 GB frei auf der Platte.")
    assert said("To “Settings”") == "Auf „Settings“", "a track of that name keeps it"
    assert said("something that nobody wrote down") == "something that nobody wrote down"


def test_a_language_without_a_catalogue_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_SPOKEN", ["en"])
    language.choose("ja")
    assert language.chosen() == "en"
    monkeypatch.setattr(language.locale, "getlocale", lambda: ("fr_FR", "UTF-8"))
    language.choose("system")
    assert language.chosen() == "fr"


def test_it_is_chosen_in_the_settings_and_kept(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path, FakeEngine()) as one:
        try:
            one.type("half a sen")
            one.panel.show_tab("settings")
            rest()
            one.panel.tab_pages["settings"].language_chosen.emit("de")
            told = {"Bibliothek", "Einstellungen", "Die Engine neu starten", "Deutsch"}

            def shown() -> set[str]:
                return {button.text() for button in one.panel.findChildren(QAbstractButton) if button.isVisible()}

            until(lambda: told <= shown(), lambda: f"{sorted(told - shown())} are not shown")
            assert load_window_state(tmp_path / "panel.json").language == "de"
            one.panel.show_tab("chat")
            assert one.panel.composer.message.toPlainText() == "half a sen"
            assert one.panel.composer.message.accessibleName() == "Nachricht"
        finally:
            language.choose("en")


@pytest.mark.parametrize("code", ["de", "zh"])
@pytest.mark.parametrize("name", ["busy", "settings", "sing", "empty", "library", "question", "takes", "models"])
def test_longer_words_find_room(app: QApplication, name: str, code: str) -> None:
    language.choose(code)
    try:
        nothing_is_cut(opened(name, 320), 320)
    finally:
        language.choose("en")


@pytest.mark.parametrize(
    ("code", "there"),
    [
        ("de", "Anfrage 3 wartet nicht auf Freigabe. Nobody translated this."),
        ("es", "La petición 3 no espera aprobación. Nobody translated this."),
    ],
)
def test_what_the_engine_says_is_said_in_the_language_of_the_panel(code: str, there: str) -> None:
    language.choose(code)
    try:
        assert said("Request 3 does not wait for approval. Nobody translated this.") == there
        assert said("The bridge of sighs") == "The bridge of sighs"
    finally:
        language.choose("en")
