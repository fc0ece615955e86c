"""Bodies that are no request, at every route that takes one: too large, too deep, the wrong kind, half a character."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack
from bench.attacks.served import Served

ROUTES = (
    "/projects",
    "/projects/P/turns",
    "/projects/P/transport",
    "/projects/P/turns/1/approve",
    "/projects/P/turns/1/cancel",
    "/projects/P/turns/1/speech",
    "/heard",
    "/stop",
    "/settings",
)
BODIES: dict[str, bytes] = {
    "no JSON": b"text=hello",
    "half": b'{"text": "a',
    "a list": b"[1, 2]",
    "a number": b"7",
    "a word": b'"text"',
    "null": b"null",
    "NaN": b'{"text": NaN}',
    "infinite": b'{"again": -Infinity}',
    "deep lists": b'{"text": ' + b"[" * 70_000 + b"]" * 70_000 + b"}",
    "deep objects": b'{"steps":' * 9000 + b"1" + b"}" * 9000,
    "two MB": b'{"text": "' + b"b" * (2 << 20) + b'"}',
    "UTF-16 cut": '{"text": "a"}'.encode("utf-16")[:-3],
    "latin": '{"text": "ü"}'.encode("latin-1"),
    "half a character": b'{"text": "\\udc01 x"}',
    "a NUL": b'{"te\\u0000xt": "a"}',
    "an unknown field": b'{"shell": "id"}',
    "a huge number": b'{"again": ' + b"9" * 4500 + b"}",
    "a prototype": b'{"__proto__": {"yes": true}, "constructor": 1}',
    "bytes": bytes(range(256)),
    "a multipart": b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi\r\n--x--',
    "XML": b"<?xml version='1.0'?><text>hi</text>",
}
STEPS: dict[str, Any] = {
    "an unknown task": [{"tool": "format_disk", "args": {}}],
    "no task": [{"args": {}}],
    "a task of 4 000 letters": [{"tool": "x" * 4000, "args": {}}],
    "forty steps": [{"tool": "undo", "args": {}}] * 40,
    "an unknown argument": [{"tool": "mix", "args": {"shell": "id"}}],
    "an argument of lists": [{"tool": "speak", "args": {"text": [["a"]]}}],
    "a clip that is not there": [{"tool": "edit_clip", "args": {"clip": "zzz", "action": "reverse"}}],
    "a clip that is a path": [{"tool": "edit_clip", "args": {"clip": "/etc/passwd", "action": "reverse"}}],
    "a step ahead": [{"tool": "edit_clip", "args": {"clip": "$9.audio", "action": "reverse"}}],
    "itself": [{"tool": "edit_clip", "args": {"clip": "$1", "action": "reverse"}}],
    "a part that is not there": [
        {"tool": "generate_audio", "args": {"prompt": "a", "model": "obedient"}},
        {"tool": "edit_clip", "args": {"clip": "$1.nothing", "action": "reverse"}},
    ],
    "a model that is not there": [{"tool": "speak", "args": {"text": "a", "model": "../x"}}],
    "a length of days": [{"tool": "generate_audio", "args": {"prompt": "a", "duration": 9e9}}],
    "a negative length": [{"tool": "generate_audio", "args": {"prompt": "a", "duration": -4}}],
    "a tempo of 0": [{"tool": "transport", "args": {"action": "tempo", "bpm": 0}}],
    "bar -7": [{"tool": "transport", "args": {"action": "locate", "bar": -7}}],
    "an op that is not there": [{"tool": "undo", "args": {}, "op": "sudo"}],
    "undo of words": [{"tool": "undo", "args": {"steps": "many"}}],
    "undo of a million": [{"tool": "undo", "args": {"steps": 1_000_000}}],
    "an export to the system": [{"tool": "export", "args": {"what": "mix", "format": "../../../etc/x"}}],
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    served = Served(folder, ends)
    for route in ROUTES:
        for name, body in BODIES.items():
            yield Attack(f"{route}: {name}", _refused(served, route, body))
        yield Attack(f"a plain request after {route}", served.plain, limit_s=15.0)
    for name, steps in STEPS.items():
        body = json.dumps({"text": "steps", "steps": steps}).encode()
        yield Attack(f"steps: {name}", _never_done(served, body))
    yield from _selections(served)
    yield Attack("a plain request after steps", served.plain)


def _selections(served: Served) -> Iterator[Attack]:
    for selection in (
        {"track": 7},
        {"bars": [4, 1]},
        {"bars": ["a", "b"]},
        {"clip": {}},
        {"playhead_bar": -3},
        {"x": 1},
    ):
        body = json.dumps({"text": "mute it", "selection": selection}).encode()
        yield Attack(f"selection {selection}", lambda body=body: served.post(f"/projects/{served.project}/turns", body))


def _refused(served: Served, route: str, body: bytes) -> Callable[[], None]:
    def act() -> None:
        status, said = served.post(route.replace("P", served.project), body)
        assert status >= 400, f"{status}: {said}"

    return act


def _never_done(served: Served, body: bytes) -> Callable[[], None]:
    def act() -> None:
        status, _ = served.post(f"/projects/{served.project}/turns", body)
        if status >= 400:
            return
        number = served.client.get(f"/projects/{served.project}/turns")["turns"][-1]["number"]
        from tests.engine.service.conftest import wait_for

        ends = ("done", "failed", "refused", "partly", "answered", "cancelled", "interrupted")
        turn = wait_for(served.client, served.project, number, ends)
        assert turn.state not in ("done", "interrupted"), f"{turn.state}: {turn.answer}"

    return act
