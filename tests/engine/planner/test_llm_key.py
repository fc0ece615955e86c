"""The keys of language model servers: kept where only their user reads them, for one server each, never told whole."""

from __future__ import annotations

import logging
import os
import sys
import types
from pathlib import Path

import pytest

from engine.config import Settings, data_folder
from engine.errors import UserError
from engine.planner.llm import key as key_module
from engine.planner.llm.endpoint import OPENAI, endpoint_of
from engine.planner.llm.key import ending, keep_key, key_file, stored_key, where_kept
from engine.planner.llm.probe import told_of

KEY = "sk-" + "a1B2" * 10
STUDIO = Settings(llm_base_url="https://studio.example:8443/v1")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setattr(key_module.importlib.util, "find_spec", lambda name: sys.modules.get(name))
    monkeypatch.delitem(sys.modules, "keyring", raising=False)


class Keyring(types.ModuleType):
    """What the package offers, and what it can do wrong."""

    def __init__(self, *, fails: bool = False) -> None:
        super().__init__("keyring")
        self.held: dict[tuple[str, str], str] = {}
        self.fails = fails

    def _works(self) -> None:
        if self.fails:
            raise RuntimeError(f"no backend for {KEY}")

    def get_password(self, service: str, name: str) -> str | None:
        self._works()
        return self.held.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self._works()
        self.held[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        self._works()
        del self.held[service, name]


def test_a_key_lies_in_a_file_of_its_user(tmp_path: Path) -> None:
    keep_key("studio.example:8443", f" {KEY}\n")
    assert stored_key("studio.example:8443") == KEY and where_kept("studio.example:8443") == "file"
    assert key_file().parent == data_folder() and (os.name == "nt" or key_file().stat().st_mode & 0o777 == 0o600)
    assert [one.name for one in tmp_path.iterdir()] == ["llm_keys.json"]
    keep_key("studio.example:8443", "")
    assert stored_key("studio.example:8443") == "" and not key_file().exists()


def test_no_other_server_gets_it() -> None:
    keep_key("studio.example:8443", KEY)
    mine, other = endpoint_of(STUDIO, {}), endpoint_of(Settings(llm_base_url="https://studio.example/v1"), {})
    assert mine and mine.api_key == KEY and other and other.api_key != KEY
    assert endpoint_of(Settings(), {}) is None
    keep_key("api.openai.com", "k" * 20)
    openai = endpoint_of(Settings(), {})
    assert openai and (openai.base_url, openai.api_key) == (OPENAI, "k" * 20)


def test_the_environment_comes_first_then_what_is_typed() -> None:
    keep_key("studio.example:8443", KEY)
    fixed = endpoint_of(STUDIO, {"OPENAI_API_KEY": "from outside"}, "typed")
    typed = endpoint_of(STUDIO, {}, "typed")
    assert fixed and fixed.api_key == "from outside" and typed and typed.api_key == "typed"


def test_a_keyring_is_taken_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    keep_key("api.openai.com", KEY)
    assert keyring.held == {("Tonmeister", "api.openai.com"): KEY} and KEY not in key_file().read_text()
    assert stored_key("api.openai.com") == KEY and where_kept("api.openai.com") == "keyring"
    keep_key("api.openai.com", "")
    assert not keyring.held and where_kept("api.openai.com") == ""


def test_a_keyring_that_cannot_is_not_needed(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    keyring = Keyring(fails=True)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    keep_key("api.openai.com", KEY)
    assert stored_key("api.openai.com") == KEY and where_kept("api.openai.com") == "file"
    keyring.fails = False
    keep_key("api.openai.com", KEY)
    keyring.fails = True
    assert where_kept("api.openai.com") == "keyring" and stored_key("api.openai.com") == ""
    assert caplog.records and KEY not in caplog.text


@pytest.mark.parametrize("key", ["two words", "schlüssel", "a\x07b", "k" * 4001, "Bearer\tx"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(UserError, match="That is no key"):
        keep_key("api.openai.com", key)
    assert not key_file().exists()


@pytest.mark.parametrize("content", ["", "[]", f'{{"api.openai.com": "{KEY}"', '{"api.openai.com": 7}', "\0" * 50])
def test_a_broken_file_is_as_none(content: str, caplog: pytest.LogCaptureFixture) -> None:
    key_file().write_text(content)
    with caplog.at_level(logging.DEBUG):
        assert stored_key("api.openai.com") == "" and endpoint_of(Settings(), {}) is None
    assert KEY not in caplog.text
    keep_key("api.openai.com", KEY)
    assert stored_key("api.openai.com") == KEY


def test_an_unwritable_folder_is_told_without_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "file"))
    with pytest.raises(UserError, match="cannot be kept") as failed:
        keep_key("api.openai.com", KEY)
    assert KEY not in str(failed.value)


def test_little_of_a_key_is_told() -> None:
    assert ending(KEY) == "…a1B2" and ending("short") == "…" and ending("k" * 15) == "…"
    keep_key("studio.example:8443", KEY)
    told = told_of(STUDIO)
    assert (told["key_from"], told["key_ending"], told["has_key"]) == ("file", "…a1B2", True)
    assert KEY not in str(told) and KEY not in str(logging.getLogger().handlers)
