"""Open Sound Control: messages out, and a loopback server that no datagram can hang, flood or fool."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

MAX_DATAGRAM = 8192
MAX_DEPTH = 4
MAX_MESSAGES = 64
QUEUE = 256

Handler = Callable[[Sequence[Any]], None]


def build_message(address: str, *values: str | int | float) -> bytes:
    """One OSC message; text, whole numbers and floats only."""
    from pythonosc.osc_message_builder import OscMessageBuilder

    builder = OscMessageBuilder(address)
    for value in values:
        builder.add_arg(value, {str: "s", int: "i", float: "f"}[type(value)])
    return bytes(builder.build().dgram)


def send(port: int, address: str, *values: str | int | float, host: str = "127.0.0.1") -> None:
    """Send one message; what happens to it cannot be known."""
    data = build_message(address, *values)
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(data, (host, port))


def parse(data: bytes) -> list[tuple[str, tuple[Any, ...]]]:
    """The messages of a datagram, bundles opened whatever their time tag says; [] when it is not OSC."""
    found: list[tuple[str, tuple[Any, ...]]] = []
    if len(data) <= MAX_DATAGRAM:
        _parse_into(data, found, 0)
    return found[:MAX_MESSAGES]


def _parse_into(data: bytes, found: list[tuple[str, tuple[Any, ...]]], depth: int) -> None:
    if depth > MAX_DEPTH or len(found) >= MAX_MESSAGES:
        return
    if not data.startswith(b"#bundle\0"):
        message = _message(data)
        if message:
            found.append(message)
        return
    at = 16  # "#bundle\0" and the time tag
    while at + 4 <= len(data) and len(found) < MAX_MESSAGES:
        size = struct.unpack_from(">i", data, at)[0]
        at += 4
        if size <= 0 or at + size > len(data):
            return
        _parse_into(data[at : at + size], found, depth + 1)
        at += size


def _message(data: bytes) -> tuple[str, tuple[Any, ...]] | None:
    address, at = _text(data, 0)
    if not address or not address.startswith("/"):
        return None
    kinds, at = _text(data, at)
    if kinds is None or not kinds.startswith(","):
        return address, ()
    values: list[Any] = []
    for kind in kinds[1:]:
        if kind == "s":
            value, at = _text(data, at)
            if value is None:
                return None
            values.append(value)
        elif kind in "if" and at + 4 <= len(data):
            values.append(struct.unpack_from(">" + kind, data, at)[0])
            at += 4
        else:
            return None
    return address, tuple(values)


def _text(data: bytes, at: int) -> tuple[str | None, int]:
    end = data.find(b"\0", at)
    if end < 0:
        return None, len(data)
    return data[at:end].decode("utf-8", "replace"), (end + 4) & ~3


class LoopbackServer:
    """Hears OSC on a free port of 127.0.0.1 and calls the handler that stands for exactly that address.

    Patterns in addresses are not expanded. At most `QUEUE` messages wait; what comes beyond is dropped.
    """

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = dict(handlers)
        self._queue: deque[tuple[str, tuple[Any, ...]]] = deque(maxlen=QUEUE)
        self._ready = threading.Condition()
        self._closed = False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._threads = [
            threading.Thread(target=work, name=f"osc-{self.port}", daemon=True)
            for work in (self._receive, self._dispatch)
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop hearing."""
        with self._ready:
            self._closed = True
            self._ready.notify_all()
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waker:
            waker.sendto(b"", ("127.0.0.1", self.port))
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(2)
        self._socket.close()

    def _receive(self) -> None:
        while not self._closed:
            try:
                data, sender = self._socket.recvfrom(MAX_DATAGRAM + 1)
            except OSError:
                return
            if sender[0] != "127.0.0.1":
                continue
            known = [message for message in parse(data) if message[0] in self._handlers]
            if known:
                with self._ready:
                    self._queue.extend(known)
                    self._ready.notify()

    def _dispatch(self) -> None:
        while True:
            with self._ready:
                while not self._queue and not self._closed:
                    self._ready.wait()
                if self._closed:
                    return
                address, values = self._queue.popleft()
            # A handler's failure must not end the server: what came in is not to be trusted.
            with contextlib.suppress(Exception):
                self._handlers[address](values)
