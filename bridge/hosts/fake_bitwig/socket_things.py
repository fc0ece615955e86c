"""Bitwig's TCP sockets for scripts: it takes the length before each frame away, and tells what came as signed bytes."""

from __future__ import annotations

import contextlib
import socket
import struct
from array import array
from collections.abc import Callable

from bridge.hosts.fake_bitwig.strict import BitwigThing

MAX_BYTES = 32 << 20


class RemoteSocketThing(BitwigThing):
    """A port that others connect to."""

    kind = "RemoteSocket"

    def __init__(self, port: int) -> None:
        super().__init__()
        self._socket = socket.socket()
        try:
            self._socket.bind(("127.0.0.1", port))
        except OSError:  # Bitwig takes another one then
            self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(8)
        self._socket.setblocking(False)
        self._on_connect: Callable[..., None] | None = None
        self._connections: list[RemoteConnectionThing] = []

    def getPort(self) -> int:
        return int(self._socket.getsockname()[1])

    def setClientConnectCallback(self, callback: Callable[..., None]) -> None:
        self._on_connect = callback

    def work(self) -> None:
        """Take what has come."""
        with contextlib.suppress(BlockingIOError, OSError):
            fresh, _ = self._socket.accept()
            fresh.setblocking(False)
            fresh.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = RemoteConnectionThing(fresh)
            self._connections.append(connection)
            if self._on_connect:
                self._on_connect(connection)
        for connection in self._connections:
            connection.work()
        self._connections = [one for one in self._connections if one.is_open]

    def close(self) -> None:
        """The end of the program."""
        for connection in self._connections:
            connection.disconnect()
        self._socket.close()


class RemoteConnectionThing(BitwigThing):
    """One connection."""

    kind = "RemoteConnection"

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._socket, self._came, self._to_send = connection, bytearray(), bytearray()
        self._on_data: Callable[..., None] | None = None
        self._on_end: Callable[..., None] | None = None
        self.is_open = True

    def setReceiveCallback(self, callback: Callable[..., None]) -> None:
        self._on_data = callback

    def setDisconnectCallback(self, callback: Callable[..., None]) -> None:
        self._on_end = callback

    def send(self, data: list[int]) -> None:
        """As it is: who sends says how long it is."""
        self._to_send += array("b", data).tobytes()
        self._flush()

    def disconnect(self) -> None:
        if self.is_open:
            self.is_open = False
            self._socket.close()

    def work(self) -> None:
        """Send what waits, and tell what came."""
        self._flush()
        try:
            while data := self._socket.recv(1 << 18):
                self._came += data
            self._end()
        except BlockingIOError:
            pass
        except OSError:
            self._end()
        while len(self._came) >= 4:
            (length,) = struct.unpack(">I", self._came[:4])
            if length > MAX_BYTES:
                self._end()
                return
            if len(self._came) < 4 + length:
                return
            frame = self._came[4 : 4 + length]
            del self._came[: 4 + length]
            if self._on_data:
                self._on_data(array("b", frame).tolist())

    def _flush(self) -> None:
        try:
            while self._to_send and self.is_open:
                sent = self._socket.send(self._to_send[: 1 << 18])
                del self._to_send[:sent]
        except BlockingIOError:
            pass
        except OSError:
            self._end()

    def _end(self) -> None:
        if self.is_open:
            self.disconnect()
            if self._on_end:
                self._on_end()
