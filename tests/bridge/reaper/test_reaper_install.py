"""Putting the script where REAPER starts it, beside the user's own start script."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bridge.hosts.fake_reaper.host import FakeReaper
from bridge.mailbox import Mailbox
from bridge.reaper import install as reaper_install
from bridge.reaper.reaper import Reaper
from bridge.scripted.script import script_files
from engine.errors import DawError

THEIRS = "-- mine\nreaper.ShowConsoleMsg ('hello')"


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / 'data "é"\\x' / "reaper")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "REAPER"
    made.mkdir()
    (made / "reaper.ini").touch()
    return made


def startup(folder: Path) -> Path:
    return folder / "Scripts" / "__startup.lua"


def test_all_files_and_one_start(folder: Path, mailbox: Mailbox) -> None:
    (said,) = reaper_install.install(mailbox, [folder])
    assert "starts with REAPER" in said and "Load ReaScript" in said
    there = {path.name for path in (folder / "Scripts" / "Tonmeister").iterdir()}
    assert there == {path.name for path in script_files("reaper")} | {"Tonmeister.lua"}
    assert len({name.casefold() for name in there}) == len(there)  # Windows and macOS take no two that differ in case
    assert reaper_install.is_installed(folder, mailbox)
    assert startup(folder).read_text("utf-8").count(reaper_install.BEGIN) == 1


def test_the_users_start_script_stays(folder: Path, mailbox: Mailbox) -> None:
    startup(folder).parent.mkdir()
    startup(folder).write_text(THEIRS, "utf-8")
    for _ in range(3):
        reaper_install.install(mailbox, [folder])
    text = startup(folder).read_text("utf-8")
    assert text.startswith(THEIRS + "\n") and text.count(reaper_install.BEGIN) == 1
    reaper_install.remove([folder])
    assert startup(folder).read_text("utf-8") == THEIRS + "\n"
    assert not (folder / "Scripts" / "Tonmeister").exists()


def test_a_dry_run_touches_nothing(folder: Path, mailbox: Mailbox) -> None:
    before = sorted(folder.rglob("*"))
    assert "would put" in reaper_install.install(mailbox, [folder], is_dry_run=True)[0]
    assert sorted(folder.rglob("*")) == before and not mailbox.folder.exists()
    reaper_install.install(mailbox, [folder])
    assert "would delete" in reaper_install.remove([folder], is_dry_run=True)[0]
    assert reaper_install.is_installed(folder, mailbox)


def test_an_older_script_is_replaced_and_told(folder: Path, mailbox: Mailbox) -> None:
    reaper_install.install(mailbox, [folder])
    start = folder / "Scripts" / "Tonmeister" / "Tonmeister.lua"
    start.write_text(start.read_text("utf-8").replace(reaper_install.edition("reaper"), "0123456789ab"), "utf-8")
    assert not reaper_install.is_installed(folder, mailbox)
    assert "replaced an older one" in reaper_install.install(mailbox, [folder])[0]
    assert "is installed already" in reaper_install.install(mailbox, [folder])[0]


def test_removing_where_nothing_is(folder: Path) -> None:
    assert "is not in" in reaper_install.remove([folder])[0]
    assert "nothing to take away" in reaper_install.remove([])[0]


def test_no_reaper_is_told_with_the_way(tmp_path: Path, mailbox: Mailbox) -> None:
    with pytest.raises(DawError, match="portable"):
        reaper_install.install(mailbox, [])
    with pytest.raises(DawError, match="no reaper.ini"):
        reaper_install.install(mailbox, [tmp_path])


@pytest.mark.parametrize(
    ("platform", "variable", "place"),
    [
        ("linux", "XDG_CONFIG_HOME", "config/REAPER"),
        ("win32", "APPDATA", "config/REAPER"),
        ("darwin", "", "Library/Application Support/REAPER"),
    ],
)
def test_where_reaper_keeps_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, place: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "config"))
    assert reaper_install.resource_folders() == []
    (tmp_path / place).mkdir(parents=True)
    assert reaper_install.resource_folders() == [tmp_path / place]


def test_a_portable_one_by_its_folder(folder: Path, mailbox: Mailbox) -> None:
    daw = Reaper(mailbox)
    assert str(folder) in daw.install(folder=folder)[0]
    assert "taken out" in daw.remove(folder=folder)[0]


def test_a_running_script_of_another_edition_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeReaper(tmp_path / "Song") as host:
        daw = Reaper(host.mailbox)
        assert daw.why_not() == ""
        project = daw.find()[0]
        monkeypatch.setattr("bridge.reaper.reaper.edition", lambda name: "ffffffffffff")
        assert "another version" in daw.why_not()
        with pytest.raises(DawError, match="daw install reaper"):
            daw.connect(project)
