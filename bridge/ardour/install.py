"""Installs Tonmeister's script into Ardour's `ui_scripts`, beside whatever scripts the user has there."""

from __future__ import annotations

import base64
import binascii
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from bridge.mailbox import Mailbox
from bridge.scripted import script
from engine.errors import DawError

NAME = "Tonmeister"
SCRIPTS = script.SCRIPTS / "ardour"
MAX_SLOTS = 32
_LUA = "Lua 5.3"
_HOOK_ID = "7304615"
# Bits of RegionsPropertyChanged and LuaTimerDS in Ardour's signal set (gtk2_ardour/luasignal_syms): 45 and 47 up to
# 9.7, 47 and 49 from 9.8 on. In Ardour 9 all are set: on any other signal a look into the mailbox does no harm.
_SIGNAL_BITS = {7: (45, 47), 8: (45, 47), 9: (45, 47, 49)}
_SOURCE = 'ardour {{ ["type"] = "{kind}", name = "{name}" }}\nfunction factory () return function () end end\n'
_BOOT = """local params = ...
local tick
return function (signal, _, regions)
 if not tick then
  local chunk, problem = loadfile ({script})
  if not chunk then print ("Tonmeister:", problem) return end
  tick = chunk ({mode}, {box}, {folder})
 end
 tick (signal, regions)
end
"""


def config_folders() -> list[Path]:
    """The folders in which Ardour 7, 8 and 9 keep their settings, as far as they exist."""
    home = Path.home()
    if sys.platform == "darwin":
        candidates = [home / "Library" / "Preferences" / f"Ardour{major}" for major in _SIGNAL_BITS]
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
        candidates = [base / f"ardour{major}" for major in _SIGNAL_BITS]
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
        candidates = [base / f"ardour{major}" for major in _SIGNAL_BITS]
    return [folder for folder in candidates if folder.is_dir()]


def install(mailbox: Mailbox, folders: Sequence[Path], *, is_dry_run: bool = False) -> list[str]:
    """Copy the script beside the mailbox and enter it in each settings folder; sentences that say what was done.

    DawError when Ardour runs: it would not see the script, and might write its own list over ours.
    """
    if not folders:
        raise DawError("No settings of Ardour 7, 8 or 9 were found; start Ardour once, close it, and install again.")
    if mailbox.hellos() or any(_runs_with(folder) for folder in folders):
        raise DawError("Ardour is running; close it, install again, and start it afterwards.")
    if is_dry_run:
        return [f"It would enter the script in {folder / 'ui_scripts'}." for folder in folders]
    mailbox.prepare()
    copied = copy_script(mailbox)
    said = []
    for folder in folders:
        slot, is_new = enter(folder, mailbox, copied)
        verb = "is installed" if is_new else "was installed already"
        said.append(
            f"The script {verb} in {folder / 'ui_scripts'} (action script-{slot} and a timer); it works from "
            "the next start of Ardour on."
        )
    return said


def remove(mailbox: Mailbox, folders: Sequence[Path], *, is_dry_run: bool = False) -> list[str]:
    """Take our action and timer out of each folder's `ui_scripts`; what the user has there stays as it is."""
    if mailbox.hellos() or any(_runs_with(folder) for folder in folders):
        raise DawError("Ardour is running; close it, and remove the script again.")
    said = []
    for folder in folders:
        path = folder / "ui_scripts"
        if not slot_of(folder):
            said.append(f"The script is not in {path}.")
        elif is_dry_run:
            said.append(f"It would take our action and timer out of {path}.")
        else:
            _leave(path)
            said.append(f"The script was taken out of {path}.")
    return said or ["No settings of Ardour were found, so there is nothing to take away."]


def _leave(path: Path) -> None:
    root = _tree(path)
    chunk = _actions(root)
    while slot := _our_slot(chunk):  # ours stand as one text each, from our table's first word to the last
        begin = chunk.rindex(f'scripts[{slot}] = {{}} scripts[{slot}]["n"] = "{NAME}"')
        end = chunk.index(f'scripts[{slot}]["a"] = {{}} ', begin) + len(f'scripts[{slot}]["a"] = {{}} ')
        chunk = chunk[:begin] + chunk[end:]
    _set_actions(root, chunk)
    for hooks in root.iterfind("ActionHooks"):
        for old in [one for one in hooks if one.get("name") == NAME]:
            hooks.remove(old)
    _write(path, root)


def copy_script(mailbox: Mailbox) -> Path:
    """The script's folder beside the mailbox, with the newest version in it."""
    return script.copy_script("ardour", mailbox.folder / "script")


def is_installed(folder: Path, mailbox: Mailbox) -> bool:
    """Whether a settings folder calls the script for this mailbox."""
    return slot_of(folder) > 0 and (mailbox.folder / "script" / "tonmeister.lua").is_file()


def slot_of(folder: Path) -> int:
    """The number n of `LuaAction/script-n` that is ours; 0 when there is none."""
    try:
        tree = _tree(folder / "ui_scripts")
    except DawError:
        return 0
    return _our_slot(_actions(tree))


def enter(folder: Path, mailbox: Mailbox, copied: Path) -> tuple[int, bool]:
    """Merge our action and timer into a folder's `ui_scripts`: (slot, whether anything had to change)."""
    path = folder / "ui_scripts"
    root = _tree(path)
    chunk = _actions(root)
    slot = _our_slot(chunk) or _free_slot(chunk)
    ours = _action_text(slot, mailbox, copied)
    major = int(re.sub(r"\D", "", folder.name) or 7)
    hook = _hook_element(mailbox, copied, _SIGNAL_BITS.get(major, (45, 47, 49)))
    is_there = ours in chunk and any(_is_same(old, hook) for old in root.iterfind("ActionHooks/LuaCallback"))
    if is_there:
        return slot, False
    _set_actions(root, chunk + ("" if chunk else "scripts = {} ") + ours)
    hooks = root.find("ActionHooks")
    if hooks is None:
        hooks = ET.SubElement(root, "ActionHooks")
    for old in [one for one in hooks if one.get("name") == NAME]:
        hooks.remove(old)
    hooks.append(hook)
    _write(path, root)
    return slot, True


def _tree(path: Path) -> ET.Element:
    if not path.exists():
        return ET.Element("UIScripts")
    try:
        root = ET.parse(path).getroot()
    except (ET.ParseError, OSError) as error:
        raise DawError(f"{path} cannot be read ({error}); move it away and install again.") from error
    if root.tag != "UIScripts":
        raise DawError(f"{path} is not Ardour's list of scripts; move it away and install again.")
    return root


def _actions(root: ET.Element) -> str:
    """The Lua text that holds the action scripts; bytes outside ASCII (bytecode) stay as they are."""
    try:
        return base64.b64decode("".join((root.findtext("ActionScript") or "").split()), validate=True).decode("latin-1")
    except (binascii.Error, ValueError) as error:
        raise DawError(
            "Ardour's list of scripts is damaged; move the file ui_scripts away and install again."
        ) from error


def _set_actions(root: ET.Element, chunk: str) -> None:
    element = root.find("ActionScript")
    if element is None:
        element = ET.Element("ActionScript", {"lua": _LUA})
        root.insert(0, element)
    element.text = base64.b64encode(chunk.encode("latin-1")).decode("ascii")


def _our_slot(chunk: str) -> int:
    found = re.findall(r'scripts\[(\d+)\]\["n"\] = "Tonmeister"', chunk)
    return int(found[-1]) if found else 0


def _free_slot(chunk: str) -> int:
    taken = {int(number) for number in re.findall(r"scripts\[(\d+)\] = \{\}", chunk)}
    free = [slot for slot in range(1, MAX_SLOTS + 1) if slot not in taken]
    if not free:
        raise DawError(
            "All 32 places for scripts in Ardour are taken; free one in Edit > Lua Scripts and install again."
        )
    return free[-1] if taken else free[0]


def _action_text(slot: int, mailbox: Mailbox, copied: Path) -> str:
    name = f"scripts[{slot}]"
    return (
        f'{name} = {{}} {name}["n"] = {_quoted(NAME)} {name}["s"] = {_quoted(_source("EditorAction"))} '
        f'{name}["f"] = {_quoted(_boot("action", mailbox, copied))} {name}["a"] = {{}} '
    )


def _hook_element(mailbox: Mailbox, copied: Path, bits: Sequence[int]) -> ET.Element:
    text = (
        f's = {{}} s["n"] = {_quoted(NAME)} s["s"] = {_quoted(_source("EditorHook"))} '
        f's["f"] = {_quoted(_boot("hook", mailbox, copied))} s["a"] = {{}} '
    )
    # Written from the highest bit down; Ardour takes the missing higher ones as 0.
    signals = "".join("1" if bit in bits else "0" for bit in reversed(range(max(bits) + 1)))
    element = ET.Element("LuaCallback", {"lua": _LUA, "id": _HOOK_ID, "name": NAME, "signals": signals})
    element.text = base64.b64encode(text.encode("latin-1")).decode("ascii")
    return element


def _is_same(old: ET.Element, new: ET.Element) -> bool:
    return old.get("name") == NAME and old.get("signals") == new.get("signals") and (old.text or "").strip() == new.text


def _source(kind: str) -> str:
    return _SOURCE.format(kind=kind, name=NAME)


def _boot(mode: str, mailbox: Mailbox, copied: Path) -> str:
    return _BOOT.format(
        script=_path(copied / "tonmeister.lua"), mode=_quoted(mode), box=_path(mailbox.folder), folder=_path(copied)
    )


def _path(path: Path) -> str:
    """A path as a Lua string of its UTF-8 bytes, one character a byte."""
    return _quoted(str(path).encode("utf-8").decode("latin-1"))


def _quoted(text: str) -> str:
    """A text as Lua writes it."""
    table = {"\\": "\\\\", '"': '\\"', "\n": "\\\n", "\r": "\\r", "\0": "\\0"}
    return '"' + "".join(table.get(letter, letter) for letter in text) + '"'


def _write(path: Path, root: ET.Element) -> None:
    if path.exists():
        backup = path.with_name("ui_scripts.before-tonmeister")
        if not backup.exists():
            shutil.copyfile(path, backup)
    fresh = path.with_name(f"ui_scripts.{os.getpid()}.tmp")
    try:
        ET.ElementTree(root).write(fresh, encoding="UTF-8", xml_declaration=True)
        with open(fresh, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        raise DawError(f"{path} could not be written ({error.strerror}).") from error
    finally:
        fresh.unlink(missing_ok=True)


def _runs_with(folder: Path) -> bool:
    """Whether an Ardour of this user that uses this settings folder runs now (found on Linux only)."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if not (process / "comm").read_text().lower().startswith("ardour"):
                continue
            environment = dict(entry.partition("=")[::2] for entry in (process / "environ").read_text().split("\0"))
        except (OSError, UnicodeDecodeError):
            continue
        base = environment.get("XDG_CONFIG_HOME") or f"{environment.get('HOME', '')}/.config"
        if Path(base) == folder.parent:
            return True
    return False
