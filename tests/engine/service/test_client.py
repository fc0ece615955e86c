"""The client against servers that are slow, strange, or of another version."""

from __future__ import annotations

import contextlib
import os
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from engine.cli.cli import main
from engine.errors import UserError
from engine.wire import discovery
from engine.wire.client import Client, NoAnswer, running, understood
from engine.wire.discovery import Address
from tests.engine.service.conftest import Engine

FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nBusy"


@contextmanager
def _server(answers: list[bytes]) -> Iterator[tuple[Client, list[bytes]]]:
    """Gives one answer a request, and none (b"") where it is slow."""
    heard: list[bytes] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while content := self.request.recv(65536):
                if content.startswith((b"GET", b"POST")):
                    heard.append(content)
                    self.request.sendall(answers[min(len(heard), len(answers)) - 1])

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        client = Client(Address(server.server_address[1], "t", 1, "0", 1), timeout_s=0.3)
        yield client, heard
        client.close()
        server.shutdown()


def test_a_request_that_is_not_answered_in_time_is_not_sent_twice() -> None:
    with _server([FINE, b"", b""]) as (client, heard):
        client.get("/status")
        with pytest.raises(NoAnswer):
            client.post("/projects/p/turns", {"text": "once"})
        assert [one.split()[0] for one in heard] == [b"GET", b"POST"]


def test_an_answer_in_plain_words_is_told_in_a_sentence() -> None:
    with _server([BUSY]) as (client, _), pytest.raises(NoAnswer, match="503: Busy"):
        client.get("/status")


def test_an_engine_that_speaks_another_wire_is_told_apart(
    one_process: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = one_process.start().address
    assert understood(found) == found
    monkeypatch.setattr("engine.wire.client.address", lambda: replace(found, wire=99, version="9.9"))
    assert main(["ask", "hello"]) == 1
    assert "(version 9.9) speaks wire 99" in capsys.readouterr().err


@pytest.mark.parametrize("answer", [b"{}", b"[]", b"null", b'{"project": 3}'])
def test_answers_that_are_none_of_the_engine_are_told_as_such(answer: bytes) -> None:
    with _server([_json("200 OK", answer)]) as (client, _), pytest.raises(UserError, match="speaks another language"):
        client.open_project("folder")


@pytest.mark.parametrize("pid", [-1, 10**12])
def test_a_process_number_that_cannot_be_is_no_bug(engine: Engine, pid: int) -> None:
    discovery.announce(Address(9, "x", pid, "0", 1))
    assert running() is None


def _drip(handler: socketserver.BaseRequestHandler) -> None:
    for _ in range(400):
        handler.request.sendall(b"H")
        time.sleep(0.05)


def _json(status: str, content: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(content), content)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        FINE,
        BUSY,
        b"SSH-2.0-OpenSSH_9.6\r\n",
        _json("200 OK", b"[1, 2]"),
        _json("200 OK", b'"hello"'),
        _json("404 Not Found", b"[]"),
        _json("401 Unauthorized", b"null"),
        _json("200 OK", b"[" * 100_000),
        _json("200 OK", b'{"pid": 1, "wire": 1}'),
        _json("200 OK", b"<html>hello</html>"),
    ],
    ids=range(11),
)
def test_what_listens_where_a_dead_engine_was_is_told_apart_in_2_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    with _server([answer]) as (client, _):
        discovery.announce(replace(client.address, pid=os.getpid()))
        began = time.monotonic()
        assert running() is None
        assert time.monotonic() - began < 15  # of the 60 s that a request may take


def test_a_listener_that_answers_a_byte_at_a_time_is_left_after_2_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))

    class Slow(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                _drip(self)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Slow) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        discovery.announce(Address(server.server_address[1], "t", os.getpid(), "0", 1))
        began = time.monotonic()
        assert running() is None
        assert time.monotonic() - began < 15  # of its 20 s
        server.shutdown()
