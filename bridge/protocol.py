"""The one command protocol between bridges and DAW scripts: `{id, op, args}` out, `{id, ok, result | error}` back."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.errors import DawError

VERSION = 2
MAX_BYTES = 32 << 20
MUTATING = frozenset({"apply", "save", "save_copy"})
"""Ops that change something: the script remembers their ids, and does none of them twice."""


@dataclass(frozen=True)
class Command:
    """One request to a DAW script: data only, never code."""

    op: str
    args: Mapping[str, Any] = field(default_factory=dict)
    token: str = ""
    deadline: float = 0.0
    """Seconds since 1970; the script refuses the command after this."""
    notice_port: int = 0
    """UDP port on loopback that wants to hear when the reply is there; 0 = none."""
    id: str = ""

    def encoded(self) -> bytes:
        """The command as the script reads it. DawError when it is too large or not data."""
        fields = {
            "version": VERSION,
            "id": self.id,
            "op": self.op,
            "args": dict(self.args),
            "token": self.token,
            "deadline": self.deadline,
            "notice_port": self.notice_port,
        }
        try:
            data = json.dumps(fields, ensure_ascii=False, allow_nan=False).encode()
        except (TypeError, ValueError) as error:
            raise DawError(f"The request '{self.op}' cannot be written as data ({error}).") from error
        if len(data) > MAX_BYTES:
            raise DawError(f"The request is too large for the DAW ({len(data) >> 20} MB); do it in smaller parts.")
        return data


@dataclass(frozen=True)
class Reply:
    """What a script answered."""

    id: str
    ok: bool
    result: Any = None
    error: str = ""
    state: Literal["not_done", "unknown"] = "not_done"
    """When it is not ok: whether it is certain that nothing was done."""
    ms: float = 0.0
    """Time it took inside the DAW."""


def command(
    op: str, args: Mapping[str, Any] | None = None, *, token: str, timeout_s: float, notice_port: int = 0
) -> Command:
    """A command with a fresh id that is refused when it is not begun within `timeout_s`."""
    return Command(op, args or {}, token, time.time() + timeout_s, notice_port, uuid.uuid4().hex)


def read_reply(data: bytes, command_id: str) -> Reply:
    """Check and decode a reply; DawError when it is damaged or answers something else."""
    try:
        fields = json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise DawError(f"The DAW's answer cannot be read ({error}).") from error
    if not isinstance(fields, dict) or fields.get("id") != command_id or not isinstance(fields.get("ok"), bool):
        raise DawError("The DAW's answer does not belong to the request.")
    ms = fields.get("ms")
    return Reply(
        command_id,
        fields["ok"],
        fields.get("result"),
        str(fields.get("error") or ""),
        "unknown" if fields.get("state") == "unknown" else "not_done",
        float(ms) if isinstance(ms, int | float) and abs(ms) < 1e15 else 0.0,
    )


@dataclass(frozen=True)
class ScriptHello:
    """What a script says of itself every other second."""

    key: str
    time: float
    version: int
    session: str
    snapshot: str
    path: str
    rate_hz: int
    removes_tracks: bool = False
    pid: int = 0
    """Number of the DAW's process; 0 where its script cannot know it."""
    changes: tuple[str, ...] = ()
    """Changes that the script can carry out."""
    lacks: Mapping[str, str] = field(default_factory=dict)
    """Changes that this version of the DAW does not allow, each with the reason."""
    daw: str = ""
    """The DAW's own name and version; "" where a script does not say."""
    edition: str = ""
    """Which files the script consists of; "" where it does not say."""
    project_id: str = ""
    """The id that lies in the project itself, where it can."""
    port: int = 0
    """Where the script listens on this computer; 0 where it does not."""


def read_hello(data: bytes) -> ScriptHello | None:
    """Decode an announcement; None when it is damaged."""
    try:
        fields = json.loads(data.decode("utf-8", "replace"))
        return ScriptHello(
            str(fields["key"]),
            float(fields["time"]),
            int(fields["version"]),
            str(fields["session"]),
            str(fields["snapshot"]),
            str(fields["path"]),
            int(fields["rate"]),
            bool(fields.get("removes_tracks")),
            int(fields.get("pid") or 0),
            tuple(map(str, fields.get("changes") or ())),
            {str(name): str(why) for name, why in dict(fields.get("lacks") or {}).items()},
            str(fields.get("daw") or ""),
            str(fields.get("edition") or ""),
            str(fields.get("id") or ""),
            int(fields.get("port") or 0),
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
