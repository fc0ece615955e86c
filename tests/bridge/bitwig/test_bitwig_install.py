"""Where the script goes: usual and moved folders, an older script, another token, a dry run, and away again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bridge.bitwig import install
from bridge.bitwig.bitwig import Bitwig
from bridge.mailbox import Mailbox
from engine.errors import DawError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Zoë"
    folder.mkdir()
    monkeypatch.setattr(Path, "home", staticmethod(lambda: folder))
    monkeypatch.setenv("TONMEISTER_HOME", str(folder / "data"))
    monkeypatch.delenv(install.HERE, raising=False)
    return folder


def bitwigs(folder: Path) -> Path:
    made = folder / "Bitwig Studio"
    made.mkdir(parents=True)
    return made.resolve()


@pytest.mark.parametrize(
    ("platform", "place"),
    [("linux", "."), ("linux", "Documents"), ("darwin", "Documents"), ("win32", "Documents"),
     ("win32", "OneDrive/Documents")],
)  # fmt: skip
def test_the_usual_places(home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, place: str) -> None:
    usual = bitwigs(home / place)
    monkeypatch.setattr(sys, "platform", platform)
    assert install.folders() == [usual]


def test_a_folder_that_is_named_or_moved(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    moved = bitwigs(home / "Musik ü")
    with pytest.raises(DawError, match="No folder of Bitwig"):
        Bitwig().install()
    Bitwig().install(folder=moved)
    assert (install.folder_in(moved) / "Tonmeister.control.js").is_file()
    monkeypatch.setenv(install.HERE, str(moved))
    assert install.folders() == [moved]


def test_install_again_upgrade_dry_run_and_remove(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    usual = bitwigs(home)
    kind = Bitwig()
    assert "not installed" in kind.why_not()
    assert "would write" in kind.install(is_dry_run=True)[0] and not install.folder_in(usual).exists()
    assert "is installed" in kind.install()[0] and "Add Controller" in kind.why_not()
    folder = install.folder_in(usual)
    assert (folder / install.SETTINGS).stat().st_mode & 0o077 == 0, "the token is for this user only"
    assert kind.mailbox.token() in (folder / install.SETTINGS).read_text()
    assert "already" in kind.install()[0]
    (folder / "old.js").write_text("//")
    assert "older one" in kind.why_not() and "up to date" in kind.install()[0]
    assert not (folder / "old.js").exists()
    (kind.mailbox.folder / "token").write_text("another")
    assert "older one" in kind.why_not() and "up to date" in kind.install()[0]
    assert "would remove" in kind.remove(is_dry_run=True)[0] and folder.exists()
    assert "was removed" in kind.remove()[0] and not folder.exists()
    assert "No script" in kind.remove()[0]


def test_nothing_is_found_where_nothing_was_installed(home: Path) -> None:
    kind = Bitwig(Mailbox(home / "box", "bitwig"))
    assert kind.find() == [] and kind.why_not()
