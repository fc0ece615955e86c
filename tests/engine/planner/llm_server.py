"""A language model's server for tests: answers over a real socket with what it was told to, piece by piece."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from engine.planner.context import Context, Planner
from engine.planner.llm.endpoint import Endpoint
from engine.planner.llm.planner import LlmPlanner
from engine.tasks.plan import Plan
from tests.engine.planner.session import BAND, PLANNER

DONE = b"data: [DONE]\n\n"


@dataclass
class Answer:
    """One answer: a status, headers, and a body of pieces that are sent one by one."""

    pieces: Iterable[bytes]
    status: int = 200
    content_type: str = "text/event-stream"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    """Claims to be so long; what comes may be shorter."""


def delta(finish: str | None = None, **parts: Any) -> dict[str, Any]:
    """A chunk with `content`, `tool_calls`, `reasoning_content` …"""
    return {
        "id": "x",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "delta": parts, "finish_reason": finish}],
    }


def usage(tokens_in: int, tokens_out: int) -> dict[str, Any]:
    """The last chunk of servers that count."""
    counted = {"prompt_tokens": tokens_in, "completion_tokens": tokens_out, "total_tokens": tokens_in + tokens_out}
    return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": counted}


def piece(
    name: str | None = None, arguments: Any = None, *, index: int | None = 0, call_id: str | None = None
) -> dict[str, Any]:
    """A piece of a tool call; what is None is left out, arguments but with a name."""
    function: dict[str, Any] = {}
    if name is not None:
        function["name"] = name
    if name is not None or arguments is not None:
        function["arguments"] = arguments
    made: dict[str, Any] = {"function": function, "type": "function"}
    if index is not None:
        made["index"] = index
    if call_id is not None:
        made["id"] = call_id
    return made


def sse(*chunks: Any, is_done: bool = True) -> Answer:
    """Chunks as server-sent events; texts are sent as they are."""
    lines = [one.encode() if isinstance(one, str) else f"data: {json.dumps(one)}\n\n".encode() for one in chunks]
    return Answer([*lines, *([DONE] if is_done else [])])


def calls(*named: tuple[str, Any], tokens: tuple[int, int] | None = (700, 30)) -> Answer:
    """A well-behaved answer that calls tools: (name, arguments as an object) each."""
    pieces = [
        piece(name, args if isinstance(args, str) else json.dumps(args), index=place, call_id=f"c{place}")
        for place, (name, args) in enumerate(named)
    ]
    chunks = [delta(tool_calls=[one]) for one in pieces]
    return sse(*chunks, delta("tool_calls"), *([usage(*tokens)] if tokens else []))


def words(text: str, finish: str = "stop") -> Answer:
    """An answer in words, in three pieces."""
    third = len(text) // 3 + 1
    return sse(*(delta(content=text[at : at + third]) for at in range(0, len(text), third)), delta(finish))


def error(status: int, message: str = "no", **headers: str) -> Answer:
    """An error as OpenAI's API words it."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": status}}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer([body], status, "application/json", named)


class LlmServer:
    """Gives its answers in turn, the last one again and again, and keeps what it was asked."""

    def __init__(self, *answers: Answer, models: tuple[str, ...] = ("m",)) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.hung_up = threading.Event()
        """Set when a client went away in the middle of an answer."""
        self._answers = list(answers)
        self._models = models
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> LlmServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def _next(self) -> Answer:
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def _handler(server: LlmServer) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in server._models]}
                self._send(Answer([json.dumps(listed).encode()], 200, "application/json"))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.asked.append(json.loads(body))
                server.keys.append(self.headers.get("Authorization", ""))
                self._send(server._next())

            def _send(self, answer: Answer) -> None:
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.length is not None:
                    self.send_header("Content-Length", str(answer.length))
                self.send_header("Connection", "close")
                self.end_headers()
                try:
                    for one in answer.pieces:
                        self.wfile.write(one)
                        self.wfile.flush()
                except OSError:
                    server.hung_up.set()
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


@contextmanager
def planner_at(
    server: LlmServer, *, model: str = "m", total_s: float = 60.0, fallback: Planner = PLANNER, **more: Any
) -> Iterator[LlmPlanner]:
    """A planner that asks this server, with the offline planner behind it."""
    endpoint = Endpoint(server.base_url, model, total_s=total_s, silent_s=more.pop("silent_s", total_s))
    planner = LlmPlanner(endpoint=endpoint, fallback=fallback, **more)
    try:
        yield planner
    finally:
        planner.close()


def planned(text: str, *answers: Answer, context: Context = BAND, **more: Any) -> tuple[Plan, LlmServer]:
    """What is planned for a text when the server gives these answers; and the server, with what it was asked."""
    with LlmServer(*answers) as server, planner_at(server, **more) as planner:
        return planner.plan(text, context), server


def endless(one: bytes, most: int) -> Iterator[bytes]:
    """The same piece, `most` times."""
    for _ in range(most):
        yield one
