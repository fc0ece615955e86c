"""A DAW's own folder is chosen by the user where it is not found, is remembered, and takes the script."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from bridge.bitwig import install as bitwig_install
from bridge.bitwig.bitwig import Bitwig
from bridge.live import install as live_install
from bridge.live.live import Live
from bridge.reaper.reaper import Reaper
from engine.catalog.registry import Registry
from engine.config import Settings, load_settings
from engine.errors import DawError, WrongUse
from engine.service.outside_clock import OutsideClock
from engine.service.settings_service import SettingsService
from tests.fakes import FakeDaw, FakeDawKind

MARKS = {"live": "Remote Scripts", "bitwig": "Controller Scripts", "reaper": "reaper.ini"}
"""What lies in each DAW's own folder."""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SettingsService:
    monkeypatch.setattr(Path, "home", staticmethod(lambda: tmp_path / "home"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "data"))
    for name in (bitwig_install.HERE, live_install.HERE, "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    registry = Registry()
    for daw in (Live(), Bitwig(), Reaper(), FakeDawKind(FakeDaw(tmp_path))):
        registry.daws[daw.id] = daw
    return SettingsService(Settings(), registry, OutsideClock(Settings()))


def row(settings: SettingsService, daw: str) -> dict[str, Any]:
    return next(one for one in settings.daws({}) if one["id"] == daw)


def own(folder: Path, daw: str) -> Path:
    """A folder of the DAW's, with a name of the user's."""
    mark = folder / MARKS[daw]
    folder.mkdir(parents=True)
    mark.write_text("") if mark.suffix else mark.mkdir()
    return folder


@pytest.mark.parametrize("daw", MARKS)
def test_it_is_asked_for_kept_used_and_forgotten(settings: SettingsService, tmp_path: Path, daw: str) -> None:
    assert row(settings, daw)["asks_folder"] and not row(settings, daw)["folder"]
    place = own(tmp_path / "Drive D" / "Mine ü", daw)
    said = settings.choose_folder(daw, str(place))
    assert any(str(place) in one for one in said) and list(place.rglob("Tonmeister*")), "the script is there"
    told = row(settings, daw)
    assert told["asks_folder"] and told["folder"] == str(place)
    assert "not found" not in told["why_not"] and "were found" not in told["why_not"]
    assert settings.told()["waiting"] == [], "it counts at once"
    assert str(place) in str(load_settings()), "and after the next start"
    settings.choose_folder(daw, "")
    assert row(settings, daw)["folder"] == "" and str(place) not in str(load_settings())


@pytest.mark.parametrize("daw", MARKS)
def test_another_folder_is_refused_and_not_kept(settings: SettingsService, tmp_path: Path, daw: str) -> None:
    (tmp_path / "Pictures" / "Cats").mkdir(parents=True)
    with pytest.raises(DawError, match="Cats is no"):
        settings.choose_folder(daw, str(tmp_path / "Pictures" / "Cats"))
    assert row(settings, daw)["folder"] == ""


@pytest.mark.parametrize("daw", ("live", "bitwig"))
def test_the_folder_around_it_or_in_it_means_it_too(settings: SettingsService, tmp_path: Path, daw: str) -> None:
    place = own(tmp_path / {"live": "User Library", "bitwig": "Bitwig Studio"}[daw], daw)
    for chosen in (place.parent, place / MARKS[daw]):
        settings.choose_folder(daw, str(chosen))
        assert row(settings, daw)["folder"] == str(place)


def test_what_the_environment_names_goes_before(
    settings: SettingsService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.choose_folder("bitwig", str(own(tmp_path / "chosen", "bitwig")))
    named = own(tmp_path / "named", "bitwig")
    monkeypatch.setenv(bitwig_install.HERE, str(named))
    assert bitwig_install.folders() == [named]


def test_one_that_has_gone_is_looked_for_again(settings: SettingsService, tmp_path: Path) -> None:
    place = own(tmp_path / "stick" / "Bitwig Studio", "bitwig")
    settings.choose_folder("bitwig", str(place))
    place.rename(tmp_path / "gone")
    assert "No folder of Bitwig" in row(settings, "bitwig")["why_not"]


def test_a_daw_without_one_says_so(settings: SettingsService) -> None:
    with pytest.raises(WrongUse, match="Fake has no folder"):
        settings.choose_folder("fake", "/tmp")
