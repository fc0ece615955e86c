"""A real engine process with a project open, and a client that may say anything to it."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from bench.attacks.attack import clear
from engine.wire.client import Client
from tests.engine.service.conftest import INLINE, Engine, make, obedient_engine

JSON = "application/json"


class Served:
    """The engine, its address, and a project in a watched folder."""

    def __init__(self, folder: Path, ends: ExitStack, *, inline: bool = True) -> None:
        self.engine: Engine = ends.enter_context(obedient_engine(folder))
        if inline:
            self.engine.environment |= INLINE
        self.client: Client = self.engine.start()
        self.song = folder / "song"
        self.project = self.client.open_project("folder", self.song).project
        self.port, self.token = self.client.address.port, self.client.address.token
        self.made = self.client.follow(self.project, **make("kept"))
        assert self.made.state == "done", self.made.answer

    def say(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """One request; its status, and what was said when it was refused. AssertionError for what no door says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = {"Authorization": f"Bearer {self.token}", "Content-Type": JSON} if headers is None else dict(headers)
        try:
            connection.putrequest(method, path, skip_host="Host" in given, skip_accept_encoding=True)
            for name, value in given.items():
                connection.putheader(name, value)
            if body is not None and "Content-Length" not in given:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            content = answer.read()
        except (ConnectionError, http.client.BadStatusLine):
            return 413, "hung up"
        finally:
            connection.close()
        assert answer.status < 500, f"{answer.status}: {content[:200]!r}"
        return answer.status, _said(answer.status, content)

    def post(self, path: str, body: Any) -> tuple[int, str]:
        """An object, or any bytes, as a request."""
        return self.say("POST", path, body if isinstance(body, bytes) else json.dumps(body).encode())

    def raw(self, data: bytes) -> bytes:
        """Bytes on a socket; what comes back within a moment."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line, suppress(OSError):
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            line.settimeout(2)
            came = line.recv(65_536)
            assert b" 500 " not in came[:40], came[:200]
            return came
        return b""

    def plain(self) -> None:
        """The next plain request works, and the first one is still known."""
        turn = self.client.follow(self.project, **make("plain"))
        assert turn.state == "done", f"{turn.state}: {turn.answer}"
        assert self.client.turn(self.project, self.made.number).clips, "the first request has lost its clip"
        log = self.engine.home / "tonmeister.log"
        told = log.read_text("utf-8", "replace") if log.exists() else ""
        log.unlink(missing_ok=True)
        assert "Traceback" not in told, told[-600:]


def _said(status: int, content: bytes) -> str:
    if status < 400:
        return ""
    try:
        said = str(json.loads(content)["error"])
    except (ValueError, KeyError, TypeError):
        return content.decode("utf-8", "replace") if status in (400, 404, 405, 413, 414, 431) else _unclear(content)
    return clear(said)


def _unclear(content: bytes) -> str:
    raise AssertionError(f"no sentence: {content[:200]!r}")
