"""The socket carrier: commands and replies as frames of JSON over a connection that stays on this computer."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from bridge.protocol import MAX_BYTES, MUTATING, Command, Reply, command, read_reply
from engine.errors import DawError, DawSilent

PICK_UP_S = 3.0
"""A change that the script has not begun by then is refused by it: nothing of it is done later."""
ASK_AGAIN_S = 1.0
"""So long after the last word the same command is sent again, with its id: the script does none twice."""
CONNECT_S = 0.5
TRIES = 3


class _Cut(Exception):
    """The connection ended, or what came over it makes no sense."""


class SocketLine:
    """The way to one DAW whose script listens on a port: one command at a time, each with a definite end."""

    def __init__(self, daw: str, port: Callable[[], int], token: Callable[[], str]) -> None:
        """`daw` is its name for people; `port` is asked before each connection and gives 0 when the DAW is gone."""
        self._daw, self._port, self._token = daw, port, token
        self._socket: socket.socket | None = None
        self._came = b""
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        """End the connection; the DAW goes on."""
        if self._socket:
            self._socket.close()
        self._socket, self._came = None, b""

    def call(self, op: str, args: Mapping[str, Any] | None = None, *, timeout_s: float = 10.0) -> Reply:
        """Send one command and wait for its reply.

        Raises DawError when it is certain that nothing was done, and DawSilent when the DAW
        took the command and did not answer. A connection that breaks is made again, and the same
        command is asked for again: its reply may only have been lost.
        """
        pick_up_s = min(timeout_s, PICK_UP_S) if op in MUTATING else timeout_s
        asked = command(op, args, token=self._token(), timeout_s=pick_up_s)
        with self._one_at_a_time:
            return _Call(self, asked, timeout_s, pick_up_s).reply()

    def connected(self) -> bool:
        """Whether there is a connection now, made anew when there was none or it has ended meanwhile."""
        if self._socket and not self._has_ended():
            return True
        self.close()
        port = self._port()
        if not port:
            return False
        try:
            self._socket = socket.create_connection(("127.0.0.1", port), timeout=CONNECT_S)
        except OSError:
            return False
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._came = b""
        return True

    def _has_ended(self) -> bool:
        """Whether the other side has hung up: what is sent after that would be told as sent, and never heard."""
        assert self._socket
        self._socket.setblocking(False)
        try:
            return self._socket.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def send(self, data: bytes, within_s: float) -> None:
        """Send a frame. _Cut when that fails."""
        assert self._socket
        self._socket.settimeout(max(0.05, within_s))
        try:
            self._socket.sendall(struct.pack(">I", len(data)) + data)
        except OSError as error:
            self.close()
            raise _Cut from error

    def receive(self, within_s: float) -> bytes | None:
        """The next frame; None when none has come in time. _Cut when the connection ended or makes no sense."""
        assert self._socket
        until = time.monotonic() + within_s
        while True:
            if len(self._came) >= 4:
                (length,) = struct.unpack(">I", self._came[:4])
                if length > MAX_BYTES:
                    self.close()
                    raise _Cut
                if len(self._came) >= 4 + length:
                    frame, self._came = self._came[4 : 4 + length], self._came[4 + length :]
                    return frame
            left = until - time.monotonic()
            if left <= 0:
                return None
            self._socket.settimeout(left)
            try:
                data = self._socket.recv(1 << 18)
            except TimeoutError:
                return None
            except OSError as error:
                self.close()
                raise _Cut from error
            if not data:
                self.close()
                raise _Cut
            self._came += data

    @property
    def daw(self) -> str:
        """Its name for people."""
        return self._daw


class _Call:
    """One command on its way."""

    def __init__(self, line: SocketLine, asked: Command, timeout_s: float, pick_up_s: float) -> None:
        self._line, self._asked, self._data = line, asked, asked.encoded()
        now = time.monotonic()
        self._until, self._pick_up_until = now + timeout_s, now + pick_up_s + 0.3
        self._was_sent = self._was_picked_up = False

    def reply(self) -> Reply:
        """What the script answers; DawError or DawSilent when it does not."""
        for _ in range(TRIES):
            if not self._line.connected():
                raise self._gone()
            with contextlib.suppress(_Cut):
                return self._asked_once()
        raise self._gone()

    def _asked_once(self) -> Reply:
        """Over one connection. _Cut when it ends before the reply is there."""
        self._line.send(self._data, self._left)
        self._was_sent = True
        while True:
            frame = self._line.receive(min(ASK_AGAIN_S, self._left))
            if frame is None:
                self._may_wait()
                self._line.send(self._data, self._left)
                continue
            found = self._read(frame)
            if found:
                return found

    def _read(self, frame: bytes) -> Reply | None:
        """The reply, when this frame is it; others belong to commands that were given up."""
        if frame[:1] == b"\0":  # a DAW that puts a length of its own before what the script sent with one
            frame = frame[4:]
        try:
            fields = json.loads(frame.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            self._line.close()
            raise _Cut from error
        if not isinstance(fields, dict) or fields.get("id") != self._asked.id:
            return None
        if fields.get("picked_up"):
            self._was_picked_up = True
            return None
        return read_reply(frame, self._asked.id)

    @property
    def _left(self) -> float:
        return max(0.0, self._until - time.monotonic())

    def _may_wait(self) -> None:
        """Nothing came for a while: whether there is still time. DawError or DawSilent when there is none."""
        if not self._was_picked_up and time.monotonic() > self._pick_up_until:
            self._line.close()
            raise DawError(
                f"{self._line.daw} did not pick up the request, and nothing was changed; "
                "look whether it still runs, is busy, or shows a dialog."
            )
        if not self._left:
            self._line.close()
            raise DawSilent(
                f"{self._line.daw} took the request '{self._asked.op}' but did not answer; "
                "look whether it is busy, shows a dialog, or has ended."
            )

    def _gone(self) -> DawError:
        op = self._asked.op
        if self._was_picked_up or (self._was_sent and op in MUTATING):
            return DawSilent(f"{self._line.daw} ended while it carried out '{op}'; start it again and look.")
        return DawError(f"{self._line.daw} has ended, and nothing was changed; start it again.")
