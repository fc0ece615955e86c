"""Who may come in: tokens, hosts, origins and floods at the door of the engine, over HTTP and as a websocket."""

from __future__ import annotations

import base64
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from websockets.exceptions import InvalidHandshake, WebSocketException
from websockets.sync.client import connect

from bench.attacks.attack import Attack
from bench.attacks.served import JSON, Served

HOSTS = (
    "evil.example",
    "evil.example:PORT",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.2:PORT",
    "localhost.evil.example:PORT",
    "[::1]:PORT",
    "0.0.0.0:PORT",
    "127.0.0.1:PORT@evil.example",
    "127.1:PORT",
    "2130706433:PORT",
    "",
    "127.0.0.1:PORT, evil.example",
)
ORIGINS = (
    "null",
    "http://127.0.0.1:PORT",
    "https://evil.example",
    "file://",
    "",
    "chrome-extension://x",
    "http://localhost",
)
PATHS = ("/status", "/projects", "/stop", "/events", "/settings")


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    served = Served(folder, ends)
    good = {"Authorization": f"Bearer {served.token}", "Content-Type": JSON}
    basic = base64.b64encode(f"user:{served.token}".encode()).decode()
    tokens = {
        "none": {},
        "empty": {"Authorization": ""},
        "no kind": {"Authorization": served.token},
        "basic": {"Authorization": f"Basic {basic}"},
        "cut": {"Authorization": f"Bearer {served.token[:-1]}"},
        "longer": {"Authorization": f"Bearer {served.token}x"},
        "other case": {"Authorization": f"Bearer {served.token.swapcase()}"},
        "bearer in small": {"Authorization": f"bearer {served.token}"},
        "two": {"Authorization": f"Bearer x, Bearer {served.token}"},
        "a cookie": {"Cookie": f"token={served.token}"},
        "latin": {"Authorization": "Bearer \xfc\xe9"},
        "50 kB": {"Authorization": "Bearer " + "a" * 50_000},
    }
    for name, headers in tokens.items():
        for path in PATHS:
            yield Attack(f"token {name}: {path}", _kept_out(served, path, headers))
    for path in PATHS:
        for host in HOSTS:
            yield Attack(f"host {host!r}: {path}", _kept_out(served, path, {**good, "Host": _at(served, host)}))
        for origin in ORIGINS:
            yield Attack(f"origin {origin!r}: {path}", _kept_out(served, path, {**good, "Origin": _at(served, origin)}))
    yield Attack("a token in the address", _kept_out(served, f"/status?token={served.token}", {}))
    for name, headers in tokens.items():
        if name not in ("latin", "50 kB"):
            yield Attack(f"websocket, token {name}", _no_socket(served, headers))
    for origin in ORIGINS[:4]:
        yield Attack(f"websocket, origin {origin}", _no_socket(served, {**good, "Origin": _at(served, origin)}))
    yield Attack("two hundred half-open sockets", lambda: _half_open(served), then=served.plain)
    yield Attack("three hundred wrong tokens", lambda: _guesses(served), limit_s=10.0, then=served.plain)


def _at(served: Served, text: str) -> str:
    return text.replace("PORT", str(served.port))


def _kept_out(served: Served, path: str, headers: dict[str, str]) -> Callable[[], None]:
    def act() -> None:
        method = "POST" if path == "/stop" else "GET"
        status, said = served.say(method, path, b"{}" if method == "POST" else None, headers)
        assert status in (400, 401, 403, 404, 413, 421, 431), f"{status}: {said}"
        assert status != 404 or path == "/events", f"{path} was looked for"
        assert served.engine.process and served.engine.process.poll() is None, "the engine has ended"

    return act


def _no_socket(served: Served, headers: dict[str, str]) -> Callable[[], None]:
    def act() -> None:
        try:
            with connect(
                f"ws://127.0.0.1:{served.port}/events", additional_headers=headers, proxy=None, open_timeout=5
            ):
                pass
        except (InvalidHandshake, WebSocketException, OSError):
            return
        raise AssertionError("it was let in")

    return act


def _half_open(served: Served) -> None:
    lines: list[socket.socket] = []
    for number in range(200):
        with suppress(OSError):
            line = socket.create_connection(("127.0.0.1", served.port), timeout=5)
            line.sendall((b"", b"GET /sta", b"POST /projects HTTP/1.1\r\nContent-Length: 90\r\n\r\n{")[number % 3])
            lines.append(line)
    started = time.monotonic()
    assert served.client.get("/status")["version"]
    assert time.monotonic() - started < 2, "others wait for them"
    for line in lines:
        line.close()


def _guesses(served: Served) -> None:
    for number in range(300):
        status, _ = served.say("GET", "/status", None, {"Authorization": f"Bearer guess{number}"})
        assert status == 401, status
