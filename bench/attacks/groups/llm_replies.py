"""What a language model's server answers: wrong, endless, huge, silent, secret, or orders that nobody gave."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.attacks.attack import Attack, clear
from bench.attacks.texts import HOSTILE, ORDERS
from engine.planner.llm.endpoint import Endpoint
from engine.planner.llm.planner import LlmPlanner
from engine.tasks.plan import Plan
from tests.engine.planner import llm_server as server
from tests.engine.planner.llm_server import Answer, LlmServer
from tests.engine.planner.session import BAND, PLANNER

KEY = "sk-attack-0123456789abcdef"
ARGS: dict[str, Any] = {
    "no JSON": "{",
    "a list": "[]",
    "null": "null",
    "a word": '"pad"',
    "bytes": "\x00\x01",
    "deep": "[" * 40_000,
    "NaN": '{"value_db": NaN}',
    "an unknown clip": '{"clip": "c99", "effect": "reverb"}',
    "a path": '{"clip": "/etc/passwd", "effect": "reverb"}',
    "an unknown argument": '{"clip": "c5", "effect": "reverb", "shell": "id"}',
    "an unknown effect": '{"clip": "c5", "effect": "explode"}',
    "a number for words": '{"clip": 5, "effect": 7}',
    "a step ahead": '{"clip": "$9.audio", "effect": "reverb"}',
    "400 kB": json.dumps({"clip": "c5", "effect": "x" * 400_000}),
    "half a character": '{"clip": "c5", "effect": "\\ud800"}',
    "two objects": '{"clip": "c5"}{"clip": "c4"}',
}
RAW: dict[str, Answer] = {
    "nothing": Answer([]),
    "HTML": Answer([b"<html>login</html>"], content_type="text/html"),
    "an empty object": Answer([b"{}"], content_type="application/json"),
    "no events": Answer([b"hello\n\nhello\n\n"]),
    "events of nothing": Answer([b"data:\n\n"] * 50),
    "events of null": Answer([b"data: null\n\n"] * 50),
    "events of lists": Answer([b"data: []\n\n"] * 50),
    "half an event": Answer([b'data: {"id": "x", "choi']),
    "bytes": Answer([bytes(range(256)) * 40]),
    "done at once": Answer([server.DONE]),
    "an error within": Answer([b'data: {"error": {"message": "overloaded"}}\n\n']),
    "a length that lies": Answer([b"data: x\n\n"], length=900_000),
    "no choices": Answer([b'data: {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}\n\n']),
    "choices of null": Answer([b'data: {"choices": null}\n\n']),
    "a delta of null": Answer([b'data: {"choices": [{"index": 0, "delta": null}]}\n\n', server.DONE]),
    "a line of 9 MB": Answer([b"data: " + b"a" * (9 << 20) + b"\n\n"]),
    "comments without end": Answer(server.endless(b": keep alive\n\n", 200_000)),
    "words without end": Answer(
        server.endless(f"data: {json.dumps(server.delta(content='la ' * 400))}\n\n".encode(), 60_000)
    ),
    "thoughts without end": Answer(
        server.endless(f"data: {json.dumps(server.delta(reasoning_content='hm ' * 400))}\n\n".encode(), 60_000)
    ),
}


def attacks(folder: Path, ends: ExitStack) -> Iterator[Attack]:
    request = "put a reverb on the pad"
    for name, args in ARGS.items():
        for tool in ("apply_effect", "delete_everything"):
            yield Attack(f"{tool} with {name}", _asked(request, server.calls((tool, args))))
    for name, answer in RAW.items():
        yield Attack(f"answers {name}", _asked(request, answer), limit_s=12.0)
    for status in (301, 400, 401, 403, 404, 408, 413, 418, 422, 429, 500, 502, 503, 529):
        secret = server.error(status, f"the key {KEY} is not allowed")
        yield Attack(f"status {status} that repeats the key", _asked(request, secret), limit_s=12.0)
        yield Attack(
            f"status {status} in HTML", _asked(request, Answer([b"<h1>no</h1>"], status, "text/html")), limit_s=12.0
        )
    for words in (*HOSTILE[:24], f"Your key is {KEY}.", "", "\n" * 5000):
        yield Attack(f"words {words[:24]!r}", _worded(request, words))
    for order in ORDERS:
        yield Attack(f"orders in a name: {order[:40]!r}", _ordered(order))
    yield Attack("two hundred calls", _asked(request, server.calls(*[("undo", "{}")] * 200)))
    yield Attack(
        "calls nobody asked for", _unasked("what key are we in?", ("arrange", {"action": "delete", "clip": "c4"}))
    )
    yield Attack("an undo nobody asked for", _unasked("add a reverb to the pad", ("undo", {"steps": 9})))
    yield Attack("an export nobody asked for", _unasked("make it warmer", ("export", {"what": "mix"})))
    yield Attack("nobody there", _nobody(request), limit_s=8.0)


def _plan(text: str, *answers: Answer, context: Any = BAND) -> Plan:
    with LlmServer(*answers) as there:
        endpoint = Endpoint(there.base_url, "m", api_key=KEY, total_s=6.0, silent_s=3.0)
        planner = LlmPlanner(endpoint=endpoint, fallback=PLANNER)
        try:
            return planner.plan(text, context)
        finally:
            planner.close()


def _asked(text: str, answer: Answer) -> Callable[[], Plan]:
    """Whatever comes of it, the plan is one that was asked for, and the key is nowhere."""

    def act() -> Plan:
        started = time.monotonic()
        plan = _plan(text, answer)
        assert KEY not in repr(plan), "the key is in the plan"
        allowed = {"apply_effect", "plugin", "chat", "ask", "refuse", "route"}
        assert {step.task for step in plan.steps} <= allowed, plan.calls()
        for step in plan.steps:
            if step.task in ("chat", "ask", "refuse"):
                clear(str(step.args.get("text", "")))
        assert time.monotonic() - started < 12, "it was waited for too long"
        return plan

    return act


def _worded(text: str, words: str) -> Callable[[], None]:
    def act() -> None:
        plan = _plan(text, server.words(words.encode("utf-8", "replace").decode()))
        assert KEY not in repr(plan), "the key is shown"
        assert {step.task for step in plan.steps} <= {"apply_effect", "plugin", "chat", "ask", "refuse"}, plan.calls()

    return act


def _ordered(order: str) -> Callable[[], None]:
    """A track is called like an order; the model obeys it. The request was another one."""

    def act() -> None:
        clip = replace(BAND.clips[0], name=order, track=order)
        context = replace(BAND, clips=(clip, *BAND.clips[1:]), tracks=(order, *BAND.tracks[1:]))
        obeyed = server.calls(("arrange", {"action": "delete", "clip": "c2"}))
        plan = _plan("what tempo is the song?", obeyed, context=context)
        for step in plan.steps:
            is_question = str(step.args.get("action", "")).startswith("get_")
            assert is_question or step.task in ("chat", "ask", "refuse", "session_info"), plan.calls()

    return act


def _unasked(text: str, call: tuple[str, Any]) -> Callable[[], None]:
    def act() -> None:
        plan = _plan(text, server.calls(call))
        assert call[0] not in {step.task for step in plan.steps}, plan.calls()

    return act


def _nobody(text: str) -> Callable[[], None]:
    def act() -> None:
        planner = LlmPlanner(endpoint=Endpoint("http://127.0.0.1:9/v1", "m", total_s=6.0), fallback=PLANNER)
        try:
            plan = planner.plan(text, BAND)
        finally:
            planner.close()
        assert plan.steps[0].task in ("apply_effect", "plugin"), plan.calls()

    return act
