"""Line: the way to a script inside a DAW, whatever carries it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bridge.protocol import Reply


class Line(Protocol):
    """One command at a time, each with a definite end."""

    def call(self, op: str, args: Mapping[str, Any] | None = None, *, timeout_s: float = 10.0) -> Reply:
        """Send one command and wait for its reply.

        Raises DawError when it is certain that nothing was done, and DawSilent when the DAW
        took the command and did not answer.
        """

    def close(self) -> None:
        """End the connection; the DAW goes on."""
