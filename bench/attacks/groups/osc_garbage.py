"""Datagrams that are no OSC, or too much of it: the loopback server goes on and hears what is meant for it."""

from __future__ import annotations

import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Attack
from bridge.osc import MAX_MESSAGES, LoopbackServer, build_message, parse, send

ADDRESS = "/tonmeister/reply"


def _bundle(*parts: bytes) -> bytes:
    return b"#bundle\0" + bytes(7) + b"\1" + b"".join(struct.pack(">i", len(one)) + one for one in parts)


def _nested(depth: int, inner: bytes) -> bytes:
    return inner if depth == 0 else _bundle(_nested(depth - 1, inner))


GOOD = build_message(ADDRESS, "id")
GARBAGE = {
    "nothing": b"",
    "a NUL": b"\0",
    "four NULs": bytes(4),
    "a slash": b"/",
    "no end": b"/tonmeister/reply",
    "no types": b"/tonmeister/reply\0\0\0",
    "types cut": GOOD[:21],
    "values cut": GOOD[:-3],
    "a number cut": b"/tonmeister/reply\0\0\0,i\0\0\0\1",
    "a blob of 4 GB": b"/tonmeister/reply\0\0\0,b\0\0\xff\xff\xff\xff",
    "unknown types": b"/tonmeister/reply\0\0\0,zqT\0\0\0\0",
    "9 000 bytes": b"/" + b"a" * 9000,
    "65 kB": b"\xff" * 65_000,
    "half of UTF-8": b"/tonmeister/\xc3\0\0\0,s\0\0\xff\xfe\0\0",
    "an empty bundle": _bundle(),
    "a bundle cut": _bundle(GOOD)[:30],
    "a bundle of negative size": b"#bundle\0" + bytes(8) + b"\xff\xff\xff\xff",
    "a bundle of 0": b"#bundle\0" + bytes(12),
    "a bundle that claims 2 GB": b"#bundle\0" + bytes(8) + b"\x7f\xff\xff\xff" + GOOD,
    "300 in one": _bundle(*[GOOD] * 300),
    "nested 9": _nested(9, GOOD),
    "nested 90": _nested(90, GOOD),
    "a pattern": build_message("/tonmeister/*", "x"),
    "another pattern": build_message("/{tonmeister,x}/reply", 1),
    "an order": build_message("/quit"),
    "a path": build_message("/../../reply", "x"),
    "a long text": build_message(ADDRESS, "x" * 7000),
    "JSON": b'{"id": 1}',
    "HTTP": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a pickle": b"cos\nsystem\n(S'true'\ntR.",
}


class _Ear:
    def __init__(self, ends: ExitStack) -> None:
        self.heard: list[object] = []
        self.bell = threading.Event()
        self.server = LoopbackServer({ADDRESS: self._hear, "/raises": self._fail})
        ends.callback(self.server.close)

    def _hear(self, values: object) -> None:
        self.heard.append(values)
        self.bell.set()

    def _fail(self, values: object) -> None:
        raise KeyError("a handler that fails")

    def plain(self) -> None:
        """Hears a message that is meant for it."""
        for _ in range(50):
            self.bell.clear()
            send(self.server.port, ADDRESS, "plain")
            if self.bell.wait(0.2):
                return
        raise AssertionError("it hears nothing any more")


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    ear = _Ear(ends)
    for name, data in GARBAGE.items():
        yield Attack(name, _sent(ear, data), then=ear.plain)
    chance = random.Random(5)
    for number in range(20):
        data = bytearray(_bundle(GOOD, GOOD, GOOD))
        for _ in range(4):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield Attack(f"flipped bytes {number}", _sent(ear, bytes(data)), then=ear.plain)
    yield Attack("a flood", lambda: _flood(ear), then=ear.plain)
    yield Attack("a handler that fails", lambda: send(ear.server.port, "/raises", 1), then=ear.plain)


def _sent(ear: _Ear, data: bytes) -> Callable[[], None]:
    def act() -> None:
        found = parse(data)
        assert len(found) <= MAX_MESSAGES and all(address.startswith("/") for address, _ in found)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(data, ("127.0.0.1", ear.server.port))

    return act


def _flood(ear: _Ear) -> None:
    before = len(ear.heard)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(20_000):
            sender.sendto(GOOD, ("127.0.0.1", ear.server.port))
    time.sleep(0.2)
    assert len(ear.heard) - before <= 20_000
