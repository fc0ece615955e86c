"""What pip, venv, apt and git print when they fail, and the same for people."""

from __future__ import annotations

import re
from typing import NamedTuple


class PipFailure(NamedTuple):
    """One well-known failure."""

    pattern: str
    plain: str
    """Goes on after "failed: "; says what to do."""
    is_harmless: bool = False
    """It comes before anything is put in place, so the next try goes on from there."""


FAILURES = (
    PipFailure(r"No space left|Errno 28\b", "the disk is full; make room, and start again"),
    PipFailure(
        r"NewConnectionError|NameResolution|Temporary failure|[Tt]imed out|Connection refused|ProxyError|unreachable"
        r"|Could not resolve host|Max retries exceeded|ConnectionError",
        "the package index cannot be reached; check the network, and start again",
        True,
    ),
    PipFailure(
        r"CERTIFICATE_VERIFY|SSLError",
        "the server shows no valid certificate; check clock and proxy, and start again",
        True,
    ),
    PipFailure(r"No module named pip", "the environment was made by another tool; move it away, and start again", True),
    PipFailure(
        r"ensurepip is not available|No module named (venv|ensurepip)",
        "Python's venv is missing; install python3-venv",
    ),
    PipFailure(
        r"401 Client Error|403 Client Error|GatedRepo|gated repo",
        "access was refused; ask for it on the model's page, and set HF_TOKEN to your token",
    ),
    PipFailure(r"Permission denied|Read-only file system", "a file may not be written; check who owns this folder"),
    PipFailure(
        r"No matching distribution|Requires-Python",
        "a package cannot be had for this Python or this computer; use Python 3.11, 3.12 or 3.13",
    ),
    PipFailure(
        r"subprocess-exited-with-error|Failed building wheel",
        "a package could not be built on this computer; use Python 3.11, 3.12 or 3.13",
    ),
)


def failure_in(text: str) -> PipFailure | None:
    """The first well-known failure that a text tells of."""
    return next((one for one in FAILURES if re.search(one.pattern, text)), None)


def plain_reason(text: str) -> str:
    """It in plain words; empty when none is known."""
    found = failure_in(text)
    return found.plain if found else ""
