"""A server on this computer only that never waits: it is asked in each tick what has come."""

import errno
import json
import socket
import struct
import contextlib

MAX_BYTES = 32 << 20
MAX_LINES = 16
AT_ONCE = 1 << 18
_NOT_NOW = (errno.EAGAIN, errno.EWOULDBLOCK, 10035)


class Connection(object):
    """One connection: what came of the next frame, and what is still to be sent."""

    def __init__(self, socket_):
        self.socket, self.came, self.to_send = socket_, bytearray(), bytearray()


class Server(object):
    """Frames of JSON behind their length in four bytes, the highest first."""

    def __init__(self):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(MAX_LINES)
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]
        self._lines = []

    def taken(self):
        """All commands that have come, each with the line that it came by."""
        self._accept()
        found = []
        for line in list(self._lines):
            is_open = self._read(line)
            found.extend((line, command) for command in self._frames(line))
            if not is_open:
                self._drop(line)
        return found

    def answer(self, line, reply):
        """Send a reply as soon as the line takes it; None is no reply."""
        if reply is not None and line in self._lines:
            data = json.dumps(reply).encode("utf-8")
            line.to_send += struct.pack(">I", len(data)) + data
            self._send(line)

    def flush(self):
        """Send what did not go before."""
        for line in list(self._lines):
            if line.to_send:
                self._send(line)

    def close(self):
        """End every line."""
        for line in list(self._lines):
            self._drop(line)
        self._socket.close()

    def _accept(self):
        while True:
            try:
                fresh, _ = self._socket.accept()
            except (OSError, IOError):
                return
            fresh.setblocking(False)
            fresh.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if len(self._lines) >= MAX_LINES:
                self._drop(self._lines[0])
            self._lines.append(Connection(fresh))

    def _read(self, line):
        while len(line.came) < MAX_BYTES + 4:
            try:
                data = line.socket.recv(AT_ONCE)
            except (OSError, IOError) as error:
                return error.errno in _NOT_NOW
            if not data:
                return False
            line.came += data
        return True

    def _frames(self, line):
        while len(line.came) >= 4:
            (length,) = struct.unpack(">I", bytes(line.came[:4]))
            if length > MAX_BYTES:
                line.came = bytearray()
                self._drop(line)
                return
            if len(line.came) < 4 + length:
                return
            data = bytes(line.came[4 : 4 + length])
            del line.came[: 4 + length]
            try:
                command = json.loads(data.decode("utf-8"))
            except (ValueError, RecursionError):
                command = None
            yield command

    def _send(self, line):
        try:
            while line.to_send:
                sent = line.socket.send(bytes(line.to_send[:AT_ONCE]))
                del line.to_send[:sent]
        except (OSError, IOError) as error:
            if error.errno not in _NOT_NOW:
                self._drop(line)

    def _drop(self, line):
        if line in self._lines:
            self._lines.remove(line)
        with contextlib.suppress(OSError, IOError):
            line.socket.close()
