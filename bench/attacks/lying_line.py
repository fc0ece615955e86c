"""A line to a DAW's script whose answers can be bent on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.attacks.hosts import NEWEST, Host
from bench.attacks.room import tone
from bridge.protocol import Reply
from bridge.scripted.session import ScriptedSession
from tests.bridge.conformance.daws import furnished

Bend = Callable[[Callable[[], Reply]], Reply]
"""What becomes of one answer; it may never ask for it."""


class LyingLine:
    """As the line, but for the next answer to one kind of command."""

    def __init__(self, line: Any) -> None:
        self._line = line
        self.op, self.bend = "", None
        self.times = 1
        self.was_met = False

    def lie(self, op: str, bend: Bend, times: int = 1) -> None:
        """Bend the next answers to this command."""
        self.op, self.bend, self.times, self.was_met = op, bend, times, False

    def call(self, op: str, args: Mapping[str, Any] | None = None, *, timeout_s: float = 10.0) -> Reply:
        """See Line."""

        def really() -> Reply:
            reply: Reply = self._line.call(op, args, timeout_s=timeout_s)
            return reply

        if self.bend is None or op != self.op or self.times <= 0:
            return really()
        self.times, self.was_met = self.times - 1, True
        return self.bend(really)

    def close(self) -> None:
        """See Line."""
        self._line.close()


def lying_hosts(folder: Path, ends: ExitStack) -> Iterator[tuple[Host, LyingLine]]:
    """A session in each DAW with a script of ours, one after the other."""
    for row in NEWEST:
        if row.start is None:
            continue
        own = folder / row.name
        own.mkdir()
        with ExitStack() as here:
            host = row.start(own, None).start()
            here.callback(host.stop)
            session = furnished(host.session(), tone(own / "tone.wav"))
            here.callback(session.close)
            assert isinstance(session, ScriptedSession)
            line = LyingLine(session._line)
            session._line = line
            yield Host(row.name, session, own), line
