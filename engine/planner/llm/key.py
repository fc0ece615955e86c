"""The keys of language model servers: in the system's keyring where the package `keyring` is, else in a file of ours.

The file lies in the data folder and only its user can read it (mode 0600). A key belongs to one server, told by host
and port: another address never gets it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import logging
import os
from pathlib import Path

from engine.config import data_folder
from engine.errors import UserError
from engine.strict_json import read_json

log = logging.getLogger(__name__)
LONGEST = 4000
_SERVICE = "Tonmeister"
_IN_KEYRING = ""
"""What the file holds instead of a key that the keyring has."""
_SHOWN = 4
"""Letters of a key that may be seen, of one that is much longer."""


def key_file() -> Path:
    """Where the keys are that no keyring keeps."""
    return data_folder() / "llm_keys.json"


def stored_key(place: str) -> str:
    """The key of a server; empty where none is kept."""
    kept = _kept().get(place)
    return _from_keyring(place) if kept == _IN_KEYRING else kept or ""


def where_kept(place: str) -> str:
    """Where the key of a server is: "keyring", "file", or "" without one."""
    kept = _kept().get(place)
    return "" if kept is None else "keyring" if kept == _IN_KEYRING else "file"


def keep_key(place: str, key: str) -> None:
    """Keep a server's key, or with "" forget it. UserError for what is no key, and where it cannot be written."""
    key = key.strip()
    if len(key) > LONGEST or not key.isascii() or not key.isprintable() or " " in key:
        raise UserError("That is no key: it has no spaces, and none but plain letters, digits and signs.")
    kept = _kept()
    if place not in kept and not key:
        return
    if kept.pop(place, None) == _IN_KEYRING:
        _to_keyring(place, "")
    if key:
        kept[place] = _IN_KEYRING if _to_keyring(place, key) else key
    _write(kept)


def ending(key: str) -> str:
    """As much of a key as may be seen, to tell it from another one."""
    return f"…{key[-_SHOWN:]}" if len(key) >= 4 * _SHOWN else "…"


def _kept() -> dict[str, str]:
    path = key_file()
    try:
        stored = read_json(path) if path.is_file() else {}
    except (OSError, ValueError, RecursionError):  # of which nothing is logged: it may quote a key
        log.warning("%s cannot be read; save the key anew", path)
        return {}
    return {name: one for name, one in stored.items() if isinstance(one, str)} if isinstance(stored, dict) else {}


def _write(kept: dict[str, str]) -> None:
    path = key_file()
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if not kept:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(kept, file)
        os.replace(fresh, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        why = f"The key cannot be kept in {path} ({error.strerror}); check the disk and who owns it."
        raise UserError(why) from None


def _from_keyring(place: str) -> str:
    if importlib.util.find_spec("keyring") is None:
        return ""
    import keyring

    try:
        return keyring.get_password(_SERVICE, place) or ""
    except Exception as error:  # of the keyring's many backends; it may be locked
        log.warning("the keyring does not tell the key of %s: %s", place, type(error).__name__)
        return ""


def _to_keyring(place: str, key: str) -> bool:
    """True when the keyring did so; False where there is none that can."""
    if importlib.util.find_spec("keyring") is None:
        return False
    import keyring

    try:
        if key:
            keyring.set_password(_SERVICE, place, key)
            return keyring.get_password(_SERVICE, place) == key
        keyring.delete_password(_SERVICE, place)
    except Exception as error:
        log.warning("the keyring keeps no key: %s", type(error).__name__)
        return False
    return True
