"""Where the script goes: usual and moved User Libraries, several Lives, an older script, and away again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bridge.live import install
from bridge.live.live import Live
from bridge.mailbox import Mailbox
from engine.errors import DawError

CFG = '<?xml version="1.0"?>\n<Ableton><ContentLibrary><UserLibrary><LibraryProject>\n<ProjectName Value="User Library" />\n<ProjectPath Value="{}" />\n</LibraryProject></UserLibrary></ContentLibrary></Ableton>'  # noqa: E501


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Zoë"
    folder.mkdir()
    monkeypatch.setattr(Path, "home", staticmethod(lambda: folder))
    monkeypatch.setenv("TONMEISTER_HOME", str(folder / "data"))
    for name in ("APPDATA", install.HERE):
        monkeypatch.delenv(name, raising=False)
    return folder


def library(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder.resolve()


def test_the_usual_place_on_a_mac(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    usual = library(home / "Music" / "Ableton" / "User Library")
    assert install.user_libraries() == [usual]


def test_the_usual_place_on_windows_with_and_without_onedrive(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    usual = library(home / "Documents" / "Ableton" / "User Library")
    cloud = library(home / "OneDrive" / "Documents" / "Ableton" / "User Library")
    assert install.user_libraries() == [usual, cloud]


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_a_library_that_was_moved_is_found_in_lives_settings(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    moved = library(tmp_path / "Samples & more" / "User Library")
    settings = {
        "darwin": home / "Library" / "Preferences" / "Ableton" / "Live 12.1",
        "win32": home / "AppData" / "Roaming" / "Ableton" / "Live 12.1" / "Preferences",
    }[platform]
    settings.mkdir(parents=True)
    (settings / "Library.cfg").write_text(CFG.format(str(moved.parent).replace("&", "&amp;")), "utf-8")
    assert install.user_libraries() == [moved]


def test_a_library_that_is_named(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(install.HERE, str(library(tmp_path / "Mine")))
    assert install.user_libraries() == [tmp_path / "Mine"]
    monkeypatch.setenv(install.HERE, str(tmp_path / "Not there"))
    assert install.user_libraries() == []


def test_install_again_upgrade_and_remove(home: Path, tmp_path: Path) -> None:
    place, mailbox = library(tmp_path / "User Library"), Mailbox(tmp_path / "box", "live")
    folder = install.folder_in(place)
    assert "would write" in install.planned(mailbox, [place])[0] and not folder.exists()
    assert "is installed" in install.install(mailbox, [place])[0]
    assert install.state_of(place, mailbox) == "whole" and (mailbox.folder / "token").is_file()
    assert "was installed already" in install.install(mailbox, [place])[0]
    (folder / "old.py").write_text("import gone", "utf-8")
    assert install.state_of(place, mailbox) == "stale"
    assert "would bring up to date" in install.planned(mailbox, [place])[0]
    assert "was brought up to date" in install.install(mailbox, [place])[0] and not (folder / "old.py").exists()
    assert install.state_of(place, Mailbox(tmp_path / "other")) == "stale"
    beside = library(place / "Remote Scripts" / "Another")
    assert "was removed" in install.remove([place])[0]
    assert not folder.exists() and beside.is_dir()
    assert "No script" in install.remove([place])[0]


def test_a_folder_of_that_name_that_is_not_ours_stays(tmp_path: Path) -> None:
    place = library(tmp_path / "User Library")
    theirs = library(install.folder_in(place)) / "__init__.py"
    theirs.write_text("# not ours", "utf-8")
    assert "No script" in install.remove([place])[0] and theirs.is_file()


def test_each_state_has_its_remedy(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(install.HERE, str(tmp_path / "User Library"))
    kind = Live(Mailbox(tmp_path / "box", "live"))
    with pytest.raises(DawError, match="daw install live --folder"):
        kind.install()
    assert "daw install live --folder" in kind.why_not()
    library(tmp_path / "User Library")
    assert "run: tonmeister daw install live" in kind.why_not()
    assert "would write" in kind.install(is_dry_run=True)[0] and "No script" in kind.remove()[0]
    kind.install()
    assert "choose Tonmeister under Control Surface" in kind.why_not()
    (check,) = kind.test()
    assert not check.ok and "Control Surface" in check.detail
    script = install.folder_in(tmp_path / "User Library") / "ops.py"
    script.write_text(script.read_text("utf-8") + "\n", "utf-8")
    assert "older one" in kind.why_not()
