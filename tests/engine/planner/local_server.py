"""A server on this computer for tests: answers each path over a real socket as a program that serves models does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from tests.engine.planner.llm_server import Answer

Page = Mapping[str, Any] | Answer
"""What a path is answered with: an object as JSON, or an answer in pieces."""


class Asked(NamedTuple):
    """What somebody asked for."""

    path: str
    key: str
    """The whole header; empty without one."""
    body: Any


def listed(*models: str, **more: Any) -> dict[str, Any]:
    """A list of models as OpenAI's API words it, each with these facts."""
    return {"object": "list", "data": [{"id": name, "object": "model", **more} for name in models]}


def ollama(
    *models: str, loaded: Mapping[str, int] | None = None, parameters: str = "", remote: tuple[str, ...] = ()
) -> dict[str, Page]:
    """Ollama with these models: some are loaded with so many tokens, `remote` ones run on another host."""
    tags = [{"name": name, **({"remote_host": "https://ollama.com:443"} if name in remote else {})} for name in models]
    running = [{"name": name, "model": name, "context_length": tokens} for name, tokens in (loaded or {}).items()]
    return {
        "/v1/models": listed(*models, owned_by="library"),
        "/api/tags": {"models": tags},
        "/api/ps": {"models": running},
        "/api/show": {"parameters": parameters, "model_info": {"llama.context_length": 131_072}},
    }


def llama_cpp(model: str, n_ctx: int) -> dict[str, Page]:
    """llama.cpp's server: one model, all of it in /props."""
    return {
        "/v1/models": listed(model, owned_by="llamacpp", meta={"n_ctx_train": 131_072}),
        "/props": {"default_generation_settings": {"n_ctx": n_ctx}, "total_slots": 1},
    }


def lm_studio(model: str, **row: Any) -> dict[str, Page]:
    """LM Studio: `row` is what it tells of the model beside OpenAI's list."""
    return {
        "/v1/models": listed(model, owned_by="organization_owner"),
        "/api/v0/models": listed(model, max_context_length=131_072, **row),
    }


@contextmanager
def serving(pages: Mapping[str, Page], asked: list[Asked] | None = None) -> Iterator[int]:
    """Its port; 404 for every other path. `asked` takes what was asked for."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(pages, asked if asked is not None else []))
    http.daemon_threads = True
    http.block_on_close = False
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield http.server_address[1]
    finally:
        http.shutdown()
        http.server_close()


def _handler(pages: Mapping[str, Page], asked: list[Asked]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(None)

        def do_POST(self) -> None:
            self._send(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _send(self, body: Any) -> None:
            asked.append(Asked(self.path, self.headers.get("Authorization", ""), body))
            page = pages.get(self.path, Answer([b"{}"], 404, "application/json"))
            if not isinstance(page, Answer):
                page = Answer([json.dumps(page).encode()], 200, "application/json")
            self.send_response(page.status)
            self.send_header("Content-Type", page.content_type)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                for piece in page.pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass  # who asked has hung up

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
