"""A DAW whose own folder lies elsewhere: `daw install NAME --folder` is remembered by all that looks for it later."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.catalog.registry import discover
from engine.cli.cli import main
from engine.config import load_settings
from engine.service.outside_clock import OutsideClock
from engine.service.settings_service import SettingsService

MARKS = {
    "live": ("User Library", "Ableton Folder Info"),
    "bitwig": ("Bitwig Studio", "Controller Scripts"),
    "reaper": ("REAPER portable", "Scripts"),
}


@pytest.fixture(params=sorted(MARKS))
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for variable, place in (("HOME", "user"), ("TONMEISTER_HOME", "home"), ("XDG_CONFIG_HOME", "user/.config")):
        monkeypatch.setenv(variable, str(tmp_path / place))
    return str(request.param)


def own_folder(name: str, tmp_path: Path) -> Path:
    folder, mark = MARKS[name]
    (tmp_path / "elsewhere" / folder / mark).mkdir(parents=True)
    return tmp_path / "elsewhere" / folder


def test_a_folder_that_was_named_once_is_known_to_the_test(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own_folder(name, tmp_path)
    assert main(["daw", "install", name, "--folder", str(folder)]) == 0
    assert str(folder) in capsys.readouterr().out
    assert main(["daw", "test", name]) == 1
    said = capsys.readouterr().out
    assert "not running" in said and "--folder" not in said
    assert main(["daw", "remove", name]) == 0
    assert str(folder) in capsys.readouterr().out


def test_taking_it_away_from_there_forgets_it(name: str, tmp_path: Path) -> None:
    folder, setting = own_folder(name, tmp_path), discover().daws[name].folder_setting
    main(["daw", "install", name, "--folder", str(folder)])
    assert getattr(load_settings(), setting) == str(folder.resolve())
    main(["daw", "remove", name, "--folder", str(folder), "--dry-run"])
    assert getattr(load_settings(), setting)
    main(["daw", "remove", name, "--folder", str(folder)])
    assert not getattr(load_settings(), setting)


def test_a_dry_run_and_a_folder_that_is_none_are_not_remembered(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own_folder(name, tmp_path)
    main(["daw", "install", name, "--folder", str(folder), "--dry-run"])
    (tmp_path / "empty" / "deep").mkdir(parents=True)
    assert main(["daw", "install", name, "--folder", str(tmp_path / "empty" / "deep")]) == 1
    assert str(tmp_path / "empty" / "deep") in capsys.readouterr().err
    assert not getattr(load_settings(), discover().daws[name].folder_setting)


def test_an_engine_that_runs_keeps_what_was_named_meanwhile(name: str, tmp_path: Path) -> None:
    registry, setting = discover(), discover().daws[name].folder_setting
    service = SettingsService(load_settings(), registry, OutsideClock(load_settings()))
    folder = own_folder(name, tmp_path)
    main(["daw", "install", name, "--folder", str(folder)])
    service.change({"prefer": "fast"})
    assert getattr(load_settings(), setting) == str(folder.resolve()) and load_settings().prefer == "fast"
