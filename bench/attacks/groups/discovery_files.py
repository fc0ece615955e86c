"""The file that says where the engine is: damaged, stale, another program behind it, a pipe."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack
from engine.wire import wire
from engine.wire.client import Client, running
from engine.wire.discovery import Address, announce, announced, discovery_file, only_engine, withdraw

GOOD = {"port": 9, "token": "t" * 43, "pid": 0, "version": "0", "wire": wire.VERSION}
FILES: dict[str, bytes] = {
    "nothing": b"",
    "half": b'{"port": 80',
    "null": b"null",
    "a list": b"[1]",
    "a word": b'"engine"',
    "bytes": bytes(range(256)),
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "deep": b"[" * 200_000,
    "NaN": b'{"port": NaN, "token": "a", "pid": 1, "version": "0", "wire": 1}',
    "9 MB": b" " * (9 << 20) + b"{}",
    **{
        f"{name} {value!r:.20}": json.dumps({**GOOD, name: value}).encode()
        for name, values in {
            "port": ("http", None, -1, 0, 70_000, 1 << 70, 1.5, [], "22"),
            "pid": ("self", None, -1, 0, 1 << 70, [], 4_194_303),
            "token": (None, "", "a\r\nX: 1", "\u00fc", "a" * 100_000, 7),
            "wire": ("x", None, -1, 1 << 70),
            "version": (None, [], "x" * 10_000, "\x1b[31m"),
        }.items()
        for value in values
    },
    **{f"no {gone}": json.dumps({n: v for n, v in GOOD.items() if n != gone}).encode() for gone in GOOD},
}
STATUS = {"version": "0", "wire": wire.VERSION, "pid": os.getpid(), "projects": []}
ANSWERS: dict[str, bytes] = {
    "nothing": b"",
    "a line": b"SSH-2.0-OpenSSH_9.6\r\n",
    "bytes": bytes(range(256)) * 9,
    "no JSON": b"HTTP/1.0 200 OK\r\n\r\n<html>hello</html>",
    "a list": b"HTTP/1.0 200 OK\r\n\r\n[]",
    "null": b"HTTP/1.0 200 OK\r\n\r\nnull",
    "another pid": b"HTTP/1.0 200 OK\r\n\r\n" + json.dumps({**STATUS, "pid": 1}).encode(),
    "another wire": b"HTTP/1.0 200 OK\r\n\r\n" + json.dumps({**STATUS, "wire": 99}).encode(),
    "deep": b"HTTP/1.0 200 OK\r\n\r\n" + b"[" * 90_000,
    "another place": b"HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n",
    "a teapot": b"HTTP/1.0 418 Teapot\r\n\r\n[]",
    "a bug": b"HTTP/1.0 500 Error\r\n\r\noops",
    "a length that lies": b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n{}",
    "no end of chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "9 000 headers": b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 9000 + b"\r\n{}",
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    discovery_file().parent.mkdir(parents=True, exist_ok=True)
    for name, data in FILES.items():
        yield Attack(f"file: {name}", _stale(data), limit_s=3.0, then=_plain)
    for name, make in _places(folder).items():
        yield Attack(f"in its place: {name}", _placed(make), limit_s=3.0, then=_plain)
    for name, answer in ANSWERS.items():
        port = _server(answer, ends)
        yield Attack(f"another program says {name}", _foreign(port), limit_s=3.0, then=_plain)
        yield Attack(f"a client hears {name}", _client(port), limit_s=5.0)
    for name, kind in (("is silent", b""), ("drips", b"H")):
        port = _slow(kind, ends)
        yield Attack(f"another program {name}", _foreign(port), limit_s=3.5, then=_plain)


def _stale(data: bytes) -> Callable[[], None]:
    def act() -> None:
        discovery_file().write_bytes(data)
        assert running() is None, "it was taken for an engine"
        with suppress(Exception):
            announced()

    return act


def _clear() -> None:
    path = discovery_file()
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def _plain() -> None:
    """An engine can be announced and found again."""
    _clear()
    address = Address(5, "secret", os.getpid(), "0", wire.VERSION)
    with only_engine():
        announce(address)
        assert announced() == address
        assert discovery_file().stat().st_mode & 0o77 == 0, "others may read the token"
        withdraw(address)
    assert announced() is None


def _places(folder: Path) -> dict[str, Callable[[], Any]]:
    file = discovery_file()
    return {
        "a folder": lambda: file.mkdir(),
        "a pipe": lambda: os.mkfifo(file),
        "a link to nothing": lambda: file.symlink_to(folder / "gone"),
        "a link to itself": lambda: file.symlink_to(file),
        "a link to /dev/zero": lambda: file.symlink_to("/dev/zero"),
        "a file nobody may read": lambda: (file.write_bytes(b"{}"), file.chmod(0)),
    }


def _placed(make: Callable[[], Any]) -> Callable[[], None]:
    def act() -> None:
        _clear()
        make()
        assert announced() is None
        assert running() is None

    return act


def _server(answer: bytes, ends: ExitStack) -> int:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):
                self.wfile.write(answer)
            self.close_connection = True

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    ends.callback(server.shutdown)
    return int(server.server_address[1])


def _slow(drip: bytes, ends: ExitStack) -> int:
    listener = socket.create_server(("127.0.0.1", 0))
    ends.callback(listener.close)

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=dripping, args=(line,), daemon=True).start()

    def dripping(line: socket.socket) -> None:
        with suppress(OSError):
            for _ in range(400):
                if drip:
                    line.sendall(drip)
                threading.Event().wait(0.1)

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


def _foreign(port: int) -> Callable[[], None]:
    def act() -> None:
        _clear()
        announce(Address(port, "t" * 43, os.getpid(), "0", wire.VERSION))
        assert running() is None, "it was taken for our engine"

    return act


def _client(port: int) -> Callable[[], None]:
    def act() -> None:
        client = Client(Address(port, "t" * 43, os.getpid(), "0", wire.VERSION), timeout_s=2.0)
        try:
            view = client.open_project("none")
        finally:
            client.close()
        raise AssertionError(f"it was believed: {view!r:.200}")

    return act
