"""Settings and remembered sessions that are damaged, of the wrong kind, or lie where they cannot: one sentence each."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack, refused
from engine.config import Settings, changed_settings, data_folder, load_settings, save_settings

FILES: dict[str, bytes] = {
    "half": b'{"prefer": "be',
    "a list": b"[]",
    "null": b"null",
    "a word": b'"best"',
    "bytes": bytes(range(256)),
    "NULs": bytes(400),
    "deep": b"[" * 150_000,
    "deep objects": b'{"a":' * 50_000,
    "NaN": b'{"llm_patience_s": NaN}',
    "endless": b'{"llm_patience_s": 1e999}',
    "5 000 digits": b'{"sample_rate_hz": ' + b"7" * 5000 + b"}",
    "66 MB": b'{"a": "' + b"a" * (66 << 20) + b'"}',
    "latin": '{"daw": "ü"}'.encode("latin-1"),
    "two values": b"{} {}",
    "a comment": b'{"prefer": "best"} // mine',
}
VALUES: dict[str, tuple[Any, ...]] = {
    "prefer": (7, None, "cheap", [], {}, "best\0", "BEST"),
    "planner": (True, "chatgpt", None, "offline\n", ["llm"]),
    "sample_rate_hz": (-1, 0, 3999, 1 << 40, "48000", 48000.5, True, None),
    "llm_patience_s": (0, -5, 1e9, "60", None, True),
    "llm_base_url": (7, "ftp://x", "javascript:alert(1)", "http://\x07", "x" * 200, "//evil", "file:///etc/passwd"),
    "llm_context_tokens": (-1, 1 << 60, "many", 0.5),
    "llm_short_list": ("perhaps", 1, None),
    "llm_model": (7, None, "a\x1b[31m", {}),
    "daw": (7, None, "a\0b", []),
    "folder_daw": (7, None, "\x9b", {}),
    "llm_host": (7, None, "a\x85b"),
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    path = data_folder() / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    for name, data in FILES.items():
        yield Attack(f"read: {name}", refused(_read(path, data)), then=lambda: _plain(path))
        yield Attack(f"written over: {name}", _written_over(path, data), then=lambda: _plain(path))
    for name, values in VALUES.items():
        for value in values:
            stored = json.dumps({name: value}).encode()
            yield Attack(f"{name} = {value!r:.40}, read", refused(_read(path, stored)))
            yield Attack(f"{name} = {value!r:.40}, set", refused(_set(name, value)), then=lambda: _plain(path))
    for name in ("__class__", "", "prefer ", "a" * 5000, "\x07", "PREFER"):
        yield Attack(f"an unknown one {name[:20]!r}", refused(_set(name, "x")))
    for name, make in _places(path, folder).items():
        yield Attack(f"in its place: {name}", _placed(path, make), then=lambda: _plain(path))


def _read(path: Path, data: bytes) -> Callable[[], object]:
    def act() -> object:
        path.write_bytes(data)
        return load_settings()

    return act


def _set(name: str, value: Any) -> Callable[[], object]:
    return lambda: changed_settings(Settings(), {name: value})


def _written_over(path: Path, data: bytes) -> Callable[[], None]:
    def act() -> None:
        path.write_bytes(data)
        try:
            save_settings(Settings(prefer="fast"))
        finally:
            is_same = path.read_bytes() == data
            if not is_same:
                assert load_settings().prefer == "fast", "half written"

    return act


def _plain(path: Path) -> None:
    """A setting can be made, with one that we do not know beside it, which stays."""
    if path.is_dir() and not path.is_symlink():
        path.chmod(0o700)
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_text(json.dumps({"of another version": [1, 2]}))
    save_settings(Settings(prefer="commercial-safe", llm_patience_s=12.5))
    assert load_settings() == Settings(prefer="commercial-safe", llm_patience_s=12.5)
    assert json.loads(path.read_text())["of another version"] == [1, 2]
    assert set(asdict(load_settings())) >= set(VALUES)
    assert not list(path.parent.glob("*.part")), "a half file lies there"


def _places(path: Path, folder: Path) -> dict[str, Callable[[], Any]]:
    return {
        "a folder": lambda: path.mkdir(),
        "a link to nothing": lambda: path.symlink_to(folder / "gone"),
        "a link to itself": lambda: path.symlink_to(path),
        "a pipe": lambda: os.mkfifo(path),
        "/dev/zero": lambda: path.symlink_to("/dev/zero"),
    }


def _placed(path: Path, make: Callable[[], Any]) -> Callable[[], object]:
    def act() -> object:
        path.unlink(missing_ok=True)
        make()
        return load_settings()

    return act
