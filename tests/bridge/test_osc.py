"""The loopback OSC server: what datagrams may and may not do."""

from __future__ import annotations

import gc
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bridge.osc import MAX_DATAGRAM, MAX_MESSAGES, QUEUE, LoopbackServer, build_message, parse, send
from tests.patience import PATIENCE_S


class Heard:
    """Collects what a handler was called with."""

    def __init__(self) -> None:
        self.values: list[tuple[Any, ...]] = []
        self.bell = threading.Event()

    def __call__(self, values: Any) -> None:
        self.values.append(tuple(values))
        self.bell.set()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def server(heard: Heard) -> Iterator[LoopbackServer]:
    made = LoopbackServer({"/tonmeister/reply": heard})
    yield made
    made.close()


def raw(port: int, *datagrams: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for data in datagrams:
            sender.sendto(data, ("127.0.0.1", port))


def until(condition: Callable[[], bool]) -> bool:
    """Waits at most five seconds."""
    for _ in range(500):
        if condition():
            return True
        time.sleep(0.01)
    return False


def bundle(*messages: bytes, tag: int = 1) -> bytes:
    return b"#bundle\0" + struct.pack(">Q", tag) + b"".join(struct.pack(">i", len(one)) + one for one in messages)


def test_a_message_arrives(server: LoopbackServer, heard: Heard) -> None:
    send(server.port, "/tonmeister/reply", "an é id", 3, 0.5)
    assert heard.bell.wait(PATIENCE_S) and heard.values == [("an é id", 3, 0.5)]


def test_only_the_exact_address_is_served(server: LoopbackServer, heard: Heard) -> None:
    for address in (
        "/tonmeister/*",
        "/**********/rep*********ly",
        "/tonmeister/reply/x",
        "/{tonmeister,x}/reply",
        "/tonmeister/[r]eply",
    ):
        raw(server.port, address.encode() + b"\0" * (4 - len(address) % 4) + b",\0\0\0")
    send(server.port, "/tonmeister/reply", "last")
    assert heard.bell.wait(PATIENCE_S) and heard.values == [("last",)]


def test_a_bundle_from_the_future_is_opened_at_once(server: LoopbackServer, heard: Heard) -> None:
    raw(server.port, bundle(build_message("/tonmeister/reply", "later"), tag=(2**32 - 1) << 32))
    assert heard.bell.wait(PATIENCE_S) and heard.values == [("later",)]


def test_ten_thousand_messages_neither_hang_it_nor_pile_up() -> None:
    gate, count = threading.Event(), [0]

    def slow(values: Any) -> None:
        gate.wait(PATIENCE_S)
        count[0] += 1

    server = LoopbackServer({"/x": slow})
    try:
        message = build_message("/x", "a" * 200)
        raw(server.port, *[message] * 10_000)
        assert until(lambda: len(server._queue) > 0)
        assert len(server._queue) <= QUEUE
        gate.set()
        assert until(lambda: not server._queue) and count[0] <= 10_000
        send(server.port, "/x", "still here")
        before = count[0]
        assert until(lambda: count[0] > before or not server._queue)
    finally:
        gate.set()
        server.close()
    gc.collect()


def test_what_is_not_osc_is_dropped(server: LoopbackServer, heard: Heard) -> None:
    good = build_message("/tonmeister/reply", "x")
    raw(
        server.port,
        b"",
        b"\0",
        b"/",
        b"\xff" * 100,
        good[:-3],
        b"/tonmeister/reply\0\0\0,sssss\0\0",
        b"#bundle\0",
        bundle()[:17],
        b"#bundle\0" + b"\0" * 8 + struct.pack(">i", 2**31 - 1) + b"x",
        b"/tonmeister/reply\0\0\0,b\0\0\0\0\0\4abcd",
    )
    send(server.port, "/tonmeister/reply", "after")
    assert heard.bell.wait(PATIENCE_S) and until(lambda: ("after",) in heard.values)


def test_a_handler_that_fails_does_not_end_it() -> None:
    seen = Heard()

    def handler(values: Any) -> None:
        if values[0] == "bad":
            raise RuntimeError("on purpose")
        seen(values)

    server = LoopbackServer({"/x": handler})
    try:
        send(server.port, "/x", "bad")
        send(server.port, "/x", "good")
        assert seen.bell.wait(PATIENCE_S)
    finally:
        server.close()


def test_it_listens_on_loopback_alone(server: LoopbackServer) -> None:
    assert server._socket.getsockname()[0] == "127.0.0.1"


def test_parse_is_bounded() -> None:
    assert parse(b"/" + b"a" * MAX_DATAGRAM) == []
    one = build_message("/x")
    assert len(parse(bundle(*[one] * 500))) == MAX_MESSAGES
    nested = one
    for _ in range(50):
        nested = bundle(nested)
    assert parse(nested) == []


def test_close_ends_its_threads(heard: Heard) -> None:
    server = LoopbackServer({"/x": heard})
    server.close()
    assert not any(thread.is_alive() for thread in server._threads)
