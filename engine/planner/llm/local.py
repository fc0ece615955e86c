"""Language model servers on this computer: which of the usual ports answers, and how much its model reads at once."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

SERVERS = (("Ollama", 11434), ("LM Studio", 1234), ("llama.cpp", 8080), ("vLLM", 8000))
"""Programs that serve language models, and where each listens unless it is told otherwise."""
OLLAMA_TOKENS = 4096
"""What Ollama reads of a request when nothing else is set: it cuts off the rest without a word."""
PATIENCE_S = 0.8
"""All that a server has to say which models it serves."""
LENGTH_PATIENCE_S = 2.0
"""All that a server has to say how much a model reads; it may be busy with loading one."""
MOST_BYTES = 1_000_000
MOST_MODELS, LONGEST_NAME = 50, 200
_OWNERS = {"llamacpp": "llama.cpp", "vllm": "vLLM", "sglang": "SGLang"}
"""Who `owned_by` names in a list of models: the ports 8000 and 8080 are anybody's."""
_LENGTHS = ("max_model_len", "context_length", "context_window", "max_context_length")
"""How servers call it in their lists of models: vLLM, OpenRouter, Groq."""
_NO_PLANNER = re.compile(r"embed|rerank|whisper|(?:^|[/_-])(?:bge|gte|e5|tts)(?:$|[:/_-])", re.IGNORECASE)
"""Names of models beside the language models, which answer no request."""
_IS_ELSEWHERE = re.compile(r"[:-]cloud$", re.IGNORECASE)
"""Names of models that Ollama lists and its maker runs: https://docs.ollama.com/cloud."""
_SANE = range(512, 20_000_000)


@dataclass(frozen=True)
class LocalServer:
    """A language model server that answers on this computer."""

    name: str
    """The program, or host and port where it is not known."""
    base_url: str
    models: tuple[str, ...]


def local_servers() -> list[LocalServer]:
    """Those that answer now, within PATIENCE_S; nobody outside this computer is asked. Never raises."""
    with ThreadPoolExecutor(len(SERVERS)) as pool:
        found = pool.map(lambda one: server_at(*one), SERVERS)
        return [one for one in found if one]


def server_at(name: str, port: int) -> LocalServer | None:
    """The server at a port of this computer; None where nothing or something else answers."""
    base_url = f"http://127.0.0.1:{port}/v1"
    server = _Server(base_url, PATIENCE_S)
    rows = [row for row in server.listed("/v1") if _is_planner(row.get("id"))]
    elsewhere = _run_elsewhere(server) if rows and name == "Ollama" else frozenset()
    rows = [row for row in rows if row["id"] not in elsewhere]
    if not rows:
        return None
    owner = _OWNERS.get(str(rows[0].get("owned_by")))
    is_shared = name in _OWNERS.values()
    called = owner or (f"127.0.0.1:{port}" if is_shared else name)
    return LocalServer(called, base_url, tuple(dict.fromkeys(str(row["id"]) for row in rows))[:MOST_MODELS])


def context_of(base_url: str, model: str, api_key: str = "") -> int | None:
    """How many tokens a model of a server on this computer reads at once; None where it does not tell. Never raises.

    Sources: https://github.com/ollama/ollama/blob/main/docs/api.md (ps, show), llama.cpp tools/server (props),
    https://lmstudio.ai/docs/app/api/endpoints/rest (api/v0/models), vLLM's /v1/models.
    """
    server = _Server(base_url, LENGTH_PATIENCE_S, api_key)
    return next((number for number in _told(server, model) if number in _SANE), None)


def only_model(base_url: str, api_key: str = "") -> str:
    """The name of the only model of a server on this computer; "" where it has several, or does not tell."""
    names = [one.get("id") for one in _Server(base_url, LENGTH_PATIENCE_S, api_key).listed("/v1")]
    return names[0] if len(names) == 1 and isinstance(names[0], str) else ""


def _is_planner(name: object) -> bool:
    """Is it the name of a model that may plan, on this computer, and one that can be written down?"""
    is_name = isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and name.isprintable()
    return is_name and not _NO_PLANNER.search(str(name)) and not _IS_ELSEWHERE.search(str(name))


def _run_elsewhere(server: _Server) -> frozenset[object]:
    """Names of models that Ollama passes on to another host; older versions know none."""
    models = server.asked("/api/tags").get("models")
    rows = [one for one in models if isinstance(one, Mapping)] if isinstance(models, list) else []
    return frozenset(str(one.get("name")) for one in rows if one.get("remote_host"))


def _told(server: _Server, model: str) -> Iterator[int]:
    for row in server.listed("/api/v0"):  # of LM Studio; one that is not loaded yet will be with a length of its own
        if row.get("id") == model:
            yield from _numbers(row, "loaded_context_length")
    for row in server.listed("/v1"):
        if row.get("id") == model:
            yield from _numbers(row, *_LENGTHS)
    settings = server.asked("/props").get("default_generation_settings")
    if isinstance(settings, Mapping):
        yield from _numbers(settings, "n_ctx")
    yield from _of_ollama(server, model)


def _of_ollama(server: _Server, model: str) -> Iterator[int]:
    """The length a model is loaded with, else the one that it is to be loaded with."""
    running = server.asked("/api/ps").get("models")
    if not isinstance(running, list):
        return
    called = (model, f"{model}:latest")
    for one in running:
        if isinstance(one, Mapping) and (one.get("name") in called or one.get("model") in called):
            yield from _numbers(one, "context_length")
    shown = server.asked("/api/show", {"model": model})
    if set_here := re.search(r"^num_ctx\s+(\d{1,9})\s*$", str(shown.get("parameters") or ""), re.MULTILINE):
        yield int(set_here[1])
    yield OLLAMA_TOKENS


def _numbers(row: Mapping[str, Any], *names: str) -> Iterator[int]:
    yield from (row[name] for name in names if isinstance(row.get(name), int))


class _Server:
    """A server on this computer, for some questions that it is to answer in so much time, all together."""

    def __init__(self, base_url: str, patience_s: float, api_key: str = "") -> None:
        self._root = base_url.rstrip("/").removesuffix("/v1")
        self._until = time.monotonic() + patience_s
        self._headers = {"Content-Type": "application/json", "Connection": "close"}
        if api_key:
            self._headers["Authorization"] = f"Bearer {api_key}"

    def listed(self, version: str) -> list[Mapping[str, Any]]:
        """Its models as it lists them."""
        data = self.asked(f"{version}/models").get("data")
        return [one for one in data if isinstance(one, Mapping)] if isinstance(data, list) else []

    def asked(self, path: str, body: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """The JSON object that it answers with; empty for anything else, and when the time is up.

        Neither a proxy nor a redirection takes the question elsewhere.
        """
        try:
            answer = json.loads(self._content(path, json.dumps(body) if body else None))
        except (OSError, HTTPException, ValueError, RecursionError):
            return {}
        return answer if isinstance(answer, dict) else {}

    def _content(self, path: str, body: str | None) -> bytes:
        parts = urlsplit(self._root + path)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        with contextlib.closing(kind(parts.hostname or "", parts.port, timeout=self._left())) as connection:
            connection.connect()
            with _hung_up_in(self._left(), connection.sock):
                connection.request("POST" if body else "GET", parts.path, body, self._headers)
                reply = connection.getresponse()
                return reply.read(MOST_BYTES) if reply.status == 200 else b""

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@contextlib.contextmanager
def _hung_up_in(seconds: float, line: socket.socket) -> Iterator[None]:
    """End a connection then, whatever still comes: the time limit of a socket begins anew with each byte."""

    def hang_up() -> None:
        with contextlib.suppress(OSError, ValueError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
