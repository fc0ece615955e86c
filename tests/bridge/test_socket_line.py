"""The socket carrier under every fault of a line: a command ends in a reply, in 'nothing was done', or in 'unknown'."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bridge import socket_line
from bridge.socket_line import SocketLine
from engine.errors import DawError, DawSilent

Act = Callable[["Peer", socket.socket, dict[str, Any]], None]


class Peer:
    """A script that listens, and does with each command what the next of its acts says; the last goes on for ever."""

    def __init__(self, *acts: Act) -> None:
        self.acts, self.asked, self.done = list(acts), [], []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._hear, args=(line,), daemon=True).start()

    def _hear(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError, struct.error):
            while True:
                (length,) = struct.unpack(">I", line.recv(4, socket.MSG_WAITALL))
                command = json.loads(line.recv(length, socket.MSG_WAITALL))
                self.asked.append(command["id"])
                (self.acts.pop(0) if len(self.acts) > 1 else self.acts[0])(self, line, command)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # or accept() would wait on
        self._socket.close()


def frame(fields: Any) -> bytes:
    data = json.dumps(fields).encode()
    return struct.pack(">I", len(data)) + data


def picks_up(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    line.sendall(frame({"id": command["id"], "picked_up": True}))


def answers(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    if command["id"] not in peer.done:  # as the script does: none twice
        peer.done.append(command["id"])
    line.sendall(frame({"id": command["id"], "ok": True, "result": command["args"]}))


def loses_its_reply(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    peer.done.append(command["id"])


def is_cut(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    line.close()


def is_cut_in_the_middle(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    peer.done.append(command["id"])
    line.sendall(frame({"id": command["id"], "ok": True, "result": 1})[:9])
    line.close()


def speaks_nonsense(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    line.sendall(struct.pack(">I", 7) + b"not{son")


def answers_too_much(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    line.sendall(struct.pack(">I", 1 << 31) + b"x")


def answers_others_first(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    for other in ("yesterday", "", command["id"][:-1]):
        line.sendall(frame({"id": other, "ok": True, "result": "another"}))
    answers(peer, line, command)
    answers(peer, line, command)


def answers_late(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    picks_up(peer, line, command)
    time.sleep(0.25)
    answers(peer, line, command)


def is_silent(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
    return None


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_line, "ASK_AGAIN_S", 0.1)
    monkeypatch.setattr(socket_line, "PICK_UP_S", 0.3)


@contextlib.contextmanager
def line_to(peer: Peer) -> Iterator[SocketLine]:
    line = SocketLine("Live", lambda: peer.port, lambda: "word")
    try:
        yield line
    finally:
        line.close()
        peer.close()


@pytest.mark.parametrize(
    "acts",
    [(answers,), (picks_up, answers), (loses_its_reply, answers), (is_cut, answers), (is_cut_in_the_middle, answers),
     (speaks_nonsense, answers), (answers_too_much, answers), (answers_others_first,), (answers_late,),
     (picks_up, is_cut, answers), (loses_its_reply, is_cut, answers)],
    ids=lambda acts: "-".join(act.__name__ for act in acts),
)  # fmt: skip
def test_a_reply_comes_through_every_fault_and_nothing_is_done_twice(acts: tuple[Act, ...]) -> None:
    peer = Peer(*acts)
    with line_to(peer) as line:
        first, second = line.call("apply", {"n": 1}, timeout_s=5), line.call("apply", {"n": 2}, timeout_s=5)
    assert (first.result, second.result) == ({"n": 1}, {"n": 2})
    assert len(set(peer.done)) == 2 and len(set(peer.asked)) == 2


def test_what_is_not_picked_up_is_not_done() -> None:
    with (
        line_to(Peer(is_silent)) as line,
        pytest.raises(DawError, match="did not pick up.*nothing was changed") as told,
    ):
        line.call("apply", timeout_s=5)
    assert not isinstance(told.value, DawSilent)


def test_what_was_picked_up_and_not_answered_is_unknown() -> None:
    with line_to(Peer(picks_up)) as line, pytest.raises(DawSilent, match="did not answer"):
        line.call("apply", timeout_s=0.6)


def test_a_daw_that_ended_before_is_told_at_once_and_nothing_was_changed() -> None:
    peer = Peer(answers)
    with line_to(peer) as line:
        line.call("ping")
        line.close()
        peer.close()
        with pytest.raises(DawError, match="has ended, and nothing was changed"):
            line.call("apply", timeout_s=3600)


def test_a_daw_that_hung_up_meanwhile_was_sent_nothing() -> None:
    hung_up = threading.Event()

    def hangs_up(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
        answers(peer, line, command)
        peer.close()
        line.close()
        hung_up.set()

    with line_to(Peer(hangs_up)) as line:
        line.call("ping")
        assert hung_up.wait(10)
        with pytest.raises(DawError, match="nothing was changed") as told:
            line.call("apply")
    assert not isinstance(told.value, DawSilent)


def test_a_daw_that_ends_in_the_middle_is_unknown() -> None:
    def ends(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
        picks_up(peer, line, command)
        peer.close()
        line.close()

    with line_to(Peer(ends)) as line, pytest.raises(DawSilent, match="ended while it carried out 'apply'"):
        line.call("apply")


def test_a_port_that_another_program_has_now(monkeypatch: pytest.MonkeyPatch) -> None:
    def speaks_http(peer: Peer, line: socket.socket, command: dict[str, Any]) -> None:
        line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with line_to(Peer(speaks_http)) as line, pytest.raises(DawError):
        line.call("snapshot", timeout_s=1)


def test_a_command_that_is_too_large_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    peer = Peer(answers)
    with line_to(peer) as line, pytest.raises(DawError, match="too large"):
        line.call("apply", {"notes": "x" * (33 << 20)})
    assert peer.asked == []
