"""Listeners that behave badly: garbage, floods, silence, strange projects, many at once, gone in the middle."""

from __future__ import annotations

import json
import os
import random
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from bench.attacks.attack import Attack
from bench.attacks.served import Served
from bench.attacks.texts import HOSTILE
from tests.engine.service.conftest import make

FRAMES = {
    "a text of 3 MB": "a" * (3 << 20),
    "bytes of 3 MB": bytes(3 << 20),
    "an order": '{"text": "delete all"}',
    "no JSON": "}{",
    "NULs": bytes(90),
    "nothing": "",
    "deep": "[" * 9000,
}
RAW = {
    "an unmasked frame": b"\x81\x05hello",
    "a reserved bit": b"\xf1\x85\0\0\0\0hello",
    "an unknown kind": b"\x83\x85\0\0\0\0hello",
    "a length of 2^62": b"\x81\xff\x3f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0",
    "a piece without a start": b"\x80\x85\0\0\0\0hello",
    "a cut control": b"\x08\x85\0\0\0\0hello",
    "a close of 1 byte": b"\x88\x81\0\0\0\0x",
    "a close of no code": b"\x88\x82\0\0\0\0\xff\xff",
    "half of UTF-8": b"\x81\x82\0\0\0\0\xc3\x28",
    "a ping of 200 bytes": b"\x89\xfe\x00\xc8\0\0\0\0" + bytes(200),
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    served = Served(folder, ends)
    for name, frame in FRAMES.items():
        for times in (1, 40):
            yield Attack(
                f"{times} times {name}", _said(served, frame, times if len(frame) < 9999 else 1), then=served.plain
            )
    for name, data in RAW.items():
        yield Attack(f"raw: {name}", _raw(served, data), then=served.plain)
    for number, name in enumerate(HOSTILE[:30]):
        with suppress(UnicodeEncodeError):
            plain = served.plain if number % 10 == 9 else None
            yield Attack(f"project {name[:30]!r}", _listens(served, quote(name)), then=plain)
    yield Attack("a hundred listeners", lambda: _many(served, 100), limit_s=15.0, then=served.plain)
    yield Attack("a listener that never reads", lambda: _silent(served), limit_s=15.0, then=served.plain)
    chance = random.Random(3)
    for number in range(15):
        yield Attack(f"gone in the middle {number}", _gone(served, chance.uniform(0, 0.05)), then=served.plain)


def _open(served: Served, project: str = "") -> ClientConnection:
    secret = {"Authorization": f"Bearer {served.token}"}
    url = f"ws://127.0.0.1:{served.port}/events?project={project}"
    return connect(url, additional_headers=secret, proxy=None, open_timeout=5, max_size=None, close_timeout=1)


def _said(served: Served, frame: str | bytes, times: int) -> Callable[[], None]:
    def act() -> None:
        with _open(served, served.project) as line, suppress(WebSocketException, OSError):
            for _ in range(times):
                line.send(frame)

    return act


def _raw(served: Served, data: bytes) -> Callable[[], None]:
    def act() -> None:
        with socket.create_connection(("127.0.0.1", served.port), timeout=5) as line:
            line.sendall(
                f"GET /events?project={served.project} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
                f"Authorization: Bearer {served.token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
            )
            assert b" 101 " in line.recv(4096)
            with suppress(OSError):
                line.sendall(data)
                line.settimeout(0.3)
                line.recv(4096)

    return act


def _listens(served: Served, project: str) -> Callable[[], None]:
    def act() -> None:
        with suppress(WebSocketException, OSError), _open(served, project) as line:
            line.send("hello")

    return act


def _many(served: Served, count: int) -> None:
    lines = [_open(served, served.project) for _ in range(count)]
    turn = served.client.follow(served.project, **make("heard by all"))
    assert turn.state == "done", turn.answer
    for line in lines[:: count // 5]:
        events = [json.loads(line.recv(timeout=5)) for _ in range(2)]
        assert {"event", "project", "data"} <= set(events[0])
    for line in lines:
        line.socket.close()


def _silent(served: Served) -> None:
    line = _open(served, served.project)
    before = served.client.get("/status")["memory_bytes"]
    for number in range(25):
        served.client.follow(
            served.project, "hello " + "y" * 15_000, steps=[{"tool": "chat", "args": {"text": str(number)}}]
        )
    grown = served.client.get("/status")["memory_bytes"] - before
    assert grown < 40e6, f"{grown / 1e6:.0f} MB for one that does not read"
    line.close()


def _gone(served: Served, after_s: float) -> Callable[[], None]:
    def act() -> None:
        line = _open(served, served.project)
        served.client.send(served.project, **make(f"work 0.03 {os.urandom(2).hex()}"))
        time.sleep(after_s)
        line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.socket.close()

    return act
