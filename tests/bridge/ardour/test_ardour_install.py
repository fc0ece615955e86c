"""Entering our script beside the user's own."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from pathlib import Path

import lupa.lua53 as lua
import pytest

from bridge.ardour import install as ardour_install
from bridge.mailbox import Mailbox
from engine.errors import DawError

# As Ardour writes it: one action in slot 1 with bytes that are not text, and one hook.
FOREIGN = (
    'scripts = {} scripts[1] = {} scripts[1]["n"] = "Mixer Shot é"  scripts[1]["f"] = "\\27Lua\\0\\200"  '
    'scripts[1]["s"] = "-- source"  scripts[1]["a"] = {}   '
).encode() + b'scripts[2] = {} scripts[2]["n"] = "Raw \xff\x80"  '


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / 'data "é"\\x' / "mailbox")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "config" / "ardour7"
    made.mkdir(parents=True)
    return made


def foreign(folder: Path) -> bytes:
    text = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<UIScripts>\n  <ActionScript lua="Lua 5.3">'
        + base64.b64encode(FOREIGN)
        + b'</ActionScript>\n  <ActionHooks>\n    <LuaCallback lua="Lua 5.3" id="5" name="Theirs" signals="'
        + b"0" * 48
        + b'1">cyA9IHt9</LuaCallback>\n  </ActionHooks>\n</UIScripts>\n'
    )
    (folder / "ui_scripts").write_bytes(text)
    return text


def actions(folder: Path) -> bytes:
    return base64.b64decode(ET.parse(folder / "ui_scripts").getroot().findtext("ActionScript") or "")


def test_a_new_file_is_what_ardour_reads(folder: Path, mailbox: Mailbox) -> None:
    said = ardour_install.install(mailbox, [folder])
    assert len(said) == 1 and "script-1" in said[0]
    runtime = lua.LuaRuntime(encoding=None)
    runtime.execute(actions(folder))
    entry = runtime.globals()[b"scripts"][1]
    assert entry[b"n"] == b"Tonmeister" and runtime.eval(b"load")(entry[b"f"]) is not None
    assert str(mailbox.folder).encode() in entry[b"f"].replace(b"\\\\", b"\\").replace(b'\\"', b'"')
    hook = ET.parse(folder / "ui_scripts").getroot().find("ActionHooks/LuaCallback")
    assert hook is not None and hook.get("signals") == "101" + "0" * 45
    assert (mailbox.folder / "script" / "tonmeister.lua").exists() and len(mailbox.token()) == 48


def test_foreign_scripts_survive(folder: Path, mailbox: Mailbox) -> None:
    before = foreign(folder)
    ardour_install.install(mailbox, [folder])
    chunk = actions(folder)
    assert chunk.startswith(FOREIGN) and chunk.count(b'["n"] = "Tonmeister"') == 1
    assert ardour_install.slot_of(folder) not in (0, 1, 2)
    hooks = ET.parse(folder / "ui_scripts").getroot().findall("ActionHooks/LuaCallback")
    assert [hook.get("name") for hook in hooks] == ["Theirs", "Tonmeister"] and hooks[0].text == "cyA9IHt9"
    assert (folder / "ui_scripts.before-tonmeister").read_bytes() == before


def test_installing_twice_changes_nothing(folder: Path, mailbox: Mailbox) -> None:
    foreign(folder)
    ardour_install.install(mailbox, [folder])
    once = (folder / "ui_scripts").read_bytes()
    assert "already" in ardour_install.install(mailbox, [folder])[0]
    assert (folder / "ui_scripts").read_bytes() == once
    assert not list(folder.glob("*.tmp"))


def test_what_ardour_saved_again_is_taken_over(folder: Path, mailbox: Mailbox, tmp_path: Path) -> None:
    ardour_install.install(mailbox, [folder])
    root = ET.parse(folder / "ui_scripts").getroot()
    saved = b'scripts = {} scripts[7] = {} scripts[7]["f"] = "\\27"  scripts[7]["n"] = "Tonmeister"  '
    root.find("ActionScript").text = base64.b64encode(saved).decode()
    ET.ElementTree(root).write(folder / "ui_scripts")
    other = Mailbox(tmp_path / "other")
    ardour_install.install(other, [folder])
    assert ardour_install.slot_of(folder) == 7
    runtime = lua.LuaRuntime(encoding=None)
    runtime.execute(actions(folder))
    assert str(other.folder).encode() in runtime.globals()[b"scripts"][7][b"f"]
    assert len(ET.parse(folder / "ui_scripts").getroot().findall("ActionHooks/LuaCallback")) == 1


@pytest.mark.parametrize(
    ("name", "signals"), [("ardour7", "101" + "0" * 45), ("ardour8", "101" + "0" * 45), ("Ardour9", "10101" + "0" * 45)]
)
def test_the_signals_of_each_version(tmp_path: Path, mailbox: Mailbox, name: str, signals: str) -> None:
    (tmp_path / name).mkdir()
    ardour_install.install(mailbox, [tmp_path / name])
    hook = ET.parse(tmp_path / name / "ui_scripts").getroot().find("ActionHooks/LuaCallback")
    assert hook is not None and hook.get("signals") == signals


def test_no_settings_no_install(mailbox: Mailbox) -> None:
    with pytest.raises(DawError, match="start Ardour once"):
        ardour_install.install(mailbox, [])


@pytest.mark.parametrize(
    "text", ["<UIScripts", "<Other/>", "", "<UIScripts><ActionScript>%%%</ActionScript></UIScripts>"]
)
def test_a_damaged_list_is_left_as_it_is(folder: Path, mailbox: Mailbox, text: str) -> None:
    (folder / "ui_scripts").write_text(text)
    with pytest.raises(DawError, match="install again"):
        ardour_install.install(mailbox, [folder])
    assert (folder / "ui_scripts").read_text() == text


def test_no_place_left(folder: Path, mailbox: Mailbox) -> None:
    chunk = "scripts = {} " + "".join(f"scripts[{n}] = {{}} " for n in range(1, 33))
    (folder / "ui_scripts").write_text(
        f"<UIScripts><ActionScript>{base64.b64encode(chunk.encode()).decode()}</ActionScript></UIScripts>"
    )
    with pytest.raises(DawError, match="taken"):
        ardour_install.install(mailbox, [folder])


def test_removing_leaves_what_the_user_has(folder: Path, mailbox: Mailbox) -> None:
    foreign(folder)
    before = actions(folder)
    ardour_install.install(mailbox, [folder])
    assert ardour_install.remove(mailbox, [folder], is_dry_run=True) and ardour_install.slot_of(folder)
    assert "taken out" in ardour_install.remove(mailbox, [folder])[0]
    assert actions(folder) == before and not ardour_install.slot_of(folder)
    names = [hook.get("name") for hook in ET.parse(folder / "ui_scripts").getroot().iterfind("ActionHooks/LuaCallback")]
    assert names == ["Theirs"]
    assert "is not in" in ardour_install.remove(mailbox, [folder])[0]
