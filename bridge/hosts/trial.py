"""`daw test NAME --host fake`: the round trip with the real script in a stand-in, which judges what it was asked."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bridge.verdict import round_trip
from engine.daw.daw import Check, DawSession


class StandIn(Protocol):
    """A stand-in for a DAW; it runs as long as it is entered."""

    def __enter__(self) -> Any: ...

    def __exit__(self, *error: Any) -> None: ...

    def session(self) -> DawSession:
        """A connection to it."""


Host = TypeVar("Host", bound=StandIn)


def tried(
    start: Callable[[Path], Host], judged: Callable[[Host, DawSession], Check], *, name: str = ""
) -> list[Check]:
    """The round trip in a stand-in in a folder of its own, and at last what it found; `name` stands before each row."""
    with (
        tempfile.TemporaryDirectory(prefix="tonmeister-") as folder,
        start(Path(folder)) as host,
        contextlib.closing(host.session()) as session,
    ):
        found = round_trip(session)
        found.append(judged(host, session))
    return [Check(f"{name}: {one.what}", one.ok, one.detail) for one in found] if name else found


def rules_kept(daw: str, offences: Sequence[str]) -> Check:
    """Whether a DAW's rules were kept."""
    return Check(f"{daw}'s rules are kept", not offences, "; ".join(offences) or "all of them")


def names_known(daw: str, wrong: Sequence[str], asked: str) -> Check:
    """Whether nothing was asked that a DAW does not have; `asked` says of how much that is so."""
    return Check(f"nothing that {daw} does not have", not wrong, " ".join(wrong[:3]) or asked)
