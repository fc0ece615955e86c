"""Audacity's own settings: its module is switched on and off, and all else in them stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.audacity import audacity
from bridge.audacity.audacity import Audacity
from engine.errors import DawError

SETTINGS = """PrefsVersion=1.1.1r1
[Module]
mod-nyq-bench=4
mod-script-pipe=4
[ModulePath]
mod-nyq-bench=/x/mod-nyq-bench.so
mod-script-pipe={module}
[Directories]
TempDir=/tmp/ü
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Path, "home", staticmethod(lambda: tmp_path))
    monkeypatch.setattr(audacity, "running", list)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    module = tmp_path / "mod-script-pipe.so"
    module.touch()
    file = tmp_path / ".config" / "audacity" / "audacity.cfg"
    file.parent.mkdir(parents=True)
    file.write_text(SETTINGS.format(module=module), "utf-8")
    return file


def test_on_and_off_again(settings: Path) -> None:
    before = settings.read_text("utf-8")
    assert "would" in Audacity().install(is_dry_run=True)[0] and settings.read_text("utf-8") == before
    assert "is not switched on" in Audacity().why_not()
    assert "next start" in Audacity().install()[0]
    text = settings.read_text("utf-8")
    assert "[Module]\nmod-nyq-bench=4\nmod-script-pipe=1\n" in text and "[ModuleDateTime]\nmod-script-pipe=20" in text
    assert all(line in text.splitlines() for line in before.splitlines() if not line.endswith("pipe=4"))
    assert Audacity().why_not() == ""
    Audacity().install()
    assert settings.read_text("utf-8") == text
    assert "would" in Audacity().remove(is_dry_run=True)[0] and settings.read_text("utf-8") == text
    assert "switched off" in Audacity().remove()[0] and "is not switched on" in Audacity().remove()[0]
    assert "is not switched on" in Audacity().why_not()


def test_settings_of_its_own_folder_win(settings: Path, tmp_path: Path) -> None:
    own = tmp_path / ".audacity-data" / "audacity.cfg"
    own.parent.mkdir()
    own.write_bytes(settings.read_bytes())
    assert str(own) in Audacity().install()[0]


def test_what_is_in_the_way_is_told(settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mod-script-pipe.so").unlink()
    monkeypatch.setattr(audacity, "_PLACES", ())
    with pytest.raises(DawError, match="no mod-script-pipe"):
        Audacity().install()
    (tmp_path / "mod-script-pipe.so").touch()
    monkeypatch.setattr(audacity, "running", lambda: [1])
    with pytest.raises(DawError, match="is running; close it"):
        Audacity().install()
    settings.unlink()
    with pytest.raises(DawError, match="start Audacity once"):
        Audacity().install()


def test_elsewhere_it_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audacity.sys, "platform", "darwin")
    assert "on Linux only" in Audacity().why_not() and Audacity().find() == []
    with pytest.raises(DawError, match="on Linux only"):
        Audacity().connect(audacity.Project("x", "Song", None))
