"""A language model that answers on this computer is offered, and used without knowing its address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from engine.config import load_settings
from engine.planner.llm import local
from engine.wire.client import Client
from tests.engine.planner.local_server import Asked, lm_studio, ollama, serving
from tests.fakes import FakeModel
from tests.real_engine import RealEngine
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import Live, live
from tests.ui.waiting import rest, until
from ui.conversation.settings_state import ModelServer, SettingsState, servers_from
from ui.language import language
from ui.language.language import said
from ui.theme.active_theme import look
from ui.theme.theme import DARK
from ui.window.local_model import LOCAL_MODEL
from ui.window.notice_row import NoticeRow
from ui.window.settings_page import SettingsPage
from ui.window.window_state import WindowState, load_window_state

TOLD = ("A language model answers on this computer (Ollama). It can help me understand requests; nothing leaves this "
        "computer.")  # fmt: skip
MODELS = ("qwen3:14b", "gemma3:12b", "llama3.2:3b", "phi4", "qwen3:0.6b", "mistral-nemo")


@pytest.fixture(autouse=True)
def _nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TONMEISTER_OFFLINE", "0")
    for name in ("OPENAI_BASE_URL", "OPENAI_MODEL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(local, "SERVERS", (("Ollama", 9),))


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Ollama answers there."""
    with serving(ollama(*MODELS)) as one:
        monkeypatch.setattr(local, "SERVERS", (("Ollama", one),))
        yield one


@contextmanager
def panel(folder: Path, *, planner: str = "auto", memory: WindowState | None = None) -> Iterator[Live]:
    """A panel with the engine itself; `memory` is what it kept of an earlier start."""
    one = Live(folder / "panel", RealEngine(folder / "song", {"fake": FakeModel()}))
    if memory is not None:
        one.window.memory.knows_local_model = memory.knows_local_model
    client = Client(one.engine.address)
    client.post("/settings", {"values": {"planner": planner, "llm_base_url": "", "llm_model": ""}})
    client.close()
    try:
        yield one.begin()
    finally:
        one.close()


def buttons(page: QWidget) -> dict[str, QPushButton]:
    rest(20)
    return {one.accessibleName(): one for one in page.findChildren(QPushButton) if one.isVisible()}


def words(page: QWidget) -> str:
    rest()
    shown = " | ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())
    return shown.replace("\u200b", "").replace("\u00a0", " ")


def settings_page(one: Live) -> SettingsPage:
    one.panel.show_tab("settings")
    page = one.panel.tab_pages["settings"]
    assert isinstance(page, SettingsPage)
    return page


def test_a_model_that_was_found_is_used_at_once(app: QApplication, tmp_path: Path, port: int) -> None:
    with panel(tmp_path) as one:
        page, editor = settings_page(one), one.controller.settings
        until(lambda: editor.state.found)
        assert "Ollama answers on this computer." in words(page)
        assert "And 2 more: use one, then write another's name under Model." in words(page)
        offered = [name for name in buttons(page) if name.startswith("Use ")]
        assert offered == [f"Use {name} of Ollama" for name in MODELS[:4]]
        page.key.setFocus()
        one.type("sk-of-another-server")
        buttons(page)["Use gemma3:12b of Ollama"].click()
        until(lambda: "llm_model" in editor.state.waiting)
        saved = load_settings()
        assert (saved.llm_base_url, saved.llm_model) == (f"http://127.0.0.1:{port}/v1", "gemma3:12b")
        rest(20)
        assert (page.address.text(), page.model.text()) == (saved.llm_base_url, "gemma3:12b")
        assert not (tmp_path / "home" / "llm_keys.json").exists() and page.key.text() == ""
        assert "answers on this computer" not in words(page), "it is the one that is set"
        assert f"127.0.0.1:{port} is this computer." in words(page), "what is sent is said"
        assert "counts from the next start of the engine" in words(page)
        assert sum(button.isVisible() for button in page.findChildren(QPushButton)
                   if button.text() == "Restart the engine") == 2  # fmt: skip


def test_the_keyboard_goes_on_to_the_test_of_the_model(app: QApplication, tmp_path: Path, port: int) -> None:
    with panel(tmp_path) as one:
        page, editor = settings_page(one), one.controller.settings
        until(lambda: editor.state.found)
        buttons(page)["Use qwen3:14b of Ollama"].setFocus(Qt.FocusReason.TabFocusReason)
        one.press(Qt.Key.Key_Return)
        until(lambda: not editor.state.found)
        rest(20)
        focus = QApplication.focusWidget()
        assert focus is not None and focus.accessibleName() == "Test the language model"


def test_who_plans_alone_lets_the_model_plan_by_using_it(app: QApplication, tmp_path: Path, port: int) -> None:
    with panel(tmp_path, planner="offline") as one:
        page, editor = settings_page(one), one.controller.settings
        until(lambda: editor.state.found)
        buttons(page)["Use qwen3:14b of Ollama"].click()
        until(lambda: "llm_model" in editor.state.waiting)
        assert load_settings().planner == "auto" and load_settings().llm_model == "qwen3:14b"


def test_where_nothing_answers_nothing_is_shown(app: QApplication, tmp_path: Path) -> None:
    with panel(tmp_path) as one:
        page = settings_page(one)
        until(lambda: one.controller.settings.state.daws)
        assert "answers on this computer" not in words(page) and one.notices() == []
        head = next(one for one in page.findChildren(QLabel) if one.text() == "Language model")
        field = next(one for one in page.findChildren(QLabel) if one.text() == "Who plans")
        gap = field.mapTo(page, field.rect().topLeft()).y() - head.mapTo(page, head.rect().bottomLeft()).y()
        assert gap < 20, "no empty part between them"


def test_what_waited_counts_once_the_engine_has_started_anew(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.settings = {"values": {"planner": "auto"}, "waiting": ["llm_model"], "llm": {"place": "x", "sent": ""}}
    with live(tmp_path, engine) as one:
        editor = one.controller.settings
        editor.open()
        until(lambda: "llm_model" in editor.state.waiting)
        engine.settings = {**engine.settings, "waiting": []}
        engine.kill()
        until(lambda: one.controller.engine != "ready")
        engine.start(engine.address.port)
        until(lambda: one.controller.engine == "ready" and not editor.state.waiting)


def test_several_servers_have_a_card_each(app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "bartowski/Llama-3.2-3B-Instruct-GGUF"
    with serving(ollama("qwen3:14b")) as one, serving(lm_studio(name)) as other, panel(tmp_path) as shown:
        monkeypatch.setattr(local, "SERVERS", (("Ollama", one), ("LM Studio", other)))
        page = settings_page(shown)
        until(lambda: len(shown.controller.settings.state.found) == 2)
        assert "Ollama answers" in words(page) and "LM Studio answers" in words(page)
        button = buttons(page)[f"Use {name} of LM Studio"]
        assert button.text() == "Use Llama-3.2-3B-Instruct-GGUF", "where it comes from is left out"


def test_it_is_said_once_and_leads_to_the_models(app: QApplication, tmp_path: Path, port: int) -> None:
    with panel(tmp_path) as one:
        until(lambda: one.notices() == [TOLD])
        buttons(one.panel.notices)["Settings"].click()
        until(lambda: one.notices() == [] and one.panel.tab == "settings")
        rest(20)
        focus = QApplication.focusWidget()
        assert focus is not None and focus.accessibleName() == "Use qwen3:14b of Ollama"
        assert not focus.visibleRegion().isEmpty()
    kept = load_window_state(tmp_path / "panel" / "panel.json")
    assert kept.knows_local_model
    with panel(tmp_path, memory=kept) as again:
        settings_page(again)
        until(lambda: again.controller.settings.state.lacks_model and again.controller.settings.state.found)
        rest()
        assert again.notices() == []


def test_put_away_it_does_not_come_again(app: QApplication, tmp_path: Path, port: int) -> None:
    with panel(tmp_path) as one:
        until(lambda: one.notices() == [TOLD])
        buttons(one.panel.notices)["Put this notice away"].click()
        rest()
        one.controller.settings.open()
        rest(20)
        assert one.notices() == []
    assert load_window_state(tmp_path / "panel" / "panel.json").knows_local_model


def test_left_alone_it_comes_again_with_the_next_start(app: QApplication, tmp_path: Path, port: int) -> None:
    with panel(tmp_path) as one:
        until(lambda: one.notices() == [TOLD])
    kept = load_window_state(tmp_path / "panel" / "panel.json")
    assert not kept.knows_local_model
    with panel(tmp_path, memory=kept) as again:
        until(lambda: again.notices() == [TOLD])


@pytest.mark.parametrize(
    ("planner", "variables"),
    [("offline", {}), ("auto", {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}), ("auto", {"OPENAI_API_KEY": "sk-1"}),
     ("auto", {"TONMEISTER_OFFLINE": "1"})],
)  # fmt: skip
def test_who_has_chosen_or_is_offline_is_not_told(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planner: str, variables: dict[str, str]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    asked: list[Asked] = []
    with serving(ollama("qwen3:14b"), asked) as port:
        monkeypatch.setattr(local, "SERVERS", (("Ollama", port),))
        with panel(tmp_path, planner=planner) as one:
            until(lambda: one.controller.settings.state.values)
            rest(20)
            assert one.notices() == [] and asked == []


def test_it_stays_when_another_project_is_opened_and_goes_with_a_choice(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.settings = {"values": {"planner": "auto"}, "llm": {"place": "", "is_local": False}}
    engine.servers = [{"name": "Ollama", "base_url": "http://127.0.0.1:11434/v1", "models": ["phi4"]}]
    with live(tmp_path, engine) as one:
        until(lambda: one.notices() == [TOLD])
        one.controller.change_project("folder", "")
        until(lambda: one.controller.engine == "ready" and one.notices() == [TOLD])
        engine.settings = {**engine.settings, "llm": {"place": "127.0.0.1:11434", "is_local": True}}
        one.controller.settings.open()
        until(lambda: one.notices() == [])


def test_with_large_letters_a_name_with_a_point_ends_no_sentence(app: QApplication) -> None:
    from ui.conversation.item import Notice

    look().apply(DARK.scaled(2.0))
    for name in ("llama.cpp", "127.0.0.1:8080"):
        row = NoticeRow(Notice(TOLD.replace("Ollama", name), action="Settings", id=LOCAL_MODEL))
        assert row.words.text().replace("\u200b", "").replace("\u00a0", " ") == (
            f"A language model answers on this computer ({name})."
        )


def test_it_is_said_in_the_language_of_the_panel() -> None:
    language.choose("de")
    try:
        assert said("Use qwen3:14b of LM Studio") == "qwen3:14b von LM Studio verwenden"
        assert said(TOLD).startswith("Ein Sprachmodell antwortet auf diesem Rechner (Ollama). Es kann")
        assert said("llama.cpp answers on this computer.") == "llama.cpp antwortet auf diesem Rechner."
    finally:
        language.choose("en")


OLLAMA = ModelServer("Ollama", "http://127.0.0.1:11434/v1", ("phi4",))


@pytest.mark.parametrize(
    ("place", "is_local", "is_shown"),
    [("", False, True), ("localhost:11434", True, False), ("127.0.0.1:11434", True, False),
     ("127.0.0.1:1234", True, True), ("studio.lan:11434", False, True), ("api.openai.com", False, True),
     ("127.0.0.1:99999", True, True)],
)  # fmt: skip
def test_the_one_that_is_set_is_not_found_anew(place: str, is_local: bool, is_shown: bool) -> None:
    state = SettingsState({"planner": "auto"}, llm={"place": place, "is_local": is_local}, servers=(OLLAMA,))
    assert bool(state.found) is is_shown
    assert state.lacks_model is (place == "") and replace(state, llm={}).lacks_model is False


@pytest.mark.parametrize("answer", [None, [], {}, {"servers": None}, {"servers": [None, 7, {"name": "x"}]}])
def test_an_answer_that_is_none_shows_nothing(answer: object) -> None:
    assert servers_from(answer) == ()
